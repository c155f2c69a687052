import type { Document } from 'mongodb';
import { z } from 'zod';
import type { Claim, Store } from '../../desk/ports/store.ts';
import { asEffect } from './effect-shape.ts';
import { claimed } from './lane.ts';
import { patiently } from './patience.ts';
import type { Collections, QueuedEffect } from './stored.ts';

/**
 * Up to this many due heads, reading them and picking the most urgent is cheaper; beyond it, scanning by urgency is.
 */
const FEW = 128;

type Asked = Parameters<Store['claimEffects']>[0];
interface Candidate {
  readonly _id: string;
  readonly head: QueuedEffect;
}

/** Excludes destinations, and whole systems, that must not be called now. */
function notExcluded(notDest: readonly string[] = []): Document {
  if (notDest.length === 0) return {};
  return { 'head.system': { $nin: [...notDest] }, 'head.dest': { $nin: [...notDest] } };
}

/**
 * Claims the heads of lanes: a small read, then one request that claims those that nobody has claimed in the meantime.
 */
export class Claims {
  readonly #at: Collections;
  #many = false;
  #before: Promise<unknown> = Promise.resolve();

  constructor(at: Collections) {
    this.#at = at;
  }

  /** One claim runs at a time: with two claims of one owner, neither could tell which of them got a head. */
  take(q: Asked): Promise<Claim[]> {
    const taken = this.#before.then(() => this.#take(q));
    this.#before = taken.catch(() => undefined);
    return taken;
  }

  async #take(q: Asked): Promise<Claim[]> {
    const candidates = this.#many ? await this.#mostUrgent(q) : await this.#amongFew(q);
    if (candidates.length === 0) return [];
    const taken = candidates.map(({ _id, head }) => ({
      lane: _id,
      before: head,
      after: claimed(head, q.owner, q.now + q.leaseMs),
    }));
    // Each update applies only to the head that was read, and MongoDB applies it at most once, even when it is repeated
    // after a lost connection. So a stale read claims nothing that has changed.
    const ops = taken.map(({ lane, before, after }) => ({
      updateOne: {
        filter: {
          _id: lane,
          'head.seq': before.seq,
          'head.fence': before.fence,
          'head.state': before.state,
          'head.readyAt': before.readyAt ?? null,
        },
        update: {
          $set: {
            'head.state': after.state,
            'head.unclear': after.unclear,
            'head.owner': q.owner,
            'head.fence': after.fence,
            'head.leaseUntil': q.now + q.leaseMs,
            'head.readyAt': after.readyAt ?? q.now,
          },
        },
      },
    }));
    const { matchedCount } = await patiently(() => this.#at.lanes.bulkWrite(ops, { ordered: false }));
    const won = matchedCount === taken.length ? taken : await this.#mine(taken, q.owner);
    return won.map(({ lane, after }) => ({ effect: asEffect(lane, after), owner: q.owner, fence: after.fence }));
  }

  /** Few heads are due: reads only those, from each destination that may be called, and picks. */
  async #amongFew(q: Asked): Promise<Candidate[]> {
    const picked = await patiently(() =>
      this.#at.lanes
        .aggregate(
          [
            { $match: { 'head.readyAt': { $exists: true, $lte: q.now }, ...notExcluded(q.notDest) } },
            { $limit: FEW + 1 },
            {
              $group: {
                _id: null,
                seen: { $sum: 1 },
                top: {
                  $topN: {
                    n: q.limit,
                    sortBy: { 'head.urgency': -1, 'head.seq': 1, _id: 1 },
                    output: { _id: '$_id', head: '$head' },
                  },
                },
              },
            },
          ],
          { hint: 'claims' },
        )
        .toArray(),
    );
    const [found] = picked;
    if (!found) return [];
    const { seen, top } = looked.parse(found);
    if (seen <= FEW) return top as unknown as Candidate[];
    this.#many = true;
    return this.#mostUrgent(q);
  }

  /** Many heads are due: scans them from the most urgent on until enough are found. */
  async #mostUrgent(q: Asked): Promise<Candidate[]> {
    const found = await patiently(() =>
      this.#at.lanes
        .find(
          {
            // docs/platform/mongodb.md, “A field without bounds leaves those behind it unbounded”.
            'head.urgency': { $gte: -Infinity },
            'head.readyAt': { $exists: true, $lte: q.now },
            ...notExcluded(q.notDest),
          },
          { hint: 'turns', sort: { 'head.urgency': -1, 'head.seq': 1 }, limit: q.limit, projection: { head: 1 } },
        )
        .toArray(),
    );
    if (found.length < q.limit) this.#many = false;
    return found;
  }

  /** Returns those that this owner claimed; other owners were faster for the rest. */
  async #mine<T extends { lane: string; after: QueuedEffect }>(taken: readonly T[], owner: string): Promise<T[]> {
    const now = await patiently(() =>
      this.#at.lanes
        .find({ _id: { $in: taken.map(({ lane }) => lane) }, 'head.owner': owner }, { projection: { head: 1 } })
        .toArray(),
    );
    const heads = new Map(now.map(({ _id, head }) => [_id, head]));
    return taken.filter(({ lane, after }) => {
      const head = heads.get(lane);
      return head?.seq === after.seq && head.fence === after.fence;
    });
  }
}

/** The result of the read among few; the heads are the documents themselves. */
const looked = z.object({ seen: z.number(), top: z.array(z.looseObject({ _id: z.string() })) });
