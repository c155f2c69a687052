import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, fillsIn, isAskedAbout, myCard, saidTo, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const phase = async (ticket: number) => (await msp.store.get('tickets', String(ticket)))?.data.phase;
const kinds = async (ticket: number) => (await msp.history(ticket)).map((event) => event.kind);
const agentOf = (key: string) => `agent:${msp.agents[key as 'ana']}`;

/** A technician takes what is offered to another; policy lets a dispatcher decide. */
async function proposed() {
  msp = await smallMsp({ policy: { overrideNeedsApproval: true } });
  const ticket = msp.ticket('Monitor stays black');
  await msp.minutes(1);
  const first = whoIsAsked(msp, 'Monitor');
  const second = msp.technicians.find((person) => person !== first)!;
  await fillsIn(msp, second, channelCard(second, 'Monitor'), 'Take', { reason: 'knows-client' });
  return { ticket, first, second };
}

describe('while a dispatcher decides about an override', () => {
  it('the dispatcher is asked in their own chat, and it rings', async () => {
    const { first } = await proposed();
    await msp.clock.advance(10_000);
    const card = myCard(msp.dana, 'Monitor');
    expect(card.actions.some((title) => title.startsWith('Give to'))).toBe(true);
    expect(msp.dana.toasts().filter((toast) => toast.messageId === card.id)).toMatchObject([{ alert: true }]);
    expect(isAskedAbout(first, 'Monitor')).toBe(true);
  });

  it('an offer whose time runs out is over: after a no the next person is asked', async () => {
    const { ticket, first, second } = await proposed();
    await msp.minutes(15);
    expect(await phase(ticket)).toBe('approval');
    await msp.does(() => msp.dana.click(channelCard(msp.dana, 'Monitor').id, 'reject-proposal'));
    await msp.minutes(1);
    expect(isAskedAbout(first, 'Monitor')).toBe(false);
    expect(await phase(ticket)).toBe('offered');
    expect(second.toasts().length).toBeGreaterThan(0);
    await msp.minutes(60);
    expect(await phase(ticket)).toBe('coordinator');
  });

  it('the one who was asked says no: the dispatcher still decides', async () => {
    const { ticket, first, second } = await proposed();
    await msp.clock.advance(10_000);
    await fillsIn(msp, first, myCard(first, 'Monitor'), 'Not me', { reason: 'no-time' });
    await msp.minutes(1);
    expect(await phase(ticket)).toBe('approval');
    await msp.does(() => msp.dana.click(myCard(msp.dana, 'Monitor').id, 'accept-proposal'));
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe(second.person.name);
  });
});

describe('who was passed over by an override', () => {
  it('is asked again when it is undone', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('VPN drops every ten minutes');
    await msp.minutes(1);
    const asked = whoIsAsked(msp, 'VPN drops');
    const other = msp.technicians.find((person) => person !== asked)!;
    const wish = { to: agentOf(other.person.key), reason: 'workload' };
    await fillsIn(msp, msp.dana, channelCard(msp.dana, 'VPN drops'), 'Give to', wish);
    await msp.clock.advance(20_000);
    await msp.does(() => msp.dana.click(channelCard(msp.dana, 'VPN drops').id, 'undo'));
    await msp.clock.advance(20_000);
    expect(msp.haloOwner(ticket)).toBeUndefined();
    expect(isAskedAbout(asked, 'VPN drops')).toBe(true);
  });
});

describe('a ticket is given to technicians only', () => {
  it('a dispatcher who is none is refused with words that help, and nothing changes', async () => {
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

describe('whoever takes a ticket in the channel', () => {
  it('gets what they need to start into their own chat, with the way back', async () => {
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

  it('hears of it when HaloPSA gave it to somebody else in the same moment and the poll sees it first', async () => {
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

describe('a coordinator who left', () => {
  it('leaves nothing lying: whoever leads the desk is told', async () => {
    msp = await smallMsp({ policy: { coordinators: { default: ['gone@northwind-msp.example'] } } });
    const ticket = msp.ticket('Question', 'Could you have a look?');
    await msp.minutes(2);
    expect(await phase(ticket)).toBe('coordinator');
    expect(myCard(msp.dana, String(ticket)).words).toMatch(/Dana Whitfield, Mara Feld, please decide/);
    expect(myCard(msp.dana, String(ticket)).actions).not.toContain('Take it');
  });
});

describe('a ticket whose text is rewritten in HaloPSA', () => {
  const OUTAGE = 'The whole office is down, nobody in the company can work. Everything is down.';

  it('is read anew while it waits for somebody', async () => {
    msp = await smallMsp();
    await msp.does(() => msp.dana.say('pause'));
    const ticket = msp.ticket('Printer jams', 'Every now and then.');
    await msp.minutes(1);
    msp.halo.people.rewrite(ticket, OUTAGE);
    await msp.minutes(1);
    expect((await msp.store.get('tickets', String(ticket)))?.data).toMatchObject({ phase: 'triaged', priority: 1 });
  });

  it('is read anew when it comes back from whoever was asked', async () => {
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

describe('a card says truly why nobody is asked', () => {
  it('offers are paused, and not that everybody is busy', async () => {
    msp = await smallMsp();
    await msp.does(() => msp.dana.say('pause'));
    msp.ticket('Scanner does not scan');
    await msp.minutes(2);
    expect(channelCard(msp.ana, 'Scanner').words).toContain('All offers are paused');
  });

  it('quiet time', async () => {
    msp = await smallMsp({ policy: { quietHours: { from: '08:00', to: '09:00' } } });
    msp.ticket('Scanner does not scan');
    await msp.minutes(2);
    expect(channelCard(msp.ana, 'Scanner').words).toContain('quiet time');
  });

  it('shadow mode', async () => {
    msp = await smallMsp({ policy: { mode: 'shadow' } });
    msp.ticket('Scanner does not scan');
    await msp.minutes(2);
    expect(channelCard(msp.ana, 'Scanner').words).toContain('asks nobody for now');
  });
});

describe('triage’s priority in HaloPSA', () => {
  const priorityOf = (ticket: number) => msp.halo.state.tickets.get(ticket)?.priority_id;

  it('is written although the client changed something else in the same moment', async () => {
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

  it('gives way to what a human chose meanwhile', async () => {
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

it('a PSA that hangs while many tickets wait for triage does not hold the end of an offer for a quarter of an hour', async () => {
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
