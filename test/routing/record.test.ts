import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../model/canonical.ts';
import { contentHash } from '../../model/hash.ts';
import { decide } from '../../routing/decide.ts';
import { record, replay } from '../../routing/record.ts';
import { snapshot, technician, ticket } from './samples.ts';

const staff = Array.from({ length: 9 }, (_, i) => technician(`t${i}`, { loadMinutes: i * 10, active: i !== 4 }));
const pass = snapshot(staff, [ticket('a'), ticket('b'), ticket('c', { category: 'unclear' })], { keepCandidates: 3 });
const hash = contentHash(pass);
const records = decide(pass).map((verdict, i) =>
  record(verdict, { id: `decision_${i}`, snapshot: pass, snapshotHash: hash }),
);

describe('the decision record', () => {
  test('keeps the chosen one and the best others, and names its snapshot', () => {
    const [first] = records;
    expect(first).toMatchObject({ id: 'decision_0', ticketId: 'a', outcome: 'offer', chosen: 't0', snapshot: hash });
    expect(first!.policy).toBe('minutes-1/default-1');
    expect(first!.ranked.map((c) => c.personId)).toEqual(['t0', 't1', 't2', 't3']);
  });

  test.each(records)('replays to the same bytes: $id', (kept) => {
    // As it comes back from a store: keys in another order, and only what JSON holds.
    const stored = JSON.parse(canonicalJson(pass)) as typeof pass;
    expect(canonicalJson(replay(kept, stored))).toBe(canonicalJson(kept));
  });

  test('differs when a fact was changed', () => {
    const forged = { ...pass, technicians: pass.technicians.slice(1) };
    expect(canonicalJson(replay(records[0]!, forged))).not.toBe(canonicalJson(records[0]));
  });

  test('reports a snapshot without the ticket', () => {
    expect(() => replay(records[0]!, { ...pass, tickets: [] })).toThrow(/does not hold ticket a/);
  });
});
