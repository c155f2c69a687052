import { beforeAll, describe, expect, test } from 'vitest';
import { faults } from '../cards/conformance.ts';
import { clientHttp, linksIn } from '../helpers/client-http.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { MALLORY, malloryWrites } from '../helpers/mallory.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';

/**
 * Whatever a client types, and whatever the PSA has of them, followed to every place where it ends up: text it was, text
 * it is. A page or mail made of hostile words has the very tags of one made of calm words.
 */
const CALM = 'Ring twice, please';
const HOSTILE = {
  markup:
    `"><script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a>` +
    '</textarea></title></style>--><svg/onload=alert(1)> ${7*7} {{7*7}} %3Cscript%3E &lt;b&gt;',
  Markdown: '[See our photo](https://evil.example/login) ![p](https://evil.example/p.png) **now** <at>all</at>',
  'line ends':
    'Ring\r\nBcc: all@evil.example\r\n\r\n<b>x</b>\r\nEND:VEVENT\r\nBEGIN:VALARM\u2028X\u0085Y\u0000Z\u001b[31m' +
    'a;b,c\\nd\\;ATTENDEE:mailto:all@evil.example\\\r\n LOCATION:elsewhere\r\nDTSTART:20300101T000000Z',
  'strange signs':
    'Ring \u202egnp.exe\u202c \ud83d x \udc00 \u2066hidden\u2069 \u200f\u200bשלום ' +
    '👩🏽‍💻👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 Z\u0338\u0322\u031b\u0334\u0353\u034d\u0303\u0351a 𝕽𝖎𝖓𝖌',
  'very long words': `Ring ${'<b>wörd</b> '.repeat(80)}`,
} as const;

/** What begins another line, or another header. */
const UNRULY = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** What nobody sees but a machine stumbles over: control characters but for ends of lines, halves of signs, and what turns text round. */
const UNSEEN = /(?!\n)\p{Cc}|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/u;
/** Foreign texts side by side can look like one Markdown link, or shout; they stand where signs are shown as signs. */
const LOOKS = ['teams/markdown', 'people/shouting'];

/** The names of a calendar file's lines, unfolded (RFC 5545, 3.1): another name would be another line. */
const namesIn = (file: string) =>
  file
    .replace(/\r\n /g, '')
    .split(/\r\n|[\r\n]/)
    .map((line) => line.split(/[:;]/)[0]);

/** One client's whole way with these words in every field: wishes, a mistake, a booking with a guest, and a cancellation. */
async function tell(words: string) {
  const msp = await smallMsp({ visits: { chaseAfterHours: [] } });
  try {
    return await walk(msp, words);
  } finally {
    await msp.close();
  }
}

async function walk(msp: SmallMsp, words: string) {
  const { sim } = msp.graph!;
  const business = sim.state.businesses.get(BUSINESS)!;
  const question = sim.seed.question(business, { displayName: 'Where do we park?' });
  for (const [id, service] of business.services) {
    business.services.set(id, { ...service, questions: [{ id: question.id, required: false }] });
  }
  // What Bookings asks is remembered for so long.
  await msp.minutes(11);
  const ticket = await malloryWrites(msp, words, { notes: false, details: ` ${words}` });
  const mail = MALLORY;

  const page = clientHttp(msp);
  const [token = ''] = linksIn(msp, mail);
  const pages: Record<string, string> = {};
  const show = async (name: string) => {
    pages[name] = (await page.opens(token)).text;
  };
  const chosen = await page.opens(token);
  pages['choose'] = chosen.text;
  const typed = { note: words, phone: words.slice(0, 40), guests: words, [`answer-${question.id}`]: words };
  // The guests are no addresses, and the time is none: everything is shown again as it was typed.
  pages['mistaken'] = (await page.sends(`${token}/choose`, { slot: words, ...typed })).text;
  await page.sends(`${token}/none`, { wishes: words });
  await msp.minutes(1);
  await show('wishes');
  const short = words.slice(0, 480);
  const slot = chosen.slots.at(-1)!;
  const form = { ...typed, [`answer-${question.id}`]: short, guests: 'guest@client.example', slot };
  const sent = await page.sends(`${token}/choose`, form);
  expect(sent.status).toBe(303);
  await msp.minutes(2);
  await show('confirmed');
  const calendars = [(await page.opens(`${token}/calendar.ics`)).text];
  const [appointment] = sim.human.appointments(BUSINESS);
  const entries = sim.human.calendar('ana@northwind-msp.example');
  pages['another'] = (await page.opens(`${token}/another`)).text;
  expect((await page.sends(`${token}/cancel`, { reason: words })).status).toBe(303);
  await msp.minutes(2);
  await show('cancelled');
  const inboxes = [mail, 'guest@client.example'].flatMap((one) => [...sim.human.inbox(one)]);
  for (const { attachments } of inboxes) {
    for (const one of attachments)
      if (one.contentType === 'text/calendar') calendars.push(Buffer.from(one.contentBytes, 'base64').toString());
  }
  const people = [msp.dana, ...msp.technicians];
  const cards = people.flatMap((person) => [...person.inbox(), ...person.channel()]);
  const notes = (msp.halo.state.actions.get(ticket) ?? []).map((one) => one.note_html);
  return { pages, mails: inboxes, calendars, cards, notes, appointment, entries };
}

/** The tags in their order, with the names of what stands in them: all that a browser or a mail program would act on. */
function tagsOf(html: string): readonly string[] {
  return (html.match(/<[a-z!/][^>]*>/gi) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""').replace(/\s+/g, ' '));
}

/** Where links lead: only those of our own words. */
function linksTo(html: string): readonly string[] {
  return [...html.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, to = '']) =>
    to.replace(/[\w-]{40,}\.[\w-]+/, 'TOKEN'),
  );
}

let calm: Awaited<ReturnType<typeof tell>>;
beforeAll(async () => {
  calm = await tell(CALM);
}, 60_000);

test('harmless words arrive where they should be read', () => {
  const { pages, mails, calendars, cards, appointment } = calm;
  for (const html of [pages['choose'], pages['wishes'], pages['confirmed']]) expect(html).toContain(CALM);
  expect(pages['mistaken']?.split(CALM).length).toBeGreaterThan(5);
  expect(mails.map(({ subject }) => subject).join()).toContain(CALM);
  expect(calendars).toHaveLength(5);
  for (const file of calendars) expect(file).toContain('SUMMARY:');
  expect(cards.filter(({ card }) => JSON.stringify(card).includes(CALM)).length).toBeGreaterThan(1);
  expect(appointment).toMatchObject({
    staffNotes: expect.stringContaining(CALM) as string,
    customers: [{ name: `Mallory ${CALM}`, phone: CALM, customQuestionAnswers: [{ answer: CALM }] }],
  });
});

describe.each(Object.entries(HOSTILE))('%s in every field', (_, words) => {
  test('stays plain text wherever it ends up', { timeout: 60_000 }, async () => {
    const told = await tell(words);

    for (const [name, html] of Object.entries(told.pages)) {
      expect(tagsOf(html), name).toEqual(tagsOf(calm.pages[name]!));
      expect(linksTo(html), name).toEqual(linksTo(calm.pages[name]!));
    }
    expect(told.mails.map(({ content }) => tagsOf(content))).toEqual(calm.mails.map(({ content }) => tagsOf(content)));
    expect(told.mails.map(({ content }) => linksTo(content))).toEqual(
      calm.mails.map(({ content }) => linksTo(content)),
    );
    for (const { subject, headers, to } of told.mails) {
      const lines = [subject, ...headers.flatMap(({ name, value }) => [name, value]), ...to.map(({ name }) => name)];
      for (const line of lines) expect(line).not.toMatch(UNRULY);
    }
    // The client and the guest, and nobody whom the words name.
    expect(told.mails.flatMap(({ to }) => to.map(({ address }) => address))).toEqual(
      calm.mails.flatMap(({ to }) => to.map(({ address }) => address)),
    );

    expect(told.calendars.map(namesIn)).toEqual(calm.calendars.map(namesIn));

    for (const { card, summary } of told.cards) {
      if (card)
        expect(
          faults({ card: { ...card, type: 'AdaptiveCard' }, summary: summary ?? '' }, [words], 'message', LOOKS),
        ).toEqual([]);
    }
    expect(told.notes.map(tagsOf)).toEqual(calm.notes.map(tagsOf));

    const customer = told.appointment?.customers[0];
    for (const line of [customer?.name, customer?.phone]) expect(line).not.toMatch(UNRULY);
    for (const text of [
      told.appointment?.staffNotes,
      JSON.stringify(customer),
      ...told.entries.map((one) => one.subject),
    ])
      expect(text).not.toMatch(UNSEEN);
    expect(told.entries.map((one) => one.body.contentType)).toEqual(calm.entries.map((one) => one.body.contentType));
  });
});
