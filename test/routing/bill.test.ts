import { describe, expect, test } from 'vitest';
import type { ItemCode, TechnicianFacts, TicketFacts } from '../../model/decision.ts';
import { decide } from '../../routing/decide.ts';
import { lateChance } from '../../routing/items/breach.ts';
import { MOST } from '../../routing/minutes.ts';
import { DAY, HOUR, MIN, NOW, snapshot, technician, ticket } from './samples.ts';

const bill = (facts: Partial<TechnicianFacts>, about: Partial<TicketFacts> = {}) =>
  decide(snapshot([technician('t1', facts)], [ticket('a', about)]))[0]!.ranked[0]!;
const item = (code: ItemCode, facts: Partial<TechnicianFacts>, about: Partial<TicketFacts> = {}) =>
  bill(facts, about).items.find((line) => line.code === code);
const knowing = (level: 1 | 2 | 3) => ({ skills: [{ name: 'Networking', level }] });

describe('a bill, in hundredths of a minute', () => {
  test.each<[string, ItemCode, Partial<TechnicianFacts>, Partial<TicketFacts>, number | undefined, string?]>([
    ['free now', 'wait', {}, {}, undefined],
    ['after an hour of load', 'wait', { loadMinutes: 60 }, {}, 6_000, 'fact'],
    ['a P1 leaves a quarter of an hour ahead', 'wait', { loadMinutes: 60 }, { priority: 1 }, 1_500, 'fact'],
    ['hours nobody knows', 'wait', { shifts: undefined as never }, {}, 4_500, 'assumption'],
    ['an expert', 'handling', knowing(3), {}, 3_735, 'fact'],
    ['working knowledge', 'handling', knowing(2), {}, 5_400, 'fact'],
    ['learning', 'handling', knowing(1), {}, 7_425, 'fact'],
    ['no matrix', 'handling', { skills: [] }, {}, 9_000, 'assumption'],
    ['no skill needed', 'handling', { skills: [] }, { skills: [] }, 4_500, 'assumption'],
    ['an expert is rarely stuck', 'handover', knowing(3), { confidence: 1 }, 80, 'fact'],
    ['learning, a fifth are', 'handover', knowing(1), { confidence: 1 }, 440, 'fact'],
    ['triage may be wrong', 'handover', knowing(3), { confidence: 0.5 }, 1_040, 'fact'],
    ['perhaps on site', 'travel', {}, { onSite: 0.5 }, 3_000, 'assumption'],
    ['surely remote', 'travel', {}, { onSite: 0 }, undefined],
    ['third line on first-line work', 'seniority', { tier: 'L3' }, {}, 2_700, 'fact'],
    ['second line on first-line work', 'seniority', { tier: 'L2' }, {}, 1_350, 'fact'],
    ['third line on a P1', 'seniority', { tier: 'L3' }, { priority: 1 }, undefined],
    ['solved two for them', 'knows-client', {}, { knows: { t1: 2 } }, -621, 'fact'],
    ['their named technician', 'knows-client', {}, { preferred: ['t1'] }, -3_000, 'fact'],
    ['their second choice', 'knows-client', {}, { preferred: ['t9', 't1'] }, -1_500, 'fact'],
    ['given three today, two open', 'fairness', { givenToday: 3, openTickets: 2 }, {}, 1_400, 'fact'],
    ['the deadline is gone', 'breach', {}, { respondBy: NOW - MIN }, 12_000 * 1, 'fact'],
    ['plenty of time', 'breach', {}, { respondBy: NOW + DAY, resolveBy: NOW + 9 * DAY }, undefined],
    [
      'nothing promised: what we assume',
      'breach',
      {},
      { respondBy: undefined as never, resolveBy: undefined as never, createdAt: NOW - 3 * HOUR },
      12_000,
      'assumption',
    ],
  ])('%s', (_, code, facts, about, cost, basis) => {
    const clean = <T extends object>(value: T) =>
      Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
    const base = technician('t1', facts);
    const result = decide(snapshot([clean(base)], [clean(ticket('a', about))]))[0]!.ranked[0]!;
    const line = result.items.find((one) => one.code === code);
    expect(line?.cost).toBe(cost);
    expect(line?.basis).toBe(basis);
  });

  test('more time never makes a breach more likely, and more work never less', () => {
    const chances = Array.from({ length: 400 }, (_, i) => lateChance(i * 10, 100));
    expect(chances).toEqual([...chances].sort((a, b) => b - a));
    expect(lateChance(100, 100)).toBe(5_000);
    expect(lateChance(0, 0)).toBe(10_000);
    expect(lateChance(1_000_000, 0)).toBe(0);
  });

  test('no fact, however absurd, makes a sum inexact', () => {
    const absurd = { loadMinutes: 0, openTickets: Number.MAX_VALUE, givenToday: Infinity };
    const worst = bill(absurd, { effort: Number.MAX_VALUE, onSite: Number.NaN, resolveBy: -Number.MAX_VALUE });
    expect(worst.items.every((line) => Math.abs(line.cost) <= MOST)).toBe(true);
    expect(Number.isSafeInteger(worst.total)).toBe(true);
  });

  test('a person id that is also a member of every object knows no client', () => {
    expect(item('knows-client', { personId: 'constructor' })).toBeUndefined();
  });
});

describe('what a pass has already given', () => {
  test('makes two equal technicians take turns', () => {
    const tickets = Array.from({ length: 4 }, (_, i) => ticket(`a${i}`));
    const chosen = decide(snapshot([technician('t1'), technician('t2')], tickets)).map((v) => v.chosen);
    expect(chosen).toEqual(['t1', 't2', 't1', 't2']);
  });

  test('twins are ordered by id, however they are listed', () => {
    const twins = ['c', 'a', 'b'].map((id) => ticket(id));
    expect(decide(snapshot([technician('t1')], twins)).map((v) => v.ticketId)).toEqual(['a', 'b', 'c']);
  });

  test('makes the rest wait once the open offers are used up', () => {
    const tickets = Array.from({ length: 4 }, (_, i) => ticket(`a${i}`));
    const outcomes = decide(snapshot([technician('t1')], tickets, { maxOpenOffers: 1 })).map((v) => v.outcome);
    expect(outcomes).toEqual(['offer', 'wait', 'wait', 'wait']);
  });

  test('sends a second P1 to somebody else', () => {
    const urgent = [ticket('a', { priority: 1 }), ticket('b', { priority: 1 })];
    const chosen = decide(snapshot([technician('t1'), technician('t2', { loadMinutes: 15 })], urgent)).map(
      (v) => v.chosen,
    );
    expect(chosen).toEqual(['t1', 't2']);
  });

  test('spreads the night’s tickets over the morning', () => {
    const later = { shifts: [{ start: NOW + 12 * HOUR, end: NOW + 20 * HOUR }] };
    const tickets = Array.from({ length: 3 }, (_, i) => ticket(`a${i}`));
    const verdicts = decide(snapshot([technician('t1', later), technician('t2', later)], tickets));
    expect(verdicts.map((v) => [v.outcome, v.chosen])).toEqual([
      ['first-slot', 't1'],
      ['first-slot', 't2'],
      ['first-slot', 't1'],
    ]);
    expect(verdicts[2]!.startAt).toBe(NOW + 12 * HOUR + 54 * MIN);
  });
});
