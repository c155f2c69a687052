/** Captured before simulated time takes their place. */
const { setImmediate, setTimeout } = globalThis;
const realNow = performance.now.bind(performance);
/** Loop turns in a row in which nothing may happen. */
const QUIET_TURNS = 2;
/** Something that runs for so long without an end is no reason to hold simulated time up. Real ms. */
const PATIENCE_MS = 5_000;
/** How long an HTTP message is expected. One that waits for simulated time comes later, and the tallies tell. Real ms. */
const EXPECTING_MS = 15;
/** Requests to the operating system that will come back by themselves. Open sockets and servers are none. */
const PENDING = /^FSReq|ReqWrap$|ConnectWrap$|WriteWrap$|ShutdownWrap$|^Immediate$/;

let jobs = 0;

/**
 * Counts jobs of Web Crypto, which run in Node's thread pool and are in no list of active resources. Needed once in
 * each process.
 */
export function watchCrypto(): void {
  const prototype = Object.getPrototypeOf(crypto.subtle) as Record<string, unknown>;
  for (const name of ['sign', 'verify', 'digest', 'importKey', 'exportKey', 'encrypt', 'decrypt'] as const) {
    const real = prototype[name] as (...args: unknown[]) => Promise<unknown>;
    Object.defineProperty(prototype, name, {
      value(this: typeof crypto.subtle, ...args: unknown[]) {
        jobs += 1;
        return Reflect.apply(real, this, args).finally(() => void (jobs -= 1));
      },
    });
  }
}

/**
 * Resolves when this process has nothing left to do but to wait for simulated time or for the other process: no file or
 * socket operation is pending, and for two turns of the event loop no event came. While `expects` says so, it waits a
 * moment longer for an HTTP message.
 */
export function quiet(expects: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const began = realNow();
    let turns = 0;
    let seen = -1;
    let changed = began;
    const look = () => {
      const { events } = performance.nodeTiming.uvMetricsInfo;
      const at = realNow();
      const works = jobs > 0 || process.getActiveResourcesInfo().some((name) => PENDING.test(name));
      if (works || seen !== events) changed = at;
      turns = works || seen !== events ? 0 : turns + 1;
      seen = events;
      const waits = expects() && at - changed < EXPECTING_MS;
      if ((turns >= QUIET_TURNS && !waits) || at - began > PATIENCE_MS) resolve();
      else if (works || waits) setTimeout(look, 0);
      else setImmediate(look);
    };
    setImmediate(look);
  });
}
