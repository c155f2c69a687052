import { describe, expect, test } from 'vitest';
import { clockTime, lasting, left } from '../../cards/time.ts';
import { wordsFor } from '../../cards/index.ts';
import { MIN, NOW, shared } from './views.ts';

const words = wordsFor('en');
const HOUR = 60 * MIN;

describe('a time, as people read it', () => {
  test.each([
    ['Europe/Berlin', NOW + 23 * MIN, '14:20'],
    ['Asia/Kolkata', NOW + 23 * MIN, '18:50'],
    ['Europe/Berlin', NOW + 12 * HOUR, 'Wed 01:57'],
    ['America/New_York', NOW + 12 * HOUR, '19:57'],
    ['Europe/Berlin', NOW - 14 * HOUR, 'Mon 23:57'],
    ['Europe/Berlin', NOW + 7 * 24 * HOUR, 'Tue 1 Dec 13:57'],
    ['Europe/Berlin', NOW + 10 * HOUR + 3 * MIN, 'Wed 00:00'],
    ['Nowhere/At-all', NOW, '12:57 UTC'],
  ])('is written for a reader in %s', (timeZone, at, said) => {
    expect(clockTime(at, { ...shared, timeZone })).toBe(said);
  });
});

test.each([
  [38 * MIN, '38 min left'],
  [30_000, 'less than 1 min left'],
  [0, 'less than 1 min left'],
  [119 * MIN, '119 min left'],
  [125 * MIN, '2 h 5 min left'],
  [47 * HOUR, '47 h left'],
  [73 * HOUR, '3 days left'],
  [-5 * MIN, 'overdue by 5 min'],
  [-49 * HOUR, 'overdue by 2 days'],
])('%i ms left is "%s"', (distance, said) => {
  expect(left(NOW + distance, shared, words)).toBe(said);
});

test('a duration of a day and an hour is given in hours', () => {
  expect(lasting(25 * HOUR, words)).toBe('25 h');
});
