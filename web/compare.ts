import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

/** Are two texts the same, in a time that tells nothing about where they differ? Hashed first: lengths differ too. */
export function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/**
 * Does this request come from this machine itself? A proxy on this machine also connects from loopback, on behalf of
 * anybody: what it forwarded does not count.
 */
export function fromThisMachine(req: Request): boolean {
  const address = req.socket.remoteAddress ?? '';
  const local = address === '::1' || /^(::ffff:)?127\./.test(address);
  return local && req.headers['x-forwarded-for'] === undefined && req.headers['forwarded'] === undefined;
}
