import type { Doc, Store } from '../ports/store.ts';
import { hadTheirSay, type DeskTicket } from '../../model/desk-ticket.ts';
import type { Person } from '../../model/person.ts';
import type { PassSnapshot, TechnicianFacts, TicketFacts } from '../../model/decision.ts';
import type { TriageRecord } from '../../model/triage.ts';
import type { DeskDeps } from '../deps.ts';
import { clientOf, type createAvailability, everybody, isReachable, isTechnician } from '../people/index.ts';
import { withCalendars } from '../visits/calendars/index.ts';
import { ticketsInPhase } from '../tickets/index.ts';

/** The assumed effort of work that was never triaged (taken in the PSA before we read it), minutes. */
export const ASSUMED_EFFORT = 30;

/** Gathers all of routing's input at one instant. It contains ids and numbers only. */
export async function gatherFacts(
  deps: DeskDeps,
  availability: ReturnType<typeof createAvailability>,
  untaken: readonly Doc<DeskTicket>[],
): Promise<PassSnapshot> {
  const { store, clock, policy } = deps;
  const now = clock.now();
  // If nobody is reachable, the ticket goes to a coordinator, so the list must include people who joined a moment ago.
  const people = (await everybody(store, { fresh: true })).filter(
    (doc) => doc.data.agentId !== undefined && isTechnician(doc.data),
  );
  const [taken, offered] = [await ticketsInPhase(store, 'taken'), await ticketsInPhase(store, 'offered')];
  const load = new Map<string, { minutes: number; tickets: number; today: number }>();
  for (const { data } of taken) {
    const id = data.owner?.personId;
    if (id === undefined) continue;
    const sum = load.get(id) ?? { minutes: 0, tickets: 0, today: 0 };
    sum.minutes += data.effort ?? ASSUMED_EFFORT;
    sum.tickets += 1;
    if (data.owner !== undefined && now - data.owner.at < 8 * 3_600_000) sum.today += 1;
    load.set(id, sum);
  }
  const offers = new Map<string, { count: number; minutes: number }>();
  for (const { data } of offered) {
    for (const ask of data.asks) {
      if (ask.outcome !== 'open') continue;
      const sum = offers.get(ask.personId) ?? { count: 0, minutes: 0 };
      offers.set(ask.personId, { count: sum.count + 1, minutes: sum.minutes + (data.effort ?? ASSUMED_EFFORT) });
    }
  }
  const agentIds = people.flatMap((doc) => doc.data.agentId ?? []);
  const fromPsa = await availability.of(agentIds);
  const hours = deps.visits ? await withCalendars(deps, deps.visits, people, fromPsa) : fromPsa;
  const skills = new Map((await store.getMany('technicians', agentIds)).map((doc) => [doc.id, doc.data]));
  const technicians = people.map((doc): TechnicianFacts => {
    const agentId = doc.data.agentId ?? '';
    const shifts = hours.shifts.get(agentId);
    const onCallPlace = policy.onCall.indexOf(doc.data.mail ?? '');
    return {
      personId: doc.id,
      active: doc.data.active,
      reachable: isReachable(doc.data),
      tier: skills.get(agentId)?.tier ?? 'L2',
      skills: (skills.get(agentId)?.skills ?? []).map(({ name, level }) => ({ name, level })),
      ...(shifts ? { shifts } : {}),
      busy: hours.busy.get(agentId) ?? [],
      loadMinutes: (load.get(doc.id)?.minutes ?? 0) + (offers.get(doc.id)?.minutes ?? 0),
      openTickets: load.get(doc.id)?.tickets ?? 0,
      openOffers: offers.get(doc.id)?.count ?? 0,
      givenToday: load.get(doc.id)?.today ?? 0,
      onCall: onCallPlace >= 0,
      ...(onCallPlace < 0 ? {} : { onCallPlace }),
    };
  });
  const triage = new Map(
    (
      await getAll(
        store,
        untaken.map((doc) => doc.id),
      )
    ).map((doc) => [doc.id, doc.data]),
  );
  const experience = await store.get('meta', 'experience');
  const tickets: TicketFacts[] = [];
  for (const doc of untaken) {
    const record = triage.get(doc.id);
    if (record) tickets.push(await ticketFacts(deps, doc.data, record, experience?.data, people));
  }
  return { at: now, technicians, tickets, policy: policy.routing };
}

async function getAll(store: Store, ids: readonly string[]): Promise<Doc<TriageRecord>[]> {
  const all: Doc<TriageRecord>[] = [];
  for (let at = 0; at < ids.length; at += 200) all.push(...(await store.getMany('triage', ids.slice(at, at + 200))));
  return all;
}

async function ticketFacts(
  deps: DeskDeps,
  ticket: DeskTicket,
  record: TriageRecord,
  experience: unknown,
  people: readonly Doc<Person>[],
): Promise<TicketFacts> {
  const client = await clientOf(deps, ticket.clientId).catch(() => undefined);
  const known = (experience as { byClient?: Record<string, Record<string, number>> } | undefined)?.byClient;
  return {
    ticketId: ticket.ticketId,
    createdAt: ticket.createdAt,
    category: record.category,
    confidence: record.confidence,
    skills: record.skills,
    effort: record.effort,
    onSite: record.onSite,
    priority: record.priority,
    tier: record.clock.tier,
    ...(record.clock.respondBy === undefined ? {} : { respondBy: record.clock.respondBy }),
    ...(record.clock.resolveBy === undefined ? {} : { resolveBy: record.clock.resolveBy }),
    clientId: ticket.clientId,
    preferred: (client?.preferredTechnicians ?? []).flatMap(
      (ref) => people.find((person) => person.data.agentId === ref.id)?.id ?? [],
    ),
    refused: [],
    knows: known?.[ticket.clientId] ?? {},
    asked: ticket.asks.filter(hadTheirSay).map((ask) => ask.personId),
  };
}
