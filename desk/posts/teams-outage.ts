import { OutsideError } from '../../model/errors.ts';
import type { DeskTicket } from '../../model/desk-ticket.ts';
import { Change, ticketsInPhase, openAsk } from '../tickets/index.ts';
import { chatDest } from '../outbox/index.ts';
import type { PostedCard } from '../ports/collections.ts';
import type { DeskDeps } from '../deps.ts';
import { catchUp } from './catch-up.ts';
import type { DeskPolicy } from '../policy.ts';
import type { Doc, Store } from '../ports/store.ts';
import { metaWrite, untilCommitted } from '../records/index.ts';
import { redrawCards, postedCardsOf } from './posted-cards.ts';

/**
 * One unreachable conversation may be one person's problem. With this many, and none that answers, Teams itself is
 * down.
 */
const CONVERSATIONS = 2;

/** Whether Teams as a whole is down. Then nobody can accept an offer, and no offer expires. */
export async function teamsIsDown(store: Store): Promise<boolean> {
  const known = await store.get('meta', 'teams-down');
  return known?.data.is === 'teams-down' && known.data.conversations.length >= CONVERSATIONS;
}

/** Records how a request to Teams ended. No `error`, or any response at all, means that Teams is up. */
export async function heardFromTeams(deps: DeskDeps, to: PostedCard['conversation'], error?: unknown): Promise<void> {
  if (error instanceof OutsideError && error.code === 'TEAMS_UNREACHABLE') await missed(deps, chatDest(to));
  else if (error === undefined || (error instanceof OutsideError && error.status !== undefined)) await isBack(deps);
}

async function missed({ store, clock }: DeskDeps, conversation: string): Promise<void> {
  await untilCommitted(async () => {
    const known = await store.get('meta', 'teams-down');
    const before = known?.data.is === 'teams-down' ? known.data : undefined;
    const met = before?.conversations ?? [];
    if (met.length >= CONVERSATIONS || met.includes(conversation)) return;
    const conversations = [...met, conversation];
    const data = { is: 'teams-down' as const, since: before?.since ?? clock.now(), conversations };
    await store.commit([metaWrite(known, data)]);
  });
}

/** Ends the outage: restarts every open offer, and after a long outage posts a catch-up card. */
async function isBack(deps: DeskDeps): Promise<void> {
  const { store, clock, policy } = deps;
  const ended = await untilCommitted(async () => {
    const known = await store.get('meta', 'teams-down');
    if (known?.data.is !== 'teams-down') return undefined;
    await store.commit([{ op: 'remove', c: 'meta', id: 'teams-down', expect: known.v }]);
    return known.data;
  });
  if (!ended || ended.conversations.length < CONVERSATIONS) return;
  for (const { id } of await ticketsInPhase(store, 'offered')) await untilCommitted(() => startAnew(deps, id));
  if (clock.now() - ended.since >= policy.catchUpAfterMinutes * 60_000) await catchUp(deps, ended.since, 'teams');
}

async function startAnew({ store, clock, policy }: DeskDeps, ticketId: string): Promise<void> {
  const doc = await store.get('tickets', ticketId);
  if (doc?.data.phase !== 'offered') return;
  const change = extended(doc, clock.now(), policy);
  redrawCards(change, await postedCardsOf(store, ticketId), [], `anew:${change.at}`);
  await store.commit(change.writes());
}

/** Restarts the ticket's open offer with its full time. */
export function extended(doc: Doc<DeskTicket>, now: number, policy: Pick<DeskPolicy, 'offerMinutes'>): Change {
  const change = new Change(doc, now);
  const ask = openAsk(doc.data);
  if (!ask) return change;
  const endsAt = now + policy.offerMinutes[doc.data.priority] * 60_000;
  change.set({ asks: doc.data.asks.map((one) => (one === ask ? { ...one, endsAt } : one)) });
  return change.also({
    op: 'insert',
    c: 'timers',
    id: `offer-ends:${doc.id}:anew:${endsAt}`,
    data: { kind: 'offer-ends', dueAt: endsAt, n: doc.data.events, ticketId: doc.id },
  });
}
