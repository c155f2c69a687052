import { expect, test } from 'vitest';
import { visitNumbersCard } from '../../cards/index.ts';
import { textOf } from './conformance.ts';
import { asDana } from './views.ts';
import { NUMBERS } from './visit-views.ts';

const words = (view: (typeof NUMBERS)[keyof typeof NUMBERS]) => textOf(visitNumbersCard(view, asDana));

test('each figure names its subject and the figure of the month before', () => {
  expect(words(NUMBERS.many)).toBe(
    [
      'Visits of the last 30 days',
      'Sun 25 Oct to Tue 24 Nov. “Before” is the 30 days before that.',
      'What came of them',
      '42 confirmed · 3 cancelled · 2 without an answer',
      'Before: 24816 confirmed · 3 cancelled · 2 without an answer',
      'From assigned to confirmed',
      'Half within 3 h 20 min, nine of ten within 27 h',
      'Before: Half within 3 h 20 min, nine of ten within 27 h',
      'Booked by the client alone',
      '74 % · 31 of 42',
      'Before: 37 % · 9204 of 24816',
      'Moves per visit',
      '0.2 on average · 7 moves in 38 visits that took place',
      'Before: 0.3 on average · 8001 moves in 23990 visits that took place',
      'Time not spent on the phone',
      '62 h · 31 booked by clients alone, 120 min for each call',
      'Before: 18408 h · 9204 booked by clients alone, 120 min for each call',
      'Waiting counts nights and weekends. What a call takes you is your own setting (VISITS_CALL_MINUTES).',
    ].join('\n'),
  );
});

test('few visits are counted, without percentages, averages or typical times', () => {
  const said = words(NUMBERS.few);
  expect(said).toContain('20 min to 3 days, of 4 visits alone');
  expect(said).toContain('\n3 of 4\n');
  expect(said).toContain('\n0 moves in 3 visits that took place\n');
  expect(words(NUMBERS.one)).toContain('less than 1 min, of 1 visit alone');
});

test('a month before Callboard was installed is not compared with', () => {
  expect(words(NUMBERS.new)).toContain('Callboard has been here since Thu 12 Nov');
  expect(words(NUMBERS.new)).not.toContain('Before');
  expect(words(NUMBERS.one)).toContain('Before');
});

test('the toast names the two most important figures', () => {
  expect(visitNumbersCard(NUMBERS.many, asDana).summary).toBe(
    'Visits of the last 30 days: 42 visits confirmed, 31 booked by the client alone',
  );
});
