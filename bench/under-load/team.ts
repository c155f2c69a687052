import { Installation } from './installation.ts';
import { spending } from './spending.ts';

/** What a decision costs where so many technicians can be asked: own CPU ms a ticket, from its arrival to its offer. */
export interface TeamCost {
  readonly technicians: number;
  readonly cpu: readonly number[];
}

/** Desks of more and more technicians, each on SQLite, in turns; the tickets of a round are decided in one pass. */
export async function measureTeams(o: {
  sizes: readonly number[];
  tickets: number;
  rounds: number;
  profile: string | undefined;
}): Promise<TeamCost[]> {
  const running: { at: Installation; technicians: number; cpu: number[] }[] = [];
  try {
    for (const technicians of o.sizes) {
      const at = await Installation.start({ copies: 1, technicians, profile: o.profile });
      running.push({ at, technicians, cpu: [] });
      await at.tickets(o.tickets);
    }
    for (let n = 0; n < o.rounds; n += 1) {
      for (const { at, cpu } of running) {
        const spent = await spending(at.spenders);
        await at.tickets(o.tickets);
        cpu.push(at.ownCpu(await spent()) / o.tickets);
      }
    }
    return running.map(({ technicians, cpu }) => ({ technicians, cpu }));
  } finally {
    for (const { at } of running) await at.stop();
  }
}
