import { calendarFile } from './calendar-file.ts';
import { deliver } from './mail.ts';
import type { Attachment, EventRow } from './rows.ts';
import type { GraphState } from './state.ts';

export type InvitationKind = 'invited' | 'changed' | 'cancelled';

const PREFIX: Readonly<Record<InvitationKind, string>> = { invited: '', changed: 'Updated: ', cancelled: 'Canceled: ' };

/**
 * Notifies an event's guests. Each guest receives a mail with the invitation. A colleague also gets an entry in their
 * own calendar, which follows the organizer's entry.
 */
export function invite(state: GraphState, event: EventRow, kind: InvitationKind, comment: string): void {
  const subject = `${PREFIX[kind]}${event.subject}`;
  const file = invitationFile(event, kind);
  for (const guest of event.attendees) {
    deliver(state, {
      from: event.organizer,
      to: [{ name: guest.name, address: guest.address }],
      subject,
      contentType: event.body.contentType,
      content: comment === '' ? event.body.content : comment,
      attachments: [file],
    });
    copyFor(state, event, guest.address, kind);
  }
}

function copyFor(state: GraphState, event: EventRow, address: string, kind: InvitationKind): void {
  const user = state.userOf(address);
  if (!user || user.id === event.owner || !user.mailbox) return;
  const held = [...state.events.values()].find((one) => one.owner === user.id && one.iCalUId === event.iCalUId);
  const now = state.clock.now();
  if (kind === 'cancelled') {
    // The guest's entry stays, marked as cancelled, until the guest deletes it.
    if (held) state.putEvent({ ...held, isCancelled: true, showAs: 'free', changedAt: now, version: held.version + 1 });
    return;
  }
  const { transactionId: _mine, ...shared } = event;
  state.putEvent({
    ...shared,
    id: held?.id ?? state.nextId('event'),
    owner: user.id,
    // Unanswered invitations show as tentative.
    showAs: held?.showAs ?? 'tentative',
    extended: new Map(),
    categories: held?.categories ?? [],
    createdAt: held?.createdAt ?? now,
    version: (held?.version ?? 0) + 1,
    changedAt: now,
  });
}

function invitationFile(event: EventRow, kind: InvitationKind): Attachment {
  const content = calendarFile({
    uid: event.iCalUId,
    sequence: event.version,
    now: event.changedAt,
    method: kind === 'cancelled' ? 'CANCEL' : 'REQUEST',
    summary: event.subject,
    start: event.start,
    end: event.end,
    organizer: event.organizer.address,
  });
  return {
    name: 'meeting.ics',
    contentType: 'text/calendar',
    contentBytes: Buffer.from(content).toString('base64'),
  };
}
