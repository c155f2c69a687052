import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../desk/ports/store.ts';
import { silentLog } from '../../model/log.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { openSqliteReader } from '../../store/sqlite/index.ts';
import { fire, type Shot } from '../load.ts';
import type { handlers as callboardHandlers } from '../processes/callboard.ts';
import type { handlers as haloHandlers } from '../processes/halo.ts';
import { startProcess, type Process } from '../processes/index.ts';
import type { Activity, handlers as teamsHandlers } from '../processes/teams.ts';
import { isSettled, ticketsIn } from '../../harness/index.ts';
import { LOAD, type Spender } from './spending.ts';

/** Connections of the load generator, as in claims.ts. */
const TOGETHER = 10;
/** How often the generator looks whether work is done, ms. It looks into the store itself, so that nobody pays for it. */
const LOOK_MS = 25;
/** How long all of a round's work may take, ms: beyond it something is broken. */
const AT_MOST_MS = 180_000;

export type Copy = Process<typeof callboardHandlers>;

/** One MSP with everything of its own: HaloPSA, Teams, the store, and the copies of Callboard that share it. */
export class Installation {
  readonly halo: Process<typeof haloHandlers>;
  readonly teams: Process<typeof teamsHandlers>;
  readonly copies: readonly Copy[];
  readonly #endpoints: readonly string[];
  readonly #store: Store;
  readonly cloud: Awaited<ReturnType<Process<typeof teamsHandlers>['ask']['start']>>['cloud'];
  #total = 0;
  #told = 0;

  private constructor(o: {
    halo: Process<typeof haloHandlers>;
    teams: Process<typeof teamsHandlers>;
    copies: readonly Copy[];
    endpoints: readonly string[];
    store: Store;
    cloud: Installation['cloud'];
  }) {
    this.halo = o.halo;
    this.teams = o.teams;
    this.copies = o.copies;
    this.#endpoints = o.endpoints;
    this.#store = o.store;
    this.cloud = o.cloud;
  }

  /** Starts all of it; `mongodbUri`: the database that the copies share, absent for a file. Everybody has the app. */
  static async start(o: {
    copies: number;
    technicians: number;
    mongodbUri?: string;
    profile?: string | undefined;
  }): Promise<Installation> {
    const limited = false;
    const halo = startProcess('halo');
    const teams = startProcess('teams');
    const copies = Array.from({ length: o.copies }, () => startProcess('callboard', o.profile));
    try {
      const haloAt = await halo.ask.start({ technicians: o.technicians, limited });
      const teamsAt = await teams.ask.start({ technicians: o.technicians, limited });
      const endpoints: string[] = [];
      for (const copy of copies) {
        const shared = o.mongodbUri === undefined ? {} : { mongodbUri: o.mongodbUri };
        const { technicians } = o;
        endpoints.push(
          await copy.ask.start({ ...haloAt, ...teamsAt, technicians, limited, webhook: false, ...shared }),
        );
      }
      await teams.ask.meet(endpoints[0] ?? '');
      for (const copy of copies) await copy.ask.run();
      const store =
        o.mongodbUri === undefined
          ? await openSqliteReader({ path: (await copies[0]?.ask.dataPath()) ?? '', log: silentLog })
          : await openMongoStore({ uri: o.mongodbUri, log: silentLog });
      return new Installation({ halo, teams, copies, endpoints, store, cloud: teamsAt.cloud });
    } catch (error) {
      await Promise.all([halo, teams, ...copies].map((child) => child.stop()));
      throw error;
    }
  }

  /** Its processes, the load generator among them, by the names they have in the report. */
  get spenders(): Readonly<Record<string, Spender>> {
    const { copies, halo, teams } = this;
    const named = copies.map((copy, n): [string, Spender] => [copies.length > 1 ? `copy ${n + 1}` : 'callboard', copy]);
    return { ...Object.fromEntries(named), HaloPSA: halo, Teams: teams, load: LOAD };
  }

  /** CPU of all copies together, ms, out of what `spending` gave. */
  ownCpu(spent: Readonly<Record<string, number>>): number {
    return Object.entries(spent)
      .filter(([name]) => name === 'callboard' || name.startsWith('copy '))
      .reduce((sum, [, ms]) => sum + ms, 0);
  }

  /**
   * New tickets come in and are triaged, decided, offered: gives how long that took, ms, until the last was offered.
   * A push tells of them, to each copy in turn. Comes back when their cards are out, too.
   */
  async tickets(count: number): Promise<number> {
    const fresh = Object.keys(await this.halo.ask.arrive(count));
    this.#total += count;
    const began = performance.now();
    await this.copies[this.#told++ % this.copies.length]?.ask.hint(fresh);
    await until('offered', async () => (await ticketsIn(this.#store, 'offered', 'taken')) >= this.#total);
    const took = performance.now() - began;
    await this.settled();
    return took;
  }

  /** What Teams would send if everybody took what they are asked to take now. */
  claims(): Promise<Activity[]> {
    return this.teams.ask.claims();
  }

  /** Sends these to all copies in turn; gives each one's answer. */
  async send(activities: readonly Activity[]): Promise<readonly Shot[]> {
    const bodies = activities.map((activity) => JSON.stringify(activity));
    return fire(this.#endpoints, `Bearer ${await this.teams.ask.token()}`, bodies, TOGETHER);
  }

  settled(): Promise<void> {
    return until('settled', () => isSettled(this.#store));
  }

  /** How many tickets somebody has by now. */
  taken(): Promise<number> {
    return ticketsIn(this.#store, 'taken');
  }

  /** @throws when a ticket that somebody has is without its owner or its note in HaloPSA, or an effect died. */
  async checkWritten(): Promise<void> {
    const { assigned, notes } = await this.halo.ask.written();
    const taken = await this.taken();
    const { dead } = await this.#store.countEffects();
    if (assigned === taken && notes === taken && dead === 0) return;
    throw new Error(`${taken} claims, but ${assigned} assigned, ${notes} notes, ${dead} dead effects`);
  }

  async stop(): Promise<void> {
    await this.#store.close();
    await Promise.all(this.copies.map((copy) => copy.ask.stop()));
    await Promise.all([this.halo, this.teams, ...this.copies].map((child) => child.stop()));
  }
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > AT_MOST_MS) throw new Error(`not ${what} within ${AT_MOST_MS / 1000} s`);
    await pause(LOOK_MS);
  }
}
