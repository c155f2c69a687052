/** Longer waits are cut to this: the outbox retries later in any case. */
const LONGEST_MS = 10 * 60_000;

/**
 * How long the server asks us to wait, ms from `now`
 * (docs/platform/graph.md, “Retry-After is seconds, a fraction of a second or a date”); also reads Azure's
 * `retry-after-ms` and `x-ms-retry-after-ms`. `undefined`: it does not say.
 */
export function retryAfterMs(header: (name: string) => string | null | undefined, now: number): number | undefined {
  const inMs = header('retry-after-ms') ?? header('x-ms-retry-after-ms');
  const text = (inMs ?? header('retry-after') ?? '').trim();
  if (text === '') return undefined;
  const number = Number(text);
  const ms = Number.isFinite(number)
    ? number * (inMs === null || inMs === undefined ? 1000 : 1)
    : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(Math.ceil(ms), 0), LONGEST_MS);
}

/**
 * The backoff before attempt `tries + 1`: half a second, doubling each time. Up to half of it is random, so that
 * instances do not retry in step. The server's Retry-After is a lower bound
 * (docs/platform/graph.md, “Retry-After is seconds, a fraction of a second or a date”).
 */
export function backoffMs(tries: number, asked: number | undefined, random: () => number): number {
  const base = 500 * 2 ** (tries - 1);
  return Math.ceil(Math.max(asked ?? 0, base * (0.5 + random() / 2)));
}
