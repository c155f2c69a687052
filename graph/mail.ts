import { z } from 'zod';
import type { MailPort, OutgoingMail } from '../desk/ports/mail.ts';
import { ask, follow } from './ask.ts';
import { createOptional } from './optional.ts';
import { EXPAND_KEY, keyIn, keyProperties } from './key-property.ts';
import { path, withQuery } from './path.ts';
import type { GraphCall, Transport } from './transport.ts';
import { collection, lenient, prefer, zulu } from './wire.ts';

export const KEY_HEADER = 'x-callboard-key';
const message = z.object({
  singleValueExtendedProperties: lenient(z.array(z.object({ id: z.string(), value: z.string() }))),
});
/** Pages of 50 that are searched. Beyond them, the answer is unknown. */
const PAGES = 10;

/** Mail from one mailbox of ours (docs/platform/graph.md, “A sent mail has no key, and 202 means accepted”). */
export function createMail(transport: Transport, o: { readonly mailbox: string }): MailPort {
  const optional = createOptional(transport.log, () => transport.clock.now());

  async function inSent(key: string, since: number): Promise<boolean | undefined> {
    // The server sets sentDateTime, and its clock may be slightly behind ours.
    const query = {
      $filter: `sentDateTime ge ${zulu(since - 5 * 60_000)}`,
      $select: 'id',
      $expand: EXPAND_KEY,
      $top: 50,
    };
    const call: GraphCall = {
      method: 'GET',
      at: withQuery(path`/users/${o.mailbox}/messages`, query),
      headers: prefer(),
    };
    let at = call.at;
    for (let pages = 0; pages < PAGES; pages += 1) {
      const page = await ask(transport, { ...call, at }, collection(message));
      if (page.value.some((one) => keyIn(one.singleValueExtendedProperties ?? []) === key)) return true;
      if (page.next === undefined) return false;
      at = follow(transport, page.next, call.at.shape);
    }
    return undefined;
  }

  return {
    async send(mail) {
      const body = { message: messageOf(mail), saveToSentItems: true };
      await transport.send({ method: 'POST', at: path`/users/${o.mailbox}/sendMail`, body });
    },
    sent: (key, since) => optional('Mail.Read', () => inSent(key, since), undefined),
  };
}

/** Exchange derives the plain-text part from the HTML: a message sent as JSON has only one body. */
function messageOf(mail: OutgoingMail): Record<string, unknown> {
  return {
    subject: mail.subject,
    body: { contentType: 'html', content: mail.html },
    toRecipients: mail.to.map(({ name, mail: address }) => ({
      emailAddress: name === undefined ? { address } : { name, address },
    })),
    // The header is for the recipient. We look for the property, because Sent Items do not keep the header.
    internetMessageHeaders: [{ name: KEY_HEADER, value: mail.key }],
    singleValueExtendedProperties: keyProperties(mail.key),
    ...(mail.calendar === undefined ? {} : { attachments: [attachment(mail.calendar)] }),
  };
}

function attachment(calendar: { readonly name: string; readonly content: string }): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name: calendar.name,
    contentType: 'text/calendar',
    contentBytes: Buffer.from(calendar.content).toString('base64'),
  };
}
