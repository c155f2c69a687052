import { PhraseBook, type Hit } from './phrases.ts';
import type { Token } from './tokens.ts';

/**
 * Words that rule a thing out: "not the printer", "webmail works fine". Plain negation does not ("no internet", "cannot
 * print"): there the thing is the trouble.
 */
const BEFORE = `
  not the, not a, not an, not my, nothing to do with, isnt the, isnt a, not related to, unrelated to,
  no problem with, no problems with, no issue with, no issues with, ruled out, rather than, instead of,
  nicht am, nicht an der, nicht der, nichts mit, nichts mit dem, nichts mit der`;
const AFTER = `
  is fine, are fine, works fine, work fine, working fine, works ok, is ok, is okay, are ok, is all right,
  still works, still work, is working, are working, works on my, funktioniert normal, funktioniert noch, ist ok,
  geht noch`;

const before = new PhraseBook([[BEFORE, true] as const]);
const after = new PhraseBook([[AFTER, true] as const]);

/** Returns a test for whether a hit has been ruled out by the words around it. */
export function excusesIn(tokens: readonly Token[]): (hit: Hit<unknown>) => boolean {
  const ends = new Set(before.find(tokens).map((hit) => hit.to));
  const starts = new Set(after.find(tokens).map((hit) => hit.from));
  return ({ from, to }) => ends.has(from) || starts.has(to);
}
