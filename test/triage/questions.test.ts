import { describe, expect, test } from 'vitest';
import { DEFAULT_TRIAGE_POLICY, triage } from '../../triage/index.ts';
import { agreementOf, clientWith, NOW, ticketOf } from './given.ts';

const asked = (title: string, body = '', more = {}) =>
  triage(
    { ticket: ticketOf(title, body, more), client: clientWith(agreementOf('silver')), now: NOW },
    DEFAULT_TRIAGE_POLICY,
  ).record.questions.map((question) => question.id);

describe('the questions before starting', () => {
  test.each([
    ['Laptop slow', 'It is terrible.', ['which-device', 'what-tried', 'since-when']],
    ['Laptop slow', 'LT-2214, since Monday, restarted twice.', []],
    ['Printer offline', 'PRN-03 says "paper jam", all of us are affected.', []],
    ['Restore please', 'Please restore it.', ['which-file', 'lost-when']],
    ['Restore please', 'Please restore budget.xlsx from Monday.', []],
    ['Suspicious email', 'From the bank.', ['what-clicked']],
    ['Suspicious email', 'I have not clicked on anything. Nobody else got it.', []],
    ['New starter', 'Please prepare everything.', ['start-date', 'same-as-whom', 'who-approves']],
    ['New starter on 1 December', 'Same as Tom please. The director has approved it.', []],
    ['Help', 'It is doing it again', ['what-is-wrong', 'which-program', 'reach-you']],
  ])('%s: %s', (title, body, questions) => {
    const found = asked(title, body);
    expect(questions.every((id) => found.includes(id))).toBe(true);
    if (questions.length === 0) expect(found.filter((id) => id !== 'which-device')).toEqual([]);
  });

  test('are not asked of a machine', () => {
    const { contact: _, ...machine } = ticketOf(
      '[RMM] disk full',
      'Host: x\nCheck: disk\nState: CRITICAL\nSeverity: high',
    );
    const { record } = triage({ ticket: machine, now: NOW }, DEFAULT_TRIAGE_POLICY);
    expect(record.type).toBe('alert');
    expect(record.questions.filter((question) => question.ask === 'contact')).toEqual([]);
  });

  test('begin with the name of an unnamed person', () => {
    const { contact: _, ...anonymous } = ticketOf('Excel crashes');
    const { record } = triage({ ticket: anonymous, now: NOW }, DEFAULT_TRIAGE_POLICY);
    expect(record.questions[0]?.id).toBe('which-contact');
  });
});

test('exist for every kind of work', () => {
  const { questions, categories } = DEFAULT_TRIAGE_POLICY;
  const known = new Set(questions.map(({ id }) => id));
  expect(categories.flatMap((row) => row.questions).filter((id) => !known.has(id))).toEqual([]);
  const topics = new Set(categories.flatMap((row) => row.topics.map((topic) => `${row.category}.${topic.id}`)));
  const meant = questions.flatMap(({ notFor = [], onlyFor = [] }) => [...notFor, ...onlyFor]);
  expect(meant.filter((topic) => !topics.has(topic))).toEqual([]);
});
