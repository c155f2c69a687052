import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';

/** SHA-256 of a text in UTF-8, as 64 hex digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The address of a value by its content: equal values, whatever the order of their keys, have equal addresses. */
export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value));
}
