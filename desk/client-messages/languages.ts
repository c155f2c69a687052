import { CLIENT_LANGUAGES, type ClientLanguage } from '../../model/visit.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { ClientWords } from './words.ts';

const WORDS: Readonly<Record<ClientLanguage, ClientWords>> = { en, de, fr, es };

export function wordsIn(language: ClientLanguage): ClientWords {
  return WORDS[language];
}

/** The first of a reader's languages that we have words for, best first as browsers name them (`de-AT`, `en`). */
export function firstKnown(languages: readonly string[]): ClientLanguage | undefined {
  for (const wanted of languages) {
    const [base] = wanted.toLowerCase().split('-');
    const known = CLIENT_LANGUAGES.find((language) => language === base);
    if (known) return known;
  }
  return undefined;
}
