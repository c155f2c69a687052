import { z } from 'zod';
import { badRequest, created, noContent, ok, preferences, Refusal, type Call, type Handler } from './answer.ts';
import { entity, read } from './bodies.ts';
import { context, list, type ListingRules } from './listing.ts';
import type { Postman } from './notices.ts';
import type { SubscriptionRow } from './rows.ts';
import type { GraphState } from './state.ts';
import { utcStamp } from './times.ts';

const MINUTE = 60_000;
/** docs/platform/graph.md, “A subscription to a calendar lives 4,230 minutes”. */
const LONGEST_MINUTES = 4_230;
const SHORTEST_MINUTES = 45;
const MOST_PER_MAILBOX = 1_000;
const RULES: ListingRules = { type: 'subscription', page: 100, most: 999, filterable: [], orderable: [] };

const body = entity({
  changeType: z.string(),
  notificationUrl: z.string(),
  lifecycleNotificationUrl: z.string().nullish(),
  resource: z.string(),
  expirationDateTime: z.iso.datetime({ offset: true }),
  clientState: z.string().nullish(),
  latestSupportedTlsVersion: z.string().nullish(),
  includeResourceData: z.literal(false).nullish(),
});
const renewal = entity({
  expirationDateTime: z.iso.datetime({ offset: true }),
  notificationUrl: z.string().optional(),
});

/** `/subscriptions`: subscriptions to changes. Creating one first validates both addresses over HTTP. */
export function subscriptionResource(
  state: GraphState,
  postman: Postman,
): Readonly<Record<'list' | 'post' | 'get' | 'patch' | 'remove' | 'reauthorize', Handler>> {
  const live = (): SubscriptionRow[] => {
    for (const row of state.subscriptions.values())
      if (row.expiresAt <= state.clock.now()) state.subscriptions.delete(row.id);
    return [...state.subscriptions.values()];
  };
  const found = (call: Call): SubscriptionRow => {
    const id = call.params['subscription'] ?? '';
    const row = live().find((one) => one.id === id);
    if (!row) throw new Refusal(404, 'ResourceNotFound', `The object was not found. No subscription with id '${id}'.`);
    return row;
  };

  return {
    list: (call) =>
      list(
        call,
        RULES,
        live().map((row) => ({ json: subscriptionJson(row) })),
      ),
    get: (call) => ok({ '@odata.context': context(call), ...subscriptionJson(found(call)) }),
    post: async (call) => {
      const wanted = read(body, call.body, 'subscription');
      const userId = resourceOwner(state, wanted.resource);
      const changeType = wanted.changeType.split(',').map((one) => one.trim());
      const wrong = changeType.find((one) => !['created', 'updated', 'deleted'].includes(one));
      if (wrong !== undefined) throw new Refusal(400, 'InvalidRequest', `'${wrong}' is not a change type.`);
      if ((wanted.clientState?.length ?? 0) > 128) throw new Refusal(400, 'InvalidRequest', 'clientState is too long.');
      const urls = [wanted.notificationUrl, wanted.lifecycleNotificationUrl].filter((url) => typeof url === 'string');
      for (const url of urls)
        if (!/^https:\/\//.test(url))
          throw new Refusal(400, 'InvalidRequest', 'Invalid notification url: only https is supported.');
      const expiresAt = expiry(state, wanted.expirationDateTime);
      if (live().filter((row) => row.userId === userId).length >= MOST_PER_MAILBOX)
        throw new Refusal(
          403,
          'ExtensionError',
          'Operation: Create; Exception: [Status Code: Forbidden; Reason: too many subscriptions]',
        );
      // Both addresses must pass the handshake first (change-notifications-delivery-webhooks).
      for (const url of urls) {
        const why = await postman.validate(url);
        if (why !== undefined) throw new Refusal(400, 'ValidationError', why);
      }
      const row: SubscriptionRow = {
        id: state.nextGuid(9),
        resource: wanted.resource,
        userId,
        changeType,
        notificationUrl: wanted.notificationUrl,
        lifecycleNotificationUrl: wanted.lifecycleNotificationUrl ?? undefined,
        clientState: wanted.clientState ?? undefined,
        immutableIds: preferences(call).immutableIds,
        expiresAt,
      };
      state.subscriptions.set(row.id, row);
      return created({
        '@odata.context': context(call),
        ...subscriptionJson(row),
        clientState: row.clientState ?? null,
      });
    },
    patch: (call) => {
      const row = found(call);
      row.expiresAt = expiry(state, read(renewal, call.body, 'subscription').expirationDateTime);
      return ok({ '@odata.context': context(call), ...subscriptionJson(row) });
    },
    remove: (call) => {
      state.subscriptions.delete(found(call).id);
      return noContent;
    },
    reauthorize: (call) => {
      found(call);
      return noContent;
    },
  };
}

function expiry(state: GraphState, text: string): number {
  const at = Date.parse(text);
  const minutes = (at - state.clock.now()) / MINUTE;
  if (minutes > LONGEST_MINUTES)
    throw new Refusal(
      400,
      'ExtensionError',
      `Operation: Create; Exception: [Status Code: BadRequest; Reason: Subscription expiration can only be ${LONGEST_MINUTES} minutes in the future.]`,
    );
  if (minutes <= 0) throw new Refusal(400, 'InvalidRequest', 'Subscription expiration must be in the future.');
  // Graph extends shorter lifetimes to 45 minutes (subscription resource page, expirationDateTime).
  return Math.max(at, state.clock.now() + SHORTEST_MINUTES * MINUTE);
}

/** The owner of the events in a resource path. Throws Refusal. */
function resourceOwner(state: GraphState, resource: string): string {
  if (/^https?:/.test(resource)) throw new Refusal(400, 'InvalidRequest', 'The resource must be a relative path.');
  const path = resource.replace(/^\//, '').replace(/\?.*$/, '');
  if (/^solutions\/booking/i.test(path))
    // docs/platform/bookings.md, “Bookings sends no change notices”.
    throw new Refusal(400, 'InvalidRequest', `Resource '${resource}' is not supported for change notifications.`);
  const id = /^users\/([^/]+)\/(?:calendar\/)?events$/i.exec(path)?.[1];
  if (id === undefined) throw badRequest(`Resource '${resource}' is not supported for change notifications.`);
  return state.mailboxOf(decodeURIComponent(id)).id;
}

/** The clientState is secret: reading a subscription never returns it. */
function subscriptionJson(row: SubscriptionRow): Record<string, unknown> {
  return {
    id: row.id,
    resource: row.resource,
    applicationId: null,
    changeType: row.changeType.join(','),
    clientState: null,
    notificationUrl: row.notificationUrl,
    lifecycleNotificationUrl: row.lifecycleNotificationUrl ?? null,
    notificationQueryOptions: null,
    expirationDateTime: utcStamp(row.expiresAt),
    creatorId: null,
    includeResourceData: null,
    latestSupportedTlsVersion: 'v1_2',
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: null,
  };
}
