/** Captured before simulated time replaces them. */
const { setImmediate, setTimeout } = globalThis;
const realNow = performance.now.bind(performance);
/** The number of consecutive event-loop turns without an event. */
const QUIET_TURNS = 2;
/** Work that runs for this long does not hold up simulated time. Real ms. */
const PATIENCE_MS = 5_000;
/**
 * How long an HTTP message is expected. One that waits for simulated time comes later, and the tallies show it. Real
 * ms.
 */
const EXPECTING_MS = 15;
/** Requests to the operating system that return by themselves. Open sockets and servers are not among them. */
const PENDING = /^FSReq|ReqWrap$|ConnectWrap$|WriteWrap$|ShutdownWrap$|^Immediate$/;

let jobs = 0;

/**
 * Counts jobs of Web Crypto, which run in Node's thread pool and are in no list of active resources. Needed once per
 * process.
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
 * Resolves when this process can only wait for simulated time or for the other process: no file or socket operation is
 * pending, and two turns of the event loop passed without an event. While `expects` says so, it waits a moment longer
 * for an HTTP message.
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
