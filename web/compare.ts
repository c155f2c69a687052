import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

/** Compares two texts in constant time. Both are hashed first, so that their lengths do not leak either. */
export function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/**
 * Whether the request comes from this machine itself. A proxy on this machine also connects from loopback on behalf of
 * others, so forwarded requests do not count.
 */
export function fromThisMachine(req: Request): boolean {
  const address = req.socket.remoteAddress ?? '';
  const local = address === '::1' || /^(::ffff:)?127\./.test(address);
  return local && req.headers['x-forwarded-for'] === undefined && req.headers['forwarded'] === undefined;
}
