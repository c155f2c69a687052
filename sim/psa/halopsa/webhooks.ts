import type { Clock } from '../../../model/clock.ts';
import { withDeadline } from '../../../model/deadline.ts';
import type { Log } from '../../../model/log.ts';
import {
  created,
  missing,
  numberOf,
  ok,
  parameter,
  posted,
  refused,
  textOf,
  type Answer,
  type Call,
  type Handler,
} from './answer.ts';
import type { NotificationRow, TicketRow, WebhookRow } from './rows.ts';
import { EVENTS, type HaloEvent, type HaloState } from './state.ts';
import { ticketJson } from './wire.ts';

/** Deadline for a receiver's answer, ms. */
const HOOK_PATIENCE = 10_000;

/** `/Webhook` and `/Notification`: receivers and their events. */
export function webhookResource(
  state: HaloState,
): Readonly<Record<'list' | 'post' | 'remove' | 'listNotifications' | 'postNotification', Handler>> {
  const json = (row: WebhookRow) => {
    const { basic_password: _secret, ...shown } = row;
    return { ...shown, type: 0, method: 0, authentication_type: row.basic_username === undefined ? 0 : 1 };
  };
  return {
    list: (): Answer => ok([...state.webhooks.values()].map(json)),
    post: (call: Call): Answer =>
      posted(call, (row) => {
        const known = state.webhooks.get(textOf(row.id) ?? '');
        if (row.id !== undefined && !known) return missing;
        const url = textOf(row.url) ?? known?.url;
        if (url === undefined) return refused('A webhook needs a URL');
        const user = textOf(row.basic_username) ?? known?.basic_username;
        const password = textOf(row.basic_password) ?? known?.basic_password;
        const hook: WebhookRow = {
          id: known?.id ?? state.nextGuid(3),
          name: textOf(row.name) ?? known?.name ?? '',
          url,
          active: typeof row.active === 'boolean' ? row.active : (known?.active ?? true),
          ...(user === undefined ? {} : { basic_username: user }),
          ...(password === undefined ? {} : { basic_password: password }),
        };
        state.webhooks.set(hook.id, hook);
        return created(json(hook));
      }),
    remove: (call: Call): Answer => (state.webhooks.delete(call.params.id ?? '') ? ok({}) : missing),
    listNotifications(call: Call): Answer {
      const hook = parameter(call, 'webhook_id');
      return ok([...state.notifications.values()].filter((row) => hook === undefined || row.webhook_id === hook));
    },
    postNotification: (call: Call): Answer =>
      posted(call, (row) => {
        const hook = textOf(row.webhook_id);
        const eventno = numberOf(row.eventno);
        if (hook === undefined || !state.webhooks.has(hook) || eventno === undefined) return refused('Invalid event');
        const made: NotificationRow = {
          id: state.nextId('notification'),
          name: textOf(row.name) ?? '',
          webhook_id: hook,
          eventno,
        };
        state.notifications.set(made.id, made);
        return created(made);
      }),
  };
}

/**
 * Pushes each event once to the subscribed addresses
 * (docs/platform/halopsa.md, “Pushes are unsigned, and repeats are not documented”). Events that occur together are sent
 * in one array (docs/platform/halopsa.md, “Several events may come in one push”).
 */
export function webhookSender(o: {
  state: HaloState;
  clock: Clock;
  fetch: typeof fetch;
  log: Log;
  batchMs: number;
}): (event: HaloEvent, ticket: TicketRow) => void {
  const waiting = new Map<string, Record<string, unknown>[]>();

  async function send(hook: WebhookRow): Promise<void> {
    await o.clock.sleep(o.batchMs);
    const events = waiting.get(hook.id) ?? [];
    waiting.delete(hook.id);
    const secret = `${hook.basic_username ?? ''}:${hook.basic_password ?? ''}`;
    try {
      await withDeadline(o.clock, HOOK_PATIENCE, async (signal) => {
        const answer = await o.fetch(hook.url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(hook.basic_username === undefined
              ? {}
              : { authorization: `Basic ${Buffer.from(secret).toString('base64')}` }),
          },
          body: JSON.stringify(events.length === 1 ? events[0] : events),
          signal,
        });
        await answer.arrayBuffer();
      });
    } catch {
      o.log.debug('sim.halo.hook-lost', { hook: hook.id });
    }
  }

  return (event, ticket) => {
    for (const note of o.state.notifications.values()) {
      const hook = note.eventno === EVENTS[event] ? o.state.webhooks.get(note.webhook_id) : undefined;
      if (!hook?.active) continue;
      const list = waiting.get(hook.id);
      const payload = {
        webhook_id: hook.id,
        event: note.name,
        object_id: ticket.id,
        ticket: ticketJson(ticket),
        ...(event === 'updated' ? { action: o.state.actions.get(ticket.id)?.at(-1) ?? null } : {}),
      };
      if (list) {
        list.push(payload);
        continue;
      }
      waiting.set(hook.id, [payload]);
      o.clock.spawn('halo webhook', () => send(hook));
    }
  };
}
