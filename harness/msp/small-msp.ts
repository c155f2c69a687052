import { promMetrics } from '../../config/metrics.ts';
import { SINGLE_INSTANCE, createInstances } from '../../desk/index.ts';
import type { Store } from '../../desk/ports/store.ts';
import { countedIds, type Ids } from '../../model/ids.ts';
import type { DeskEvent } from '../../model/desk-ticket.ts';
import { silentLog } from '../../model/log.ts';
import type { VirtualClock } from '../../sim/clock.ts';
import type { HaloSimulator } from '../../sim/psa/halopsa/index.ts';
import type { TeamsSimulator, TeamsUser } from '../../sim/teams/index.ts';
import { compose, type Callboard, type CallboardDeps } from '../../start/compose.ts';
import { partsOver } from '../parts.ts';
import { startHalo, startTeams } from '../simulators.ts';
import { DISPATCHER, mailOf, MANAGER, technicians, type Member } from '../team.ts';
import { openDesk, virtualTime } from '../virtual-time.ts';
import { emptyStore } from './empty-store.ts';
import { graphTenant, type GraphTenant } from './graph-tenant.ts';
import { seedHaloTenant, type HaloTenant } from './halo-tenant.ts';
import type { MspOptions, Way } from './options.ts';
import { over } from '../over.ts';
import { seeded } from '../seeded.ts';
import { mspSkills } from './skills.ts';

export type { MspOptions, Way } from './options.ts';
export { seeded } from '../seeded.ts';

const MINUTE = 60_000;
/** A Monday, half past eight in London. */
export const MONDAY = Date.UTC(2026, 10, 23, 8, 30);
const CHRIS = { key: 'chris', name: 'Chris Lindqvist', role: 'Technician, L3' };
const TECHNICIANS: readonly Member[] = [
  { key: 'ana', name: 'Ana Moreau', role: 'Technician, L2' },
  { key: 'ben', name: 'Ben Okafor', role: 'Technician, L1' },
  CHRIS,
];

/** A five-person MSP with everything real but the world around it: Teams and HaloPSA are simulated, over HTTP. */
export interface SmallMsp extends HaloTenant {
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

export async function smallMsp(options: MspOptions = {}): Promise<SmallMsp> {
  const time = virtualTime(options.at ?? MONDAY);
  const { clock, does } = time;
  const log = options.log ?? silentLog;
  const extra = technicians(options.extraTechnicians ?? 0);
  const { haloRate } = options;
  const haloAt = await startHalo({ clock, log, ...(haloRate === undefined ? {} : { rate: haloRate }) });
  const { halo } = haloAt;
  if (options.watch) halo.journal.listen(options.watch.halo);
  const { agents, clients } = seedHaloTenant(halo, { extra, contractsFrom: MONDAY - 1e10 });
  const teamsAt = await startTeams({
    clock,
    log,
    people: [DISPATCHER, ...TECHNICIANS, MANAGER, ...extra],
    ...(options.before ? { ids: options.before.teamsIds } : {}),
  });
  const { teams } = teamsAt;
  if (options.watch) teams.log.listen(options.watch.teams);
  const graph = options.visits
    ? await graphTenant({
        clock,
        technicians: [
          ...TECHNICIANS.map((one) => ({ ...withMail(one), entraId: teams.user(one.key).person.aadObjectId })),
          ...extra.map(withMail),
        ],
        ...(options.visits === true ? {} : { policy: options.visits }),
        ...(options.granted ? { granted: options.granted } : {}),
        ...(options.notices ? { callboardUrl: () => anyCopy().url } : {}),
      })
    : undefined;
  options.before?.restore({ halo, teams, graph });
  if (options.watch) graph?.sim.journal.listen(options.watch.graph);
  const store = options.store ?? (await emptyStore(log));
  const measured = promMetrics({ processMetrics: false });
  const count = options.copies ?? 1;
  // What several share is closed when the last of them has stopped.
  const shared = count > 1 || options.lives !== undefined;
  const partsOf = (n: number): CallboardDeps => {
    const owner = `test${n}`;
    const plain: Way = {
      clock,
      wallClock: time.parts.wallClock,
      fetch: clock.fetch,
      store: shared ? over(store, { close: () => Promise.resolve() }) : store,
    };
    const way = options.lives?.(n, plain) ?? plain;
    const parts = partsOver(
      { ...haloAt, ...teamsAt, cloud: { ...teamsAt.cloud, ...options.cloud } },
      {
        ...time.parts,
        ...way,
        ...measured,
        log,
        owner,
        ids: shared ? prefixed(countedIds(), n) : countedIds(),
        random: seeded(7 + n),
        instances: count === 1 ? SINGLE_INSTANCE : createInstances({ store, clock, log, owner }),
        token: () => teams.token(),
        policy: { coordinators: { default: [mailOf(DISPATCHER)] }, onCall: [mailOf(CHRIS)], ...options.policy },
        people: [
          { mail: mailOf(DISPATCHER), roles: ['dispatcher'], name: DISPATCHER.name },
          { mail: mailOf(MANAGER), roles: ['manager', 'admin'], name: MANAGER.name },
        ],
        skills: mspSkills(extra),
        ...(graph ? { visits: graph.visitDeps(way) } : {}),
        ...(options.roleGroups ? { roleGroups: options.roleGroups } : {}),
      },
    );
    return options.each?.(n, parts) ?? parts;
  };
  const callboards: Callboard[] = [];
  const begin = async () => {
    const begun = await compose(partsOf(callboards.length), { host: '127.0.0.1', port: 0 });
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
  await openDesk(time, teams, callboards, { installed: options.installed ?? true });

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
    technicians: [...TECHNICIANS, ...extra].map(({ key }) => teams.user(key)),
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
      if (time.failures.length > 0) throw new Error(`unexpected: ${time.failures.join('; ')}`);
    },
  };
}

/** Ids of one copy among several: they must differ, as random ones do. */
function prefixed(ids: Ids, n: number): Ids {
  return { next: (kind) => `${ids.next(kind)}_${n}` };
}

const withMail = (member: Member) => ({ name: member.name, mail: mailOf(member) });
