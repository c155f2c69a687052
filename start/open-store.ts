import type { Store } from '../desk/ports/store.ts';
import type { Clock } from '../model/clock.ts';
import type { Log } from '../model/log.ts';
import { whileBusy } from '../model/while-busy.ts';
import { engineAt, type Engine, type SharedClock } from './engines.ts';

/** How long a start waits for a replica set that changes over just then, ms: an election takes some ten seconds. */
export const START_PATIENCE_MS = 30_000;

export interface OpenedStore {
  readonly store: Store;
  readonly engine: Engine;
  /** Names the data for people, without a password. */
  readonly name: string;
}

/** Opens the store at this address (start/engines.ts). `read`: beside whoever works with it. */
export async function openStore(
  address: string,
  log: Log,
  how: 'read' | 'write' = 'write',
): Promise<OpenedStore & { readonly sharedClock?: (base: Clock) => Promise<SharedClock> }> {
  const engine = engineAt(address);
  const opened = how === 'read' ? { store: await engine.read(address, log) } : await engine.open(address, log);
  return { ...opened, engine, name: engine.called(address) };
}

/** Opens the store to work with it, and gives the clock that all who share it go by. `stop` ends keeping it right. */
export async function openStoreWithClock(
  address: string,
  clock: Clock,
  log: Log,
): Promise<OpenedStore & { readonly clock: Clock; readonly stop: () => void }> {
  const { sharedClock, ...opened } = await openStore(address, log);
  if (!sharedClock) return { ...opened, clock, stop: () => undefined };
  // From a clock that nobody sets: somebody who puts the machine's right while we run moves nothing here.
  const steady = { ...clock, now: () => performance.timeOrigin + performance.now() };
  const shared = await whileBusy(clock, clock.now() + START_PATIENCE_MS, () => sharedClock(steady));
  return { ...opened, clock: shared, stop: () => shared.stop() };
}
