import { afterEach, describe, expect, it } from 'vitest';
import { SINGLETONS } from '../../desk/runtime/singletons.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, fillsIn, isAskedAbout, myCard, saidTo, whoIsAsked } from '../../harness/msp/trade.ts';

/** Three copies behind a load balancer that sends each request of each person wherever it likes. */
let msp: SmallMsp;
afterEach(() => msp.close());

const kinds = async (ticket: number) => (await msp.history(ticket)).map((event) => event.kind);
const count = async (ticket: number, kind: string) => (await kinds(ticket)).filter((one) => one === kind).length;

describe('three instances over one store', () => {
  it('hear, triage, decide and offer a ticket once, and give the same answer at each instance', async () => {
    msp = await smallMsp({ copies: 3 });
    const tickets = Array.from({ length: 8 }, (_, n) => msp.ticket(`Monitor ${n} stays black`));
    await msp.minutes(2);
    for (const ticket of tickets) {
      expect(await count(ticket, 'heard')).toBe(1);
      expect(await count(ticket, 'triaged')).toBe(1);
    }
    for (const [n, ticket] of tickets.entries()) {
      const asked = msp.technicians.find((person) =>
        person.inbox().some((message) => message.words.includes(`Monitor ${n} stays`)),
      );
      if (!asked) continue;
      const other = msp.technicians.find((person) => person !== asked)!;
      await msp.does(() => other.openDialog(channelCard(other, `Monitor ${n} stays`).id, 'Take it'));
      // At once, at two copies or at one; who was asked comes first.
      const both = [
        msp.clock.enter(() => asked.click(myCard(asked, `Monitor ${n} stays`).id, 'Take it')),
        msp.clock.enter(() => other.submitDialog({ reason: 'nearer' })),
      ];
      await msp.clock.advance(0);
      const [yes, no] = await Promise.all(both);
      expect(yes!.kind).toBe('card');
      expect(saidTo(no!)).toContain(asked.person.name);
      expect(await count(ticket, 'claimed')).toBe(1);
    }
    await msp.minutes(2);
    for (const ticket of tickets) {
      if ((await count(ticket, 'claimed')) === 1) expect(msp.haloNotes(ticket)).toHaveLength(1);
    }
    expect(msp.teams.log.aboveLimits()).toEqual([]);
  });

  it('open a dialog at one instance and submit it at another; undo works at any; a pause holds for all', async () => {
    msp = await smallMsp({ copies: 3 });
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    const first = whoIsAsked(msp, 'Monitor');
    await fillsIn(msp, first, myCard(first, 'Monitor'), 'Not me', { reason: 'no-time' });
    // The planner may be at any copy; it hears of it within seconds, not at the next full pass.
    await msp.clock.advance(8_000);
    const second = whoIsAsked(msp, 'Monitor');
    expect(second).not.toBe(first);
    await claims(msp, second, myCard(second, 'Monitor'));
    await msp.clock.advance(10_000);
    await msp.does(() => second.click(myCard(second, 'Monitor').id, 'undo'));
    await msp.clock.advance(10_000);
    expect(await count(ticket, 'undone')).toBe(1);
    expect(msp.haloOwner(ticket)).toBeUndefined();

    await msp.does(() => msp.dana.say('pause'));
    const late = msp.ticket('Keyboard is wet');
    await msp.minutes(3);
    expect(await kinds(late)).not.toContain('offered');
    await msp.does(() => msp.dana.say('resume'));
    await msp.minutes(1);
    expect(await kinds(late)).toContain('offered');
  });

  it('answer a repeated activity at another instance as before without doing it again', async () => {
    msp = await smallMsp({ copies: 3 });
    const answers: unknown[] = [];
    msp.teams.log.listen(({ entry, request, answer }) => {
      // Cards ask for their own views by themselves meanwhile.
      const pressed = entry.what.startsWith('adaptiveCard') && !JSON.stringify(request).includes('"automatic"');
      if (entry.direction === 'in' && pressed) answers.push(answer);
    });
    const twice = async (what: () => Promise<unknown>) => {
      answers.length = 0;
      msp.teams.faults.resend();
      await what();
      await msp.clock.advance(10_000);
      expect(answers).toHaveLength(2);
      expect(JSON.stringify(answers[1])).not.toMatch(/changed since|Too late/);
    };
    for (let n = 0; n < 5; n += 1) {
      const words = `Monitor ${n} stays black`;
      const ticket = msp.ticket(words);
      await msp.minutes(1);
      const asked = whoIsAsked(msp, words);
      await twice(() => claims(msp, asked, myCard(asked, words)));
      await twice(() => msp.does(() => asked.click(myCard(asked, words).id, 'undo')));
      expect(await count(ticket, 'claimed')).toBe(1);
      expect(await count(ticket, 'undone')).toBe(1);
    }
  });

  it('hand their loops over before any lease ends when they are stopped', async () => {
    msp = await smallMsp({ copies: 3 });
    await msp.minutes(1);
    for (const copy of msp.callboards.slice(0, 2)) {
      await msp.stops(copy);
      const ticket = msp.ticket('Monitor stays black');
      msp.callboards[2]!.desk.hint([String(ticket)]);
      await msp.clock.advance(SINGLETONS.planner.leaseMs / 3);
      expect(await kinds(ticket)).toContain('offered');
    }
  });

  it('stop within ten seconds whatever hangs, and the others finish the work', async () => {
    msp = await smallMsp({ copies: 2, each: (_, parts) => ({ ...parts, wallClock: parts.clock }) });
    await msp.minutes(1);
    const [first, second] = msp.callboards;
    msp.teams.faults.add({ kind: 'hang', stored: true }, { method: 'POST', times: 40 });
    const ticket = msp.ticket('Monitor stays black');
    second!.desk.hint([String(ticket)]);
    await msp.clock.advance(8_000);
    expect(await kinds(ticket)).toContain('offered');
    // Cards are on their way, and nobody answers.
    let stopped = false;
    void msp.stops(first!, 10_000).then(() => (stopped = true));
    await msp.clock.advance(10_000);
    await expect.poll(() => stopped).toBe(true);
    msp.teams.faults.clear();
    await msp.minutes(2);
    expect(isAskedAbout(whoIsAsked(msp, 'Monitor'), 'Monitor')).toBe(true);
    expect((await msp.store.countEffects()).begun).toBe(0);
  });

  it('follow a webhook at the instance that received it, wherever the poller runs', async () => {
    msp = await smallMsp({ copies: 3, policy: { pollSeconds: 300 } });
    // A copy that joins others has no room for requests saved up yet.
    await msp.minutes(1);
    for (const copy of msp.callboards) {
      const ticket = msp.ticket('Monitor stays black');
      copy.desk.hint([String(ticket)]);
      await msp.clock.advance(8_000);
      expect(await kinds(ticket)).toContain('offered');
    }
  });
});
