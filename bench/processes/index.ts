import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import type * as bareBot from './bare-bot.ts';
import type * as callboard from './callboard.ts';
import type * as halo from './halo.ts';
import type * as teams from './teams.ts';

interface Subjects {
  bareBot: typeof bareBot.handlers;
  callboard: typeof callboard.handlers;
  halo: typeof halo.handlers;
  teams: typeof teams.handlers;
}
type Function_ = (...args: never[]) => unknown;
type Asked<F> = F extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;

/** What a process holds after a garbage collection, bytes: in all, and in JavaScript's heap. */
export interface Memory {
  readonly rss: number;
  readonly heap: number;
}

/** A process of the benchmark, and what it can be asked. */
export interface Process<H> {
  readonly ask: { readonly [K in keyof H]: Asked<H[K]> };
  /** Microseconds of CPU it has used so far. */
  cpu(): Promise<number>;
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

const reply = z.object({ id: z.number(), value: z.unknown().optional(), error: z.string().optional() });
const memory = z.object({ rss: z.number(), heap: z.number() });
const SERVE = new URL('./serve.ts', import.meta.url);

/** Starts one; `profile`: a directory for a CPU profile of its whole life. */
export function startProcess<N extends keyof Subjects>(name: N, profile?: string): Process<Subjects[N]> {
  const execArgv = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = fork(SERVE, [name], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc', ...execArgv],
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let questions = 0;
  child.on('message', (raw) => {
    const { id, value, error } = reply.parse(raw);
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(`${name}: ${error}`));
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${name} ended with code ${String(code)}`));
  });
  const question = (what: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      questions += 1;
      waiting.set(questions, { resolve, reject });
      child.send({ id: questions, name: what, args });
    });
  const ask = new Proxy<Record<string, Function_>>(
    {},
    {
      get:
        (_target, what) =>
        (...args: readonly unknown[]) =>
          question(String(what), args),
    },
  );
  return {
    // The types of both ends come from the same module; what travels between them is plain JSON.
    ask: ask as unknown as Process<Subjects[N]>['ask'],
    cpu: async () => z.number().parse(await question('cpu', [])),
    memory: async () => memory.parse(await question('memory', [])),
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
