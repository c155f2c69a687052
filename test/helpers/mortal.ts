import type { Store, Write } from '../../desk/ports/store.ts';
import { over } from '../../harness/over.ts';
import type { Way } from '../../harness/msp/small-msp.ts';

/** What became of the last thing a process said before it died: nobody heard it, it was done, or it is done later. */
export type Landing = 'lost' | 'landed' | 'late';

/** One thing that a process says to its store or to the world outside, by which it may be interrupted. */
export interface Word {
  readonly what: string;
  /** Reading changes nothing, wherever it ends. */
  readonly reads: boolean;
}

export interface Mortal {
  readonly way: Way;
  readonly dead: boolean;
}

/** Long after everything. */
const NEVER_MS = 1e15;
/** A request lands so long after its caller died, ms: less than any handler's deadline allows for. */
const LATE_MS = 12_000;

/**
 * A process that dies in the middle of a word: `fate` is asked at each word that it says, and the first answer ends it.
 * From then on nothing of it goes on; what it had asked for happens as the fate says.
 */
export function mortal(way: Way, fate: (word: Word) => Landing | undefined): Mortal {
  const life = { over: false };
  const isOver = () => life.over;
  /** Its deadlines: they die with it, and wake nobody. */
  const alarms = new Set<() => void>();
  const die = () => {
    life.over = true;
    for (const cancel of alarms) cancel();
  };
  const end = async (): Promise<never> => {
    await way.clock.sleep(NEVER_MS);
    throw new Error('the dead do not rise');
  };

  async function say<T>(word: Word, doIt: () => Promise<T>): Promise<T> {
    if (life.over) return end();
    const landing = fate(word);
    if (landing === undefined) {
      const answer = await doIt();
      // Somebody else of this process died while this one waited.
      return isOver() ? end() : answer;
    }
    die();
    if (landing === 'landed') await doIt();
    if (landing === 'late') {
      way.clock.spawn('late landing', async () => {
        await way.clock.sleep(LATE_MS);
        await doIt();
      });
    }
    return end();
  }

  const { store } = way;
  const written = <T>(what: string, doIt: () => Promise<T>) => say({ what, reads: false }, doIt);
  const methods: Partial<Store> = {
    commit: (writes) => written(`commit ${wordsOf(writes)}`, () => store.commit(writes)),
    beginEffect: (claim, q) => written(`begin ${claim.effect.kind}`, () => store.beginEffect(claim, q)),
    settleEffect: (claim, settlement, now, writes) =>
      written(`settle ${claim.effect.kind} ${wordsOf(writes ?? [])}`, () =>
        store.settleEffect(claim, settlement, now, writes),
      ),
    onWake: (listener) => store.onWake(() => (life.over ? undefined : listener())),
  };
  return {
    get dead() {
      return life.over;
    },
    way: {
      clock: {
        now: () => way.clock.now(),
        sleep: async (ms, signal) => {
          await way.clock.sleep(ms, signal);
          if (life.over) await end();
        },
        after: (ms, fire) => {
          const stop = way.clock.after(ms, () => {
            alarms.delete(stop);
            fire();
          });
          alarms.add(stop);
          return () => {
            alarms.delete(stop);
            stop();
          };
        },
        spawn: (name, job) => way.clock.spawn(name, job),
        all: (jobs) => way.clock.all(jobs),
      },
      // Its web server is torn down at once.
      wallClock: {
        ...way.wallClock,
        sleep: (ms, signal) => way.wallClock.sleep(life.over ? 0 : ms, signal),
        after: (ms, fire) => way.wallClock.after(life.over ? 0 : ms, fire),
      },
      store: silencedBy(over(store, methods), () => life.over, end),
      fetch: (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input);
        const method = init?.method ?? 'GET';
        const reads = method === 'GET' || /getSchedule|getPresences|\/token$/i.test(url.pathname);
        // Whoever is dead calls nothing off any more.
        const { signal, ...rest } = init ?? {};
        return say({ what: `${method} ${shapeOf(url.pathname)}`, reads }, () =>
          way.fetch(input, life.over ? rest : { ...rest, ...(signal ? { signal } : {}) }),
        );
      },
    },
  };
}

/** Reads of the store are no words of interest, but the dead make none either. */
function silencedBy(store: Store, dead: () => boolean, end: () => Promise<never>): Store {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function' || name === 'onWake' || name === 'close') return method;
      return (...values: unknown[]): unknown => (dead() ? end() : (method.apply(target, values) as unknown));
    },
  });
}

/** What a commit is about: the state of a visit, and the effects it asks for. */
function wordsOf(writes: readonly Write[]): string {
  const said = writes.flatMap((write): string[] => {
    if (write.op === 'effect') return [write.effect.kind];
    if (write.op !== 'insert' && write.op !== 'put') return [];
    return [write.c === 'visits' ? `visits:${write.data.state}` : write.c];
  });
  return [...new Set(said)].sort().join(' ');
}

/** Ids and tokens left out, so that a word is the same in each run. */
function shapeOf(path: string): string {
  return path
    .replace(/[^/]+@[^/]+/g, '*')
    .replace(/\/\d+(?=\/|$)/g, '/#')
    .replace(/\/(appointments|events|services|subscriptions|conversations|activities)\/[^/]+/g, '/$1/*');
}
