import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interval } from '../../model/technician.ts';
import {
  DEFAULT_BUDGET,
  DEFAULT_SCHEDULING_POLICY as policy,
  planDay,
  travelWith,
  type DayPlan,
  type Disruption,
  type PlannedWork,
  type PlanPerson,
} from '../../scheduling/index.ts';
import { siteOf } from '../../scheduling/travel.ts';
import { applyChanges } from './apply-changes.ts';
import { HOUR, MIN, place, utc } from './arbitrary.ts';

const travel = travelWith(policy.travel);
const MORNING = utc('2026-06-10T08:00');
const EVENING = utc('2026-06-10T17:00');
const TODAY: Interval = { start: MORNING, end: EVENING };
const at = (time: string) => utc(`2026-06-10T${time}`);
const office = { address: 'Office', point: { lat: 52.5, lon: 13.4 } };
const open = (work: readonly Interval[] = [TODAY]) => ({
  known: true as const,
  work,
  reach: work,
  planned: work,
  timeZone: 'UTC',
});
const person = (personId: string): PlanPerson => ({ personId, name: personId, open: open(), base: office });
const work = (id: string, from: string, to: string, who: string, more: Partial<PlannedWork> = {}): PlannedWork => ({
  id,
  kind: 'queued',
  minutes: (at(to) - at(from)) / MIN,
  at: { personId: who, start: at(from) },
  hold: 'movable',
  windows: [TODAY],
  can: ['ana', 'bo', 'cy'],
  ...more,
});
const emergency = (minutes: number, from: string, to: string, more: Partial<PlannedWork> = {}): PlannedWork => ({
  id: 'server-down',
  kind: 'queued',
  minutes,
  hold: 'movable',
  windows: [{ start: at(from), end: at(to) }],
  can: ['ana', 'bo', 'cy'],
  ...more,
});
const served: Disruption = { kind: 'emergency', workIds: ['server-down'] };
const preview = (plan: DayPlan, disruption: Disruption, budget = DEFAULT_BUDGET) =>
  planDay(plan, disruption, travel, policy, budget);
const people = [person('ana'), person('bo')];

describe('an emergency', () => {
  test('goes to a technician with room and moves nobody', () => {
    const plan = { people, work: [work('a', '08:00', '17:00', 'ana'), emergency(60, '09:00', '11:00')] };
    const found = preview(plan, served);
    expect(found.moves).toMatchObject([{ id: 'server-down', why: 'emergency', to: { personId: 'bo' } }]);
    expect(found.used).toEqual({ moves: 0, shiftedMinutes: 0, confirmed: 0 });
  });

  test('replaces one queued work instead of two, which goes elsewhere', () => {
    const plan = {
      people,
      work: [
        work('a1', '08:00', '09:30', 'ana'),
        work('a2', '09:30', '11:00', 'ana'),
        work('a3', '11:00', '16:00', 'ana'),
        work('b1', '08:00', '11:00', 'bo'),
        work('b2', '11:00', '12:00', 'bo'),
        emergency(120, '08:30', '10:30'),
      ],
    };
    const found = preview(plan, served);
    expect(found.moves).toMatchObject([
      { id: 'server-down', to: { personId: 'bo', start: at('08:30') } },
      { id: 'b1', why: 'makes-room', from: { personId: 'bo', start: at('08:00') }, confirmed: false },
    ]);
    expect(found.used.moves).toBe(1);
  });

  test('does not move a confirmed client, and says what that would take', () => {
    const plan = {
      people,
      work: [
        work('a', '08:00', '13:00', 'ana', { hold: 'confirmed' }),
        work('b', '08:00', '13:00', 'bo', { hold: 'fixed' }),
        emergency(60, '09:00', '11:00'),
      ],
    };
    const found = preview(plan, served);
    expect(found.apply).toEqual([]);
    expect(found.unplaced).toMatchObject([
      { id: 'server-down', code: 'over-budget', needs: { moves: 1, confirmed: 1 } },
    ]);
    const allowed = preview(plan, served, { moves: 1, shiftedMinutes: 600, confirmed: 1 });
    expect(allowed.moves).toMatchObject([
      { id: 'server-down', to: { personId: 'ana' } },
      { id: 'a', confirmed: true },
    ]);
  });

  test('passes a distant client only when the travel there and on fits', () => {
    const near = { address: 'Near', point: { lat: 52.5, lon: 13.45 } };
    const far = { address: 'Far', point: { lat: 53.1, lon: 14.6 } };
    const plan = {
      people: [person('ana')],
      work: [
        work('a', '08:30', '09:30', 'ana', { kind: 'on-site', place: near, hold: 'confirmed' }),
        work('b', '12:00', '13:00', 'ana', { kind: 'on-site', place: near, hold: 'confirmed' }),
        emergency(30, '09:30', '12:00', { kind: 'on-site', place: far }),
      ],
    };
    expect(preview(plan, served).unplaced).toMatchObject([{ code: 'over-budget', needs: { moves: 1, confirmed: 1 } }]);
    const close = emergency(30, '09:30', '12:00', { kind: 'on-site', place: near });
    expect(preview({ ...plan, work: [...plan.work.slice(0, 2), close] }, served).used.moves).toBe(0);
  });

  test('reports whose calendar is unreadable when only those people could do it', () => {
    const why = "ana's calendar could not be read: HTTP 504";
    const unknown: PlanPerson = { ...person('ana'), open: { known: false, code: 'calendar-unknown', why } };
    const found = preview({ people: [unknown], work: [emergency(30, '09:00', '12:00', { can: ['ana'] })] }, served);
    expect(found.unplaced).toEqual([{ id: 'server-down', code: 'nobody-known', why: [why] }]);
  });
});

describe('a sick call', () => {
  const sick: Disruption = { kind: 'absent', personId: 'ana', from: MORNING, to: EVENING };

  test('keeps the time of a confirmed visit with another technician', () => {
    const plan = {
      people,
      work: [
        work('visit', '10:00', '11:00', 'ana', { hold: 'confirmed' }),
        work('queue', '09:00', '16:00', 'bo', { minutes: 420 }),
        work('b2', '16:00', '16:30', 'bo'),
      ],
    };
    const found = preview(plan, sick, { moves: 1, shiftedMinutes: 600, confirmed: 0 });
    // Bo cannot do both, and nobody else is there: the client stays, the queue does not fit any more.
    expect(found.unplaced).toMatchObject([{ id: 'visit' }]);
    const three = { ...plan, people: [...people, person('cy')] };
    expect(preview(three, sick).moves).toMatchObject([
      { id: 'visit', why: 'handover', to: { personId: 'cy', start: at('10:00') }, shiftedMinutes: 0 },
    ]);
  });

  test('hands over everything possible and leaves work in progress', () => {
    const plan = {
      people,
      work: [
        work('a1', '08:00', '09:00', 'ana'),
        work('a2', '10:00', '11:00', 'ana', { can: ['ana'] }),
        work('a3', '12:00', '13:00', 'ana', { hold: 'fixed' }),
      ],
    };
    const found = preview(plan, sick);
    expect(found.moves).toMatchObject([{ id: 'a1', to: { personId: 'bo', start: at('08:00') } }]);
    expect(found.unplaced).toMatchObject([
      { id: 'a3', code: 'fixed' },
      { id: 'a2', code: 'no-room' },
    ]);
  });
});

describe('applying a plan', () => {
  test('a stale preview changes nothing and says what moved', () => {
    const plan = { people, work: [work('a', '08:00', '12:00', 'ana'), emergency(60, '09:00', '11:00')] };
    const { apply } = preview(plan, served);
    const taken = plan.work.map((one) =>
      one.id === 'server-down' ? { ...one, at: { personId: 'cy', start: 0 } } : one,
    );
    expect(applyChanges(taken, apply)).toEqual({ ok: false, stale: ['server-down'] });
  });
});

// --- Whatever the days ---

const who = fc.constantFrom('ana', 'bo', 'cy');
const quarter = (most: number) => fc.integer({ min: 0, max: most }).map((n) => MORNING + n * 15 * MIN);
const anyWork = (id: string): fc.Arbitrary<PlannedWork> =>
  fc
    .record({
      kind: fc.constantFrom('on-site' as const, 'queued' as const, 'remote' as const),
      minutes: fc.constantFrom(30, 60, 90),
      place,
      hold: fc.constantFrom('movable' as const, 'movable' as const, 'confirmed' as const, 'fixed' as const),
      at: fc.record({ personId: who, start: quarter(30) }),
      windows: fc.constantFrom([TODAY], [{ start: MORNING, end: MORNING + 5 * HOUR }]),
      can: fc.uniqueArray(who, { minLength: 1 }),
    })
    .map(({ kind, place: where, ...rest }) => ({ id, kind, ...rest, ...(kind === 'on-site' && { place: where }) }));
/** Days that can be kept as they stand: works that would overlap are nobody's business here. */
const anyPlan = fc
  .tuple(fc.tuple(...Array.from({ length: 9 }, (_, n) => anyWork(`w${n}`))), anyWork('server-down'), fc.boolean())
  .map(([all, urgent, sick]): { plan: DayPlan; disruption: Disruption } => {
    const kept: PlannedWork[] = [];
    for (const one of all) if (faultsOf([...kept, one]).length === 0) kept.push(one);
    const { at: _none, ...due } = urgent;
    return {
      plan: {
        people: ['ana', 'bo', 'cy'].map(person),
        work: sick
          ? kept
          : [...kept, { ...due, hold: 'movable', windows: [{ start: MORNING, end: MORNING + 6 * HOUR }] }],
      },
      disruption: sick ? { kind: 'absent', personId: 'ana', from: MORNING, to: EVENING } : served,
    };
  });
const budgets = fc.record({
  moves: fc.integer({ min: 0, max: 3 }),
  shiftedMinutes: fc.constantFrom(0, 60, 240, 600),
  confirmed: fc.integer({ min: 0, max: 1 }),
});

/** What cannot be kept in these works, by arithmetic of its own: hours, overlaps, and ways between places. */
function faultsOf(all: readonly PlannedWork[]): string[] {
  const faults: string[] = [];
  const minutes = (a: PlannedWork | undefined, b: PlannedWork | undefined) => {
    const where = (one: PlannedWork | undefined) => (one?.kind === 'on-site' ? one.place : office);
    return travel(siteOf(where(a)), siteOf(where(b))).minutes;
  };
  for (const name of ['ana', 'bo', 'cy']) {
    const day = all
      .filter((one) => one.at?.personId === name)
      .map((one) => {
        const buffers = one.kind === 'queued' ? { before: 0, after: 0 } : policy.buffers[one.kind];
        const start = one.at?.start ?? 0;
        return { one, from: start - buffers.before * MIN, to: start + (one.minutes + buffers.after) * MIN };
      })
      .sort((a, b) => a.from - b.from);
    let [free, last]: [number, PlannedWork | undefined] = [MORNING, undefined];
    for (const { one, from, to } of day) {
      if (free + minutes(last, one) * MIN > from) faults.push(`${name}: ${one.id} cannot be reached`);
      [free, last] = [to, one];
    }
    if (last !== undefined && free + minutes(last, undefined) * MIN > EVENING) faults.push(`${name}: not home`);
  }
  return faults;
}

describe('plans for any days, disruption and budget', () => {
  test('move nothing beyond the budget and nothing that is fixed', () => {
    fc.assert(
      fc.property(anyPlan, budgets, ({ plan, disruption }, budget) => {
        const { moves, used } = preview(plan, disruption, budget);
        const upset = moves.filter(({ why }) => why === 'makes-room');
        const held = new Map(plan.work.map((one) => [one.id, one.hold]));
        const retold = moves.filter(
          ({ why, confirmed, shiftedMinutes }) => confirmed && (why === 'makes-room' || shiftedMinutes > 0),
        );
        expect(upset.length).toBeLessThanOrEqual(budget.moves);
        expect(retold.length).toBeLessThanOrEqual(budget.confirmed);
        expect(used.moves).toBe(upset.length);
        expect(used.confirmed).toBe(retold.length);
        const shifted = [...new Set([...upset, ...retold])].reduce((sum, one) => sum + one.shiftedMinutes, 0);
        expect(used.shiftedMinutes).toBe(shifted);
        expect(shifted).toBeLessThanOrEqual(budget.shiftedMinutes);
        for (const { id } of moves) expect(held.get(id)).not.toBe('fixed');
      }),
      { numRuns: 120 },
    );
  });

  test('can be undone to the former days, and planned again the same', () => {
    fc.assert(
      fc.property(anyPlan, budgets, ({ plan, disruption }, budget) => {
        const found = preview(plan, disruption, budget);
        const applied = applyChanges(plan.work, found.apply);
        expect(applied.ok).toBe(true);
        if (applied.ok) expect(applyChanges(applied.work, found.undo)).toEqual({ ok: true, work: plan.work });
        expect(preview(plan, disruption, budget)).toEqual(found);
      }),
      { numRuns: 60 },
    );
  });

  test('lead to days that work: hours, windows, skills and travel', () => {
    fc.assert(
      fc.property(anyPlan, budgets, ({ plan, disruption }, budget) => {
        const { apply, moves, unplaced } = preview(plan, disruption, budget);
        const applied = applyChanges(plan.work, apply);
        if (!applied.ok) throw new Error('stale');
        expect(faultsOf(applied.work.filter(({ id }) => !unplaced.some((one) => one.id === id)))).toEqual([]);
        for (const { id, to, shiftedMinutes, from } of moves) {
          const one = plan.work.find((other) => other.id === id)!;
          expect(one.can).toContain(to.personId);
          if (from !== undefined && shiftedMinutes === 0) continue;
          const end = to.start + one.minutes * MIN;
          expect(one.windows.some((window) => window.start <= to.start && end <= window.end)).toBe(true);
        }
        if (disruption.kind === 'absent') for (const { to } of moves) expect(to.personId).not.toBe(disruption.personId);
      }),
      { numRuns: 120 },
    );
  });

  test('move nobody when the emergency fits into a free quarter of an hour', () => {
    fc.assert(
      fc.property(anyPlan, ({ plan, disruption }) => {
        fc.pre(disruption.kind === 'emergency');
        const urgent = plan.work.find(({ id }) => id === 'server-down')!;
        const fits = urgent.can.some((personId) =>
          Array.from({ length: 36 }, (_, n) => MORNING + n * 15 * MIN)
            .filter((start) => start + urgent.minutes * MIN <= MORNING + 6 * HOUR)
            .some(
              (start) => faultsOf([...plan.work.slice(0, -1), { ...urgent, at: { personId, start } }]).length === 0,
            ),
        );
        const { used, unplaced } = preview(plan, disruption);
        if (fits) expect([used.moves, unplaced]).toEqual([0, []]);
        else expect(used.moves + unplaced.length).toBeGreaterThan(0);
      }),
      { numRuns: 120 },
    );
  });
});
