import type { RequestHandler } from 'express';
import { CallboardError } from '../model/errors.ts';
import { sendProblem } from './problem.ts';

const WINDOW_MS = 60_000;
const MOST_ADDRESSES = 10_000;

/**
 * Slows down guessing: an address with too many 401s and 404s within a minute gets 429 until the minute is over.
 * Requests that succeed are never counted, so that a busy proxy in front of many good callers is not shut out by
 * volume alone. Bounded: when too many addresses fail at once, the oldest are forgotten.
 */
export function failureLimit(o: { perMinute: number; now: () => number }): RequestHandler {
  const failures = new Map<string, { since: number; count: number }>();
  return (req, res, next) => {
    const address = req.socket.remoteAddress ?? 'unknown';
    const known = failures.get(address);
    const current = known && o.now() - known.since < WINDOW_MS ? known : undefined;
    if (current && current.count >= o.perMinute) {
      res.set('retry-after', String(Math.ceil((current.since + WINDOW_MS - o.now()) / 1000)));
      const next = 'Wait for the time in Retry-After, then send a valid token.';
      sendProblem(
        res,
        new CallboardError('NOT_SIGNED_IN', 'Too many refused requests from this address.', { next }),
        429,
      );
      return;
    }
    res.once('finish', () => {
      if (res.statusCode !== 401 && res.statusCode !== 404) return;
      const entry = failures.get(address);
      const fresh = entry && o.now() - entry.since < WINDOW_MS ? entry : { since: o.now(), count: 0 };
      fresh.count += 1;
      failures.delete(address);
      failures.set(address, fresh);
      const oldest = failures.keys().next().value;
      if (failures.size > MOST_ADDRESSES && oldest !== undefined) failures.delete(oldest);
    });
    next();
  };
}
