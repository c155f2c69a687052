import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';

/** SHA-256 of a text in UTF-8, as 64 hex digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The content address of a value: equal values have equal addresses, whatever the order of their keys. */
export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value));
}
