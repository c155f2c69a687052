import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { clientMail, firstKnown, firstName, phoneLink, wordsIn } from '../../desk/client-messages/index.ts';
import { CLIENT_LANGUAGES, VISIT_KINDS } from '../../model/visit.ts';
import { ALL, LINK, START, view } from './views.ts';

const EACH = CLIENT_LANGUAGES.flatMap((language) => ALL.map((message) => [language, message] as const));

describe('messages to clients', () => {
  it.each(EACH)('%s %s names the sender, the phone number and one thing to do', (language, message) => {
    for (const kind of VISIT_KINDS) {
      const plain = view(message, { language });
      const mail = clientMail({ ...plain, facts: { ...plain.facts, kind } });
      expect(mail.subject).toMatch(/^\S.*\S$/);
      for (const part of [mail.text, mail.html]) {
        expect(part).toContain('Northwind IT');
        expect(part).toContain('+49 (0)30 1234-567');
        expect(part).toContain('4711');
        expect(part).not.toMatch(/undefined|NaN|\[object|Invalid/);
      }
      // The button, and the same address to read; nothing else to press but the phone number.
      const links = [...mail.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
      expect(new Set(links).size).toBe(message === 'visit-cancelled' ? 1 : 2);
      expect(mail.html).not.toMatch(/<img|<script|<link|url\(|@import|http-equiv/i);
    }
  });

  it('contain no words of another language', () => {
    const said = CLIENT_LANGUAGES.map((language) => {
      const { page, mail } = wordsIn(language);
      return Object.entries({ ...page, ...mail.button, regards: mail.regards, ...mail.slotGone });
    });
    const [english = [], ...others] = said;
    for (const other of others)
      for (const [i, [name, words]] of other.entries())
        if (typeof words === 'string') expect([name, words]).not.toEqual(english[i]);
  });
});

describe('the text of a message', () => {
  it('gives times in the client’s zone, with its name', () => {
    const german = clientMail(view('visit-confirmed', { language: 'de' })).text;
    expect(german).toMatch(/Freitag, 12\. Juni, 09:00\s?–\s?10:30 Uhr \(Mitteleuropäische Zeit · Berlin\)/);
    const american = clientMail(view('visit-confirmed', { timeZone: 'America/New_York' })).text;
    expect(american).toMatch(/Friday, June 12, 3:00\s–\s4:30\sAM \(Eastern Time · New York\)/);
  });

  it('gives long durations in hours, and the year when it differs', () => {
    expect(clientMail(view('visit-offer')).text).toContain('How long: 1 hour and 30 minutes');
    const plain = view('visit-offer', { language: 'fr' });
    expect(clientMail({ ...plain, facts: { ...plain.facts, minutes: 1 } }).text).toMatch(/Durée : 1 minute\n/);
    const start = Date.UTC(2027, 0, 4, 8);
    expect(clientMail(view('visit-confirmed', { start, end: start })).subject).toContain('2027');
  });

  it('of a delay says when the technician arrives, and thanks', () => {
    const { subject, text } = clientMail(view('visit-late'));
    expect(subject).toBe('About 20 minutes later than planned');
    expect(text).toContain('Ana will be with you around 09:20, about 20 minutes later than planned.');
    expect(text).toContain('Thank you for your patience.');
    expect(text).not.toMatch(/unfortunately|delay|problem|fault|!/i);
  });

  it('uses singular for one technician and plural for two', () => {
    const one = view('visit-technician', { language: 'de' });
    expect(clientMail(one).subject).toBe('Ana kommt zu Ihnen');
    const two = { ...one, facts: { ...one.facts, technicians: ['Ana Silva', 'Okoro, Ben'] } };
    expect(clientMail(two).subject).toBe('Ana und Ben kommen zu Ihnen');
    expect(clientMail({ ...one, facts: { ...one.facts, technicians: [] } }).subject).toContain('Northwind IT');
  });

  it('of a moved visit shows both times, and apologises only when we moved it', () => {
    const byUs = clientMail(view('visit-moved')).text;
    expect(byUs).toContain('Before: Thursday 11 June at 09:00');
    expect(byUs).toContain('sorry');
    expect(clientMail(view('visit-moved', { by: 'client' })).text).not.toContain('sorry');
  });

  it('of a visit cancelled before it had a time names its subject', () => {
    const { start: _, end: __, ...untimed } = view('visit-cancelled');
    const mail = clientMail(untimed);
    expect(mail.subject).toBe('Cancelled: The reception printer is dead');
    expect(mail.calendar).toBeUndefined();
  });

  it('of a lost time says whether the earlier one remains', () => {
    const keeps = 'Your earlier appointment stands as it was.';
    expect(clientMail(view('visit-slot-gone')).text).not.toContain(keeps);
    expect(clientMail(view('visit-slot-gone', { start: START, end: START })).text).toContain(keeps);
  });

  it.each(CLIENT_LANGUAGES)('never says that the client chose a time that we chose and lost (%s)', (language) => {
    const { slotGone } = wordsIn(language).mail;
    const moved = clientMail(view('visit-slot-gone', { language, start: START, end: START, by: 'company' }));
    expect(moved.subject).toBe(slotGone.standsSubject);
    expect(moved.text).toContain(slotGone.stands);
    const fresh = clientMail(view('visit-slot-gone', { language, by: 'company' }));
    expect(fresh.text).toContain(slotGone.byCompany);
    for (const { text } of [moved, fresh]) expect(text).not.toContain(slotGone.byClient);
  });

  it('links to a page in the browser’s language until the client has booked in one', () => {
    expect(clientMail(view('visit-offer')).text).toContain(`${LINK}\n`);
    expect(clientMail(view('visit-reminder', { language: 'es' })).text).toContain(`${LINK}?lang=es`);
  });

  it('includes a meeting address only if it is valid', () => {
    const joinUrl = 'https://teams.microsoft.com/l/meetup-join/19';
    expect(clientMail(view('visit-confirmed', { joinUrl })).html).toContain(`href="${joinUrl}"`);
    for (const bad of ['javascript:alert(1)', 'http://plain.example', 'nonsense'])
      expect(clientMail(view('visit-confirmed', { joinUrl: bad })).html).not.toContain(bad);
  });
});

/** The tags of a piece of HTML, in their order: what no text may change. */
const tagsOf = (html: string) => html.match(/<[^>]*>/g)?.map((tag) => tag.replace(/(href|title)="[^"]*"/, '$1')) ?? [];
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    'a\r\nBcc: everybody@evil.example\r\n\r\n<b>',
    'x\nATTENDEE:mailto:evil@evil.example\nBEGIN:VEVENT',
    '\u202Egnp.exe\u202C \u2066x\u2069',
    '${7*7} {{7*7}} %0d%0a',
    'x'.repeat(10_000),
    '👩‍👩‍👧'.repeat(300),
    '\uD800',
  ),
);

describe('text of clients', () => {
  test('stays one harmless line, whatever it is', () => {
    fc.assert(
      fc.property(
        hostile,
        hostile,
        hostile,
        fc.constantFrom(...ALL),
        fc.constantFrom(...CLIENT_LANGUAGES),
        (about, contactName, place, message, language) => {
          const plain = view(message, { language });
          const mail = clientMail({ ...plain, contactName, facts: { ...plain.facts, about, place } });
          const tame = clientMail(plain);
          expect(tagsOf(mail.html)).toEqual(tagsOf(tame.html));
          expect(mail.text.split('\n').length).toBe(tame.text.split('\n').length);
          expect(mail.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
          expect(mail.subject.length).toBeLessThan(400);
          for (const part of [mail.subject, mail.text, mail.html]) {
            expect(part).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/);
            expect(part.isWellFormed()).toBe(true);
          }
        },
      ),
    );
  });

  it('cannot turn our mail into phishing', () => {
    const plain = view('visit-offer', { contactName: 'Win at www.evil.example now' });
    const about = 'Password expired, see HTTPS://evil.example/login or mailto:x@evil.example';
    const { subject, text, html } = clientMail({ ...plain, facts: { ...plain.facts, about } });
    for (const part of [subject, text, html]) expect(part).not.toContain('evil.example');
    expect(text).toMatch(/^Hello,\n/);
    expect(subject).toBe('Please choose a time: Password expired, see … or …');
  });

  it('keeps what scripts and emoji need', () => {
    const plain = view('visit-offer');
    const about = 'چاپگر نمی‌خواند 👩‍💻';
    expect(clientMail({ ...plain, facts: { ...plain.facts, about } }).subject).toContain(about);
  });
});

describe('names, numbers and languages', () => {
  it.each([
    ['Ana Silva', 'Ana'],
    ['Silva, Ana Maria', 'Ana'],
    ['Ana', 'Ana'],
    ['', ''],
  ])('%j is addressed as %j', (name, first) => expect(firstName(name)).toBe(first));

  it.each([
    ['+49 (0)30 1234-567', 'tel:+49301234567'],
    ['(555) 010-9999', 'tel:5550109999'],
    ['030/1234', 'tel:0301234'],
  ])('%s dials %s', (phone, link) => expect(phoneLink(phone)).toBe(link));

  it('the first language that we have words for is used', () => {
    expect(firstKnown(['pt-BR', 'de-AT', 'en'])).toBe('de');
    expect(firstKnown(['*', 'ja'])).toBeUndefined();
  });
});
