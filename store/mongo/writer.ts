import { MongoBulkWriteError, type AnyBulkWriteOperation, type ClientSession } from 'mongodb';
import type { Write } from '../../desk/ports/store.ts';
import { CallboardError } from '../../model/errors.ts';
import { firstSeqOf } from './cluster-time.ts';
import { bulksOf, isDocumentWrite, type Bulk, type DocumentWrite, type Writer } from './commit-plan.ts';
import { isDuplicate } from './errors.ts';
import type { Intent } from './intents.ts';
import { LaneUnitOfWork } from './lane-unit-of-work.ts';
import type { Collections, StoredLane } from './stored.ts';

/** An intent that was carried out. */
export interface Done {
  /** False: its claim was lost, and nothing was written. */
  readonly stands: boolean;
  /** The lane of a settled effect still has something to do. */
  readonly goesOn: boolean;
}

/** The result of an intent, or why it cannot be applied. */
export type Outcome = Done | { readonly error: unknown };

/** Another instance created the same lane at the same moment: the transaction must start again. */
export class LaneRace extends Error {}

/** Carries out intents inside a transaction: reads the lanes they need, computes the results, and writes everything. */
export class IntentWriter {
  readonly #at: Collections;
  readonly #writer: Writer;

  constructor(at: Collections, writer: Writer) {
    this.#at = at;
    this.#writer = writer;
  }

  /**
   * @throws STORE_CONFLICT or STORE_DUPLICATE when a document is not as one of the intents expects; then none of them
   * may be committed.
   */
  async carryOut(session: ClientSession, intents: readonly Intent[]): Promise<Outcome[]> {
    const sheet = await this.#read(session, intents);
    const outcomes = intents.map((intent): Outcome => {
      try {
        const stands = sheet.apply(intent);
        return { stands, goesOn: intent.do === 'settle' && sheet.state.stirred.has(intent.claim.effect.lane) };
      } catch (error) {
        return { error };
      }
    });
    // Lanes first: instances compete for lanes, and the one that is too late should learn it early.
    await this.#writeLanes(session, sheet);
    const standing = intents.filter((_, i) => {
      const outcome = outcomes[i];
      return outcome && 'stands' in outcome && outcome.stands;
    });
    const writes = standing.flatMap((intent) => intent.writes);
    await this.#holdLeases(session, writes);
    for (const bulk of bulksOf(writes.filter(isDocumentWrite), this.#writer)) await this.#writeBulk(session, bulk);
    return outcomes;
  }

  /** @throws as above. */
  async writeAlone(write: DocumentWrite): Promise<void> {
    for (const bulk of bulksOf([write], this.#writer)) await this.#writeBulk(undefined, bulk);
  }

  async #read(session: ClientSession, intents: readonly Intent[]): Promise<LaneUnitOfWork> {
    const names = new Set<string>();
    const effects = new Set<string>();
    const dead = new Set<string>();
    for (const intent of intents) {
      if (intent.do !== 'commit') names.add(intent.claim.effect.lane);
      for (const write of intent.writes) {
        if (write.op === 'effect') {
          names.add(write.effect.lane);
          effects.add(write.effect.id);
        } else if (write.op === 'retryEffect' || write.op === 'dismissEffect') dead.add(write.id);
      }
    }
    const lanes = new Map<string, StoredLane>();
    const wanted = [
      ...(names.size > 0 ? [{ _id: { $in: [...names] } }] : []),
      // A dead letter is named only by its id: this is the one request here that a sharded cluster sends to every
      // shard.
      ...(dead.size > 0 ? [{ 'head.id': { $in: [...dead] } }] : []),
    ];
    if (wanted.length > 0) {
      const filter = wanted.length === 1 && wanted[0] ? wanted[0] : { $or: wanted };
      for await (const lane of this.#at.lanes.find(filter, { session })) lanes.set(lane._id, lane);
    }
    const known = new Set<string>();
    if (effects.size > 0) {
      const found = this.#at.effects.find({ _id: { $in: [...effects] } }, { session, projection: { _id: 1 } });
      for await (const { _id } of found) known.add(_id);
    }
    const firstSeq = effects.size > 0 ? firstSeqOf(session) : 0;
    return new LaneUnitOfWork({ lanes, settledBefore: known, firstSeq });
  }

  async #writeLanes(session: ClientSession, sheet: LaneUnitOfWork): Promise<void> {
    const { lanes, touched, stirred, ended } = sheet.state;
    const { by, schema: s } = this.#writer;
    const ops = [...touched].flatMap((name): AnyBulkWriteOperation<StoredLane>[] => {
      const lane = lanes.get(name);
      const was = sheet.before(name);
      if (!lane) return was ? [{ deleteOne: { filter: { _id: name } } }] : [];
      const { head, rest } = lane;
      // New lanes go with changed lanes in one command. If another instance creates the lane meanwhile, the upsert
      // meets its name.
      if (!was)
        return [
          { replaceOne: { filter: { _id: name, n: 0 }, replacement: { head, rest, n: 1, by, s }, upsert: true } },
        ];
      // A replacement wakes other instances (wake.ts); an update does not.
      return stirred.has(name)
        ? [{ replaceOne: { filter: { _id: name }, replacement: { ...was, head, rest, n: was.n + 1, by, s } } }]
        : [{ updateOne: { filter: { _id: name }, update: { $set: { head }, $inc: { n: 1 } } } }];
    });
    if (ops.length > 0) {
      try {
        // Grouped by kind, because the driver sends a request for each run of one kind; each lane has at most one
        // operation.
        await this.#at.lanes.bulkWrite(ops.sort(byKind), { session });
      } catch (error) {
        throw isDuplicate(error) ? new LaneRace('two copies made one lane', { cause: error }) : error;
      }
    }
    if (ended.length > 0) {
      const done = ended.map(({ lane, effect: { id, owner: _o, leaseUntil: _l, readyAt: _r, ...rest } }) => ({
        replaceOne: { filter: { _id: id }, replacement: { ...rest, lane, state: 'done' as const, s }, upsert: true },
      }));
      await this.#at.effects.bulkWrite(done, { session });
    }
  }

  async #holdLeases(session: ClientSession, writes: readonly Write[]): Promise<void> {
    const fences = new Map<string, { lease: string; fence: number }>();
    for (const write of writes) if (write.op === 'fence') fences.set(`${write.fence} ${write.lease}`, write);
    if (fences.size === 0) return;
    // An instance that takes over the lease must collide with this: docs/platform/mongodb.md, “Reading does not hold a
    // document”.
    const ops = [...fences.values()].map(({ lease, fence }) => ({
      updateOne: { filter: { _id: lease, fence, owner: { $ne: null } }, update: { $inc: { held: 1 } } },
    }));
    const { matchedCount } = await this.#at.leases.bulkWrite(ops, { session });
    if (matchedCount === fences.size) return;
    const names = [...fences.values()].map(({ lease }) => lease).join(' or ');
    throw new CallboardError('STORE_CONFLICT', `lease ${names} has gone to another owner.`);
  }

  async #writeBulk(session: ClientSession | undefined, bulk: Bulk): Promise<void> {
    try {
      const result = await this.#at.documents(bulk.c).bulkWrite(bulk.ops, session ? { session } : {});
      if (result.matchedCount === bulk.matched && (bulk.deleted ?? result.deletedCount) === result.deletedCount) return;
    } catch (error) {
      const failed = error instanceof MongoBulkWriteError ? bulk.writes[indexOf(error)] : undefined;
      if (isDuplicate(error) && failed?.op === 'check') throw notAt(bulk, [failed]);
      throw error;
    }
    throw notAt(bulk, bulk.writes);
  }
}

/** Updates and replacements, which are one command in MongoDB, then deletes. */
function byKind(a: AnyBulkWriteOperation<StoredLane>, b: AnyBulkWriteOperation<StoredLane>): number {
  const place = (op: AnyBulkWriteOperation<StoredLane>) => Number('deleteOne' in op);
  return place(a) - place(b);
}

/** Which operation of an ordered bulk failed: the first one that did. */
function indexOf({ writeErrors }: MongoBulkWriteError): number {
  return [writeErrors].flat()[0]?.index ?? -1;
}

function notAt({ c }: Bulk, writes: Bulk['writes']): CallboardError {
  const said = [...new Set(writes)].flatMap((write) =>
    write.op === 'insert' ? [] : [`${write.id} at version ${write.expect ?? 'any'}`],
  );
  return new CallboardError('STORE_CONFLICT', `${c}: no longer so: ${said.join(', ')}.`);
}
