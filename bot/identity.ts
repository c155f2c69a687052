import type { ChatIdentity } from '../desk/ports/chat.ts';
import type { TeamsActivity } from './activity.ts';
import type { BotConfig } from './config.ts';
import { Refusal } from './refusal.ts';

/**
 * Refuses activities from other tenants: docs/platform/teams.md, “The SDK does not check the tenant”. At least one
 * field must name a tenant, and every field that does must name ours.
 *
 * @throws Refusal with status 403.
 */
export function checkTenant(activity: TeamsActivity, config: BotConfig): void {
  const named = [activity.channelData?.tenant?.id, activity.conversation.tenantId].filter((id) => id !== undefined);
  const ours = config.tenantId.toLowerCase();
  if (named.length > 0 && named.every((id) => id.toLowerCase() === ours)) return;
  throw new Refusal(403, 'WRONG_TENANT', 'This installation serves another Microsoft 365 tenant.');
}

/** The person who acted, as vouched for by Teams. Undefined for bots and for channel events that involve no person. */
export function identityOf(activity: TeamsActivity, config: BotConfig): ChatIdentity | undefined {
  const { from, conversation } = activity;
  if (from.aadObjectId === undefined || from.aadObjectId === '') return undefined;
  return {
    entraId: from.aadObjectId,
    teamsId: from.id,
    tenantId: config.tenantId,
    ...(from.name === undefined ? {} : { name: from.name }),
    conversation: {
      id: conversation.id,
      serviceUrl: activity.serviceUrl,
      tenantId: config.tenantId,
      kind: conversation.conversationType === 'personal' ? 'personal' : 'channel',
    },
    ...(activity.id === undefined ? {} : { activityId: activity.id }),
  };
}
