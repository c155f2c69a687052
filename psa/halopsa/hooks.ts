import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { PsaPort } from '../../desk/ports/psa.ts';
import type { Clock } from '../../model/clock.ts';
import type { HaloConfig } from './config.ts';
import { DEADLINE, type HaloHttp } from './http.ts';
import { rowsOf } from './rows.ts';
import { optionalNumber, optionalText } from './wire.ts';

/** docs/platform/halopsa.md, “Webhook events have numbers”. */
const EVENTS = [
  { eventno: 3, name: 'New ticket' },
  { eventno: 19, name: 'Updated' },
  { eventno: 39, name: 'Closed' },
  { eventno: 76, name: 'Status changed' },
  { eventno: 1072, name: 'Deleted' },
] as const;

/** A push names a handful of tickets; a body with more ids than this is not a push. */
const MOST_IDS = 1_000;

const webhookRow = z.object({ id: z.string(), url: optionalText });
const notificationRow = z.object({ webhook_id: optionalText, eventno: optionalNumber });

/**
 * Registers for pushes and reads them. Only the ticket ids are trusted, and those tickets are fetched again
 * (docs/platform/halopsa.md, “Pushes are unsigned, and repeats are not documented”).
 */
export function createHooks(
  http: HaloHttp,
  secret: HaloConfig['webhook'],
  clock: Clock,
): Pick<PsaPort, 'subscribe' | 'readHook'> {
  return {
    async subscribe(url) {
      const hooks = await http.get('/Webhook', {}, rowsOf(webhookRow, 'webhooks'));
      const known = hooks.rows.find((row) => row.url === url);
      // Written on every call: an administrator may have disabled the webhook, or the password may have changed.
      const hook = await http.post(
        '/Webhook',
        {
          ...(known ? { id: known.id } : {}),
          name: 'Callboard',
          url,
          type: 0,
          method: 0,
          active: true,
          content_type: 'application/json',
          authentication_type: secret ? 1 : 0,
          ...(secret ? { basic_username: secret.user, basic_password: secret.password } : {}),
        },
        webhookRow,
        clock.now() + DEADLINE,
      );
      const events = await http.get('/Notification', { webhook_id: hook.id }, rowsOf(notificationRow, 'notifications'));
      const has = new Set(events.rows.flatMap((row) => (row.webhook_id === hook.id ? [row.eventno] : [])));
      for (const event of EVENTS) {
        if (has.has(event.eventno)) continue;
        await http.post(
          '/Notification',
          { webhook_id: hook.id, type: -2, delivery_method: 6, eventno: event.eventno, name: event.name },
          z.unknown(),
          clock.now() + DEADLINE,
        );
      }
      return { ids: [hook.id] };
    },

    readHook(headers, raw) {
      const refused = { ok: false, ticketIds: [] };
      if (!secret || !sameSecret(headers.authorization, `${secret.user}:${secret.password}`)) return refused;
      try {
        const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
        // docs/platform/halopsa.md, “Several events may come in one push”.
        const events: readonly unknown[] = Array.isArray(body) ? body : [body];
        const ids = new Set(events.slice(0, MOST_IDS).flatMap(ticketIdOf));
        return { ok: true, ticketIds: [...ids] };
      } catch {
        return refused;
      }
    },
  };
}

/** Compares in constant time, so that nobody can guess the secret letter by letter. */
function sameSecret(header: string | undefined, expected: string): boolean {
  const sent = Buffer.from(/^Basic\s+(\S+)$/i.exec(header ?? '')?.[1] ?? '', 'base64');
  const digest = (value: Uint8Array | string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(sent), digest(expected));
}

const hookBody = z.object({
  ticket: z.object({ id: optionalNumber }).nullish().catch(undefined),
  action: z.object({ ticket_id: optionalNumber }).nullish().catch(undefined),
  ticket_id: optionalNumber,
  object_id: optionalNumber,
});

function ticketIdOf(event: unknown): string[] {
  const parsed = hookBody.safeParse(event);
  if (!parsed.success) return [];
  const { ticket, action, ticket_id: plain, object_id: object } = parsed.data;
  const id = ticket?.id ?? action?.ticket_id ?? plain ?? object;
  return id !== undefined && Number.isSafeInteger(id) && id > 0 ? [String(id)] : [];
}
