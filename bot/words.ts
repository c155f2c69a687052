import type { Language } from '../model/person.ts';

/** Texts for answers that come from the bot itself, not from the desk. */
export interface BotWords {
  readonly failed: (errorId: string) => string;
  readonly slow: string;
  readonly noAction: string;
  readonly nobody: string;
  readonly unknown: string;
}

export const WORDS: Readonly<Record<Language, BotWords>> = {
  en: {
    failed: (errorId) =>
      `That did not work, and the fault is ours. Refresh the card and try again; if it stays, tell your admin ${errorId}.`,
    slow: 'This takes longer than usual. The card will change by itself.',
    noAction: 'This button carried no action. Refresh the card and try again.',
    nobody: 'Teams did not say who you are, so nothing was done.',
    unknown: 'Callboard does not know this command. Open a ticket’s card and use its buttons.',
  },
};
