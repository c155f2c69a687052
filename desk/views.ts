import type { DecisionRecord } from '../model/decision.ts';
import type { DeskTicket, TicketText } from '../model/desk-ticket.ts';
import type { Person } from '../model/person.ts';
import type { TriageRecord } from '../model/triage.ts';
import type { PersonName, QueueView, SuggestionView, TicketView, TroubleView } from '../model/view.ts';
import type { DeskDeps } from './deps.ts';
import { coordinatorsOf, everybody, namesOf } from './directory.ts';
import { inPhase } from './facts.ts';
import { canWait, isPaused, isQuiet } from './pause.ts';
import { leads } from './permissions.ts';
import type { Effect } from './ports/store.ts';
import { psaLanesOf } from './effects/dead.ts';
import { openAsk } from './take.ts';
import { permissionsFound } from './visits/permitted.ts';
import { unconfirmedVisits } from './visits/unconfirmed.ts';
import { visitView } from './visits/view.ts';

/** Everything a card of this ticket says; `undefined` when the desk never heard of it. */
export async function ticketView(deps: DeskDeps, ticketId: string): Promise<TicketView | undefined> {
  const { store, psa } = deps;
  // What is asked for in the same breath is one request where the store is a server (store/mongo/together.ts).
  const [doc, text, record] = await Promise.all([
    store.get('tickets', ticketId),
    store.get('texts', ticketId),
    store.get('triage', ticketId),
  ]);
  if (!doc || !text) return undefined;
  const ticket = doc.data;
  const triage = record?.data;
  const decision =
    ticket.decisionId === undefined ? undefined : (await store.get('decisions', ticket.decisionId))?.data;
  const coordinators = ticket.coordinator ? await coordinatorsOf(deps, ticket.category) : [];
  const names = await namesOf(store, [
    ...ticket.asks.map((ask) => ask.personId),
    ...[ticket.owner?.personId, ticket.owner?.by, ticket.proposal?.personId, ticket.proposal?.by].filter(isId),
    ...(ticket.firstSlot ? [ticket.firstSlot.personId] : []),
    ...(decision?.ranked.map((candidate) => candidate.personId) ?? []),
    ...coordinators,
  ]);
  const name = (id: string): PersonName => ({ id, name: names.get(id) ?? (id === 'psa' ? psa.name : 'somebody') });
  const suggestion = suggestionOf(ticket, decision, name);
  const visit = await visitView(deps, ticket.visitId, ticket.owner?.personId);
  const stuck = [
    ...(ticket.sync === 'refused' ? await stuckOf(deps, ...psaLanesOf(ticket)) : []),
    ...(visit?.stuck && ticket.visitId !== undefined ? await stuckOf(deps, `visit:${ticket.visitId}`) : []),
  ];
  return {
    ticketId,
    version: ticket.events,
    number: ticket.number,
    url: ticket.url,
    psaName: psa.name,
    ...wordsOf(text.data),
    phase: ticket.phase,
    priority: ticket.priority,
    ...(triage ? triageFields(triage) : {}),
    createdAt: ticket.createdAt,
    sync: ticket.sync,
    hops: ticket.hops,
    ...(ticket.visitWantsMail ? { visitWantsMail: true } : {}),
    asks: ticket.asks.map((ask) => ({
      who: name(ask.personId),
      at: ask.at,
      endsAt: ask.endsAt,
      outcome: ask.outcome,
      ...(ask.reason === undefined ? {} : { reason: ask.reason }),
    })),
    ...(ticket.owner
      ? {
          owner: {
            who: name(ticket.owner.personId),
            via: ticket.owner.via,
            by: name(ticket.owner.by),
            at: ticket.owner.at,
            ...(ticket.owner.undoUntil === undefined ? {} : { undoUntil: ticket.owner.undoUntil }),
            ...(ticket.owner.reason === undefined ? {} : { reason: ticket.owner.reason }),
          },
        }
      : {}),
    ...(ticket.proposal
      ? {
          proposal: {
            to: name(ticket.proposal.personId),
            by: name(ticket.proposal.by),
            reason: ticket.proposal.reason,
          },
        }
      : {}),
    ...(suggestion ? { suggestion } : {}),
    ...(visit ? { visit } : {}),
    ...(deps.visits ? { arrangesVisits: true } : {}),
    ...(ticket.coordinator
      ? { coordinator: { because: ticket.coordinator.because, names: coordinators.map((id) => name(id).name) } }
      : {}),
    ...(ticket.firstSlot ? { firstSlot: { who: name(ticket.firstSlot.personId), at: ticket.firstSlot.at } } : {}),
    ...(ticket.phase === 'triaged' ? await heldBy(deps, ticket) : {}),
    questions: (triage?.questions ?? []).map((question) => {
      const answer = text.data.answers?.[question.id];
      return { ...question, ...(answer === undefined ? {} : { answer }) };
    }),
    stuck,
  };
}

/** What keeps a ticket from being offered that has nothing to do with people's time. */
async function heldBy({ store, policy, clock }: DeskDeps, ticket: DeskTicket): Promise<Pick<TicketView, 'held'>> {
  if (policy.mode === 'shadow') return { held: 'shadow' };
  if (await isPaused(store)) return { held: 'paused' };
  return isQuiet(policy, clock.now()) && canWait(ticket) ? { held: 'quiet' } : {};
}

function isId(id: string | undefined): id is string {
  return id !== undefined;
}

function wordsOf(text: TicketText) {
  const { psa, words } = text;
  return {
    problem: words?.problem ?? psa.title,
    summary: words?.summary ?? '',
    clientName: psa.client.name,
    ...(psa.contact ? { contactName: psa.contact.name } : {}),
    ...(psa.contact?.email === undefined ? {} : { contactEmail: psa.contact.email }),
  };
}

function triageFields(triage: TriageRecord) {
  const { clock } = triage;
  return {
    type: triage.type,
    category: triage.category,
    effort: triage.effort,
    onSite: triage.onSite,
    clockSource: clock.source,
    clockPaused: clock.paused,
    ...(clock.agreementName === undefined ? {} : { agreementName: clock.agreementName }),
    ...(clock.respondBy === undefined ? {} : { respondBy: clock.respondBy }),
    ...(clock.resolveBy === undefined ? {} : { resolveBy: clock.resolveBy }),
  };
}

function suggestionOf(
  ticket: DeskTicket,
  decision: DecisionRecord | undefined,
  name: (id: string) => PersonName,
): SuggestionView | undefined {
  const ask = openAsk(ticket);
  if (!ask || !decision) return undefined;
  const bill = decision.ranked.find((candidate) => candidate.personId === ask.personId);
  const { outcome } = decision;
  return {
    who: name(ask.personId),
    endsAt: ask.endsAt,
    outcome: outcome === 'on-call' || outcome === 'first-slot' ? outcome : 'offer',
    startAt: decision.startAt ?? ask.at,
    items: (bill?.items ?? []).map((item) => ({
      code: item.code,
      minutes: Math.round(item.cost / 100),
      basis: item.basis,
    })),
    totalMinutes: Math.round((bill?.total ?? 0) / 100),
    others: decision.ranked
      .filter((candidate) => candidate.personId !== ask.personId)
      .map((candidate) => ({
        who: name(candidate.personId),
        ...(candidate.gate === undefined
          ? { totalMinutes: Math.round(candidate.total / 100) }
          : { gate: candidate.gate }),
      })),
  };
}

/** A colleague's minutes and other people's gates are for dispatchers and managers; everybody else sees the chosen reason. */
export function forReader(view: TicketView, person: Person | undefined): TicketView {
  if ((person !== undefined && leads(person)) || !view.suggestion) return view;
  return { ...view, suggestion: { ...view.suggestion, others: [] } };
}

async function stuckOf({ store }: DeskDeps, ...lanes: readonly string[]): Promise<TicketView['stuck']> {
  const dead = await Promise.all(lanes.map((lane) => store.listEffects({ state: 'dead', lane, limit: 5 })));
  return dead.flat().map((effect) => ({
    effectId: effect.id,
    what: effect.kind,
    code: effect.error?.code ?? 'INTERNAL',
    since: effect.settledAt ?? effect.dueAt,
  }));
}

/** The queue at a glance, for the channel. */
export async function queueView(deps: DeskDeps): Promise<QueueView> {
  const { store, psa } = deps;
  const untaken = await inPhase(store, 'waiting', 'triaged', 'offered', 'approval', 'coordinator');
  const top = untaken.filter((doc) => doc.data.phase !== 'waiting').slice(0, 10);
  const texts = new Map(
    (
      await store.getMany(
        'texts',
        top.map((doc) => doc.id),
      )
    ).map((doc) => [doc.id, doc.data]),
  );
  const pause = await store.get('meta', 'pause');
  const paused = pause?.data.is === 'pause' && pause.data.paused ? pause.data : undefined;
  const offeredTo = top.flatMap((doc) => openAsk(doc.data)?.personId ?? []);
  const names = await namesOf(store, [...offeredTo, ...(paused ? [paused.by] : [])]);
  const oldest = untaken.reduce<number | undefined>(
    (least, doc) => (least === undefined ? doc.data.createdAt : Math.min(least, doc.data.createdAt)),
    undefined,
  );
  const unconfirmed = deps.visits ? await unconfirmedVisits(deps) : undefined;
  return {
    ...(unconfirmed ? { unconfirmed } : {}),
    untaken: untaken.length,
    waitingTriage: untaken.filter((doc) => doc.data.phase === 'waiting').length,
    atCoordinator: untaken.filter((doc) => doc.data.phase === 'coordinator').length,
    p1: untaken.filter((doc) => doc.data.priority === 1).length,
    ...(oldest === undefined ? {} : { oldestAt: oldest }),
    ...(paused
      ? {
          paused: {
            by: { id: paused.by, name: names.get(paused.by) ?? 'somebody' },
            since: paused.at,
            reason: paused.reason,
          },
        }
      : {}),
    top: top.flatMap((doc) => {
      const text = texts.get(doc.id);
      if (!text) return [];
      const to = openAsk(doc.data)?.personId;
      return [
        {
          ticketId: doc.id,
          version: doc.data.events,
          number: doc.data.number,
          url: doc.data.url,
          problem: text.words?.problem ?? text.psa.title,
          clientName: text.psa.client.name,
          priority: doc.data.priority,
          phase: doc.data.phase,
          ...(doc.data.dueBy === undefined ? {} : { dueBy: doc.data.dueBy }),
          ...(to === undefined ? {} : { offeredTo: { id: to, name: names.get(to) ?? 'somebody' } }),
        },
      ];
    }),
    psaName: psa.name,
  };
}

/** What a dispatcher must know of the machine: dead letters, silence of the PSA, people no card reaches. */
export async function troubleView(deps: DeskDeps): Promise<TroubleView> {
  const { store, psa } = deps;
  const dead = await store.listEffects({ state: 'dead', limit: 20 });
  const poll = await store.get('meta', 'poll');
  const statuses = await store.get('meta', 'unknown-statuses');
  const downSince = poll?.data.is === 'poll' ? poll.data.downSince : undefined;
  const tickets = new Map(
    (
      await store.getMany(
        'tickets',
        dead.flatMap((effect) => ticketIdOf(effect) ?? []),
      )
    ).map((doc) => [doc.id, doc.data]),
  );
  const lost = await store.query('surfaces', { index: 'byState', eq: ['unreachable'], limit: 50 });
  const people = await everybody(store);
  const ids = new Set(lost.docs.flatMap((doc) => doc.data.personId ?? []));
  let copies = 0;
  for (const doc of (await store.query('surfaces', { index: 'byState', eq: ['posted'], limit: 500 })).docs)
    copies += doc.data.copies;
  return {
    psaName: psa.name,
    ...(downSince === undefined ? {} : { psaDownSince: downSince }),
    stuck: dead.map((effect) => {
      const number = tickets.get(ticketIdOf(effect) ?? '')?.number;
      return {
        effectId: effect.id,
        what: effect.kind,
        ...(number === undefined ? {} : { ticketNumber: number }),
        code: effect.error?.code ?? 'INTERNAL',
        text: effect.error?.text ?? '',
        since: effect.settledAt ?? effect.dueAt,
      };
    }),
    duplicatesSent: copies,
    unreachable: people.filter((doc) => ids.has(doc.id)).map((doc) => ({ id: doc.id, name: doc.data.name })),
    doubtful: people
      .filter((doc) => doc.data.matched === 'doubtful' && doc.data.active)
      .map((doc) => ({ name: doc.data.name, why: 'no-unique-mail' })),
    unknownStatuses: statuses?.data.is === 'unknown-statuses' ? statuses.data.found : [],
    notGranted: (await permissionsFound(store)).filter(({ granted }) => granted === 'no'),
  };
}

function ticketIdOf(effect: Effect): string | undefined {
  const { ticketId } = effect.payload;
  return typeof ticketId === 'string' ? ticketId : undefined;
}
