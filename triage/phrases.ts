import { tokensOf, type Token } from './tokens.ts';

/** The most words that a gap `…` of a phrase can skip. */
const WIDEST_GAP = 3;
/** A shorter prefix would be tried on too many words. */
const SHORTEST_PREFIX = 3;

/** A phrase found in a text: the tokens `[from, to)`, and what the phrase stands for. */
export interface Hit<T> {
  readonly of: T;
  readonly from: number;
  readonly to: number;
  /** No gap: the words are adjacent. */
  readonly solid: boolean;
}

interface Entry<T> {
  readonly parts: readonly Part[];
  readonly of: T;
  readonly solid: boolean;
}

type Part = Word | 'gap' | 'number';
/** One of these words or prefixes. */
interface Word {
  readonly exact: readonly string[];
  readonly prefixes: readonly string[];
}

/**
 * Phrases, prepared for searching. A table lists them comma-separated in this notation: `shared mailbox` two adjacent
 * words · `print*` every word with this prefix · `log|sign in` either word · `access … folder` up to three words in
 * between · `before #` a number or an hour such as `3pm`. Throws RangeError for a phrase that does not start with a
 * word, or whose first word is a prefix of fewer than three characters.
 */
export class PhraseBook<T> {
  readonly #byWord = new Map<string, Entry<T>[]>();
  readonly #byPrefix = new Map<string, Entry<T>[]>();

  constructor(tables: Iterable<readonly [phrases: string, of: T]>) {
    for (const [phrases, of] of tables) {
      for (const phrase of phrases.split(',')) if (phrase.trim() !== '') this.#add(phrase.trim(), of);
    }
  }

  #add(phrase: string, of: T): void {
    const parts = read(phrase);
    const first = parts[0];
    if (first === undefined || typeof first === 'string')
      throw new RangeError(`The phrase "${phrase}" has to start with a word.`);
    const entry = { parts, of, solid: !parts.includes('gap') };
    if (first.prefixes.some((prefix) => prefix.length < SHORTEST_PREFIX))
      throw new RangeError(`The phrase "${phrase}" starts with less than ${SHORTEST_PREFIX} signs and a star.`);
    for (const word of first.exact) push(this.#byWord, word, entry);
    const keys = new Set(first.prefixes.map((prefix) => prefix.slice(0, SHORTEST_PREFIX)));
    for (const key of keys) push(this.#byPrefix, key, entry);
  }

  /** Every phrase that occurs, in the order of the text. Linear in the number of words. */
  find(tokens: readonly Token[]): Hit<T>[] {
    const hits: Hit<T>[] = [];
    tokens.forEach(({ word }, from) => {
      for (const entries of [this.#byWord.get(word), this.#byPrefix.get(word.slice(0, SHORTEST_PREFIX))]) {
        for (const { parts, of, solid } of entries ?? []) {
          const to = endOf(parts, 0, tokens, from);
          if (to !== undefined) hits.push({ of, from, to, solid });
        }
      }
    });
    return hits;
  }
}

/** Drops hits inside a longer hit without gaps: "print server" is about printing, not about a server. */
export function longest<T>(hits: readonly Hit<T>[]): Hit<T>[] {
  const sorted = [...hits].sort((a, b) => a.from - b.from || b.to - a.to);
  const kept: Hit<T>[] = [];
  let cover: Hit<T> | undefined;
  for (const hit of sorted) {
    const inside = cover !== undefined && hit.to <= cover.to && hit.to - hit.from < cover.to - cover.from;
    if (!inside) kept.push(hit);
    if (hit.solid && (cover === undefined || hit.to > cover.to)) cover = hit;
  }
  return kept;
}

function endOf(parts: readonly Part[], part: number, tokens: readonly Token[], at: number): number | undefined {
  const wanted = parts[part];
  if (wanted === undefined) return at;
  if (wanted === 'gap') {
    for (let skipped = 0; skipped <= WIDEST_GAP; skipped += 1) {
      const end = endOf(parts, part + 1, tokens, at + skipped);
      if (end !== undefined) return end;
    }
    return undefined;
  }
  const token = tokens[at];
  return token !== undefined && meets(wanted, token.word) ? endOf(parts, part + 1, tokens, at + 1) : undefined;
}

function meets(part: Word | 'number', word: string): boolean {
  if (part === 'number') return /^\d{1,4}(?:am|pm|h|hrs)?$/.test(word);
  return part.exact.includes(word) || part.prefixes.some((prefix) => word.startsWith(prefix));
}

/** The parts of one phrase. `e-mail` is two words, as in a text. */
function read(phrase: string): Part[] {
  return phrase.split(/\s+/u).flatMap((piece): Part[] => {
    if (piece === '…') return ['gap'];
    if (piece === '#') return ['number'];
    if (piece.includes('|')) return [either(piece.split('|').flatMap((choice) => wordsOf(choice)))];
    return wordsOf(piece);
  });
}

function wordsOf(piece: string): Word[] {
  const words = tokensOf(piece, [{ start: 0, end: piece.length }]).map((token) => token.word);
  return words.map((word, index) => {
    if (!piece.endsWith('*') || index < words.length - 1) return { exact: [word], prefixes: [] };
    return { exact: [], prefixes: [word] };
  });
}

function either(words: readonly Word[]): Word {
  return { exact: words.flatMap((word) => word.exact), prefixes: words.flatMap((word) => word.prefixes) };
}

function push<T>(map: Map<string, Entry<T>[]>, key: string, entry: Entry<T>): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else list.push(entry);
}
