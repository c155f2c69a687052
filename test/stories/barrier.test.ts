import { afterEach, describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../model/desk-ticket.ts';
import { seeded, smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

/** Every offer that was made while some other ticket waited without a triage record. */
function dispatchedTooEarly(log: readonly DeskEvent[]): string[] {
  const span = (kind: string) =>
    new Map(log.filter((event) => event.kind === kind).map((event) => [event.ticketId, event.at]));
  const heard = span('heard');
  const triaged = span('triaged');
  return log
    .filter((event) => event.kind === 'offered')
    .flatMap((offer) =>
      [...heard]
        .filter(
          ([ticket, at]) => ticket !== offer.ticketId && at < offer.at && (triaged.get(ticket) ?? Infinity) > offer.at,
        )
        .map(([ticket]) => `${offer.ticketId} was offered at ${offer.at} while ${ticket} waited for triage`),
    );
}

describe('nothing is dispatched while another waiting ticket has no triage record', () => {
  it.each([1, 2, 3, 4, 5, 6])('in a random hour (seed %i)', async (seed) => {
    msp = await smallMsp();
    const random = seeded(seed);
    const tickets: number[] = [];
    // A client nobody has asked Halo about yet: its agreement must be read before triage can say whose clock runs.
    const fromSomebodyNew = (title: string) => {
      const client = msp.halo.seed.client({ name: `Client ${tickets.length}`, sla_id: 1 });
      return msp.ticket(title, 'It jams.', { client_id: client.id });
    };
    for (let step = 0; step < 40; step += 1) {
      const arriving = Math.floor(random() * 4);
      for (let n = 0; n < arriving; n += 1) tickets.push(fromSomebodyNew(`Printer ${tickets.length} jams`));
      // Halo now and then does not say who the client is: triage has to wait, and everything behind it.
      if (random() < 0.25)
        msp.halo.faults.add({ method: 'GET', path: '/Client', applies: 'never', then: { status: 500 }, times: 3 });
      if (random() < 0.4) {
        const person = msp.technicians[Math.floor(random() * 3)]!;
        const offer = person.inbox().find((message) => message.actions.some((title) => title.startsWith('Take')));
        const take = offer?.actions.find((title) => title.startsWith('Take'));
        if (offer && take !== undefined) await msp.does(() => person.click(offer.id, take));
      }
      await msp.clock.advance(Math.floor(random() * 40_000));
    }
    await msp.minutes(3);
    const log = (await Promise.all(tickets.map((ticket) => msp.history(ticket)))).flat();
    expect(log.filter((event) => event.kind === 'triaged')).toHaveLength(tickets.length);
    expect(log.some((event) => event.kind === 'offered')).toBe(true);
    expect(dispatchedTooEarly(log)).toEqual([]);
  });
});
