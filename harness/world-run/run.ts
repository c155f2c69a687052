import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../model/clock.ts';
import { runDay } from '../../sim/world/index.ts';
import { clientsAtTheirPage } from './clients.ts';
import { countAll, type Counters } from './counters.ts';
import { LockStep } from './lock-step.ts';
import { simulateMsp, type Msp } from './msp.ts';
import { observe } from './observations.ts';
import { peopleAtTeams } from './people.ts';
import { startProduct } from './product.ts';

/** A Monday at eight in the MSP's zone: tickets arrive from here on. */
const OPENS = Date.UTC(2026, 10, 23, 8);
/** The product starts earlier: it reads the directory, everybody installs the app, and it learns who is at work. */
const START = OPENS - 30 * 60_000;
const MINUTE = 60_000;
const MEMORY = '/dev/shm';

export interface RunOptions {
  readonly seed: number;
  /** How long tickets arrive, simulated ms. */
  readonly span: number;
  /** The file that starts the product. */
  readonly entry: string;
  readonly say: (line: string) => void;
}

export interface RunResult {
  readonly seed: number;
  readonly simulatedHours: number;
  readonly counters: Counters;
  /** What may differ from run to run. */
  readonly machine: { readonly realSeconds: number; readonly cpuSeconds: number; readonly stalls: number };
  /** The first error lines of the product's log. */
  readonly errors: readonly string[];
  /** Errors of the simulators' own background work: mistakes of the harness. */
  readonly harnessErrors: readonly string[];
}

/** Runs one world against one product, and counts. Once per process: `Date` is simulated from here on. */
export async function runWorld(o: RunOptions): Promise<RunResult> {
  const began = performance.now();
  const harnessErrors: string[] = [];
  // In memory where possible: the speed of a disk is not part of what is counted.
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'callboard-world-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const time = new LockStep(START, (name, error) => harnessErrors.push(`${name}: ${String(error)}`));
  const { clock } = time;
  const msp = await simulateMsp({ seed: o.seed, clock, folder });
  const { entry, seed } = o;
  const product = startProduct({ entry, folder, env: msp.env, start: START, seed });
  try {
    await time.follow(product);
    await product.listens(msp.port, () => time.nudge());
    await time.runUntil(clock.now() + MINUTE);
    clock.spawn('install', () => installForAll(msp, clock));
    await time.runUntil(OPENS);

    const ending = new AbortController();
    const { signal } = ending;
    const given = { ...msp, clock, seed, signal };
    const seen = observe(msp);
    const presses = peopleAtTeams(given);
    const clients = clientsAtTheirPage(given);
    for (const arrival of msp.waiting) msp.seeded.arrive(arrival);
    runDay(given);
    const end = OPENS + o.span;
    for (let hour = 1; clock.now() < end; hour += 1) {
      await time.runUntil(Math.min(end, OPENS + hour * 60 * MINUTE));
      o.say(
        `${new Date(clock.now()).toISOString().slice(0, 16)}Z after ${Math.round((performance.now() - began) / 1_000)} s`,
      );
    }
    const counters = countAll({ msp, seen, presses, clients, begin: OPENS });
    return {
      seed,
      simulatedHours: o.span / 3_600_000,
      counters: {
        ...counters,
        'dead letters by the meter': await deadLettersOf(msp),
        'errors logged': product.errors.length,
      },
      machine: {
        realSeconds: Math.round((performance.now() - began) / 100) / 10,
        cpuSeconds: Math.round(time.cpu / 100_000) / 10,
        stalls: time.stalls,
      },
      errors: product.errors.slice(0, 10),
      harnessErrors,
    };
  } finally {
    await product.end();
    await msp.close();
    process.off('exit', remove);
    remove();
  }
}

/** Everybody installs the app, one after the other, never all within one second. */
async function installForAll({ teams }: Msp, clock: Clock): Promise<void> {
  for (const { key } of teams.people) {
    await teams.user(key).install();
    await clock.sleep(1_000);
  }
}

/** The product's own gauge of effects that a person must look at; -1 when this commit has none. */
async function deadLettersOf({ port }: Msp): Promise<number> {
  const text = await fetch(`http://127.0.0.1:${port}/metrics`).then((answer) => answer.text());
  const line = /^\w*effects_dead(?:\{[^}]*\})? (\d+)/m.exec(text);
  return line ? Number(line[1]) : -1;
}
