/**
 * Preloaded into a process under test (`node --import`): its machine's clock is wrong by SOAK_SKEW_MS. What counts
 * elapsed time alone (timers, performance.now) is as it was, as on a machine whose clock is set wrong.
 */
const skew = Number(process.env['SOAK_SKEW_MS']);
const { now } = Date;
Date.now = () => now() + skew;
const origin = performance.timeOrigin;
Object.defineProperty(performance, 'timeOrigin', { get: () => origin + skew });
globalThis.Date = new Proxy(Date, {
  construct: (target, values: readonly unknown[]) =>
    Reflect.construct(target, values.length === 0 ? [now() + skew] : values) as Date,
});

export {};
