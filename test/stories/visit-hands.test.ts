import { afterEach, describe, expect, test } from 'vitest';
import { booked, givenTo, visitOf, wall } from '../helpers/booked.ts';
import { over } from '../../harness/over.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, fillsIn, myCard, saidTo } from '../../harness/msp/trade.ts';

/** What dispatchers do to a visit's time and people, and what its client hears of it. */
let msp: SmallMsp;
/** Runs once, right after a chosen time was committed and before the calendars are asked. */
let meanwhile: (() => void) | undefined;
afterEach(() => {
  meanwhile = undefined;
  return msp.close();
});

const HOUR = 3_600_000;
const SUMMARY = 'The reception printer is dead';
const mails = () => msp.graph?.sim.human.inbox('erika@contoso.example') ?? [];
const idOf = (who: 'ana' | 'ben') => `agent:${msp.agents[who]}`;

/** Monday, seven in the morning in London: on-site visits can be had from eleven. */
async function morning(): Promise<void> {
  msp = await smallMsp({
    visits: true,
    at: Date.UTC(2026, 10, 23, 7, 0),
    each: (_, parts) => ({
      ...parts,
      store: over(parts.store, {
        async commit(writes) {
          await parts.store.commit(writes);
          if (!writes.some((write) => write.op === 'effect' && write.effect.kind === 'visit.hold')) return;
          meanwhile?.();
          meanwhile = undefined;
        },
      }),
    }),
  });
}

function meeting(who: 'ana' | 'ben', start: number, end: number): void {
  msp.graph?.sim.human.addEvent(`${who}@northwind-msp.example`, { subject: 'Meeting', start, end });
}

/** The ticket by Dana's dialog, and then the visit by the button on its card. */
async function danaGivesBoth(to: 'Ben Okafor', who: 'ben') {
  await fillsIn(msp, msp.dana, channelCard(msp.dana, SUMMARY), 'Give to', { to: idOf(who), reason: 'workload' });
  await msp.minutes(1);
  const card = channelCard(msp.dana, SUMMARY);
  expect(card.words).toContain('It is still planned with Ana');
  const give = card.actions.find((title) => title.startsWith(`Visit to ${to.split(' ')[0]!}`))!;
  const answer = await msp.does(() => msp.dana.click(card.id, give));
  await msp.minutes(2);
  return saidTo(answer);
}

describe('Ana is sick at nine, and her eleven o’clock visit goes to Ben', () => {
  async function hersAtEleven() {
    await morning();
    const { ticket, start } = await booked(msp, SUMMARY, 'ana', (slot) => wall(slot.start).startsWith('Mon 1'));
    await msp.clock.advance(Date.UTC(2026, 10, 23, 9, 0) - msp.clock.now());
    // Less than the notice that a new visit needs.
    expect(start - msp.clock.now()).toBeLessThan(4 * HOUR);
    return { ticket, start };
  }

  test('the time stays, and the client reads who comes', async () => {
    const { ticket, start } = await hersAtEleven();
    await danaGivesBoth('Ben Okafor', 'ben');
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', personIds: [idOf('ben')], slot: { start } });
    expect(mails()[0]?.subject).toMatch(/^Ben will come/);
  });

  test('the visit does not go to Ben when he has something else then', async () => {
    const { ticket, start } = await hersAtEleven();
    meeting('ben', start, start + HOUR);
    expect(await danaGivesBoth('Ben Okafor', 'ben')).toContain('time');
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', personIds: [idOf('ana')], slot: { start } });
  });

  test('the client hears nothing when Ben’s hour is taken at the same moment, and the card says what holds', async () => {
    const { ticket, start } = await hersAtEleven();
    const before = mails().length;
    meanwhile = () => meeting('ben', start, start + HOUR);
    await danaGivesBoth('Ben Okafor', 'ben');
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', personIds: [idOf('ana')], slot: { start } });
    expect(mails()).toHaveLength(before);
    for (const card of [channelCard(msp.dana, SUMMARY), myCard(msp.dana, SUMMARY)]) {
      expect(card.words).toMatch(
        /with Ben Okafor was taken before it could be booked\. The appointment stands as it was/,
      );
    }
  });
});

/** Dana books on the phone: the first time in her dialog that is not the one that stands. */
async function danaChooses(): Promise<void> {
  const card = channelCard(msp.dana, SUMMARY);
  const title = card.actions.find((one) => one.startsWith('Choose a time'))!;
  const dialog = JSON.stringify(await msp.does(() => msp.dana.openDialog(card.id, title)));
  const [, slot] = [...dialog.matchAll(/"value":"([^"]{20,})"/g)].map(([, value]) => value);
  await msp.does(() => msp.dana.submitDialog({ slot: slot ?? '' }));
  await msp.minutes(2);
}

describe('a time that Dana chose is taken before it is booked', () => {
  const takeAll = () => {
    const day = Date.UTC(2026, 10, 23);
    for (let n = 0; n < 21; n += 1) meeting('ana', day + n * 24 * HOUR, day + (n * 24 + 23) * HOUR);
  };

  test('a client on the phone reads that we had planned it, not that they chose it', async () => {
    await morning();
    const ticket = await givenTo(msp, SUMMARY, 'ana');
    meanwhile = takeAll;
    await danaChooses();
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'offered' });
    expect(mails()[0]?.content).toContain('the time that we had in mind for you');
    expect(mails()[0]?.content).not.toContain('the time you chose');
    expect(channelCard(msp.dana, SUMMARY).words).toContain('was taken before it could be booked');
  });

  test('an existing time remains when it was to be replaced', async () => {
    await morning();
    const { ticket, start } = await booked(msp, SUMMARY, 'ana');
    meanwhile = takeAll;
    await danaChooses();
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', slot: { start } });
    expect(mails()[0]?.subject).toBe('Your appointment stands as it was');
    expect(channelCard(msp.dana, SUMMARY).words).toContain('The appointment stands as it was');
  });
});
