import type { Language } from '../../model/person.ts';
import { en } from './en.ts';
import type { Words } from './en.ts';

const LANGUAGES: Readonly<Record<Language, Words>> = { en };

/** The table of words in somebody's language. */
export function wordsFor(language: Language): Words {
  return LANGUAGES[language];
}

/** What a table says of a key that may come from outside: of its own keys only, `constructor` is none of them. */
export function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

export type { Words } from './en.ts';
