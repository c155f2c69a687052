import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TicketView } from '../../model/view.ts';
import { DIALOGS, noticeCard, offerCard, queueCard, ticketCard, troubleCard } from '../../cards/index.ts';
import { plain } from '../../cards/text.ts';
import { faults, textOf } from './conformance.ts';
import { READERS, TICKETS, TROUBLES, asAna, asDana, queue, shared } from './views.ts';

const NASTY = [
  '<b onmouseover=alert(1)>urgent</b>',
  '<script>fetch("https://evil.example")</script>',
  '[Reset your password](https://evil.example/login)',
  '![pixel](https://evil.example/p.png)',
  '**bold** _it_ ~~no~~ `code`',
  '<at>Everyone</at>',
  '{{DATE(2026-11-24T00:00:00Z, LONG)}}',
  '${$root.secret}',
  '\u202egnp.exe\u202c \u2066hidden\u2069',
  '\u200f\u200bשלום עולם',
  '👩🏽‍💻👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'Z\u0338\u0322\u031b\u0334\u0353\u034d\u0303\u0351a',
  '\ud83d broken \udc00',
  '\u0000\u0007\u001b[31mred\r\n\r\n# heading\n> quote',
  '"}],"actions":[{"type":"Action.OpenUrl"}]',
  'undefined NaN [object Object]',
  'a'.repeat(10_000),
  'wörd '.repeat(2_000),
  '   ',
  '',
];

const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 40 })), { maxLength: 6 })
    .map((parts) => parts.join(' ')),
);

const ticketArbitrary = fc
  .record({
    base: fc.constantFrom<TicketView>(...Object.values(TICKETS)),
    problem: text,
    summary: text,
    clientName: text,
    contactName: text,
    contactEmail: text,
    agreementName: text,
    number: text,
    url: text,
    name: text,
    typed: text,
    answer: text,
  })
  .map((x) => {
    const who = { id: 'person_x', name: x.name };
    const view: TicketView = {
      ...x.base,
      problem: x.problem,
      summary: x.summary,
      clientName: x.clientName,
      contactName: x.contactName,
      contactEmail: x.contactEmail,
      agreementName: x.agreementName,
      number: x.number,
      url: x.url,
      asks: Array.from({ length: 20 }, () => ({
        who,
        at: 0,
        endsAt: 1,
        outcome: 'declined' as const,
        reason: x.typed,
      })),
      questions: Array.from({ length: 10 }, (_, i) => ({
        id: `q${i}`,
        words: 'question.x',
        ask: 'contact' as const,
        ...(i > 2 && { answer: x.answer }),
      })),
      ...(x.base.owner && { owner: { ...x.base.owner, who, reason: `other: ${x.typed}` } }),
      ...(x.base.suggestion && { suggestion: { ...x.base.suggestion, who } }),
      ...(x.base.proposal && { proposal: { to: who, by: who, reason: x.typed } }),
    };
    return {
      view,
      texts: [
        x.problem,
        x.summary,
        x.clientName,
        x.contactName,
        x.contactEmail,
        x.agreementName,
        x.number,
        x.name,
        x.typed,
        x.answer,
      ],
    };
  });

/** The checker takes any trace of developers' words for a leak, unless it knows that a client wrote it. */
/**
 * Foreign texts side by side can look like one Markdown link, or shout. They stand in text runs, where signs are shown
 * as signs, so that is all they do.
 */
const LOOKS = ['teams/markdown', 'people/shouting'];

const readers = fc.constantFrom(...Object.values(READERS));

describe('hostile text from a client, a colleague or the PSA', () => {
  test('leaves a ticket’s cards valid, small and harmless', () => {
    fc.assert(
      fc.property(ticketArbitrary, readers, ({ view, texts }, reader) => {
        expect(faults(ticketCard(view, reader), texts, 'message', LOOKS)).toEqual([]);
        expect(faults(offerCard(view, reader), texts, 'message', LOOKS)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('leaves dialogs valid', () => {
    fc.assert(
      fc.property(
        ticketArbitrary,
        fc.constantFrom(...Object.values(DIALOGS)),
        fc.array(fc.record({ id: fc.uuid(), name: text, minutes: fc.nat(600) }, { requiredKeys: ['id', 'name'] }), {
          maxLength: 40,
        }),
        ({ view, texts }, build, people) => {
          const foreign = [...texts, ...people.map((person) => person.name)];
          const drawn = build(
            { ticket: view, people, ranked: true, error: { field: 'reason', words: 'Choose one reason.' } },
            asDana,
            {
              words: texts[1],
              note: texts[2],
              to: people[0]?.id,
            },
          );
          expect(faults(drawn, foreign, 'dialog', LOOKS)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('leaves queue, trouble and notice cards valid', () => {
    fc.assert(
      fc.property(text, text, readers, (one, two, reader) => {
        const top = queue.top.map((row) => ({ ...row, problem: one, clientName: two, number: two, url: one }));
        expect(faults(queueCard({ ...queue, top }, reader), [one, two], 'message', LOOKS)).toEqual([]);
        const stuck = TROUBLES.all.stuck.map((row) => ({ ...row, what: one, text: two, code: one }));
        const trouble = {
          ...TROUBLES.all,
          stuck,
          doubtful: Array.from({ length: 20 }, () => ({ name: one, why: two })),
          unknownStatuses: [{ name: one, queue: two, known: Array.from({ length: 30 }, () => two) }],
        };
        expect(faults(troubleCard(trouble, reader), [one, two], 'message', LOOKS)).toEqual([]);
        expect(
          faults(
            noticeCard('paused', { who: one, number: two, reason: two, url: two }, reader),
            [one, two],
            'message',
            LOOKS,
          ),
        ).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('appears only in text runs, where nothing is Markdown', () => {
    const mark = 'FOREIGN';
    const view = {
      ...TICKETS.offered,
      problem: mark,
      summary: mark,
      clientName: mark,
      contactName: mark,
      contactEmail: mark,
      agreementName: mark,
    };
    const blocks = JSON.stringify(ticketCard(view, asDana).card) + JSON.stringify(offerCard(view, asAna).card);
    for (const block of blocks.match(/\{"type":"(?:TextBlock|Fact)[^}]*\}/g) ?? []) expect(block).not.toContain(mark);
    expect(blocks.match(/"type":"TextRun","text":"FOREIGN"/g)?.length).toBeGreaterThan(5);
  });

  test('cannot reach words through keys that every object has', () => {
    const key = 'constructor';
    const view = {
      ...TICKETS.takenStuck,
      stuck: [{ effectId: 'effect_1', what: key, code: key, since: 0 }],
      questions: [{ id: 'q', words: key, ask: 'contact' as const }],
    };
    const text = textOf(ticketCard(view, asDana));
    expect(text).toContain('A change: stuck since');
    expect(text).toContain('It failed for good; the log says more.');
    expect(text).toContain('Open question: Constructor?');
    expect(textOf(noticeCard(key as 'done', {}, shared))).toBe('✓ Done\nIt is done.');
  });

  test('an invalid link is not drawn', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'no address']) {
      expect(JSON.stringify(ticketCard({ ...TICKETS.offered, url }, shared).card)).not.toContain('OpenUrl');
    }
  });

  test('an erased ticket still says that something is missing', () => {
    expect(textOf(ticketCard({ ...TICKETS.triaged, problem: '\u200b', clientName: ' ' }, shared))).toContain(
      '(no title)\n4711 · (client unknown) · P2',
    );
  });
});

describe('text from outside', () => {
  test('is never longer than asked, never ends in half a character, and cleaning it twice changes nothing', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 600 }), (foreign, max) => {
        const shown = plain(foreign, max);
        expect(shown.length).toBeLessThanOrEqual(max);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]|\{\{|^\s|\s$/u);
        expect(plain(shown, max)).toBe(shown);
      }),
      { numRuns: 500 },
    );
  });
  test('of a megabyte costs no more than the part that is shown', () => {
    expect(plain('<'.repeat(1_000_000), 140)).toBe(`${'<'.repeat(139)}…`);
  });
  test.each([
    ['keeps what people write: 5 < 6 & "ok" [x] (y) *z* #1', 'keeps what people write: 5 < 6 & "ok" [x] (y) *z* #1'],
    ['two\r\nlines\tand  spaces', 'two lines and spaces'],
    ['family 👨‍👩‍👧 stays one', 'family 👨‍👩‍👧 stays one'],
  ])('%j is cleaned', (foreign, shown) => {
    expect(plain(foreign, 100)).toBe(shown);
  });
});
