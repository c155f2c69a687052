import type { Request, Response } from 'express';
import { escaped, loopbackPages } from '../../loopback-page.ts';
import type { ActionRow, AppointmentRow, AuditRow, TicketRow } from './rows.ts';
import type { HaloState } from './state.ts';

const STYLE = `
:root { color-scheme: light dark; }
body { max-width: 760px; margin: 0 auto; padding: 16px; font: 14px/20px "Segoe UI", system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 4px 0 12px; font-size: 20px; line-height: 28px; }
h2 { margin: 24px 0 4px; font-size: 16px; }
p { margin: 0; }
dl { display: grid; grid-template-columns: minmax(90px, max-content) 1fr; gap: 4px 16px; margin: 0; }
dt, .who { opacity: 0.75; }
dd { margin: 0; }
ol { margin: 0; padding: 0; list-style: none; }
li { padding: 8px 0; border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
.text { white-space: pre-line; }
`;
const { open, frame } = loopbackPages(STYLE);
const FIELDS: Readonly<Record<string, string>> = {
  agent_id: 'Assigned to',
  status_id: 'Status',
  team: 'Team',
  priority_id: 'Priority',
};

/**
 * Stands in for Halo's own ticket page, `<tenant>/tickets?id=`. The demo's user can check there what was written to a
 * ticket. Read-only and without sign-in, because it is served on loopback only.
 */
export function ticketPage(state: HaloState, timeZone: string): (req: Request, res: Response) => void {
  const time = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  return (req, res) => {
    if (!open(req, res)) return;
    const id = Number(req.query['id']);
    const ticket = state.tickets.get(id);
    if (!ticket || ticket.deleted) {
      const words = ticket ? `Ticket ${id} was deleted.` : 'There is no such ticket.';
      res
        .status(404)
        .type('html')
        .send(frame('HaloPSA (simulated)', `<h1>${words}</h1><p>Close this tab to go back.</p>`));
      return;
    }
    const at = (instant: number | undefined) => (instant === undefined ? undefined : time.format(instant));
    res.type('html').send(frame(`${ticket.id} ${ticket.summary}`, ticketHtml(state, ticket, at)));
  };
}

type At = (instant: number | undefined) => string | undefined;

function ticketHtml(state: HaloState, ticket: TicketRow, at: At): string {
  const merged = ticket.merged_into_id;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['Assigned to', state.agents.get(ticket.agent_id)?.name],
    ['Status', state.statuses.get(ticket.status_id)?.name],
    ['Priority', state.priorityOf(ticket.sla_id, ticket.priority_id)?.name],
    ['Category', ticket.category_1],
    ['Team', ticket.team],
    ['Client', ticket.client_name],
    ['Contact', ticket.user_name],
    ['Opened', at(ticket.dateoccurred)],
    ['Answer by', at(ticket.respondbydate)],
    ['Fix by', at(ticket.fixbydate)],
    ['Closed', at(ticket.dateclosed)],
    ['Merged into', merged === undefined ? undefined : String(merged)],
  ];
  const notes = (state.actions.get(ticket.id) ?? []).toReversed();
  const appointments = [...state.appointments.values()].filter((row) => row.ticket_id === ticket.id);
  const audits = (state.audits.get(ticket.id) ?? []).toReversed();
  return [
    `<p class="who">HaloPSA (simulated), ticket ${ticket.id}</p>`,
    `<h1>${escaped(ticket.summary)}</h1>`,
    `<dl>${fields.map(([name, value]) => (value ? `<dt>${name}</dt><dd>${escaped(value)}</dd>` : '')).join('')}</dl>`,
    `<h2>What the client wrote</h2><p class="text">${escaped(asText(ticket.details))}</p>`,
    ...(appointments.length === 0
      ? []
      : [`<h2>Appointments</h2>${listOf(appointments.map((row) => appointmentHtml(state, row, at)))}`]),
    `<h2>Notes</h2>${listOf(notes.map((note) => noteHtml(note, at)))}`,
    `<h2>History</h2>${listOf(audits.map((audit) => auditHtml(audit, at)))}`,
  ].join('\n');
}

function noteHtml(note: ActionRow, at: At): string {
  const seenBy = note.hiddenfromuser ? 'private, agents only' : 'the client sees it';
  const head = `${note.who}, ${at(note.datetime) ?? ''} · ${note.outcome}, ${seenBy}`;
  return `<li><p class="who">${escaped(head)}</p><p class="text">${escaped(asText(note.note_html))}</p></li>`;
}

function appointmentHtml(state: HaloState, row: AppointmentRow, at: At): string {
  const agent = state.agents.get(row.agent_id)?.name ?? '';
  const words = `${at(row.start_date) ?? ''} to ${at(row.end_date) ?? ''}, ${agent}: ${row.subject}`;
  return `<li>${escaped(words)}</li>`;
}

function auditHtml(audit: AuditRow, at: At): string {
  const field = FIELDS[audit.value] ?? audit.value;
  return `<li>${escaped(`${at(audit.date) ?? ''} · ${field}: ${audit.from || 'nothing'} → ${audit.to || 'nothing'}, by ${audit.username}`)}</li>`;
}

function listOf(items: readonly string[]): string {
  return items.length === 0 ? '<p>None yet.</p>' : `<ol>${items.join('')}</ol>`;
}

/** Mails and notes are stored as HTML. Returns their text; tags that are not formatting stay visible. */
function asText(html: string): string {
  return html
    .replace(/<\/(?:p|div|li)>|<br\s*\/?>/gi, '\n')
    .replace(/<\/?(?:p|div|ul|ol|li|b|i|span|strong|em)\b[^>]*>/gi, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
