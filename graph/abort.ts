/** Waits for uncancellable work until the signal aborts. The work itself continues, and its result is ignored. */
export function abortable<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const end = () => reject(reasonOf(signal));
    if (signal.aborted) {
      end();
      work.catch(() => {});
      return;
    }
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}

export function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}
