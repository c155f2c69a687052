import { reasonOf } from './abort.ts';

/**
 * Limits the number of concurrent requests
 * (docs/platform/graph.md, “Exchange serves four requests at a time”). Instances of Callboard that share a store also
 * share one limit (shared-gate.ts).
 */
export interface Gate {
  /** The most places that one request can hold at a time. */
  readonly widest: number;
  /**
   * Waits for places. Returns the function that releases them, which may be called twice. Requests that a person is
   * waiting for (`urgent`) go first. Rejects with the signal's reason.
   */
  enter(how: { readonly places: number; readonly urgent: boolean; readonly signal: AbortSignal }): Promise<() => void>;
}

interface Waiting {
  readonly places: number;
  readonly urgent: boolean;
  readonly go: () => void;
}

/** A gate for this process alone. A request for more places than exist gets all of them. */
export function createGate(places: number): Gate {
  let free = places;
  const waiting: Waiting[] = [];

  const next = () => waiting.find((one) => one.urgent) ?? waiting[0];

  function admit(): void {
    for (let one = next(); one !== undefined && one.places <= free; one = next()) {
      waiting.splice(waiting.indexOf(one), 1);
      free -= one.places;
      one.go();
    }
  }

  return {
    widest: places,
    enter: (how) =>
      new Promise((resolve, reject) => {
        const { urgent, signal } = how;
        if (signal.aborted) {
          reject(reasonOf(signal));
          return;
        }
        const wanted = Math.min(how.places, places);
        const giveUp = () => {
          waiting.splice(waiting.indexOf(one), 1);
          reject(reasonOf(signal));
          admit();
        };
        const one: Waiting = {
          places: wanted,
          urgent,
          go: () => {
            signal.removeEventListener('abort', giveUp);
            let inside = true;
            resolve(() => {
              if (!inside) return;
              inside = false;
              free += wanted;
              admit();
            });
          },
        };
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.push(one);
        admit();
      }),
  };
}
