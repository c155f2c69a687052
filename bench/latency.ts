import { setTimeout as pause } from 'node:timers/promises';
import { covered } from './figures.ts';
import { startProcess } from './processes/index.ts';

const TECHNICIANS = 20;
/** An ordinary pace: about one ticket every two seconds, which is 240 in a working hour of a large desk. */
const EVERY_MS = 1_500;

export interface LatencyResult {
  /** From Halo's webhook to the card at the connector, in ms; one for each ticket. */
  readonly total: readonly number[];
  /** Of these, how long at least one request of ours waited for a simulator. */
  readonly outside: readonly number[];
}

/** From the webhook's POST to the card delivered, with every rate limit on, at a pace that leaves all processes idle. */
export async function measureLatency(o: { tickets: number }): Promise<LatencyResult> {
  return inWorld({ webhook: true }, async ({ halo, teams, callboard }) => {
    const arrived: Record<string, number> = {};
    for (let n = 0; n < o.tickets; n += 1) {
      Object.assign(arrived, await halo.ask.arrive(1));
      // Never in step with anything of ours that has a rhythm.
      await pause(EVERY_MS * (0.7 + 0.6 * fraction(n)));
    }
    await pause(3_000);
    const delivered = await teams.ask.delivered();
    const outgoing = await callboard.ask.outgoing();
    const measured = Object.entries(arrived).map(([ticket, from]) => {
      const to = delivered[ticket];
      if (to === undefined) throw new Error(`no card came for ticket ${ticket}`);
      return { total: to - from, outside: covered(outgoing, from, to) };
    });
    return { total: measured.map((one) => one.total), outside: measured.map((one) => one.outside) };
  });
}

/** How long, in ms, until each ticket had its first decision, when HaloPSA never pushes: the poll alone, at its default. */
export async function measureFirstDecision(o: { tickets: number }): Promise<readonly number[]> {
  return inWorld({ webhook: false }, async ({ halo, callboard }) => {
    const arrived: Record<string, number> = {};
    for (let n = 0; n < o.tickets; n += 1) {
      Object.assign(arrived, await halo.ask.arrive(1));
      await pause((60_000 / o.tickets) * (0.7 + 0.6 * fraction(n)));
    }
    const last = Date.now();
    for (;;) {
      const decided = await callboard.ask.decided();
      if (Object.keys(arrived).every((ticket) => decided[ticket] !== undefined)) {
        return Object.entries(arrived).map(([ticket, at]) => (decided[ticket] ?? 0) - at);
      }
      if (Date.now() - last > 90_000) throw new Error('some tickets were not decided within 90 s');
      await pause(500);
    }
  });
}

/** The golden ratio's multiples spread evenly and repeat nowhere. */
function fraction(n: number): number {
  return (n * 0.618_033_988_75) % 1;
}

async function inWorld<T>(
  o: { webhook: boolean },
  work: (world: {
    halo: ReturnType<typeof startProcess<'halo'>>;
    teams: ReturnType<typeof startProcess<'teams'>>;
    callboard: ReturnType<typeof startProcess<'callboard'>>;
  }) => Promise<T>,
): Promise<T> {
  const halo = startProcess('halo');
  const teams = startProcess('teams');
  const callboard = startProcess('callboard');
  try {
    const common = { technicians: TECHNICIANS, limited: true };
    const haloAt = await halo.ask.start(common);
    const teamsAt = await teams.ask.start(common);
    const endpoint = await callboard.ask.start({ ...haloAt, ...teamsAt, ...common, ...o });
    await teams.ask.meet(endpoint);
    await callboard.ask.run();
    // Welcome cards and the first poll are not part of it.
    await pause(4_000);
    await callboard.ask.outgoing();
    const result = await work({ halo, teams, callboard });
    await callboard.ask.stop();
    return result;
  } finally {
    await Promise.all([halo, teams, callboard].map((child) => child.stop()));
  }
}
