import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promMetrics } from '../../config/metrics.ts';
import { SINGLE_INSTANCE, createInstances, type DeskPolicy } from '../../desk/index.ts';
import type { Budget } from '../../desk/outbox/index.ts';
import type { Store } from '../../desk/ports/store.ts';
import {
  allSkills,
  DISPATCHER,
  HOOK,
  isSettled,
  mailOf,
  partsOver,
  technicians,
  ticketsIn,
  type Places,
} from '../../harness/index.ts';
import { realClock } from '../../start/machine-clock.ts';
import { randomIds } from '../../model/ids.ts';
import type { Log } from '../../model/log.ts';
import { DEFAULT_ROUTING_POLICY, parseSkillMatrix } from '../../routing/index.ts';
import { compose, type Callboard } from '../../start/compose.ts';
import { openStoreWithClock } from '../../start/open-store.ts';
import { writePast } from '../under-load/history.ts';

export interface CallboardSetting extends Places {
  readonly technicians: number;
  /** False: nothing holds requests back, and everybody may be asked about everything at once. For throughput alone. */
  readonly limited: boolean;
  readonly webhook: boolean;
  /** The MongoDB that it shares with other copies; absent: a database file of its own. */
  readonly mongodbUri?: string;
}

/** A request of ours, from its first byte to the end of its answer, in ms since 1970. */
export type Outgoing = readonly [from: number, to: number];

interface Running {
  readonly callboard: Callboard;
  readonly store: Store;
  /** Where its database file is, when it has one. */
  readonly dataPath: string;
}
let running: Running | undefined;
const there = (): Running => {
  if (!running) throw new Error('Callboard does not run yet');
  return running;
};
let held = false;
const outgoing: Outgoing[] = [];

/** Lets everything pass, unless the benchmark holds it back to look at claims and effects apart. */
const freeBudget: Budget = {
  horizonMs: 0,
  stale: () => false,
  restore: () => Promise.resolve(),
  earliest: (_dest, now) => (held ? now + 20 : now),
  take: () => undefined,
  exhausted: (now) => (held ? ['psa', 'teams'].map((dest) => ({ dest, until: now + 20 })) : []),
};

/** For throughput hundreds of offers must be open at once; nobody is asked twice while it is measured. */
const ALL_AT_ONCE: Partial<DeskPolicy> = {
  offerMinutes: { 1: 600, 2: 600, 3: 600, 4: 600 },
  routing: { ...DEFAULT_ROUTING_POLICY, maxOpenOffers: 10_000, maxLoadMinutes: 10_000_000 },
};

/** The very Callboard that production runs, its store in a file, fsync on each commit; or one copy of several. */
export const handlers = {
  async start(o: CallboardSetting): Promise<string> {
    const out = resolve(import.meta.dirname, '../../out');
    mkdirSync(out, { recursive: true });
    const folder = mkdtempSync(join(out, 'bench-'));
    // However the benchmark ends.
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const log: Log = {
      debug: () => undefined,
      info: () => undefined,
      warn: (event, fields) => console.error(`callboard: ${event}`, fields),
      error: (event, fields) => console.error(`callboard: ${event}`, fields),
    };
    const wallClock = realClock((name, error) => log.error(name, { error }));
    const dataPath = join(folder, 'callboard.db');
    const { store, clock } = await openStoreWithClock(o.mongodbUri ?? `sqlite:${dataPath}`, wallClock, log);
    const owner = `bench:${process.pid}`;
    const parts = partsOver(o, {
      clock,
      wallClock,
      fetch: o.limited ? timedFetch : fetch,
      store,
      log,
      owner,
      ids: randomIds((digits) => randomBytes(digits / 2).toString('hex')),
      random: Math.random,
      ...promMetrics({ processMetrics: true }),
      instances: o.mongodbUri === undefined ? SINGLE_INSTANCE : createInstances({ store, clock, log, owner }),
      policy: { coordinators: { default: [mailOf(DISPATCHER)] }, ...(o.limited ? {} : ALL_AT_ONCE) },
      people: [{ mail: mailOf(DISPATCHER), name: DISPATCHER.name, roles: ['dispatcher'] }],
      skills: parseSkillMatrix(allSkills(technicians(o.technicians))),
      hookPath: HOOK.path,
      ...(o.limited ? {} : { budget: freeBudget }),
    });
    const callboard = await compose(parts, { host: '127.0.0.1', port: 0 });
    running = { callboard, store, dataPath };
    // Of several copies the first does it for all.
    if ((await store.count('people', { index: 'byName' })) === 0) await callboard.desk.syncDirectory();
    if (o.webhook) await parts.psa.subscribe(`${callboard.url}/hooks/psa/${HOOK.path}`);
    return `${callboard.url}/api/messages`;
  },
  run: () => there().callboard.start(),
  dataPath: () => there().dataPath,
  /** These tickets are new in Halo, as a push tells. */
  hint: (fresh: readonly string[]) => there().callboard.desk.hint(fresh),
  /** These tickets are new in Halo; comes back when `total` in all are offered or taken and nothing is left to do. */
  async allOffered(total: number, fresh: readonly string[]): Promise<void> {
    const { callboard, store } = there();
    callboard.desk.hint(fresh);
    for (;;) {
      if ((await ticketsIn(store, 'offered', 'taken')) >= total && (await isSettled(store))) return;
      await pause(20);
    }
  },
  /** Tickets of the past, from one number to another, written while all loops run. */
  remember: (from: number, to: number) => writePast(there().store, { from, to, now: Date.now() }),
  hold(yes: boolean): void {
    held = yes;
    there().callboard.desk.outbox.wake();
  },
  /** When every effect that is due has been confirmed. */
  async settled(): Promise<{ done: number; dead: number }> {
    const { store } = there();
    while (!(await isSettled(store))) await pause(5);
    const { done, dead } = await store.countEffects();
    return { done, dead };
  },
  doneEffects: async (): Promise<number> => (await there().store.countEffects()).done,
  taken: () => ticketsIn(there().store, 'taken'),
  /** When the first decision of each ticket was committed, in ms since 1970. */
  async decided(): Promise<Record<string, number>> {
    const page = await there().store.query('events', { index: 'byTime', gte: 0, limit: 10_000 });
    const first: Record<string, number> = {};
    for (const { data } of page.docs) if (data.kind === 'decided') first[data.ticketId] ??= data.at;
    return first;
  },
  outgoing: (): readonly Outgoing[] => outgoing.splice(0),
  async stop(): Promise<void> {
    await there().callboard.stop();
  },
};

async function timedFetch(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
  const now = () => performance.timeOrigin + performance.now();
  const from = now();
  const answer = await fetch(input, init);
  const body = await answer.arrayBuffer();
  outgoing.push([from, now()]);
  const empty = [204, 205, 304].includes(answer.status);
  return new Response(empty ? null : body, { status: answer.status, headers: answer.headers });
}
