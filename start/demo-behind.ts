import type { HaloSimulator } from '../sim/psa/halopsa/index.ts';
import type { DemoVisits } from './demo-visits.ts';
import type { BehindTheScenes } from '../sim/teams/index.ts';

const TICKETS = 15;
/** How many of the last writes are looked at, and for how many tickets they are shown. */
const WRITES = 40;
const TOLD = 8;
/** How long a write stays marked, ms of the demo's clock: about ten seconds of the visitor's time. */
const FRESH_MS = 60_000;
/** Fields of a ticket that Callboard writes, in words. */
const FIELDS: Readonly<Record<string, string>> = {
  agent_id: 'assigned to',
  status_id: 'status',
  priority_id: 'priority',
  category_1: 'category',
  team: 'team',
};

/** What HaloPSA holds now and what Callboard wrote there last, in words, newest first. */
export function behindTheScenes(
  halo: HaloSimulator,
  haloUrl: string,
  timeZone: string,
  now: number,
  visits?: DemoVisits,
): BehindTheScenes {
  const { state } = halo;
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone });
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone });
  const at = (instant: number) =>
    day.format(instant) === day.format(now) ? clock.format(instant) : `${day.format(instant)} ${clock.format(instant)}`;
  const link = (ticketId: number) => `${haloUrl}/tickets?id=${ticketId}`;
  const tickets = [...state.tickets.open()].sort((a, b) => b.last_update - a.last_update).slice(0, TICKETS);
  const told = toldByTicket(halo).slice(0, TOLD);
  return {
    sections: [
      ...(visits ? [clientMail(visits, at), booked(visits, at)] : []),
      {
        title: 'HaloPSA: what Callboard wrote last',
        note: 'Each assignment with a private note that says why.',
        columns: ['Ticket', 'What', 'At'],
        rows: told.map(({ ticketId, words, last }) => ({
          cells: [String(ticketId), words.join('\n'), at(last)],
          href: link(ticketId),
          fresh: now - last < FRESH_MS,
        })),
      },
      {
        title: 'HaloPSA: open tickets',
        note: 'As HaloPSA holds them, the last changed first.',
        columns: ['Ticket', 'What', 'Assigned to', 'Changed'],
        rows: tickets.map((ticket) => ({
          cells: [
            String(ticket.id),
            ticket.summary,
            state.agents.get(ticket.agent_id)?.name ?? '',
            at(ticket.last_update),
          ],
          href: link(ticket.id),
        })),
      },
    ],
  };
}

/** Mails to clients, newest first. A row opens the client's mailbox, where the link works. */
function clientMail({ graph, url }: DemoVisits, at: (instant: number) => string): BehindTheScenes['sections'][number] {
  const mails = [...graph.state.messages.values()]
    .filter((mail) => mail.folder === 'sentitems')
    .sort((a, b) => b.sentAt - a.sentAt)
    .slice(0, TOLD);
  return {
    title: 'Clients: what they got by mail',
    note: 'Open a mailbox, follow the link, and book the visit as the client.',
    columns: ['To', 'Subject', 'At'],
    rows: mails.map((mail) => ({
      cells: [mail.to[0]?.name ?? '', mail.subject, at(mail.sentAt)],
      href: `${url}/mailbox/${encodeURIComponent(mail.to[0]?.address ?? '')}`,
    })),
  };
}

/** Appointments in Bookings, the next one first. A row opens the calendar of the technician who comes. */
function booked(
  { graph, url, businessId }: DemoVisits,
  at: (instant: number) => string,
): BehindTheScenes['sections'][number] {
  const business = graph.state.businesses.get(businessId);
  const appointments = [...graph.human.appointments(businessId)].sort((a, b) => a.start - b.start).slice(0, TOLD);
  return {
    title: 'Microsoft Bookings: visits',
    note: 'Each stands in the calendar of whoever comes, too.',
    columns: ['When', 'What', 'Who comes'],
    rows: appointments.map(({ start, serviceName, customers, staffIds }) => {
      const staff = staffIds.flatMap((id) => business?.staff.get(id) ?? []);
      return {
        cells: [
          at(start),
          `${serviceName} for ${customers.map((one) => one.name).join(', ')}`,
          staff.map((one) => one.displayName).join(', '),
        ],
        href: `${url}/calendar/${encodeURIComponent(staff[0]?.mail ?? '')}`,
      };
    }),
  };
}

interface Told {
  readonly ticketId: number;
  /** The writes, oldest first. */
  readonly words: string[];
  last: number;
}

/** The last writes, grouped by ticket, most recently written ticket first. */
function toldByTicket(halo: HaloSimulator): readonly Told[] {
  const told = new Map<number, Told>();
  for (const write of halo.journal.writes.slice(-WRITES)) {
    for (const row of rowsOf(write.body)) {
      const ticketId = Number(row['ticket_id'] ?? row['id']);
      const entry = told.get(ticketId) ?? { ticketId, words: [], last: 0 };
      entry.words.push(wordsOf(halo, ticketId, row));
      entry.last = write.at;
      told.set(ticketId, entry);
    }
  }
  return [...told.values()].sort((a, b) => b.last - a.last);
}

/** HaloPSA accepts lists: one write can hold several rows. */
function rowsOf(body: unknown): readonly Record<string, unknown>[] {
  return (Array.isArray(body) ? body : [body]).filter(
    (row): row is Record<string, unknown> => typeof row === 'object' && row !== null,
  );
}

function wordsOf({ state }: HaloSimulator, ticketId: number, row: Record<string, unknown>): string {
  if (typeof row['note_html'] === 'string') return `Note: ${row['note_html'].replaceAll('<br>', '\n')}`;
  const ticket = state.tickets.get(ticketId);
  const changes = Object.entries(row).flatMap(([field, value]) => {
    const name = FIELDS[field];
    if (name === undefined) return [];
    const known = {
      agent_id: state.agents.get(Number(value))?.name,
      status_id: state.statuses.get(Number(value))?.name,
      priority_id: ticket && state.priorityOf(ticket.sla_id, Number(value))?.name,
    }[field];
    return [`${name} ${known ?? String(value)}`];
  });
  return changes.length > 0 ? `${capital(changes.join(', '))}.` : `Changed: ${Object.keys(row).join(', ')}.`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
