import { z } from 'zod';
import type { Effect } from '../../desk/ports/store.ts';
import { asEffect, asSettled } from './effect-shape.ts';
import { patiently } from './patience.ts';
import type { Collections, StoredLane } from './stored.ts';

/** Sorts after every text that begins with the prefix. */
const LAST = '\u{10ffff}';

/** Reads effects without changing them. */
export class EffectViews {
  readonly #at: Collections;

  constructor(at: Collections) {
    this.#at = at;
  }

  /** The lane is read first: an effect moves from its lane to the settled effects and never back. */
  async get(id: string): Promise<Effect | undefined> {
    const lane = await patiently(() => this.#at.lanes.findOne({ $or: [{ 'head.id': id }, { 'rest.id': id }] }));
    const queued = lane && [lane.head, ...lane.rest].find((one) => one.id === id);
    if (queued) return asEffect(lane._id, queued);
    const settled = await patiently(() => this.#at.effects.findOne({ _id: id }));
    return settled ? asSettled(settled) : undefined;
  }

  /** In the order of their commits. */
  async list(q: { state: Effect['state']; lane?: string; limit: number }): Promise<Effect[]> {
    if (q.state === 'done') return this.#settled(q);
    const heads = await (q.state === 'waiting' ? this.#queues(q.lane) : this.#heads(q.state, q));
    const found: Effect[] = [];
    for await (const lane of heads) {
      // Lanes are sorted by the age of their heads: everything after this one is younger than all that are wanted.
      const last = found[q.limit - 1];
      if (last && last.seq < lane.head.seq) break;
      const own = [lane.head, ...lane.rest].filter(({ state }) => state === q.state);
      found.push(...own.map((one) => asEffect(lane._id, one)));
      found.sort((a, b) => a.seq - b.seq);
    }
    return found.slice(0, q.limit);
  }

  /** Only heads are begun or dead; all other effects wait. */
  async count(): Promise<Record<Effect['state'], number>> {
    const [queued, done] = await patiently(() =>
      Promise.all([
        this.#at.lanes
          .aggregate([{ $group: { _id: '$head.state', n: { $sum: 1 }, behind: { $sum: { $size: '$rest' } } } }])
          .toArray(),
        this.#at.effects.countDocuments({ settledAt: { $gte: Number.MIN_SAFE_INTEGER } }, { hint: 'ends' }),
      ]),
    );
    const counts = { waiting: 0, begun: 0, dead: 0, done };
    for (const { _id: state, n, behind } of counted.parse(queued)) {
      counts[state] += n;
      counts.waiting += behind;
    }
    return counts;
  }

  async attemptsSince(destPrefix: string, since: number): Promise<{ dest: string; at: number }[]> {
    const dest = destPrefix === '' ? {} : { dest: { $gte: destPrefix, $lt: destPrefix + LAST } };
    const rows = await patiently(() =>
      this.#at.attempts
        .find(
          { at: { $gte: since }, ...dest },
          { hint: 'times', sort: { at: 1, dest: 1 }, projection: { _id: 0, at: 1, dest: 1 } },
        )
        .toArray(),
    );
    return rows.map(({ at, dest: to }) => ({ dest: to, at }));
  }

  /**
   * The earliest head of each destination that may be called, and the earliest of those; reads one entry per
   * destination.
   */
  async nextAt(notDest: readonly string[]): Promise<number | undefined> {
    const left = { $literal: [...notDest] };
    const system = { $first: { $split: ['$_id', ':'] } };
    const rows = await patiently(() =>
      this.#at.lanes
        .aggregate(
          [
            // Nothing else may stand here: docs/platform/mongodb.md, “The first of each group is read from one index
            // entry”.
            { $match: { 'head.dest': { $gte: '' }, 'head.readyAt': { $gte: Number.MIN_SAFE_INTEGER } } },
            { $sort: { 'head.dest': 1, 'head.readyAt': 1 } },
            { $group: { _id: '$head.dest', at: { $first: '$head.readyAt' } } },
            { $match: { $expr: { $not: { $or: [{ $in: ['$_id', left] }, { $in: [system, left] }] } } } },
            { $group: { _id: null, at: { $min: '$at' } } },
          ],
          { hint: 'dests' },
        )
        .toArray(),
    );
    return next.parse(rows)[0]?.at;
  }

  async #settled(q: { lane?: string; limit: number }): Promise<Effect[]> {
    const rows = await patiently(() =>
      q.lane === undefined
        ? this.#at.effects.find({}, { hint: 'ages', sort: { seq: 1 }, limit: q.limit }).toArray()
        : this.#at.effects.find({ lane: q.lane }, { hint: 'lanes', sort: { seq: 1 }, limit: q.limit }).toArray(),
    );
    return rows.map(asSettled);
  }

  async #heads(state: Effect['state'], q: { lane?: string; limit: number }): Promise<StoredLane[]> {
    if (q.lane !== undefined) return this.#lane(q.lane);
    return patiently(() =>
      this.#at.lanes
        .find(
          { 'head.state': state },
          { hint: 'states', sort: { 'head.seq': 1 }, limit: q.limit, projection: { rest: 0 } },
        )
        .map((lane) => ({ ...lane, rest: [] }))
        .toArray(),
    );
  }

  async #queues(lane?: string): Promise<AsyncIterable<StoredLane> | StoredLane[]> {
    if (lane !== undefined) return this.#lane(lane);
    return this.#at.lanes.find({}, { hint: 'ages', sort: { 'head.seq': 1 } });
  }

  async #lane(name: string): Promise<StoredLane[]> {
    const lane = await patiently(() => this.#at.lanes.findOne({ _id: name }));
    return lane ? [lane] : [];
  }
}

const counted = z.array(z.object({ _id: z.enum(['waiting', 'begun', 'dead']), n: z.number(), behind: z.number() }));
const next = z.array(z.object({ at: z.number() }));
