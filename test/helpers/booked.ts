import { DateTime } from 'luxon';
import type { ClientSlot } from '../../model/client-page.ts';
import type { Visit } from '../../model/visit.ts';
import { client } from '../../harness/msp/client.ts';
import type { SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, fillsIn } from '../../harness/msp/trade.ts';

export const DETAILS =
  'It has no power at all and smells burnt. Please send somebody to our office, we cannot print labels.';

/** The wall in London, where this MSP works. */
export function wall(at: number): string {
  return DateTime.fromMillis(at, { zone: 'Europe/London' }).toFormat('ccc HH:mm');
}

/** A ticket that is given to somebody, so that its client is sent times; gives its number. */
export async function givenTo(
  msp: SmallMsp,
  summary: string,
  to: 'ana' | 'ben' | 'chris',
  details = DETAILS,
): Promise<number> {
  const ticket = msp.ticket(summary, details);
  await msp.minutes(2);
  await fillsIn(msp, msp.dana, channelCard(msp.dana, summary), 'Give to', {
    to: `agent:${msp.agents[to]}`,
    reason: 'workload',
  });
  await msp.minutes(3);
  return ticket;
}

/** The same, and the client has booked the first time offered that `wanted` takes (every one when absent). */
export async function booked(
  msp: SmallMsp,
  summary: string,
  to: 'ana' | 'ben' | 'chris',
  wanted: (slot: ClientSlot) => boolean = () => true,
): Promise<{ readonly ticket: number; readonly start: number }> {
  const ticket = await givenTo(msp, summary, to);
  const erika = client(msp, 'erika@contoso.example');
  const page = await erika.opensLink();
  const slot = page.is === 'choose' ? page.slots.find(wanted) : undefined;
  if (!slot) {
    const offered = page.is === 'choose' ? page.slots.map(({ start }) => wall(start)).join(', ') : page.is;
    throw new Error(`the client finds no such time for “${summary}”: ${offered}`);
  }
  await erika.chooses(slot.value);
  await msp.minutes(2);
  return { ticket, start: slot.start };
}

export const OUTAGE = 'Network down, nobody in the company can work';

/** An emergency, given to Chris; calendars that were read before it have been read again. Gives its number. */
export async function networkDown(msp: SmallMsp): Promise<number> {
  const details = 'The network switch is dead since this morning. Please send somebody to our office.';
  const outage = await givenTo(msp, OUTAGE, 'chris', details);
  await msp.minutes(11);
  return outage;
}

export async function visitOf(msp: SmallMsp, ticket: number): Promise<Visit> {
  const found = await msp.store.query('visits', { index: 'byTicket', eq: [String(ticket)], limit: 5 });
  const visit = found.docs.at(-1)?.data;
  if (!visit) throw new Error(`ticket ${ticket} has no visit`);
  return visit;
}
