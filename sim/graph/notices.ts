import type { Clock } from '../../model/clock.ts';
import { withDeadline } from '../../model/deadline.ts';
import type { Log } from '../../model/log.ts';
import { restId } from './ids.ts';
import type { SubscriptionRow } from './rows.ts';
import type { EventChange, GraphState } from './state.ts';
import { utcStamp } from './times.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** A longer validation has failed (change-notifications-notificationurl-validation). */
const HANDSHAKE_PATIENCE = 10 * SECOND;
/** Graph counts an answer after three seconds as slow, and gives up on an attempt soon after. */
const NOTICE_PATIENCE = 10 * SECOND;
/** Waits between attempts; after about four hours Graph drops a notification (change-notifications-delivery-webhooks). */
const RETRY_WAITS = [10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 60 * MINUTE, 60 * MINUTE];

export type LifecycleEvent = 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed';

/** A request to a subscriber and its result. */
export interface Posted {
  readonly at: number;
  readonly url: string;
  readonly body: unknown;
  /** `undefined`: no answer in time. */
  readonly status: number | undefined;
}

export interface Postman {
  /** Returns why an address failed the handshake, or `undefined`. */
  validate(url: string): Promise<string | undefined>;
  /** Notifies the subscriptions to this kind of change. */
  changed(change: EventChange): void;
  lifecycle(subscription: SubscriptionRow, event: LifecycleEvent): void;
  /** Every request from Graph to a subscriber, oldest first. */
  readonly posted: readonly Posted[];
  /** Sends each notification twice: delivery is at least once. */
  duplicates: boolean;
  /** Silently drops change notifications: delivery is not guaranteed. */
  losing: boolean;
  /**
   * Maps a public origin to one on this machine, e.g. `https://bot.example` to `http://127.0.0.1:3978`. Graph requires
   * https addresses, but a test's subscriber listens on loopback.
   */
  reach(publicOrigin: string, localOrigin: string): void;
}

/** Graph's side of change notifications, over HTTP (docs/platform/graph.md, “A notice address must answer at once”). */
export function postman(o: {
  state: GraphState;
  clock: Clock;
  fetch: typeof fetch;
  log: Log;
  tenant: string;
}): Postman {
  const { state, clock } = o;
  const places = new Map<string, string>();
  const posted: Posted[] = [];
  const waiting = new Map<string, unknown[]>();

  function local(url: string): string {
    const origin = URL.canParse(url) ? new URL(url).origin : url;
    const place = places.get(origin);
    return place === undefined ? url : `${place}${url.slice(origin.length)}`;
  }

  async function post(
    url: string,
    init: RequestInit,
    patience: number,
  ): Promise<{ status: number; text: string } | undefined> {
    try {
      return await withDeadline(clock, patience, async (signal) => {
        const answer = await o.fetch(local(url), { method: 'POST', redirect: 'manual', signal, ...init });
        return { status: answer.status, text: await answer.text() };
      });
    } catch {
      o.log.debug('sim.graph.notice-unanswered', {});
      return undefined;
    }
  }

  async function say(url: string, body: unknown): Promise<void> {
    for (const wait of [0, ...RETRY_WAITS]) {
      if (wait > 0) await clock.sleep(wait);
      const text = JSON.stringify(body);
      const answer = await post(url, { body: text, headers: { 'content-type': 'application/json' } }, NOTICE_PATIENCE);
      posted.push({ at: clock.now(), url, body, status: answer?.status });
      if (answer && answer.status >= 200 && answer.status < 300) return;
    }
  }

  /** Collects notifications for the same address for a moment and sends them in one POST. */
  function queue(url: string, item: unknown): void {
    const held = waiting.get(url);
    if (held) {
      held.push(item);
      return;
    }
    waiting.set(url, [item]);
    clock.spawn('graph notice', async () => {
      await clock.sleep(state.settings.lag.noticeMs);
      const value = waiting.get(url) ?? [];
      waiting.delete(url);
      await say(url, { value });
      if (result.duplicates) await say(url, { value });
    });
  }

  const common = (row: SubscriptionRow) => ({
    subscriptionId: row.id,
    subscriptionExpirationDateTime: utcStamp(row.expiresAt),
    ...(row.clientState === undefined ? {} : { clientState: row.clientState }),
    tenantId: o.tenant,
  });

  const result: Postman = {
    posted,
    duplicates: false,
    losing: false,
    reach(publicOrigin, localOrigin) {
      places.set(new URL(publicOrigin).origin, localOrigin.replace(/\/$/, ''));
    },
    async validate(url) {
      // These characters come back intact only if the receiver decodes the query.
      const token = `Validation: Testing client application reachability for subscription Request-Id: ${state.nextGuid(8)} +&=%`;
      const separator = url.includes('?') ? '&' : '?';
      const asked = `${url}${separator}validationToken=${encodeURIComponent(token)}`;
      const answer = await post(
        asked,
        { headers: { 'content-type': 'text/plain; charset=utf-8' } },
        HANDSHAKE_PATIENCE,
      );
      posted.push({ at: clock.now(), url: asked, body: undefined, status: answer?.status });
      if (!answer) return 'Subscription validation request timed out.';
      if (answer.status !== 200)
        return `Subscription validation request failed. HTTP status code is '${answer.status}'. Notification endpoint must respond with 200 OK to validation request.`;
      return answer.text === token
        ? undefined
        : 'Subscription validation request failed. Response must exactly match validationToken query parameter.';
    },
    changed({ kind, event }) {
      if (result.losing) return;
      const now = clock.now();
      for (const row of state.subscriptions.values()) {
        if (row.userId !== event.owner || row.expiresAt <= now || !row.changeType.includes(kind)) continue;
        const id = row.immutableIds ? event.id : restId(event.id);
        const path = `Users/${event.owner}/Events/${id}`;
        queue(row.notificationUrl, {
          ...common(row),
          changeType: kind,
          resource: path,
          resourceData: {
            '@odata.type': '#Microsoft.Graph.Event',
            '@odata.id': path,
            '@odata.etag': `W/"ck${event.version}"`,
            id,
          },
        });
      }
    },
    lifecycle(row, event) {
      if (event === 'subscriptionRemoved') state.subscriptions.delete(row.id);
      const url = row.lifecycleNotificationUrl;
      if (url !== undefined) queue(url, { ...common(row), lifecycleEvent: event });
    },
  };
  return result;
}
