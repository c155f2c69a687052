import { afterEach, describe, expect, it } from 'vitest';
import { eraseContact, erasePerson, eraseTicket } from '../../desk/records/erase.ts';
import { canonicalJson } from '../../model/canonical.ts';
import { replay } from '../../routing/index.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { claims, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

const TUESDAY_TEN = Date.UTC(2026, 10, 24, 10);

let msp: SmallMsp;
afterEach(() => msp.close());

async function everythingStored(): Promise<string> {
  const ids = ['1001', '1002'];
  const parts = [
    await msp.store.getMany('tickets', ids),
    await msp.store.getMany('texts', ids),
    await msp.store.getMany('triage', ids),
    (await msp.store.query('events', { index: 'byTime', limit: 500 })).docs,
    await msp.store.query('people', { index: 'byName', limit: 100 }),
  ];
  return JSON.stringify(parts);
}

describe('erasing personal data', () => {
  it('removes a contact from every ticket and leaves log and decisions intact; they still replay', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Erika’s monitor stays black', 'My monitor is black. Erika Beispiel, +49 30 1234567');
    await msp.minutes(1);
    const owner = whoIsAsked(msp, 'monitor stays black');
    await claims(msp, owner, myCard(owner, 'monitor stays black'));
    await msp.minutes(2);
    const history = await msp.history(ticket);
    const decisionId = (await msp.store.get('tickets', String(ticket)))?.data.decisionId ?? '';

    expect(await eraseContact(msp.store, 'erika beispiel')).toEqual([String(ticket)]);

    expect(await everythingStored()).not.toMatch(/Erika|1234567|erika@/);
    expect(await msp.history(ticket)).toEqual(history);
    const decision = (await msp.store.get('decisions', decisionId))!.data;
    const snapshot = (await msp.store.get('snapshots', decision.snapshot))!.data;
    expect(canonicalJson(replay(decision, snapshot))).toBe(canonicalJson(decision));
  });

  it.each(['by mail address', 'with a ticket'])('reaches appointments without a ticket: %s', async (how) => {
    msp = await smallMsp({ visits: true });
    const { sim } = msp.graph!;
    const service = [...(sim.state.businesses.get(BUSINESS)?.services.values() ?? [])][0]!;
    const customer = { name: 'Erika Beispiel', mail: 'Erika@contoso.example' };
    const made = sim.human.bookOnPage({ business: BUSINESS, serviceId: service.id, start: TUESDAY_TEN, customer });
    const ticket = msp.ticket('Please reset my password', 'I forgot it.');
    // Lists leave the contact's address out; a ticket that Halo tells of is read by itself, with it.
    msp.callboard.desk.hint([String(ticket)]);
    await msp.minutes(5);
    const untied = async () => (await msp.store.query('untied', { index: 'byStart', limit: 10 })).docs;
    expect(await untied()).toMatchObject([{ data: { customerMail: 'erika@contoso.example' } }]);

    if (how === 'with a ticket') await eraseTicket(msp.store, String(ticket));
    else await eraseContact(msp.store, 'Erika@Contoso.example');

    // Nor is it read again while nothing changes in Bookings; the appointment itself stays in the dispatcher's sight.
    await msp.minutes(10);
    expect(JSON.stringify(await untied())).not.toMatch(/erika/i);
    expect(await untied()).toMatchObject([{ data: { start: made.start } }]);
  });

  it('removes a person who left; the log keeps an id that names nobody', async () => {
    msp = await smallMsp();
    const id = `agent:${msp.agents.ben}`;
    await erasePerson(msp.store, id);
    expect(JSON.stringify(await msp.store.get('people', id))).not.toMatch(/Ben|northwind/);
  });
});
