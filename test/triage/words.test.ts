import { describe, expect, test } from 'vitest';
import { textOf } from '../../triage/text-parts.ts';
import { wordsOf } from '../../triage/words.ts';
import { ticketOf } from './given.ts';

const words = (title: string, body = '') => wordsOf(textOf(ticketOf(title, body)));

describe('the problem in one line', () => {
  test.each([
    ['a subject that tells', 'Outlook crashes at start', 'Hello, it is me again.', 'Outlook crashes at start'],
    ['a subject with mail prefixes', 'RE: AW: [EXTERNAL] [#4711] Printer offline', '', 'Printer offline'],
    [
      'a cry for help',
      'Help',
      'Hi Ben, the till in Leeds prints no receipts. It began today.',
      'the till in Leeds prints no receipts.',
    ],
    ['an urgent nothing', 'Fwd: RE: urgent!!!', 'The VPN drops all the time.', 'The VPN drops all the time.'],
    ['a lone word', 'popup', 'screen says virus found', 'popup: screen says virus found'],
    ['an empty subject', '', 'Drucker druckt nur leere Seiten', 'Drucker druckt nur leere Seiten'],
    ['nothing that tells', 'Help', 'Please call me!', 'Help'],
    ['nothing at all', '', '', ''],
    ['line breaks and control signs', 'Mail\u0000box\r\nis \u202Efull', '', 'Mail box is full'],
  ])('%s', (_name, title, body, problem) => {
    expect(words(title, body).problem).toBe(problem);
  });

  test('has at most 120 characters and ends at a word', () => {
    const { problem } = words('Printer '.repeat(40));
    expect(problem.length).toBeLessThanOrEqual(120);
    expect(problem).toMatch(/Printer…$/);
  });

  test('is not cut through an emoji', () => {
    expect(words(`broken printer ${'🔥'.repeat(100)}`).problem.isWellFormed()).toBe(true);
  });
});

describe('the summary', () => {
  test('keeps a report line by line and joins wrapped lines', () => {
    const report =
      'Host: DC01\nState: CRITICAL\nThis check has been failing for some time now and it would be good to\nlook at it.';
    expect(words('x', report).summary).toBe(
      'Host: DC01\nState: CRITICAL\nThis check has been failing for some time now and it would be good to look at it.',
    );
  });

  test('has at most 600 characters, without signature', () => {
    const { summary } = words('x', `${'The scanner makes black stripes. '.repeat(60)}\nKind regards\nErika`);
    expect(summary.length).toBeLessThanOrEqual(600);
    expect(summary).not.toContain('Erika');
  });
});
