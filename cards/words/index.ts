import type { Language } from '../../model/person.ts';
import { en } from './en.ts';
import type { Words } from './en.ts';

const LANGUAGES: Readonly<Record<Language, Words>> = { en };

/** The table of words in somebody's language. */
export function wordsFor(language: Language): Words {
  return LANGUAGES[language];
}

export type { Words } from './en.ts';
