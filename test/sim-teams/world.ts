import { silentLog } from '../../model/log.ts';
import { virtualClock } from '../../sim/clock.ts';
import type { VirtualClock } from '../../sim/clock.ts';
import { createTeamsSimulator } from '../../sim/teams/index.ts';
import type { TeamsSimulator, TeamsSimulatorOptions } from '../../sim/teams/index.ts';
import { echoBot } from './echo-bot.ts';
import type { EchoBot } from './echo-bot.ts';

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const APP = '22222222-2222-4222-8222-222222222222';
/** A Tuesday morning. */
export const START = Date.UTC(2026, 10, 24, 8, 0, 0);

export interface World {
  readonly clock: VirtualClock;
  readonly sim: TeamsSimulator;
  readonly bot: EchoBot;
  readonly url: string;
  /** Runs work as one task on the virtual clock. */
  run<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function world(options: Partial<TeamsSimulatorOptions> = {}): Promise<World> {
  const clock = virtualClock(START, (name, error) => {
    throw new Error(`task ${name} failed`, { cause: error });
  });
  const sim = createTeamsSimulator({ clock, tenantId: TENANT, appId: APP, log: silentLog, ...options });
  const listening = await sim.listen();
  const bot = await echoBot(sim, clock, TENANT);
  return {
    clock,
    sim,
    bot,
    url: listening.url,
    async run(work) {
      const done = clock.enter(work);
      // Advance time while the work sleeps.
      const stop = new AbortController();
      const result = await Promise.race([done, pass(clock, stop.signal)]);
      stop.abort();
      return result;
    },
    async close() {
      await Promise.all([bot.close(), listening.close()]);
    },
  };
}

async function pass(clock: VirtualClock, signal: AbortSignal): Promise<never> {
  for (;;) {
    await clock.advance(100);
    if (signal.aborted) return new Promise(() => undefined);
  }
}
