import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, fillsIn, isAskedAbout, myCard, saidTo, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const kinds = async (ticket: number) => (await msp.history(ticket)).map((event) => event.kind);

describe('tickets go to technicians only', () => {
  it('a dispatcher who is not a technician is refused with helpful words, and nothing changes', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('VPN drops every ten minutes');
    await msp.minutes(1);
    const card = channelCard(msp.dana, 'VPN drops');
    const to = 'mail:mara@northwind-msp.example';
    const title = card.actions.find((action) => action.startsWith('Give to'))!;
    await msp.does(() => msp.dana.openDialog(card.id, title));
    const answer = await msp.does(() => msp.dana.submitDialog({ to, reason: 'workload' }));
    expect(saidTo(answer)).toContain('not a technician here');
    expect(await kinds(ticket)).not.toContain('overridden');
  });
});

describe('a technician who takes a ticket in the channel', () => {
  it('gets what they need to start in their own chat, with a way back', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('VPN drops every ten minutes');
    await msp.minutes(1);
    const asked = whoIsAsked(msp, 'VPN drops');
    const other = msp.technicians.find((person) => person !== asked)!;
    await fillsIn(msp, other, channelCard(other, 'VPN drops'), 'Take', { reason: 'knows-client' });
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe(other.person.name);
    const card = myCard(other, 'VPN drops');
    expect(card.words).toContain('erika@contoso.example');
    expect(card.actions).toContain('Hand over…');
  });

  it('is told when HaloPSA assigned it to somebody else at the same moment and the poll sees that first', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('VPN drops every ten minutes');
    await msp.minutes(1);
    const asked = whoIsAsked(msp, 'VPN drops');
    const other = msp.technicians.find((person) => person !== asked)!;
    msp.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 'never', then: { status: 500 }, times: 5 });
    await claims(msp, asked, myCard(asked, 'VPN drops'));
    const before = asked.inbox().length;
    msp.halo.people.assign(ticket, msp.agents[other.person.key as 'ana']);
    msp.callboard.desk.hint([String(ticket)]);
    await msp.clock.advance(5_000);
    expect(await kinds(ticket)).toEqual(expect.arrayContaining(['claimed', 'psa-won']));
    expect(asked.inbox().length).toBe(before + 1);
    expect(myCard(asked, 'VPN drops').words).toContain(other.person.name);
  });
});

describe('a ticket whose text is rewritten in HaloPSA', () => {
  const OUTAGE = 'The whole office is down, nobody in the company can work. Everything is down.';

  it('is triaged again while it waits', async () => {
    msp = await smallMsp();
    await msp.does(() => msp.dana.say('pause'));
    const ticket = msp.ticket('Printer jams', 'Every now and then.');
    await msp.minutes(1);
    msp.halo.people.rewrite(ticket, OUTAGE);
    await msp.minutes(1);
    expect((await msp.store.get('tickets', String(ticket)))?.data).toMatchObject({ phase: 'triaged', priority: 1 });
  });

  it('is triaged again when its offer ends without a taker', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Printer jams', 'Every now and then.');
    await msp.minutes(1);
    const asked = whoIsAsked(msp, 'Printer jams');
    msp.halo.people.rewrite(ticket, OUTAGE);
    await msp.minutes(1);
    expect(isAskedAbout(asked, 'Printer jams')).toBe(true);
    await fillsIn(msp, asked, myCard(asked, 'Printer jams'), 'Not me', { reason: 'no-time' });
    await msp.minutes(1);
    expect((await msp.store.get('tickets', String(ticket)))?.data).toMatchObject({ phase: 'offered', priority: 1 });
    expect((await kinds(ticket)).filter((kind) => kind === 'triaged')).toHaveLength(2);
  });
});

describe('triage’s priority in HaloPSA', () => {
  const priorityOf = (ticket: number) => msp.halo.state.tickets.get(ticket)?.priority_id;

  it('is written although the client changed something else at the same moment', async () => {
    msp = await smallMsp();
    msp.halo.faults.down(60_000);
    await msp.clock.advance(0);
    await msp.minutes(2);
    const ticket = msp.ticket('Server down, nobody in the company can work', 'Everything is down.');
    msp.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 'never', then: { status: 500 }, times: 2 });
    await msp.clock.advance(31_000);
    msp.halo.people.rename(ticket, 'Server down, nobody in the company can work!');
    await msp.minutes(5);
    expect(priorityOf(ticket)).toBe(1);
  });

  it('gives way to a human’s later choice', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Server down, nobody in the company can work', 'Everything is down.');
    msp.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 'never', then: { status: 500 }, times: 2 });
    await msp.clock.advance(31_000);
    msp.halo.people.setPriority(ticket, 2);
    msp.callboard.desk.hint([String(ticket)]);
    await msp.minutes(5);
    expect(priorityOf(ticket)).toBe(2);
  });
});

it('a PSA that hangs while many tickets wait for triage does not delay the end of an offer', async () => {
  msp = await smallMsp();
  const offered = msp.ticket('Server down, nobody in the company can work', 'Everything is down. Please hurry!');
  await msp.minutes(1);
  const first = whoIsAsked(msp, 'Server down');
  for (let n = 0; n < 60; n += 1) {
    const client = msp.halo.seed.client({ name: `Client ${n}`, sla_id: 1 });
    msp.ticket(`Printer ${n} jams`, 'It jams.', { client_id: client.id });
  }
  msp.halo.faults.add({ method: 'GET', path: '/Client', applies: 'never', then: 'hang', times: 200 });
  await msp.minutes(4);
  expect(isAskedAbout(first, 'Server down')).toBe(false);
  expect((await kinds(offered)).filter((kind) => kind === 'offered').length).toBeGreaterThan(1);
});
