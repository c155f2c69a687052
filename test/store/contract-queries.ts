import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Key, Query } from '../../desk/ports/store.ts';
import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { Bench } from './contract-bench.ts';
import { insertEvent, insertSurface, insertTimer } from './samples.ts';

export function queryContract(bench: Bench): void {
  const ids = async (c: 'timers' | 'events' | 'surfaces' | 'tickets', q: Query) =>
    (await bench.store.query(c, q)).docs.map(({ id }) => id);

  /** Reads page by page until the end. */
  async function pages(c: 'timers' | 'events' | 'surfaces', q: Query): Promise<string[]> {
    const all: string[] = [];
    let after: string | undefined;
    do {
      const found = await bench.store.query(c, after === undefined ? q : { ...q, after });
      expect(found.docs.length).toBeLessThanOrEqual(q.limit);
      all.push(...found.docs.map(({ id }) => id));
      after = found.next;
    } while (after !== undefined);
    return all;
  }

  describe('a query', () => {
    it('orders by the index and then by id, in both directions', async () => {
      await bench.store.commit([insertTimer('c', 1), insertTimer('b', 2), insertTimer('a', 2), insertTimer('d', 3)]);
      expect(await ids('timers', { index: 'byDue', limit: 9 })).toEqual(['c', 'a', 'b', 'd']);
      expect(await ids('timers', { index: 'byDue', limit: 9, desc: true })).toEqual(['d', 'b', 'a', 'c']);
      expect(await ids('timers', { index: 'byDue', lt: 2, limit: 9 })).toEqual(['c']);
      expect(await ids('timers', { index: 'byDue', gte: 2, lt: 3, limit: 9 })).toEqual(['a', 'b']);
    });

    it('fixes the first fields and bounds the next', async () => {
      await bench.store.commit([
        insertEvent('T1', 1),
        insertEvent('T1', 2),
        insertEvent('T1', 10),
        insertEvent('T2', 2),
      ]);
      expect(await ids('events', { index: 'byTicket', eq: ['T1'], gte: 2, limit: 9 })).toEqual(['T1:2', 'T1:10']);
      expect(await ids('events', { index: 'byTicket', eq: ['T1', 2], limit: 9 })).toEqual(['T1:2']);
      expect(await bench.store.count('events', { index: 'byTicket', eq: ['T1'] })).toBe(3);
      expect(await bench.store.count('events', { index: 'byTicket', eq: ['T1'], lt: 10 })).toBe(2);
      expect(await bench.store.count('events', { index: 'byTicket', eq: ['T3'] })).toBe(0);
    });

    it('finds by nested and boolean fields, and leaves out documents without the field', async () => {
      const ticket = (id: string, data: { phase: string; open: boolean; rank: number; owner?: { personId: string } }) =>
        // An index sees nothing but its fields; the rest of a ticket is left out here.
        ({ op: 'insert', c: 'tickets', id, data: data as unknown as DeskTicket }) as const;
      await bench.store.commit([
        ticket('T1', { phase: 'taken', open: true, rank: 2, owner: { personId: 'ana' } }),
        ticket('T2', { phase: 'taken', open: false, rank: 1, owner: { personId: 'ana' } }),
        ticket('T3', { phase: 'waiting', open: true, rank: 1 }),
      ]);
      const owned = (eq: Key[]) => ids('tickets', { index: 'byOwner', eq, limit: 9 });
      expect(await owned(['ana', true])).toEqual(['T1']);
      expect(await owned(['ana', false])).toEqual(['T2']);
      expect(await bench.store.count('tickets', { index: 'byOwner' })).toBe(2);
    });

    it('follows a change of the indexed field', async () => {
      await bench.store.commit([insertTimer('a', 1)]);
      await bench.store.commit([
        { op: 'put', c: 'timers', id: 'a', data: { dueAt: 9, kind: 'offer-ends' }, expect: 1 },
      ]);
      expect(await ids('timers', { index: 'byDue', lt: 5, limit: 9 })).toEqual([]);
      expect(await ids('timers', { index: 'byDue', gte: 9, limit: 9 })).toEqual(['a']);
    });

    it('returns each document once over its pages, with ties and in both directions', async () => {
      const rows = fc.sample(
        fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 3 })), {
          selector: ([id]) => id,
          minLength: 30,
          maxLength: 30,
        }),
        { numRuns: 1, seed: 7 },
      )[0]!;
      await bench.store.commit(rows.map(([id, due]) => insertTimer(id, due)));
      const whole = await ids('timers', { index: 'byDue', limit: 100 });
      expect(whole).toHaveLength(30);
      for (const limit of [1, 2, 7, 30]) {
        expect(await pages('timers', { index: 'byDue', limit })).toEqual(whole);
        expect(await pages('timers', { index: 'byDue', limit, desc: true })).toEqual([...whole].reverse());
      }
      expect(await pages('timers', { index: 'byDue', gte: 1, lt: 3, limit: 4, desc: true })).toEqual(
        await ids('timers', { index: 'byDue', gte: 1, lt: 3, limit: 100, desc: true }),
      );
    });

    it('answers together with others as it does alone, however much the others find', async () => {
      const due = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 25, size: 'max' });
      const asked = fc.array(
        fc.record({ due: fc.integer({ min: 0, max: 6 }), limit: fc.integer({ min: 1, max: 4 }) }),
        {
          maxLength: 8,
        },
      );
      let run = 0;
      await fc.assert(
        fc.asyncProperty(due, asked, async (dues, queries) => {
          run += 1;
          // Values of this run alone: the documents of those before are still there.
          const value = (n: number) => run * 10 + n;
          await bench.store.commit(dues.map((n, i) => insertTimer(`r${run}t${String(i).padStart(2, '0')}`, value(n))));
          const query = ({ due: n, limit }: { due: number; limit: number }) =>
            bench.store.query('timers', { index: 'byDue', eq: [value(n)], limit });
          const together = await Promise.all(queries.map(query));
          for (const [i, one] of queries.entries()) expect(together[i]).toEqual(await query(one));
        }),
        { numRuns: 25 },
      );
    });

    it('continues after a page whose last document was removed, and shows later ones', async () => {
      await bench.store.commit([
        insertSurface('a', 'posted'),
        insertSurface('b', 'posted'),
        insertSurface('d', 'posted'),
      ]);
      const first = await bench.store.query('surfaces', { index: 'byState', eq: ['posted'], limit: 2 });
      await bench.store.commit([{ op: 'remove', c: 'surfaces', id: 'b' }, insertSurface('c', 'posted')]);
      expect(
        await ids('surfaces', {
          index: 'byState',
          eq: ['posted'],
          limit: 9,
          ...(first.next ? { after: first.next } : {}),
        }),
      ).toEqual(['c', 'd']);
    });

    it.each(['', 'x', 'bnVsbA', 'W10', 'WzEsMiwzXQ', '..%2f', 'W3siJG5lIjoxfSwiYSJd'])(
      'refuses %j as a cursor',
      async (after) => {
        const answer = bench.store.query('timers', { index: 'byDue', limit: 1, after });
        await expect(answer).rejects.toMatchObject({ code: 'INPUT_INVALID' });
      },
    );
  });
}
