import type { Lease, Store } from '../desk/ports/store.ts';
import type { Clock } from '../model/clock.ts';
import { reasonOf } from './abort.ts';
import type { Gate } from './gate.ts';

/**
 * How long a place is leased, ms. Longer than the longest time that a place is reused plus one request (10 s,
 * transport.ts), with a margin for clocks that differ.
 */
const LEASE_MS = 15_000;
/** How long this instance may pass a place from request to request, ms. Then the other instances get a chance. */
const OURS_MS = 3_000;
/** After releasing such a place, this instance takes no new one for this time, ms: longer than the others' pause. */
const OTHERS_MS = 300;
/** The longest pause before the next attempt to take a place, ms; shorter when a person is waiting. */
const ASK_AGAIN_MS = { urgent: 60, background: 250 } as const;

interface Waiting {
  readonly urgent: boolean;
  /** Ends the pause early. */
  wake: AbortController;
}
interface Place {
  readonly lease: Lease;
  readonly since: number;
}

/**
 * The gate of all instances that share a store. Each place is a lease, held for one request or a few in a row.
 *
 * The places are not divided like other budgets (desk/runtime/instances.ts): with four places and five instances, one
 * instance would have none, and the clients or calendars it serves would wait. Leases work for any number of instances,
 * and an idle instance's share is immediately available to the others. A crashed instance blocks its places for fifteen
 * seconds.
 */
export function createSharedGate(o: {
  readonly store: Pick<Store, 'lease' | 'release'>;
  readonly clock: Clock;
  readonly owner: string;
  readonly random: () => number;
  /** How many concurrent requests the server accepts from all instances together. */
  readonly places: number;
}): Gate {
  const { store, clock, owner, random } = o;
  const names = Array.from({ length: o.places }, (_, n) => `graph-place-${n + 1}`);
  /** Leases in use, spare, or being acquired. Taking one again would renew it instead of returning another place. */
  const held = new Set<string>();
  const spare: Place[] = [];
  const waiting: Waiting[] = [];
  let othersUntil = -Infinity;

  const next = () => waiting.find((one) => one.urgent) ?? waiting[0];

  function giveBack({ lease }: Place): void {
    // A lease that cannot be released expires by itself.
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
    // Two requests that each hold one place and wait for a second could deadlock.
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
        // The next waiting request moves up. If there is none, spare places go to the other instances.
        if (waiting.length > 0) next()?.wake.abort();
        else for (const place of spare.splice(0)) giveBack(place);
      }
    },
  };
}
