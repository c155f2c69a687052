import { promMetrics } from '../../config/metrics.ts';
import { compose, type Callboard, type Parts } from '../../start/compose.ts';
import { ALONE, createCopies, DESK_DEFAULTS } from '../../desk/index.ts';
import { budgetRules, createBudget } from '../../desk/outbox/index.ts';
import type { Store } from '../../desk/ports/store.ts';
import type { DeskEvent } from '../../model/desk-ticket.ts';
import { realClock } from '../../model/clock.ts';
import { countedIds, type Ids } from '../../model/ids.ts';
import { silentLog } from '../../model/log.ts';
import { DEFAULT_ROUTING_POLICY } from '../../routing/index.ts';
import { virtualClock, type VirtualClock } from '../../sim/clock.ts';
import type { HaloSimulator } from '../../sim/psa/halopsa/simulator.ts';
import { createTeamsSimulator, type TeamsSimulator, type TeamsUser } from '../../sim/teams/index.ts';
import { DEFAULT_TRIAGE_POLICY } from '../../triage/index.ts';
import { graphTenant, type GraphTenant } from './graph-tenant.ts';
import { haloTenant, type HaloTenant } from './halo-tenant.ts';
import type { MspOptions, Way } from './msp-options.ts';
import { mspSkills } from './msp-skills.ts';
import { over } from './over.ts';
import { seeded } from './seeded.ts';
import { storyStore } from './story-store.ts';

export type { MspOptions, Way } from './msp-options.ts';
export { seeded } from './seeded.ts';

const MINUTE = 60_000;
/** A Monday, half past eight in London. */
export const MONDAY = Date.UTC(2026, 10, 23, 8, 30);

/** A five-person MSP with everything real but the world around it: Teams and HaloPSA are simulated, over HTTP. */
export interface SmallMsp extends Pick<HaloTenant, 'halo' | 'agents' | 'clients'> {
  readonly clock: VirtualClock;
  readonly teams: TeamsSimulator;
  /** The first copy; of lives that follow each other, the present one. */
  readonly callboard: Callboard;
  /** Microsoft 365, when the test asked for it. */
  readonly graph: GraphTenant | undefined;
  /** A life of the process ended by itself, without a word: the next one begins, over the same store and the same world. */
  begins(): Promise<Callboard>;
  /** All copies over the one store; Teams' requests go to one of them by chance. `callboard` is the first. */
  readonly callboards: readonly Callboard[];
  readonly store: Store;
  readonly dana: TeamsUser;
  readonly ana: TeamsUser;
  readonly ben: TeamsUser;
  readonly chris: TeamsUser;
  readonly mara: TeamsUser;
  readonly technicians: readonly TeamsUser[];
  /** A ticket comes in; gives its number in Halo. */
  ticket(
    summary: string,
    details?: string,
    more?: Partial<Parameters<HaloSimulator['people']['newTicket']>[0]>,
  ): number;
  /** Time passes, and everything that is due happens. */
  minutes(count: number): Promise<void>;
  /** Somebody does something, as one task of the shared clock. */
  does<T>(work: () => Promise<T>): Promise<T>;
  /** What the log says of a ticket, oldest first. */
  history(ticket: number): Promise<DeskEvent[]>;
  /** Who has it in Halo, by name; undefined when nobody has. */
  haloOwner(ticket: number): string | undefined;
  /** Internal notes that Callboard left in Halo. */
  haloNotes(ticket: number): string[];
  /** One copy is stopped in good order, as for an upgrade; so much time passes meanwhile. */
  stops(copy: Callboard, forMs?: number): Promise<void>;
  close(): Promise<void>;
}

const APP = '6f0b1d1e-9d8e-4a55-8a0c-2b6f1c3d4e5f';
const TENANT = '0b2a7c1e-5b7e-4d1a-9c3f-7d8e9f0a1b2c';

export async function smallMsp(options: MspOptions = {}): Promise<SmallMsp> {
  const errors: unknown[] = [];
  const clock = virtualClock(options.at ?? MONDAY, (name, error) => errors.push([name, error]));
  const log = options.log ?? silentLog;
  const extra = Array.from({ length: options.extraTechnicians ?? 0 }, (_, n) => ({
    key: `tech${n + 1}`,
    name: `Tech Number${n + 1}`,
    role: 'Technician, L2',
  }));
  const tenant = await haloTenant({
    clock,
    log,
    extra,
    contractsFrom: MONDAY - 1e10,
    ...(options.haloLimit ? { limit: options.haloLimit } : {}),
    ...(options.watch ? { watch: options.watch.halo } : {}),
  });
  const { halo, agents, clients } = tenant;
  const teams = createTeamsSimulator({
    clock,
    tenantId: TENANT,
    appId: APP,
    log,
    ...(options.before ? { ids: options.before.teamsIds } : {}),
    people: [
      { key: 'dana', name: 'Dana Whitfield', role: 'Dispatcher' },
      { key: 'ana', name: 'Ana Moreau', role: 'Technician, L2' },
      { key: 'ben', name: 'Ben Okafor', role: 'Technician, L1' },
      { key: 'chris', name: 'Chris Lindqvist', role: 'Technician, L3' },
      { key: 'mara', name: 'Mara Feld', role: 'Manager' },
      ...extra,
    ],
  });
  if (options.watch) teams.log.listen(options.watch.teams);
  const teamsAt = await teams.listen();

  const graph = options.visits
    ? await graphTenant({
        clock,
        technicians: [
          { name: 'Ana Moreau', mail: 'ana@northwind-msp.example', entraId: teams.user('ana').person.aadObjectId },
          { name: 'Ben Okafor', mail: 'ben@northwind-msp.example', entraId: teams.user('ben').person.aadObjectId },
          {
            name: 'Chris Lindqvist',
            mail: 'chris@northwind-msp.example',
            entraId: teams.user('chris').person.aadObjectId,
          },
          ...extra.map(({ key, name }) => ({ name, mail: `${key}@northwind-msp.example` })),
        ],
        pageUrl: 'https://callboard.northwind-msp.example/v/',
        ...(options.visits === true ? {} : { policy: options.visits }),
        ...(options.watch ? { watch: options.watch.graph } : {}),
        ...(options.granted ? { granted: options.granted } : {}),
        ...(options.notices ? { callboardUrl: () => anyCopy().url } : {}),
      })
    : undefined;
  options.before?.restore({ halo, teams, graph });
  const store = options.store ?? (await storyStore(log));
  const { metrics, registry } = promMetrics({ processMetrics: false });
  const count = options.copies ?? 1;
  // What several share is closed when the last of them has stopped.
  const shared = count > 1 || options.lives !== undefined;
  const partsOf = (n: number): Parts => {
    const owner = `test${n}`;
    const plain: Way = {
      clock,
      wallClock: realClock((name, error) => errors.push([name, error])),
      fetch: clock.fetch,
      store: shared ? over(store, { close: () => Promise.resolve() }) : store,
    };
    const way = options.lives?.(n, plain) ?? plain;
    const copies = count === 1 ? ALONE : createCopies({ store, clock, log, owner });
    return {
      ...way,
      ids: shared ? prefixed(countedIds(), n) : countedIds(),
      random: seeded(7 + n),
      log,
      metrics,
      registry,
      psa: tenant.psa(way, copies),
      bot: {
        appId: APP,
        tenantId: TENANT,
        type: 'SingleTenant',
        credential: { token: () => teams.token() },
        cloud: { ...teams.cloud, ...options.cloud },
        serviceUrl: teams.serviceUrl,
      },
      policy: {
        ...DESK_DEFAULTS,
        coordinators: { default: ['dana@northwind-msp.example'] },
        onCall: ['chris@northwind-msp.example'],
        triage: DEFAULT_TRIAGE_POLICY,
        routing: DEFAULT_ROUTING_POLICY,
        ...options.policy,
      },
      people: [
        { mail: 'dana@northwind-msp.example', roles: ['dispatcher'], name: 'Dana Whitfield' },
        { mail: 'mara@northwind-msp.example', roles: ['manager', 'admin'], name: 'Mara Feld' },
      ],
      skills: mspSkills(extra),
      channel: { id: teams.channel.id, serviceUrl: teams.serviceUrl },
      budget: createBudget(budgetRules({ psaPerFiveMinutes: options.haloLimit?.requests ?? 500 }), copies),
      parallel: 8,
      owner,
      copies,
      page: { title: 'Callboard', lines: [], links: [] },
      before: [(req, res, next) => clock.middleware(req, res, next)],
      ...(graph ? { visits: graph.parts(way) } : {}),
      ...(options.roleGroups ? { roleGroups: options.roleGroups } : {}),
    };
  };
  const callboards: Callboard[] = [];
  const begin = async () => {
    const n = callboards.length;
    const parts = partsOf(n);
    const begun = await compose(options.each?.(n, parts) ?? parts, { host: '127.0.0.1', port: 0 });
    callboards.push(begun);
    return begun;
  };
  for (let n = 0; n < count; n += 1) await begin();
  const [callboard] = callboards;
  if (!callboard) throw new Error('no copy at all');
  const balance = seeded(11);
  const serving = new Set(callboards);
  const anyCopy = () => [...serving][Math.floor(balance() * serving.size)] ?? callboard;
  teams.setBotEndpoint(() => `${anyCopy().url}/api/messages`);
  const stop = async (copies: readonly Callboard[], forMs: number) => {
    for (const copy of copies) serving.delete(copy);
    await Promise.all([...copies.map((copy) => copy.stop()), clock.advance(forMs)]);
  };
  const does = async <T>(work: () => Promise<T>): Promise<T> => {
    const result = clock.enter(work);
    // Whoever awaits the result hears of its failure; time passes first.
    result.catch(() => undefined);
    await clock.advance(0);
    return result;
  };
  await does(() => callboard.desk.syncDirectory());
  if (options.installed !== false) {
    for (const person of teams.people) {
      await does(() => teams.user(person.key).install());
      // Nobody installs for a hundred people within one second.
      await clock.advance(100);
    }
  }
  for (const copy of callboards) copy.start();
  await clock.advance(2_000);

  return {
    clock,
    halo,
    teams,
    get callboard() {
      return callboards.at(options.lives ? -1 : 0) ?? callboard;
    },
    async begins() {
      for (const dead of serving) void dead.stop();
      serving.clear();
      const next = await begin();
      serving.add(next);
      next.start();
      return next;
    },
    callboards,
    graph,
    store,
    dana: teams.user('dana'),
    ana: teams.user('ana'),
    ben: teams.user('ben'),
    chris: teams.user('chris'),
    mara: teams.user('mara'),
    technicians: ['ana', 'ben', 'chris', ...extra.map((person) => person.key)].map((key) => teams.user(key)),
    agents,
    clients,
    ticket: (summary, details = '', more = {}) =>
      halo.people.newTicket({
        summary,
        details,
        client_id: clients.contoso.id,
        user_id: clients.contoso.contact,
        contract_id: clients.contoso.contract,
        ...more,
      }).id,
    minutes: (count) => clock.advance(count * MINUTE),
    does,
    async history(ticket) {
      const found = await store.query('events', { index: 'byTicket', eq: [String(ticket)], limit: 200 });
      return found.docs.map((doc) => doc.data);
    },
    haloOwner(ticket) {
      const id = halo.state.tickets.get(ticket)?.agent_id;
      const owner = id === undefined ? undefined : halo.state.agents.get(id);
      return owner?.name === 'Unassigned' ? undefined : owner?.name;
    },
    haloNotes: (ticket) =>
      (halo.state.actions.get(ticket) ?? []).filter((a) => a.note_html.includes('Callboard')).map((a) => a.note_html),
    stops: (copy, forMs = 5_000) => stop([copy], forMs),
    async close() {
      await stop([...serving], 20 * MINUTE);
      if (shared) await store.close();
      await teamsAt.close();
      await tenant.close();
      await graph?.close();
      if (errors.length > 0)
        throw new AggregateError(errors.map(String), `unexpected: ${errors.map(String).join('; ')}`);
    },
  };
}

/** Ids of one copy among several: they must differ, as random ones do. */
function prefixed(ids: Ids, n: number): Ids {
  return { next: (kind) => `${ids.next(kind)}_${n}` };
}
