import { z } from 'zod';
import type { Subscription, SubscriptionPort } from '../desk/ports/subscriptions.ts';
import { OutsideError } from '../model/errors.ts';
import { ask, askAll, find, tell } from './ask.ts';
import { clientStateOf, placeOf } from './client-state.ts';
import { readNotice } from './notice.ts';
import { path } from './path.ts';
import type { Transport } from './transport.ts';
import { optionalText, timestamp, zulu } from './wire.ts';

/** Just below Outlook's limit (docs/platform/graph.md, “A subscription to a calendar lives 4,230 minutes”). */
const LONGEST_MS = 4_200 * 60_000;

const subscription = z.object({
  id: z.string().min(1),
  resource: z.string(),
  expirationDateTime: timestamp,
  notificationUrl: optionalText,
});

/** Change notifications for people's calendars. `secret` signs the clientState. */
export function createSubscriptions(transport: Transport, o: { readonly secret: string }): SubscriptionPort {
  const { clock } = transport;
  const until = (endsAt: number) => zulu(Math.min(endsAt, clock.now() + LONGEST_MS));

  return {
    place: placeOf(o.secret),
    async subscribe(mail, notifyUrl, lifecycleUrl, endsAt) {
      const clientState = clientStateOf(o.secret, mail);
      if (clientState === undefined) {
        const words = 'This mail address is too long for a subscription; its calendar is polled';
        throw new OutsideError('GRAPH_REFUSED', words, { done: 'no', retry: 'never' });
      }
      const wanted = {
        changeType: 'created,updated,deleted',
        notificationUrl: notifyUrl,
        // Graph accepts this field only at creation.
        lifecycleNotificationUrl: lifecycleUrl,
        resource: `/users/${mail}/events`,
        expirationDateTime: until(endsAt),
        clientState,
      };
      // Makes notifications carry immutable ids (docs/platform/graph.md, “Immutable ids must be asked for”).
      const headers = { Prefer: 'IdType="ImmutableId"' };
      const made = await ask(
        transport,
        { method: 'POST', at: path`/subscriptions`, headers, body: wanted },
        subscription,
      );
      return { id: made.id, mail, endsAt: made.expirationDateTime ?? clock.now(), notifyUrl };
    },
    async renew(id, endsAt) {
      const body = { expirationDateTime: until(endsAt) };
      const renewed = await find(
        transport,
        { method: 'PATCH', at: path`/subscriptions/${id}`, body },
        z.object({ expirationDateTime: timestamp }),
      );
      return renewed === undefined ? false : (renewed.expirationDateTime ?? clock.now());
    },
    async unsubscribe(id) {
      await tell(transport, { method: 'DELETE', at: path`/subscriptions/${id}` });
    },
    async list() {
      const { items } = await askAll(transport, { method: 'GET', at: path`/subscriptions` }, subscription);
      return items.flatMap((one): Subscription[] => {
        const mail = mailOfResource(one.resource);
        if (mail === undefined) return [];
        const endsAt = one.expirationDateTime ?? clock.now();
        return [{ id: one.id, mail, endsAt, notifyUrl: one.notificationUrl ?? '' }];
      });
    },
    readNotice: (query, body) => readNotice(o.secret, query, body),
  };
}

/** Returns `undefined` if the subscription is for something else; then it is not ours to renew. */
function mailOfResource(resource: string): string | undefined {
  const id = /^\/?users\/([^/]+)\/events$/i.exec(resource)?.[1];
  try {
    return id === undefined ? undefined : decodeURIComponent(id);
  } catch {
    return undefined;
  }
}
