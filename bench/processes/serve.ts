import { z } from 'zod';
import { asCoded } from '../../model/errors.ts';

/**
 * A process of the benchmark: answers what the benchmark asks over Node's own channel between parent and child. Each
 * subject and each simulator runs in a process of its own, so that none pays for the work of another.
 */
type Handler = (...args: never[]) => unknown;
interface Subject {
  readonly handlers: Readonly<Record<string, Handler>>;
}
const SUBJECTS: Readonly<Record<string, () => Promise<Subject>>> = {
  bareBot: () => import('./bare-bot.ts'),
  callboard: () => import('./callboard.ts'),
  halo: () => import('./halo.ts'),
  teams: () => import('./teams.ts'),
};
const subject = SUBJECTS[process.argv[2] ?? '']?.();

/** Microseconds of CPU that this process has used. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Bytes that it holds now: in all, and in JavaScript's heap after everything that can go has gone. */
function memory(): { rss: number; heap: number } {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heap: heapUsed };
}

const COMMON: Readonly<Record<string, Handler>> = { cpu, memory };

const question = z.object({ id: z.number(), name: z.string(), args: z.array(z.unknown()) });

process.on('message', (raw) => {
  const { id, name, args } = question.parse(raw);
  void answer(id, name, args);
});
// The benchmark has gone: so do we.
process.on('disconnect', () => process.exit(0));

async function answer(id: number, name: string, args: readonly unknown[]): Promise<void> {
  try {
    const handler = COMMON[name] ?? (await subject)?.handlers[name];
    if (!handler) throw new Error(`${process.argv[2] ?? 'nobody'} cannot be asked for ${name}`);
    process.send?.({ id, value: await handler(...(args as never[])) });
  } catch (error) {
    process.send?.({ id, error: asCoded(error).message });
  }
}
