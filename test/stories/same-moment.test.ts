import { afterEach, describe, expect, it } from 'vitest';
import { takeIn } from '../../desk/intake/intake.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, myCard, saidTo, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

describe('somebody changes a ticket in HaloPSA while our assignment is on its way', () => {
  it('a close is not hidden by the assignment, and the next poll closes the ticket here', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Printer jams again');
    await msp.minutes(1);
    // Halo takes its time: the ticket was read open, and is closed before the assignment is applied.
    msp.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 3_000, then: 'answer' });
    const asked = whoIsAsked(msp, 'Printer jams');
    await claims(msp, asked, myCard(asked, 'Printer jams'));
    await msp.clock.advance(1_000);
    msp.halo.people.close(ticket);
    await msp.minutes(1);
    expect((await msp.history(ticket)).map((event) => event.kind)).toContain('psa-confirmed');
    expect((await msp.store.get('tickets', String(ticket)))?.data.phase).toBe('closed');
    expect(channelCard(msp.mara, 'Printer jams').words).toContain('Closed');
  });

  it('a new title is read', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Printer jams again');
    await msp.minutes(1);
    msp.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 3_000, then: 'answer' });
    const asked = whoIsAsked(msp, 'Printer jams');
    await claims(msp, asked, myCard(asked, 'Printer jams'));
    await msp.clock.advance(1_000);
    msp.halo.people.rename(ticket, 'Printer is on fire');
    await msp.minutes(1);
    expect((await msp.store.get('texts', String(ticket)))?.data.psa.title).toBe('Printer is on fire');
  });
});

it('a ticket read before our assignment and stored after it is not treated as news', async () => {
  msp = await smallMsp();
  const ticket = msp.ticket('Printer jams again');
  await msp.minutes(1);
  const before = (await msp.store.get('texts', String(ticket)))!.data.psa;
  msp.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 3_000, then: 'answer' });
  const asked = whoIsAsked(msp, 'Printer jams');
  await claims(msp, asked, myCard(asked, 'Printer jams'));
  await msp.clock.advance(1_000);
  // More changes than who has it, so that our own write does not tell the whole new version.
  msp.halo.people.rename(ticket, 'Printer is on fire');
  const renamed = { ...before, title: 'Printer is on fire', version: 'renamed', updatedAt: msp.clock.now() };
  await msp.clock.advance(4_000);
  expect((await msp.history(ticket)).map((event) => event.kind)).toContain('psa-confirmed');
  await takeIn(msp.store, [renamed], msp.clock.now());
  expect((await msp.store.get('tickets', String(ticket)))?.data.phase).toBe('taken');
  await msp.minutes(1);
  expect((await msp.store.get('texts', String(ticket)))?.data.psa.title).toBe('Printer is on fire');
});

describe('an assignment that lands without an answer, and an undo meanwhile', () => {
  it.each([
    ['a push says so', 'drop' as const, 0, true],
    ['late', 'drop' as const, 4_000, true],
    ['a 500 said otherwise', { status: 500 }, 0, true],
    ['nobody looks before our own repeat', { status: 500 }, 0, false],
  ])('the undo stands: %s', async (_how, then, applies, pushed) => {
    // Without a push the next poll is far away.
    msp = await smallMsp({ policy: { pollSeconds: pushed ? 30 : 600 } });
    const ticket = msp.ticket('Printer jams again');
    msp.callboard.desk.hint([String(ticket)]);
    await msp.minutes(1);
    msp.halo.faults.add({ method: 'POST', path: '/Tickets', applies, then });
    const asked = whoIsAsked(msp, 'Printer jams');
    await claims(msp, asked, myCard(asked, 'Printer jams'));
    await msp.clock.advance(2_500);
    const undone = await msp.does(() => asked.click(myCard(asked, 'Printer jams').id, 'Undo'));
    expect(saidTo(undone)).not.toContain('Too late');
    if (pushed) msp.callboard.desk.hint([String(ticket)]);
    await msp.minutes(pushed ? 2 : 25);
    const kinds = (await msp.history(ticket)).map((event) => event.kind);
    expect(kinds).toContain('undone');
    expect(kinds.filter((kind) => kind === 'psa-won' || kind === 'changed-in-psa')).toEqual([]);
    expect(msp.haloOwner(ticket)).toBeUndefined();
  });
});

it('a ticket closed before HaloPSA confirmed our assignment, and reopened, does not stay “not yet in HaloPSA”', async () => {
  msp = await smallMsp();
  const ticket = msp.ticket('Printer jams again');
  await msp.minutes(1);
  msp.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 0, then: 'drop' });
  const asked = whoIsAsked(msp, 'Printer jams');
  await claims(msp, asked, myCard(asked, 'Printer jams'));
  await msp.clock.advance(1_000);
  msp.halo.people.close(ticket);
  msp.callboard.desk.hint([String(ticket)]);
  await msp.minutes(1);
  msp.halo.people.reopen(ticket);
  await msp.minutes(1);
  expect((await msp.store.get('tickets', String(ticket)))?.data).toMatchObject({ phase: 'taken', sync: 'clean' });
});

describe('people in HaloPSA decide against our assignment before it lands', () => {
  /** Whoever was asked claims it; before Halo has applied that, the coordinator there gives it to somebody else. */
  async function aLateClaim(then: 'drop' | 'answer') {
    msp = await smallMsp();
    const ticket = msp.ticket('Printer jams again');
    await msp.minutes(1);
    const asked = whoIsAsked(msp, 'Printer jams');
    const byName = Object.entries(msp.agents);
    const same = byName.find(([name]) => asked.person.name.toLowerCase().startsWith(name))![1];
    const [chosen, third] = byName.map(([, agent]) => agent).filter((agent) => agent !== same) as [number, number];
    msp.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 4_000, then });
    await claims(msp, asked, myCard(asked, 'Printer jams'));
    await msp.clock.advance(1_000);
    msp.halo.people.assign(ticket, chosen);
    msp.callboard.desk.hint([String(ticket)]);
    await msp.clock.advance(1_500);
    return { ticket, same, chosen, third, kinds: async () => (await msp.history(ticket)).map((event) => event.kind) };
  }
  const inHalo = (ticket: number) => msp.halo.state.tickets.get(ticket)?.agent_id;
  const atTheDesk = async (ticket: number) => (await msp.store.get('tickets', String(ticket)))?.data;

  it.each(['drop', 'answer'] as const)('their choice is put back (%s)', async (then) => {
    const { ticket, chosen, kinds } = await aLateClaim(then);
    expect(await kinds()).toContain('psa-won');
    await msp.clock.advance(2_000);
    // Without an answer nobody knows yet; an answer told us at once.
    if (then === 'drop') expect(inHalo(ticket)).not.toBe(chosen);
    msp.callboard.desk.hint([String(ticket)]);
    await msp.minutes(2);
    expect(inHalo(ticket)).toBe(chosen);
    expect(await atTheDesk(ticket)).toMatchObject({ owner: { personId: `agent:${chosen}` }, sync: 'clean' });
    expect((await kinds()).filter((kind) => kind === 'changed-in-psa')).toHaveLength(1);
    expect(await kinds()).toContain('psa-restored');
  });

  it('their choice is put back also when they removed the owner', async () => {
    const { ticket } = await aLateClaim('drop');
    msp.halo.people.assign(ticket, undefined);
    msp.callboard.desk.hint([String(ticket)]);
    await msp.minutes(2);
    expect((await msp.history(ticket)).map(({ kind, data }) => data['what'] ?? kind)).toEqual(
      expect.arrayContaining(['unassigned', 'psa-restored']),
    );
    expect(msp.haloOwner(ticket)).toBeUndefined();
  });

  it('a person assigned by hand to the same agent meanwhile keeps the ticket', async () => {
    const { ticket, same, third, kinds } = await aLateClaim('drop');
    await msp.clock.advance(2_000);
    msp.halo.people.assign(ticket, third);
    msp.halo.people.assign(ticket, same);
    msp.callboard.desk.hint([String(ticket)]);
    await msp.minutes(2);
    expect(inHalo(ticket)).toBe(same);
    expect(await atTheDesk(ticket)).toMatchObject({ owner: { personId: `agent:${same}` }, sync: 'clean' });
    expect(await kinds()).not.toContain('psa-restored');
  });
});
