import { z } from 'zod';
import type { GraphNotice } from '../desk/ports/subscriptions.ts';
import { mailOf } from './client-state.ts';
import { lenient, optionalText } from './wire.ts';

/** Graph's tokens are a few hundred characters long; a longer one is not from Graph. */
const LONGEST_TOKEN = 4_096;

const one = z.object({
  subscriptionId: lenient(z.string().max(200)),
  clientState: lenient(z.string().max(200)),
  lifecycleEvent: optionalText,
});
const body = z.object({ value: z.array(z.unknown()).max(1_000) });

/**
 * Reads a request to the notification or lifecycle address
 * (docs/platform/graph.md, “Notices and lifecycle events have one shape”). `ok: false`: nothing in it is from Graph.
 * Notifications with a wrong clientState are skipped
 * (docs/platform/graph.md, “A notice is proved by its clientState”).
 */
export function readNotice(
  secret: string,
  query: Readonly<Record<string, unknown>>,
  raw: unknown,
): { readonly answer?: string; readonly notice?: GraphNotice; readonly ok: boolean } {
  const token = query['validationToken'];
  if (token !== undefined) {
    const fine = typeof token === 'string' && token.length > 0 && token.length <= LONGEST_TOKEN;
    return fine ? { answer: token, ok: true } : { ok: false };
  }
  const parsed = body.safeParse(raw);
  if (!parsed.success) return { ok: false };
  const mails = new Set<string>();
  const renew = new Set<string>();
  let missed = false;
  for (const item of parsed.data.value) {
    const read = one.safeParse(item).data;
    const mail = mailOf(secret, read?.clientState ?? '');
    if (!read || mail === undefined) continue;
    const event = read.lifecycleEvent?.toLowerCase();
    if (event === 'reauthorizationrequired') {
      if (read.subscriptionId !== undefined) renew.add(read.subscriptionId);
      continue;
    }
    mails.add(mail);
    if (event === 'subscriptionremoved' && read.subscriptionId !== undefined) renew.add(read.subscriptionId);
    if (event === 'subscriptionremoved' || event === 'missed') missed = true;
  }
  if (mails.size === 0 && renew.size === 0) return { ok: false };
  return { notice: { mails: [...mails], renew: [...renew], missed }, ok: true };
}
