import type { Doc, Store, Write } from '../ports/store.ts';
import type { DeskTicket, TicketText } from '../../model/desk-ticket.ts';
import { queueRank } from '../../model/desk-ticket.ts';
import type { Ticket } from '../../model/ticket.ts';
import { contentHash } from '../../model/hash.ts';
import { Change, raiseBarrier } from '../tickets/index.ts';
import { redrawCards, postedCardsOf } from '../posts/index.ts';
import { personIdOfAgent } from '../people/index.ts';
import { reconcileAssignee, psaOwner, withdraw } from './reconcile-assignee.ts';
import { firstStartAt, wasOwnedBeforeFirstStart } from './first-start.ts';
import { untilCommitted } from '../records/index.ts';

/** The state of a PSA ticket in the desk's terms. */
function fateOf(ticket: Ticket): 'open' | 'closed' | 'gone' {
  if (ticket.deleted === true || ticket.mergedInto !== undefined) return 'gone';
  return ticket.open ? 'open' : 'closed';
}

function hashOf(ticket: Ticket): string {
  return contentHash([ticket.title, ticket.description, ticket.contact?.id ?? null, ticket.client.id]);
}

function psaFields(ticket: Ticket) {
  return {
    number: ticket.number,
    url: ticket.url,
    clientId: ticket.client.id,
    queueId: ticket.queue.id,
    psaVersion: ticket.version,
    psaUpdatedAt: ticket.updatedAt,
    psaAgentId: ticket.assignee?.id,
  };
}

/**
 * Applies tickets as read from the PSA to the desk's records. It is idempotent, and changes made by people in the PSA
 * take precedence. Returns how many tickets were new and how many changed.
 *
 * With `visits`, a visit is scheduled for a ticket that arrives with an owner, or that gets a new owner or status in
 * the PSA. Tickets that still need triage raise the barrier in the same commit, so that nothing is dispatched before
 * them.
 */
export async function takeIn(
  store: Store,
  tickets: readonly Ticket[],
  now: number,
  visits = false,
): Promise<{ fresh: number; changed: number }> {
  let fresh = 0;
  let changed = 0;
  const arrivals = visits ? { installed: await firstStartAt(store) } : undefined;
  for (let start = 0; start < tickets.length; start += 50) {
    const part = tickets.slice(start, start + 50);
    fresh += await untilCommitted(() => hearNew(store, part, now, arrivals));
    for (const ticket of part) if (await untilCommitted(() => follow(store, ticket, now, visits))) changed += 1;
  }
  return { fresh, changed };
}

/** Stores the new tickets of one page, in one commit with the barrier. */
async function hearNew(
  store: Store,
  page: readonly Ticket[],
  now: number,
  arrivals?: { readonly installed: number | undefined },
): Promise<number> {
  const known = new Set(
    (
      await store.getMany(
        'tickets',
        page.map((ticket) => ticket.id),
      )
    ).map((doc) => doc.id),
  );
  const tickets = page.filter((ticket) => !known.has(ticket.id) && fateOf(ticket) === 'open');
  if (tickets.length === 0) return 0;
  const writes: Write[] = [];
  let waiting = 0;
  for (const ticket of tickets) {
    const owner = ticket.assignee ? psaOwner(await personIdOfAgent(store, ticket.assignee.id), now) : undefined;
    const empty: Doc<DeskTicket> = {
      id: ticket.id,
      v: 0,
      data: {
        ticketId: ticket.id,
        phase: owner ? 'taken' : 'waiting',
        open: true,
        createdAt: ticket.createdAt,
        heardAt: now,
        priority: ticket.priority?.rank ?? 3,
        textHash: hashOf(ticket),
        asks: [],
        sync: 'clean',
        hops: 0,
        events: 0,
        rank: queueRank(ticket.priority?.rank ?? 3, ticket.createdAt),
        number: ticket.number,
        url: ticket.url,
        clientId: ticket.client.id,
        queueId: ticket.queue.id,
        psaVersion: ticket.version,
        psaUpdatedAt: ticket.updatedAt,
        ...(ticket.assignee ? { psaAgentId: ticket.assignee.id } : {}),
        ...(owner ? { owner } : {}),
      },
    };
    const change = new Change(empty, now).log('heard', 'psa', {
      createdAt: ticket.createdAt,
      ...(owner ? { owner: owner.personId } : {}),
    });
    if (!owner) waiting += 1;
    else if (arrivals && !wasOwnedBeforeFirstStart(change.next, arrivals.installed)) change.timer('visit-due', now);
    writes.push(...change.writes(), { op: 'insert', c: 'texts', id: ticket.id, data: { psa: ticket } });
  }
  await store.commit([...writes, ...(waiting > 0 ? [await raiseBarrier(store, waiting)] : [])]);
  return tickets.length;
}

/** Applies one ticket that changed in the PSA. */
async function follow(store: Store, ticket: Ticket, now: number, visits: boolean): Promise<boolean> {
  const doc = await store.get('tickets', ticket.id);
  if (!doc || doc.data.psaVersion === ticket.version || doc.data.psaUpdatedAt > ticket.updatedAt) return false;
  const change = new Change(doc, now).set(psaFields(ticket));
  const fate = fateOf(ticket);
  const was = doc.data;
  const wasOpen = was.phase !== 'closed' && was.phase !== 'gone';
  let barrier: Write | undefined;

  if (fate !== 'open') {
    if (wasOpen) {
      if (was.phase === 'waiting') barrier = await raiseBarrier(store, -1);
      withdraw(change, now);
      change
        .set({ phase: fate, open: false, proposal: undefined, firstSlot: undefined, sync: 'clean' })
        .log(fate, 'psa', { phase: was.phase, merged: ticket.mergedInto ?? null });
    }
  } else if (!wasOpen) {
    const owner = ticket.assignee ? psaOwner(await personIdOfAgent(store, ticket.assignee.id), now) : undefined;
    change
      .set({ phase: owner ? 'taken' : 'waiting', open: true, owner, asks: [], before: undefined, sync: 'clean' })
      .log('changed-in-psa', 'psa', { what: 'reopened', owner: owner?.personId ?? null });
    if (!owner) barrier = await raiseBarrier(store, 1);
  } else if (ticket.assignee?.id !== was.psaAgentId) {
    barrier = await reconcileAssignee(store, change, ticket, now);
  }

  const textChanged = hashOf(ticket) !== was.textHash;
  if (textChanged) {
    change.set({ textHash: hashOf(ticket) });
    const again = change.next.phase === 'triaged' || change.next.phase === 'coordinator';
    if (again && barrier === undefined) {
      change.set({ phase: 'waiting', coordinator: undefined }).log('changed-in-psa', 'psa', { what: 'text' });
      barrier = await raiseBarrier(store, 1);
    } else if (change.next.phase !== 'waiting') {
      // The ticket is offered or owned. If it comes back, it will be triaged again, and the log says why.
      change.set({ triagedAt: undefined }).log('changed-in-psa', 'psa', { what: 'text' });
    }
  }
  const text = await store.get('texts', doc.id);
  const data: TicketText = { ...text?.data, psa: text ? withAddress(ticket, text.data.psa) : ticket };
  const newOwner = change.next.owner?.personId !== was.owner?.personId;
  const newStatus = text !== undefined && text.data.psa.status.id !== ticket.status.id;
  if (visits && change.next.owner && (newOwner || newStatus)) change.timer('visit-due', now);
  change.also(
    text ? { op: 'put', c: 'texts', id: doc.id, data, expect: text.v } : { op: 'insert', c: 'texts', id: doc.id, data },
  );
  if (barrier) change.also(barrier);
  // If somebody claimed it a moment ago and lost it to a change in the PSA, they are notified.
  const claimant = was.sync === 'pending' ? was.owner?.personId : undefined;
  const tell = claimant !== undefined && change.next.owner?.personId !== claimant ? [claimant] : [];
  if (change.events.length > 0 || textChanged) redrawCards(change, await postedCardsOf(store, doc.id), tell);
  await store.commit(change.writes());
  return change.events.length > 0;
}

/** The ticket with its contact's mail address, taken from another reading if necessary: lists may omit it. */
export function withAddress(ticket: Ticket, other: Ticket): Ticket {
  const { contact } = ticket;
  const email = other.contact?.email;
  if (!contact || contact.email !== undefined || email === undefined || contact.id !== other.contact?.id) return ticket;
  return { ...ticket, contact: { ...contact, email } };
}
