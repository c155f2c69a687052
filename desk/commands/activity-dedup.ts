import type { HandledActivity, DeskTicket } from '../../model/desk-ticket.ts';
import { contentHash } from '../../model/hash.ts';
import type { ChatIdentity } from '../ports/chat.ts';

/**
 * How long a repeated activity is recognized, ms: docs/platform/teams.md, “Teams sends an activity again after 15
 * seconds”.
 */
const KNOWN_FOR_MS = 15 * 60_000;
const AT_MOST = 8;
/** Long enough to distinguish the few activities of one ticket. */
const KEY_LENGTH = 16;

/**
 * A key for what a person did, the same for each repeat on any instance. Undefined when Teams gave the activity no id.
 */
export function activityKey({ activityId, conversation }: ChatIdentity): string | undefined {
  if (activityId === undefined) return undefined;
  return contentHash([conversation.id, activityId]).slice(0, KEY_LENGTH);
}

/**
 * The record of this activity, if it was already handled. It is written in the same commit, so that a lost answer can
 * be given again.
 */
export function handledActivity(ticket: DeskTicket, key: string | undefined): HandledActivity | undefined {
  return key === undefined ? undefined : ticket.acts?.find((act) => act.key === key);
}

/** The ticket's handled activities, with this one added. */
export function withHandledActivity(ticket: DeskTicket, act: HandledActivity): readonly HandledActivity[] {
  const known = (ticket.acts ?? []).filter(({ at }) => at > act.at - KNOWN_FOR_MS);
  return [...known, act].slice(-AT_MOST);
}
