/**
 * Makes `Date` return simulated time in this process. Both processes of a run do so, because the identity providers and
 * the product's SDKs stamp and check tokens with `Date`.
 */
export function simulateDate(now: () => number): void {
  const RealDate = Date;
  const simulated: DateConstructor = new Proxy(RealDate, {
    construct: (target, values: readonly unknown[], newTarget) =>
      Reflect.construct(
        target,
        values.length === 0 ? [now()] : values,
        newTarget === simulated ? target : newTarget,
      ) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
  });
  RealDate.prototype.constructor = simulated;
  globalThis.Date = simulated;
}
