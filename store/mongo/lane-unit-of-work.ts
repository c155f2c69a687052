import type { Write } from '../../desk/ports/store.ts';
import { CallboardError } from '../../model/errors.ts';
import type { Intent } from './intents.ts';
import { add, dismissed, retried, settled, type Lane, type Left } from './lane.ts';
import type { QueuedEffect, StoredLane } from './stored.ts';

/** An effect that has left its lane for good. */
export interface Ended {
  readonly lane: string;
  readonly effect: QueuedEffect;
}

interface State {
  readonly lanes: ReadonlyMap<string, Lane | undefined>;
  /** Lanes that were read for a decision. They are written even if nothing in them has changed. */
  readonly touched: ReadonlySet<string>;
  /** Changed lanes in which other workers may find something to do. */
  readonly stirred: ReadonlySet<string>;
  readonly ended: readonly Ended[];
  readonly added: number;
}

/**
 * The lanes of one transaction as they were read, and the result of applying its intents in order. Pure: the engine
 * reads before and writes afterwards, and MongoDB rejects the whole transaction if anybody else wrote one of the lanes
 * in between.
 */
export class LaneUnitOfWork {
  #state: State;
  readonly #before: ReadonlyMap<string, StoredLane>;
  readonly #settledBefore: ReadonlySet<string>;
  readonly #firstSeq: number;

  constructor(q: { lanes: ReadonlyMap<string, StoredLane>; settledBefore: ReadonlySet<string>; firstSeq: number }) {
    this.#state = { lanes: q.lanes, touched: new Set(), stirred: new Set(), ended: [], added: 0 };
    this.#before = q.lanes;
    this.#settledBefore = q.settledBefore;
    this.#firstSeq = q.firstSeq;
  }

  get state(): State {
    return this.#state;
  }

  /** The lane as it was read. */
  before(lane: string): StoredLane | undefined {
    return this.#before.get(lane);
  }

  /** Returns whether the intent can be applied. If it throws or refuses, nothing has changed. */
  apply(intent: Intent): boolean {
    const before = this.#state;
    try {
      if (intent.do === 'settle' && !this.#settle(intent)) return false;
      for (const write of intent.writes) this.#write(write);
      return true;
    } catch (error) {
      this.#state = before;
      throw error;
    }
  }

  #settle({ claim, settlement, now }: Intent & { do: 'settle' }): boolean {
    const { lane } = claim.effect;
    const left = settled(this.#state.lanes.get(lane), claim, settlement, now);
    if (left) this.#leave(lane, left);
    return left !== undefined;
  }

  #write(write: Write): void {
    if (write.op === 'effect') {
      const { effect } = write;
      if (this.#settledBefore.has(effect.id) || this.#state.ended.some((one) => one.effect.id === effect.id)) return;
      const before = this.#state.lanes.get(effect.lane);
      const after = add(before, effect, this.#firstSeq + this.#state.added);
      this.#put(effect.lane, after, after !== before);
      this.#state = { ...this.#state, added: this.#state.added + 1 };
    } else if (write.op === 'retryEffect' || write.op === 'dismissEffect') {
      const [name, lane] = [...this.#state.lanes].find(([, one]) => one?.head.id === write.id) ?? [];
      const left = write.op === 'retryEffect' ? retried(lane, write.id, write.dueAt) : dismissed(lane, write.id);
      if (name === undefined || !left) {
        throw new CallboardError('STORE_CONFLICT', `effect ${write.id} is no dead letter any more.`);
      }
      this.#leave(name, left);
    }
  }

  #leave(lane: string, { lane: after, ended }: Left): void {
    this.#put(lane, after, after !== undefined);
    if (ended) this.#state = { ...this.#state, ended: [...this.#state.ended, { lane, effect: ended }] };
  }

  #put(name: string, lane: Lane | undefined, stirs: boolean): void {
    const { lanes, touched, stirred } = this.#state;
    this.#state = {
      ...this.#state,
      lanes: new Map(lanes).set(name, lane),
      touched: new Set(touched).add(name),
      stirred: stirs ? new Set(stirred).add(name) : stirred,
    };
  }
}
