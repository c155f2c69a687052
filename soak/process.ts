import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { IN_PLACE, type Mutant, REWRITES } from './mutants.ts';
import type { SoakWorld } from './world.ts';

const ROOT = join(import.meta.dirname, '..');
/** How much of what a process said is kept for the report. */
const TAIL = 4_000;
/** How many of the lines that it called errors. */
const MOST_ERRORS = 60;

/** All processes that are running now: whatever ends the harness ends them too. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** One life of the real process, `node main.mjs` in live mode. */
export interface Life {
  readonly pid: number;
  /** False: it ended before it had started. */
  readonly started: Promise<boolean>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** The end of what it said. */
  tail(): string;
  /** Stops it in its tracks (SIGSTOP), and lets it go on. */
  freeze(): void;
  thaw(): void;
  /** Ends it at once, as a power cut does. */
  kill(): Promise<void>;
  /** Asks it to end in good order. */
  stop(): Promise<void>;
}

/** How a life differs from the others over the same world. */
export interface LifeOptions {
  readonly mutant?: Mutant | undefined;
  /** Where it listens, of several copies. */
  readonly port?: number;
  /** How wrong its machine's clock is, ms. */
  readonly skewMs?: number;
}

/** Begins a life. A mutant and a wrong clock are put into it from outside, before main.mjs is loaded. */
export function live(world: SoakWorld, { mutant, port, skewMs = 0 }: LifeOptions = {}): Life {
  const preload = [...(skewMs === 0 ? [] : ['skew.ts']), ...(mutant === undefined ? [] : ['mutate.ts'])].flatMap(
    (file) => ['--import', join(import.meta.dirname, file)],
  );
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...preload, join(ROOT, 'main.mjs')], {
    // Its own folder, so that no .env of a developer is read.
    cwd: ROOT,
    env: {
      ...world.env,
      ...(port === undefined ? {} : { PORT: String(port) }),
      ...(skewMs === 0 ? {} : { SOAK_SKEW_MS: String(skewMs) }),
      ...(mutant === undefined ? {} : { SOAK_MUTANT: mutant }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let said = '';
  let up = false;
  const start = Promise.withResolvers<boolean>();
  const hear = (chunk: Buffer) => {
    // Looked at before it is cut short: on a busy machine a chunk holds more than is kept.
    const all = said + chunk.toString();
    said = all.slice(-TAIL);
    if (chunk.includes('"level":"error"') && world.logged.length < MOST_ERRORS) world.logged.push(...errorsIn(chunk));
    if (up || !all.includes('"callboard.started"')) return;
    up = true;
    const places = all.split(IN_PLACE).length - 1;
    // The store, the PSA, and what is rewritten.
    const wanted = mutant === undefined ? 0 : 2 + (REWRITES[mutant]?.length ?? 0);
    if (places === wanted) start.resolve(true);
    else start.reject(new Error(`the mutant is in ${places} of ${wanted} places`));
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      start.resolve(false);
      resolve({ code, signal });
    });
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    started: start.promise,
    ended,
    tail: () => said,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

function errorsIn(chunk: Buffer): string[] {
  const lines = chunk.toString().split('\n');
  return lines.filter((line) => line.includes('"level":"error"')).map((line) => line.slice(0, 700));
}
