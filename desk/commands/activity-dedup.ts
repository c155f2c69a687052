import type { HandledActivity, DeskTicket } from '../../model/desk-ticket.ts';
import { contentHash } from '../../model/hash.ts';
import type { ChatIdentity } from '../ports/chat.ts';

/** How long a repeat is recognised, ms: docs/platform/teams.md, “Teams sends an activity again after 15 seconds”. */
const KNOWN_FOR_MS = 15 * 60_000;
const AT_MOST = 8;
/** Enough to tell a handful of activities of one ticket apart. */
const KEY_LENGTH = 16;

/** Names what a person did, the same for each repeat of it at whichever copy; undefined for what has no name in Teams. */
export function activityKey({ activityId, conversation }: ChatIdentity): string | undefined {
  if (activityId === undefined) return undefined;
  return contentHash([conversation.id, activityId]).slice(0, KEY_LENGTH);
}

/** Was this done already? Written down in the commit that did it, so an answer that got lost can be given again. */
export function handledActivity(ticket: DeskTicket, key: string | undefined): HandledActivity | undefined {
  return key === undefined ? undefined : ticket.acts?.find((act) => act.key === key);
}

/** The ticket's acts with one more. */
export function withHandledActivity(ticket: DeskTicket, act: HandledActivity): readonly HandledActivity[] {
  const known = (ticket.acts ?? []).filter(({ at }) => at > act.at - KNOWN_FOR_MS);
  return [...known, act].slice(-AT_MOST);
}
