import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Follower } from './lock-step.ts';
import { SEED, START, type AtRest } from './protocol.ts';

/** How much of the product's output is kept for the report of a failed run. */
const TAIL_LINES = 40;
const START_WITHIN_MS = 120_000;

/** The product of a checkout as a child process, in simulated time from its first line. */
export interface Product extends Follower {
  /** Resolves when it listens; rejects with its output when it ends before. `nudge` lets its time move on. */
  listens(port: number, nudge: () => Promise<void>): Promise<void>;
  /** Lines of its log at level `error`. */
  readonly errors: readonly string[];
  end(): Promise<void>;
}

export function startProduct(o: {
  /** The file that starts it. */
  readonly entry: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly start: number;
  readonly seed: number;
}): Product {
  const preload = join(import.meta.dirname, 'simulated-process.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', preload, o.entry], {
    // A separate folder, so that no developer's .env is read.
    cwd: o.folder,
    env: { PATH: process.env['PATH'], ...o.env, [START]: String(o.start), [SEED]: String(o.seed) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const killed = () => child.kill('SIGKILL');
  process.once('exit', killed);
  const errors: string[] = [];
  const tail = listenToLog(child, errors);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let waiting: PromiseWithResolvers<AtRest> | undefined;
  child.on('message', (atRest: AtRest) => waiting?.resolve(atRest));
  const died = () => new Error(`${o.entry} ended:\n${tail.join('\n')}`);
  void ended.then(() => waiting?.reject(died()));
  const alive = () => child.exitCode === null && child.signalCode === null;

  return {
    errors,
    step(step) {
      if (!alive()) return Promise.reject(died());
      waiting = Promise.withResolvers<AtRest>();
      child.send(step);
      return waiting.promise;
    },
    async listens(port, nudge) {
      const deadline = performance.now() + START_WITHIN_MS;
      while (!(await accepts(port))) {
        if (!alive() || performance.now() > deadline) throw died();
        await pause(50);
        await nudge();
      }
    },
    async end() {
      process.off('exit', killed);
      killed();
      await ended;
    },
  };
}

function listenToLog(child: ChildProcess, errors: string[]): readonly string[] {
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      if (/"level":\s*("error"|"fatal"|50|60)[,}]/.test(line)) errors.push(line);
    });
  }
  return tail;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
