import type { Lease, Store } from '../desk/ports/store.ts';
import type { Clock } from '../model/clock.ts';
import { reasonOf } from './abort.ts';
import type { Gate } from './gate.ts';

/**
 * A place ends by itself after so long, ms: longer than a try takes from its turn to its end (10 s, transport.ts) after
 * the longest time for which a place is handed on, and some for clocks that differ.
 */
const LEASE_MS = 15_000;
/** So long a place is handed on within this copy, ms; then the others have their chance. */
const OURS_MS = 3_000;
/** After handing one back so, this copy asks for none for longer than the others pause, ms. */
const OTHERS_MS = 300;
/** The pause before places are asked for again, ms, at most; somebody in front of a screen asks more often. */
const ASK_AGAIN_MS = { urgent: 60, background: 250 } as const;

interface Waiting {
  readonly urgent: boolean;
  /** Cuts its pause short. */
  wake: AbortController;
}
interface Place {
  readonly lease: Lease;
  readonly since: number;
}

/**
 * The gate of all copies that share a store: each place is a lease there, held for one request or a few in a row.
 *
 * Not divided like other budgets (desk/runtime/instances.ts): four places among five copies would leave one of them without any, and
 * with it the clients who ask that one for times, or the copy whose turn it is to follow calendars. Leases bear any number
 * of copies, and an idle copy's part is the others' at once. A copy that dies costs its places for fifteen seconds.
 */
export function createSharedGate(o: {
  readonly store: Pick<Store, 'lease' | 'release'>;
  readonly clock: Clock;
  readonly owner: string;
  readonly random: () => number;
  /** How many requests the other side bears from all copies together. */
  readonly places: number;
}): Gate {
  const { store, clock, owner, random } = o;
  const names = Array.from({ length: o.places }, (_, n) => `graph-place-${n + 1}`);
  /** Held by requests, spare, or just being asked for: the store would prolong them instead of giving another. */
  const held = new Set<string>();
  const spare: Place[] = [];
  const waiting: Waiting[] = [];
  let othersUntil = -Infinity;

  const next = () => waiting.find((one) => one.urgent) ?? waiting[0];

  function giveBack({ lease }: Place): void {
    // What cannot be given back ends by itself.
    const done = () => void held.delete(lease.name);
    store.release(lease).then(done, done);
  }

  function left(place: Place): void {
    if (waiting.length === 0) {
      giveBack(place);
      return;
    }
    spare.push(place);
    next()?.wake.abort();
  }

  function takeSpare(): Place | undefined {
    for (let place = spare.pop(); place; place = spare.pop()) {
      if (clock.now() - place.since <= OURS_MS) return place;
      giveBack(place);
      othersUntil = clock.now() + OTHERS_MS;
    }
    return undefined;
  }

  async function take(): Promise<Place | undefined> {
    if (clock.now() < othersUntil) return undefined;
    const first = Math.floor(random() * names.length);
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      if (held.has(name)) continue;
      held.add(name);
      const since = clock.now();
      const lease = await store.lease(name, owner, { now: since, ms: LEASE_MS }).catch(() => undefined);
      if (lease && clock.now() - since <= OURS_MS) return { lease, since };
      if (lease) giveBack({ lease, since });
      else held.delete(name);
    }
    return undefined;
  }

  function leaverOf(place: Place): () => void {
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      left(place);
    };
  }

  return {
    // Whoever held one place and waited for another could wait for somebody who does the same.
    widest: 1,
    async enter({ urgent, signal }) {
      const one: Waiting = { urgent, wake: new AbortController() };
      waiting.push(one);
      try {
        while (!signal.aborted) {
          one.wake = new AbortController();
          const place = next() === one ? (takeSpare() ?? (await take())) : undefined;
          if (place) return leaverOf(place);
          const pause = ASK_AGAIN_MS[urgent ? 'urgent' : 'background'] * (0.5 + random() / 2);
          await clock.sleep(pause, AbortSignal.any([signal, one.wake.signal]));
        }
        throw reasonOf(signal);
      } finally {
        waiting.splice(waiting.indexOf(one), 1);
        // Somebody else is first now; nobody: what lies here is for the other copies.
        if (waiting.length > 0) next()?.wake.abort();
        else for (const place of spare.splice(0)) giveBack(place);
      }
    },
  };
}
