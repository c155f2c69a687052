import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../model/canonical.ts';
import { contentHash } from '../../model/hash.ts';
import { boundSnapshot } from '../../routing/bound-snapshot.ts';
import { decide } from '../../routing/decide.ts';
import { byCost } from '../../routing/order.ts';
import { record, replay } from '../../routing/record.ts';
import { skillKey } from '../../routing/skill-fit.ts';
import { anySnapshot, shuffled } from './arbitrary.ts';

const RUNS = { numRuns: 300 };

describe('routing on any desk', () => {
  test('does not depend on the order of lists', () => {
    fc.assert(
      fc.property(anySnapshot, fc.nat(50), (snapshot, turn) => {
        expect(canonicalJson(decide(shuffled(snapshot, turn)))).toBe(canonicalJson(decide(snapshot)));
      }),
      RUNS,
    );
  });

  test('replays every decision to the same bytes from what a store returns', () => {
    fc.assert(
      fc.property(anySnapshot, (full) => {
        const snapshot = boundSnapshot(full);
        const stored = JSON.parse(canonicalJson(snapshot)) as typeof snapshot;
        const snapshotHash = contentHash(snapshot);
        for (const [i, verdict] of decide(snapshot).entries()) {
          const made = record(verdict, { id: `d${i}`, snapshot, snapshotHash });
          expect(canonicalJson(replay(made, stored))).toBe(canonicalJson(made));
        }
      }),
      RUNS,
    );
  });

  test('gives each ticket one verdict, most urgent first, and names somebody exactly when somebody is asked', () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        const verdicts = decide(snapshot);
        expect(verdicts.map((v) => v.ticketId).sort()).toEqual(snapshot.tickets.map((t) => t.ticketId).sort());
        const priorities = verdicts.map((v) => snapshot.tickets.find((t) => t.ticketId === v.ticketId)!.priority);
        expect(priorities).toEqual([...priorities].sort());
        for (const verdict of verdicts) {
          const asks = ['offer', 'on-call', 'first-slot'].includes(verdict.outcome);
          expect(verdict.chosen !== undefined && verdict.startAt !== undefined).toBe(asks);
          expect(verdict.because !== undefined).toBe(verdict.outcome === 'coordinator');
          if (verdict.outcome === 'wait') expect(verdict.ranked.every((c) => c.gate !== undefined)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test('asks nobody behind a gate, and dispatches nothing below the confidence floor', () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        const matrixKnown = snapshot.technicians.some((t) => t.skills.length > 0);
        const offers = new Map<string, number>();
        for (const verdict of decide(snapshot)) {
          const ticket = snapshot.tickets.find((t) => t.ticketId === verdict.ticketId)!;
          const chosen = snapshot.technicians.find((t) => t.personId === verdict.chosen);
          if (chosen === undefined) continue;
          const id = chosen.personId;
          expect(chosen.active && chosen.reachable).toBe(true);
          expect(ticket.asked).not.toContain(id);
          expect(ticket.refused).not.toContain(id);
          expect(ticket.category).not.toBe('unclear');
          expect(ticket.confidence).toBeGreaterThanOrEqual(snapshot.policy.confidenceFloor);
          for (const need of ticket.skills.filter((n) => n.must && matrixKnown)) {
            const held = chosen.skills.filter((s) => skillKey(s.name) === skillKey(need.skill)).map((s) => s.level);
            expect(Math.max(0, ...held)).toBeGreaterThanOrEqual(need.level);
          }
          if (verdict.outcome === 'on-call') expect(chosen.onCall).toBe(true);
          if (verdict.outcome !== 'first-slot') {
            const gone = chosen.busy.some((b) => b.kind === 'timeOff' && b.start <= snapshot.at && snapshot.at < b.end);
            expect(gone).toBe(false);
            if (ticket.priority > 1) {
              expect(chosen.openOffers + (offers.get(id) ?? 0)).toBeLessThan(snapshot.policy.maxOpenOffers);
            }
            offers.set(id, (offers.get(id) ?? 0) + 1);
          }
          if (verdict.outcome === 'offer' && chosen.shifts !== undefined) {
            expect(chosen.shifts.some((s) => s.start <= snapshot.at && snapshot.at < s.end)).toBe(true);
          }
          expect(verdict.startAt).toBeGreaterThanOrEqual(snapshot.at);
        }
      }),
      RUNS,
    );
  });

  test('makes bills of whole hundredths that add up, in a total order', () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        for (const { ranked, chosen } of decide(snapshot)) {
          for (const [i, candidate] of ranked.entries()) {
            expect(candidate.items.every((item) => Number.isSafeInteger(item.cost))).toBe(true);
            expect(candidate.total).toBe(candidate.items.reduce((sum, item) => sum + item.cost, 0));
            const next = ranked[i + 1];
            if (next !== undefined) expect(byCost(candidate, next)).toBeLessThan(0);
          }
          if (chosen !== undefined) expect(ranked[0]!.personId).toBe(chosen);
        }
      }),
      RUNS,
    );
  });

  test('leaves no ticket waiting while someone could take it', () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        for (const verdict of decide(snapshot)) {
          const couldBeAsked = verdict.ranked.some((c) => c.gate === undefined);
          if (couldBeAsked && verdict.chosen === undefined) expect(verdict.because).toBe('unclear');
        }
      }),
      RUNS,
    );
  });
});
