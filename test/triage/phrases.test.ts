import { describe, expect, test } from 'vitest';
import { longest, PhraseBook } from '../../triage/phrases.ts';
import { tokensOf } from '../../triage/tokens.ts';

const tokens = (text: string) => tokensOf(text, [{ start: 0, end: text.length }]);
const found = (phrases: string, text: string) => {
  const words = tokens(text);
  return new PhraseBook([[phrases, 'it']]).find(words).map(({ from, to }) => {
    return text.slice(words[from]?.start, words[to - 1]?.end);
  });
};

describe('a phrase', () => {
  test.each([
    ['shared mailbox', 'The SHARED  mailbox, please', ['SHARED  mailbox']],
    ['shared mailbox', 'shared a mailbox', []],
    ['print*', 'printers print; reprint', ['printers', 'print']],
    ['e-mail', 'no e-mail, no e mail, no email', ['e-mail', 'e mail']],
    [
      'cannot|cant … log|sign in',
      'I cannot for now log in and can’t sign in',
      ['cannot for now log in', 'can’t sign in'],
    ],
    ['account … locked', 'account that we had until yesterday locked', []],
    ['before #', 'before 3pm, before 15:00, before lunch', ['before 3pm', 'before 15']],
    ['läuft ab', 'LÄUFT AB, lauft ab', ['LÄUFT AB', 'lauft ab']],
    ['one, two', 'two one', ['two', 'one']],
  ])('%s in "%s"', (phrases, text, hits) => {
    expect(found(phrases, text)).toEqual(hits);
  });

  test.each(['… end', '# pm', 'ab*', '*'])('"%s" would match everywhere and is refused', (phrase) => {
    expect(() => new PhraseBook([[phrase, 1]])).toThrow(RangeError);
  });

  test('inside a longer one does not count, unless the longer one has a gap', () => {
    const words = tokens('the print server for our server');
    const book = new PhraseBook([
      ['server', 'server'],
      ['print server', 'printing'],
    ]);
    expect(longest(book.find(words)).map((hit) => hit.of)).toEqual(['printing', 'server']);
    const gap = new PhraseBook([
      ['server', 'server'],
      ['print … our', 'gap'],
    ]);
    expect(longest(gap.find(words)).map((hit) => hit.of)).toEqual(['gap', 'server', 'server']);
  });
});
