import type { Store } from '../desk/ports/store.ts';
import type { Clock } from '../model/clock.ts';
import type { Log } from '../model/log.ts';
import { whileBusy } from '../model/while-busy.ts';
import { engineAt, type Engine, type SharedClock } from './engines.ts';

/** How long a start waits for a replica set during a failover, ms: an election takes about ten seconds. */
export const START_PATIENCE_MS = 30_000;

export interface OpenedStore {
  readonly store: Store;
  readonly engine: Engine;
  /** Names the data for people, without a password. */
  readonly name: string;
}

/** Opens the store at this address (start/engines.ts). `read` opens it beside a running Callboard. */
export async function openStore(
  address: string,
  log: Log,
  how: 'read' | 'write' = 'write',
): Promise<OpenedStore & { readonly sharedClock?: (base: Clock) => Promise<SharedClock> }> {
  const engine = engineAt(address);
  const opened = how === 'read' ? { store: await engine.read(address, log) } : await engine.open(address, log);
  return { ...opened, engine, name: engine.called(address) };
}

/** Opens the store for writing and returns the clock that all its instances share. `stop` ends the clock's upkeep. */
export async function openStoreWithClock(
  address: string,
  clock: Clock,
  log: Log,
): Promise<OpenedStore & { readonly clock: Clock; readonly stop: () => void }> {
  const { sharedClock, ...opened } = await openStore(address, log);
  if (!sharedClock) return { ...opened, clock, stop: () => undefined };
  // Based on a monotonic clock: setting the machine's clock while Callboard runs changes nothing here.
  const steady = { ...clock, now: () => performance.timeOrigin + performance.now() };
  const shared = await whileBusy(clock, clock.now() + START_PATIENCE_MS, () => sharedClock(steady));
  return { ...opened, clock: shared, stop: () => shared.stop() };
}
