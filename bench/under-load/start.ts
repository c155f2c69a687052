import type { Store } from '../../desk/ports/store.ts';
import { silentLog as log } from '../../model/log.ts';
import { randomOf } from '../../sim/world/random.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { freePort } from '../../harness/index.ts';
import type { ReplicaSet } from '../../harness/mongod/index.ts';
import { crowd } from '../../soak/people.ts';
import { handsInHalo } from '../../soak/hands.ts';
import { live, type Life } from '../../soak/process.ts';
import { installApp, soakWorld, type SoakWorld } from '../../soak/world.ts';
import { writePast } from './history.ts';
import { ENGINES, type Engine } from './subjects.ts';

/** How long each life works before it is asked to stop, ms. */
const AT_WORK_MS = 4_000;
/** How often it is asked whether it is ready, ms. */
const ASK_MS = 10;
/** A process that is not ready by then will not be, ms. */
const GIVE_UP_MS = 60_000;

export interface Lives {
  readonly engine: Engine;
  /** Closed tickets in its store. */
  readonly past: number;
  /** From the spawn of `node main.mjs` until /readyz says yes, ms. */
  readonly ready: readonly number[];
  /** From SIGTERM until the process has ended, while people claim, ms. */
  readonly drained: readonly number[];
}

/**
 * The real process, again and again over one store that holds so many tickets: started until a load balancer would
 * send it people, and stopped while tickets come in and people press buttons.
 */
export async function* measureStarts(
  set: ReplicaSet | undefined,
  o: { past: number; lives: number },
): AsyncGenerator<Lives> {
  for (const engine of ENGINES) {
    if (engine === 'mongodb' && !set) continue;
    const mongodbUri = set?.uri('starts') ?? '';
    const port = String(await freePort());
    const shared = { mongodbUri, url: `http://127.0.0.1:${port}` };
    const world = await soakWorld({
      technicians: 12,
      haloRate: 100_000,
      ...(engine === 'mongodb' ? { shared, settings: { PORT: port } } : { settings: {} }),
    });
    try {
      const store = engine === 'mongodb' ? await openMongoStore({ uri: mongodbUri, log }) : await sqliteOf(world);
      await writePast(store, { from: 0, to: o.past, now: Date.now() });
      await store.close();
      yield { engine, past: o.past, ...(await livesOf(world, o.lives)) };
    } finally {
      await world.close();
    }
  }
}

function sqliteOf(world: SoakWorld): Promise<Store> {
  return openSqliteStore({ path: world.dataPath, log });
}

async function livesOf(world: SoakWorld, lives: number): Promise<Pick<Lives, 'ready' | 'drained'>> {
  const ready: number[] = [];
  const drained: number[] = [];
  const ending = new AbortController();
  const traffic: Promise<unknown>[] = [];
  for (let n = 0; n < lives; n += 1) {
    const spawned = performance.now();
    const life = live(world);
    try {
      await readyAt(`http://127.0.0.1:${world.env['PORT'] ?? ''}/readyz`, life);
      ready.push(performance.now() - spawned);
      if (n === 0) {
        await installApp(world);
        const hands = handsInHalo(world, randomOf('start', 1, 'hands'), 300, ending.signal);
        traffic.push(hands.done, crowd(world, randomOf('start', 1, 'people'), ending.signal).done);
      }
      await world.clock.sleep(AT_WORK_MS);
      const asked = performance.now();
      await life.stop();
      drained.push(performance.now() - asked);
    } catch (error) {
      await life.kill();
      throw error;
    }
  }
  ending.abort();
  await Promise.all(traffic);
  return { ready, drained };
}

/** @throws when the process ends first, or takes longer than anybody would wait. */
async function readyAt(url: string, life: Life): Promise<void> {
  let over: string | undefined;
  void life.ended.then(({ code, signal }) => (over = `it ended with ${code ?? signal ?? 'nothing'}`));
  const timer = setTimeout(() => (over = `it was not ready within ${GIVE_UP_MS / 1000} s`), GIVE_UP_MS);
  const isReady = async () => (await fetch(url).catch(() => undefined))?.status === 200;
  while (!(await isReady())) {
    if (over !== undefined) throw new Error(`Callboard did not start: ${over}\n${life.tail()}`);
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
  clearTimeout(timer);
}
