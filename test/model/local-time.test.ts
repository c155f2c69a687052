import { describe, expect, test } from 'vitest';
import { isTimeZone, localTime, timeLeft } from '../../model/local-time.ts';

/** A Tuesday, 13:57 in Berlin. */
const NOW = Date.UTC(2026, 10, 24, 12, 57);
const MIN = 60_000;
const HOUR = 60 * MIN;

describe('an instant, as people read it', () => {
  test.each([
    ['Europe/Berlin', NOW + 23 * MIN, '14:20'],
    ['Asia/Kolkata', NOW + 23 * MIN, '18:50'],
    ['Europe/Berlin', NOW + 12 * HOUR, 'Wed 01:57'],
    ['America/New_York', NOW + 12 * HOUR, '19:57'],
    ['Europe/Berlin', NOW - 14 * HOUR, 'Mon 23:57'],
    ['Europe/Berlin', NOW + 6 * 24 * HOUR, 'Mon 13:57'],
    ['Europe/Berlin', NOW + 7 * 24 * HOUR, 'Tue 1 Dec 13:57'],
    ['Europe/Berlin', NOW + 10 * HOUR + 3 * MIN, 'Wed 00:00'],
    ['GMT Standard Time', NOW, '12:57 UTC'],
    ['Europe/Berlin', Number.NaN, '?'],
  ])('in %s', (timeZone, at, said) => {
    expect(localTime(at, { timeZone, now: NOW })).toBe(said);
  });

  test('across the night in which the clocks go back, tomorrow is still tomorrow', () => {
    const saturday = Date.UTC(2026, 9, 24, 21, 30);
    expect(localTime(saturday + 24 * HOUR, { timeZone: 'Europe/Berlin', now: saturday })).toBe('Sun 22:30');
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
])('%i ms to go is "%s"', (distance, said) => {
  expect(timeLeft(NOW + distance, NOW)).toBe(said);
});

test('Windows names of zones are not IANA names', () => {
  expect(['Europe/London', 'UTC', 'GMT Standard Time', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});
