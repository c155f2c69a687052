import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, isAskedAbout, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const kinds = async (ticket: number) => (await msp.history(ticket)).map((event) => event.kind);
const catchUps = () => msp.dana.channel().filter((message) => message.words.includes('Teams is back'));

describe('Teams down for half an hour', () => {
  it('ends nobody’s offer: people are asked again when it is back, and one card reports the outage', async () => {
    msp = await smallMsp();
    const before = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    const first = whoIsAsked(msp, 'Monitor');
    const lift = msp.teams.faults.add({ kind: 'error', status: 503, stored: false }, { times: 1_000_000 });
    // The first message that does not arrive shows it.
    msp.ticket('Scanner does not scan');
    await msp.minutes(2);
    const during = Array.from({ length: 3 }, (_, n) => msp.ticket(`Keyboard ${n + 1} is broken`));
    await msp.minutes(28);
    for (const ticket of [before, ...during]) expect(await kinds(ticket)).not.toContain('unanswered');
    lift();
    await msp.minutes(4);

    expect(catchUps()).toHaveLength(1);
    expect(catchUps()[0]?.words).toContain('3 new tickets');
    expect(isAskedAbout(first, 'Monitor')).toBe(true);
    for (let n = 1; n <= 3; n += 1) {
      const asked = whoIsAsked(msp, `Keyboard ${n} is`);
      await claims(msp, asked, myCard(asked, `Keyboard ${n} is`));
    }
    await msp.minutes(1);
    for (const ticket of during) expect(msp.haloOwner(ticket)).toBeDefined();
    await msp.minutes(20);
    expect(await kinds(before)).toContain('unanswered');
    expect(channelCard(msp.dana, 'Monitor').words).not.toBe('');
  });

  it('is told apart from one person whose chat does not answer; then the next person is asked in time', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Printer on the second floor jams', 'It jams every time.');
    await msp.minutes(1);
    const first = whoIsAsked(msp, 'second floor');
    const conversation = (await msp.store.query('surfaces', { index: 'byTicket', eq: [String(ticket)], limit: 9 })).docs
      .map((doc) => doc.data)
      .find((surface) => surface.personId !== undefined)?.at?.id;
    expect(conversation).toBeDefined();
    msp.teams.faults.add(
      { kind: 'error', status: 503, stored: false },
      { times: 1_000_000, conversation: conversation! },
    );
    await msp.minutes(12);
    expect((await kinds(ticket)).filter((kind) => kind === 'unanswered')).toHaveLength(1);
    expect(whoIsAsked(msp, 'second floor')).toBeDefined();
    expect(catchUps()).toEqual([]);
    expect(first).toBeDefined();
  });
});

describe('people whom no card reaches', () => {
  it('lose the offer to the next person immediately, and the dispatcher is told', async () => {
    msp = await smallMsp();
    for (const person of [msp.ana, msp.ben]) person.block();
    const ticket = msp.ticket('Printer on the second floor jams', 'It jams every time.');
    await msp.minutes(1);
    expect(isAskedAbout(msp.chris, 'second floor')).toBe(true);
    expect((await kinds(ticket)).filter((kind) => kind === 'unanswered').length).toBeGreaterThan(0);
    expect(
      msp.dana
        .channel()
        .some((message) => message.words.includes('Ana Moreau') || message.words.includes('Ben Okafor')),
    ).toBe(true);
  });
});
