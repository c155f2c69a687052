import type { Evidence } from '../model/triage.ts';
import type { Hit } from './phrases.ts';
import type { TextPart } from './text-parts.ts';

/** The position of a phrase, for the record: offsets, no text. */
export function evidenceOf(about: Evidence['about'], rule: string, where: TextPart, hit: Hit<unknown>): Evidence {
  const start = where.tokens[hit.from]?.start ?? 0;
  const end = where.tokens[hit.to - 1]?.end ?? start;
  return { about, rule, part: where.part, start, length: end - start };
}

/** A field of the PSA that was used; it has no position in a text. */
export function evidenceOfField(about: Evidence['about'], rule: string): Evidence {
  return { about, rule, part: 'psa', start: 0, length: 0 };
}
