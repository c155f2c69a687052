import { teamsDarkTheme, teamsLightTheme } from '@fluentui/tokens';
import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../desk/client-messages/index.ts';
import { CLIENT_LANGUAGES } from '../../model/visit.ts';
import { DARK, LIGHT } from '../../web/visit-page/style.ts';
import { PAGES, pageTable, SLOTS } from './client-pages.ts';
import { serve } from './serving.ts';

const EACH = CLIENT_LANGUAGES.flatMap((language) => Object.keys(PAGES).map((name) => [language, name] as const));

describe('every visit page in every language', () => {
  it('shows the company, its phone number and links to the other languages', async () => {
    const { ask } = await serve();
    for (const [language, name] of EACH) {
      const { text, headers } = await ask(`/v/${name}?lang=${language}`);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(text).toContain(`<html lang="${language}"`);
      expect(text).toContain('Northwind IT');
      expect(text).toContain('href="tel:+49301234567"');
      for (const other of CLIENT_LANGUAGES) expect(text).toContain(`lang=${other}&#38;zone=Europe%2FBerlin"`);
      expect(text.match(/<h1>/g)).toHaveLength(1);
      expect(text.replace(/<script>.*?<\/script>/s, '')).not.toMatch(/undefined|NaN|\[object|>false|Invalid/);
    }
  });

  it('forbids caching, indexing, referrers, framing and foreign scripts', async () => {
    const { ask } = await serve();
    for (const name of Object.keys(PAGES)) {
      const { headers, text } = await ask(`/v/${name}`);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(text).not.toMatch(/ style="| on\w+="|src="/);
    }
  });

  it('uses the browser’s language until the reader chooses another', async () => {
    const { ask } = await serve();
    const language = async (query: string, accept: string) =>
      /<html lang="(\w+)"/.exec((await ask(`/v/choose${query}`, { headers: { 'accept-language': accept } })).text)?.[1];
    expect(await language('', 'pt-BR, de-AT;q=0.8, en;q=0.5')).toBe('de');
    expect(await language('?lang=fr', 'de')).toBe('fr');
    expect(await language('?lang=xx', 'es-MX')).toBe('es');
    expect(await language('', '*')).toBe('en');
  });
});

describe('the visit page', () => {
  it('offers the next seven days by day and part of day, and later days behind one tap', async () => {
    const { ask } = await serve();
    const { text } = await ask('/v/choose?lang=en');
    const [soon = '', later = ''] = text.split('<summary>Other days');
    expect(soon).toContain('Thursday 11 June <span class="near">tomorrow</span>');
    expect(soon).toContain('<p>Morning</p>');
    expect(soon).toContain('<p>Afternoon</p>');
    expect(soon).not.toContain('Thursday 18 June');
    expect(later).toContain('Thursday 18 June');
    for (const slot of SLOTS) expect(text).toContain(`value="${slot.value}"`);
  });

  it('shows the same instants in another time zone', async () => {
    const { ask } = await serve();
    const { text } = await ask('/v/choose?lang=en&zone=America/New_York');
    expect(text).toContain('Times in Eastern Time · New York');
    expect(text).toMatch(/<span>2:30\sAM<\/span>/);
  });

  it('passes the form’s input to the desk and redirects to the page’s own address', async () => {
    const pages = pageTable(PAGES, { 'choose-asks': PAGES.booking });
    const { post } = await serve(pages);
    const answer = await post('/v/choose-asks/choose?lang=fr&zone=Europe/Paris', {
      slot: SLOTS[0]?.value ?? '',
      'answer-q-access': ' Ring twice.\r\nThen wait. ',
      'answer-__proto__': 'x',
      phone: '030 1',
      guests: 'a@contoso.example',
      note: '',
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('../choose-asks?lang=fr&zone=Europe%2FParis');
    const [asked] = pages.asked;
    expect(asked).toMatchObject({
      what: 'choose',
      token: 'choose-asks',
      reader: { language: 'fr', timeZone: 'Europe/Paris' },
      choice: { slot: SLOTS[0]?.value, phone: '030 1', guests: 'a@contoso.example', note: '' },
    });
    expect(asked?.choice?.answers['q-access']).toBe('Ring twice.\nThen wait.');
    expect(Object.getPrototypeOf(asked?.choice?.answers)).toBe(Object.prototype);
  });

  it('names a mistake at the top and beside its field, and keeps all input', async () => {
    const { post } = await serve(pageTable(PAGES, { choose: PAGES['choose-wrong'] }));
    const { status, text } = await post('/v/choose/choose?lang=en', { slot: 'x' });
    expect(status).toBe(200);
    expect(text).toMatch(/role="alert"[\s\S]*href="#answer-q-access"/);
    expect(text).toMatch(/id="answer-q-access"\s+name="answer-q-access"/);
    expect(text).toContain('aria-describedby="guests-hint guests-wrong"');
    expect(text).toContain('Ring at the back door.');
    expect(text).toMatch(new RegExp(`value="${SLOTS[1]?.value ?? ''}"[^>]* checked`));
  });

  it('apologises when a time is no longer available and offers the nearest ones first', async () => {
    const { post } = await serve(pageTable(PAGES, { choose: PAGES['choose-sorry'] }));
    const { status, text } = await post('/v/choose/choose?lang=en', { slot: SLOTS[0]?.value ?? '' });
    expect(status).toBe(200);
    expect(text).toContain(wordsIn('en').page.apology);
    const first = /<legend>([^<]*)<\/legend>[\s\S]*?<span>([^<]*)<\/span>/.exec(text);
    expect(first?.slice(1)).toEqual(['Nearest to it', expect.stringContaining('Friday 12 June') as string]);
    for (const slot of SLOTS) expect(text.split(`value="${slot.value}"`)).toHaveLength(2);
  });

  it('serves wishes, cancelling, another time and the calendar file at their own addresses', async () => {
    const pages = pageTable(PAGES, { choose: PAGES.wishes, confirmed: PAGES.cancelled });
    const { post, ask } = await serve(pages);
    expect((await post('/v/choose/none', { wishes: 'Fridays after 15:00' })).status).toBe(303);
    expect((await post('/v/confirmed/cancel', { reason: 'It works again' })).status).toBe(303);
    expect(pages.asked.map(({ what, words }) => [what, words])).toEqual([
      ['none', 'Fridays after 15:00'],
      ['cancel', 'It works again'],
    ]);
    expect((await ask('/v/confirmed/another?lang=en')).text).toContain('Keep the time I have');
    const file = await ask('/v/confirmed/calendar.ics');
    expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename=appointment.ics');
    expect((await ask('/v/choose/calendar.ics')).headers.get('location')).toBe('../choose');
  });

  it('refreshes without scripts while a booking is in progress', async () => {
    const { ask } = await serve();
    expect((await ask('/v/booking')).text).toMatch(/<noscript><meta http-equiv="refresh" content="5" \/><\/noscript>/);
    expect((await ask('/v/confirmed')).text).not.toContain('refresh" content');
  });
});

it('the visit page uses Teams’ own colours', () => {
  for (const [ours, theirs] of [
    [LIGHT, teamsLightTheme],
    [DARK, teamsDarkTheme],
  ] as const) {
    expect({ ...ours }).toMatchObject({
      page: theirs.colorNeutralBackground3,
      card: theirs.colorNeutralBackground1,
      raised: theirs.colorNeutralBackground2,
      text: theirs.colorNeutralForeground1,
      second: theirs.colorNeutralForeground2,
      third: theirs.colorNeutralForeground3,
      rule: theirs.colorNeutralStroke1,
      brand: theirs.colorBrandBackground,
      brandHover: theirs.colorBrandBackgroundHover,
      link: theirs.colorBrandForegroundLink,
      success: theirs.colorStatusSuccessForeground1,
      danger: ours === LIGHT ? theirs.colorStatusDangerForeground1 : theirs.colorPaletteRedForeground1,
      focus: theirs.colorStrokeFocus2,
    });
  }
});
