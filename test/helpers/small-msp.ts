import type { BotCloud } from '../../bot/index.ts';
import { promMetrics } from '../../config/metrics.ts';
import { compose, type Callboard, type Parts } from '../../start/compose.ts';
import { ALONE, createCopies, DESK_DEFAULTS, type DeskPolicy } from '../../desk/index.ts';
import { budgetRules, createBudget } from '../../desk/outbox/index.ts';
import type { Store } from '../../desk/ports/store.ts';
import type { DeskEvent } from '../../model/desk-ticket.ts';
import { realClock, type Clock } from '../../model/clock.ts';
import { countedIds, type Ids } from '../../model/ids.ts';
import { silentLog, type Log } from '../../model/log.ts';
import { createHaloPsa } from '../../psa/halopsa/halo-psa.ts';
import { DEFAULT_ROUTING_POLICY, parseSkillMatrix } from '../../routing/index.ts';
import type { VisitPolicy } from '../../desk/visits/index.ts';
import { graphTenant, type GraphTenant } from './graph-tenant.ts';
import { virtualClock, type VirtualClock } from '../../sim/clock.ts';
import type { Exchange as GraphExchange } from '../../sim/graph/index.ts';
import type { Exchange as HaloExchange } from '../../sim/psa/halopsa/index.ts';
import { createHaloSimulator, type HaloSimulator } from '../../sim/psa/halopsa/simulator.ts';
import type { Exchange as TeamsExchange } from '../../sim/teams/index.ts';
import { createTeamsSimulator, type TeamsSimulator, type TeamsUser } from '../../sim/teams/index.ts';
import { over } from './over.ts';
import { DEFAULT_TRIAGE_POLICY } from '../../triage/index.ts';
import { storyStore } from './story-store.ts';

const MINUTE = 60_000;
/** A Monday, half past eight in London. */
export const MONDAY = Date.UTC(2026, 10, 23, 8, 30);

const SKILLS = `technician,mail,tier,home,skill,level,evidence,date
Ana Moreau,ana@northwind-msp.example,L2,London,Microsoft 365,3,MS-102,2026-03-01
Ana Moreau,ana@northwind-msp.example,L2,London,Networking,2,peer review,2026-05-01
Ana Moreau,ana@northwind-msp.example,L2,London,Application support,3,daily work,2026-05-01
Ana Moreau,ana@northwind-msp.example,L2,London,Printing,2,daily work,2026-05-01
Ana Moreau,ana@northwind-msp.example,L2,London,Hardware,2,daily work,2026-05-01
Ana Moreau,ana@northwind-msp.example,L2,London,Security,2,SC-200,2026-05-01
Ben Okafor,ben@northwind-msp.example,L1,London,Printing,2,daily work,2026-02-01
Ben Okafor,ben@northwind-msp.example,L1,London,Application support,2,daily work,2026-02-01
Ben Okafor,ben@northwind-msp.example,L1,London,Microsoft 365,2,MS-900,2026-02-01
Ben Okafor,ben@northwind-msp.example,L1,London,Hardware,2,daily work,2026-02-01
Ben Okafor,ben@northwind-msp.example,L1,London,Networking,1,shadowing,2026-02-01
Chris Lindqvist,chris@northwind-msp.example,L3,London,Networking,3,CCNP,2026-01-15
Chris Lindqvist,chris@northwind-msp.example,L3,London,Windows Server,3,daily work,2026-01-15
Chris Lindqvist,chris@northwind-msp.example,L3,London,Security,3,CISSP,2026-01-15
Chris Lindqvist,chris@northwind-msp.example,L3,London,Microsoft 365,2,daily work,2026-01-15
Chris Lindqvist,chris@northwind-msp.example,L3,London,Application support,2,daily work,2026-01-15
`;

/** A five-person MSP with everything real but the world around it: Teams and HaloPSA are simulated, over HTTP. */
export interface SmallMsp {
  readonly clock: VirtualClock;
  readonly halo: HaloSimulator;
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
  /** Halo's agent ids. */
  readonly agents: Readonly<Record<'ana' | 'ben' | 'chris', number>>;
  /** Clients and their contacts. */
  readonly clients: Readonly<Record<'contoso' | 'fabrikam', { id: number; contact: number; contract: number }>>;
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

/** How a process reaches what is not itself. */
export interface Way {
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly fetch: typeof fetch;
  readonly store: Store;
}

export interface MspOptions {
  readonly policy?: Partial<DeskPolicy>;
  readonly at?: number;
  /** What the copies share. */
  readonly store?: Store;
  /** How many copies there are; 1 when absent, which then has the store to itself. */
  readonly copies?: number;
  /** Lives follow each other over one store (`begins`): how the n-th reaches clocks, store and network. */
  readonly lives?: (n: number, way: Way) => Way;
  /** What each copy has of its own. */
  readonly each?: (n: number, parts: Parts) => Parts;
  readonly log?: Log;
  /** Halo's limit is 500 in five minutes unless a test wants another. */
  readonly haloLimit?: { requests: number; windowMs: number };
  /** More technicians with every skill: `tech1@…`. */
  readonly extraTechnicians?: number;
  readonly installed?: boolean;
  /** Microsoft 365 with calendars and Bookings; off unless a test asks for it. */
  readonly visits?: true | Partial<VisitPolicy>;
  /** Permissions of Microsoft Graph that an admin granted; all of them when absent. */
  readonly granted?: readonly string[];
  /** Graph tells of changed calendars, at any of the copies. */
  readonly notices?: true;
  /** Roles by Entra group. */
  readonly roleGroups?: Parts['roleGroups'];
  /** Another identity provider than the simulated Teams' own. */
  readonly cloud?: Partial<BotCloud>;
  /** Hears every request and answer from the first one on. */
  readonly watch?: {
    readonly teams: (exchange: TeamsExchange) => void;
    readonly halo: (exchange: HaloExchange) => void;
    readonly graph: (exchange: GraphExchange) => void;
  };
}

const APP = '6f0b1d1e-9d8e-4a55-8a0c-2b6f1c3d4e5f';
const TENANT = '0b2a7c1e-5b7e-4d1a-9c3f-7d8e9f0a1b2c';

export async function smallMsp(options: MspOptions = {}): Promise<SmallMsp> {
  const errors: unknown[] = [];
  const clock = virtualClock(options.at ?? MONDAY, (name, error) => errors.push([name, error]));
  const log = options.log ?? silentLog;
  const halo = createHaloSimulator({
    clock,
    tenant: 'northwind',
    clientId: 'callboard',
    clientSecret: 'correct-horse-battery',
    log,
    ...(options.haloLimit ? { limit: options.haloLimit } : {}),
  });
  if (options.watch) halo.journal.listen(options.watch.halo);
  const haloAt = await halo.listen();
  const extra = Array.from({ length: options.extraTechnicians ?? 0 }, (_, n) => ({
    key: `tech${n + 1}`,
    name: `Tech Number${n + 1}`,
    role: 'Technician, L2',
  }));
  const teams = createTeamsSimulator({
    clock,
    tenantId: TENANT,
    appId: APP,
    log,
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

  // The tenant in Halo.
  const workday = halo.seed.workday({ name: 'Office', timezone: 'Europe/London', start: '08:00', end: '18:00' });
  const team = halo.seed.team('Service Desk');
  const sla = halo.seed.sla('Standard', [
    { name: 'Critical', respond: 0.25, fix: 4 },
    { name: 'High', respond: 0.5, fix: 8 },
    { name: 'Medium', respond: 2, fix: 24 },
    { name: 'Low', respond: 8, fix: 72 },
  ]);
  const agent = (name: string, mail: string) =>
    halo.seed.agent({ name, email: mail, teams: [team.name], workday_id: workday.id }).id;
  const agents = {
    ana: agent('Ana Moreau', 'ana@northwind-msp.example'),
    ben: agent('Ben Okafor', 'ben@northwind-msp.example'),
    chris: agent('Chris Lindqvist', 'chris@northwind-msp.example'),
  };
  for (const person of extra) agent(person.name, `${person.key}@northwind-msp.example`);
  const client = (name: string, contactName: string, mail: string) => {
    const row = halo.seed.client({ name, sla_id: sla.id });
    const site = halo.seed.site({
      client_id: row.id,
      name: 'Head office',
      address: `1 ${name.split(' ')[0] ?? ''} Street, London`,
      lat: 51.51,
      long: -0.12,
    });
    const user = halo.seed.user({ name: contactName, emailaddress: mail, client_id: row.id, site_id: site.id });
    const contract = halo.seed.contract({
      client_id: row.id,
      ref: `${name} gold`,
      sla_id: sla.id,
      start_date: MONDAY - 1e10,
    });
    return { id: row.id, contact: user.id, contract: contract.id };
  };
  const clients = {
    contoso: client('Contoso Dental', 'Erika Beispiel', 'erika@contoso.example'),
    fabrikam: client('Fabrikam Print', 'Tom Archer', 'tom@fabrikam.example'),
  };

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
  const store = options.store ?? (await storyStore(log));
  const { metrics, registry } = promMetrics({ processMetrics: false });
  const allSkills = [
    'Microsoft 365',
    'Networking',
    'Printing',
    'Hardware',
    'Security',
    'Windows Server',
    'Application support',
    'Backup',
    'Telephony',
  ];
  const csv =
    SKILLS +
    extra
      .map((p) =>
        allSkills.map((s) => `${p.name},${p.key}@northwind-msp.example,L2,London,${s},2,test,2026-05-01\n`).join(''),
      )
      .join('');
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
      psa: createHaloPsa(
        {
          baseUrl: `${haloAt.url}/api`,
          authUrl: `${haloAt.url}/auth`,
          tenant: 'northwind',
          clientId: 'callboard',
          clientSecret: 'correct-horse-battery',
          outcomes: { internalNote: 'Private Note' },
          ratePerFiveMinutes: options.haloLimit?.requests ?? 500,
        },
        { fetch: way.fetch, clock: way.clock, log, share: copies },
      ),
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
      skills: parseSkillMatrix(csv),
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
      await haloAt.close();
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

/** A small seeded generator (mulberry32), so that jitter repeats. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
