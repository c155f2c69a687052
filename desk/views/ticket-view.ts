import type { DecisionRecord } from '../../model/decision.ts';
import type { DeskTicket, TicketText } from '../../model/desk-ticket.ts';
import type { TriageRecord } from '../../model/triage.ts';
import type { SuggestionView, TicketView } from '../../model/view.ts';
import type { PersonName } from '../../model/person.ts';
import type { DeskDeps } from '../deps.ts';
import { coordinatorsOf, namesOf } from '../people/index.ts';
import { canWait, isPaused, isQuiet } from '../dispatch/index.ts';
import { psaLanesOf } from '../outbox/index.ts';
import { openAsk } from '../tickets/index.ts';
import { visitView } from '../visits/views/index.ts';

/** Everything that a card of this ticket shows. `undefined` when the desk does not know the ticket. */
export async function ticketView(deps: DeskDeps, ticketId: string): Promise<TicketView | undefined> {
  const { store, psa } = deps;
  // Parallel reads become one request where the store is a server (store/mongo/request-batcher.ts).
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

/** Reasons why the ticket is not offered that have nothing to do with people's availability. */
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

async function stuckOf({ store }: DeskDeps, ...lanes: readonly string[]): Promise<TicketView['stuck']> {
  const dead = await Promise.all(lanes.map((lane) => store.listEffects({ state: 'dead', lane, limit: 5 })));
  return dead.flat().map((effect) => ({
    effectId: effect.id,
    what: effect.kind,
    code: effect.error?.code ?? 'INTERNAL',
    since: effect.settledAt ?? effect.dueAt,
  }));
}
