import type { ReplicaSet } from '../../harness/mongod/index.ts';
import type { Memory } from '../processes/index.ts';
import { LIFE } from './history.ts';
import { Installation } from './installation.ts';
import { spending } from './spending.ts';
import { ENGINES, type Engine } from './subjects.ts';

const TECHNICIANS = 20;

/** What a ticket cost, from its arrival until its claim was carried out. */
export interface TicketCost {
  /** CPU of Callboard's own process, ms. */
  readonly cpu: number;
  /** ms, of all of the round's tickets together divided by their number. */
  readonly wall: number;
}

/** An installation with so many tickets behind it. */
export interface Aged {
  readonly past: number;
  readonly costs: readonly TicketCost[];
  /** How long it took to write them, s. */
  readonly wroteIn: number;
}

export interface Growth {
  readonly engine: Engine;
  readonly aged: readonly Aged[];
  /** One process's heap by the number of ticket events that it has written, smallest first. */
  readonly heaps: readonly { readonly events: number; readonly memory: Memory }[];
}

/**
 * Installations that have closed more and more tickets, alike in everything else, in turns. Each process writes its
 * whole past itself, by commits of its own store while its loops run; the largest one is weighed on its way.
 */
export async function* measureGrowth(
  set: ReplicaSet | undefined,
  o: { pasts: readonly number[]; tickets: number; rounds: number; profile: string | undefined },
): AsyncGenerator<Growth> {
  for (const engine of ENGINES) {
    if (engine === 'mongodb' && !set) continue;
    const running: { at: Installation; past: number; costs: TicketCost[]; wroteIn: number }[] = [];
    const heaps: { events: number; memory: Memory }[] = [];
    try {
      for (const past of o.pasts) {
        const shared = engine === 'mongodb' && set ? { mongodbUri: set.uri(`past_${past}`) } : {};
        const at = await Installation.start({ copies: 1, technicians: TECHNICIANS, ...shared, profile: o.profile });
        const one = { at, past, costs: [], wroteIn: 0 };
        running.push(one);
        const largest = past === Math.max(...o.pasts);
        // Two rounds that do not count, so that all are equally warm.
        await costOf(at, o.tickets);
        const began = performance.now();
        let written = 0;
        for (const until of largest ? o.pasts : [past]) {
          await at.copies[0]?.ask.remember(written, until);
          written = until;
          await costOf(at, o.tickets);
          if (!largest) continue;
          const memory = await at.copies[0]?.memory();
          if (memory) heaps.push({ events: until * LIFE.length, memory });
        }
        one.wroteIn = (performance.now() - began) / 1000;
      }
      for (let n = 0; n < o.rounds; n += 1)
        for (const { at, costs } of running) costs.push(await costOf(at, o.tickets));
      yield { engine, heaps, aged: running.map(({ past, costs, wroteIn }) => ({ past, costs, wroteIn })) };
    } finally {
      for (const { at } of running) await at.stop();
    }
  }
}

/** Some tickets come in, are offered and taken, and everything of it is carried out. */
export async function costOf(at: Installation, tickets: number): Promise<TicketCost> {
  const spent = await spending(at.spenders);
  const began = performance.now();
  await at.tickets(tickets);
  await at.send(await at.claims());
  await at.settled();
  const wall = performance.now() - began;
  return { cpu: at.ownCpu(await spent()) / tickets, wall: wall / tickets };
}
