import { request } from 'node:http';
import { teamsDarkTheme, teamsLightTheme } from '@fluentui/tokens';
import { afterEach, describe, expect, it } from 'vitest';
import { wordsIn } from '../../desk/client-words/index.ts';
import type { ClientPage, ClientPages } from '../../model/client-page.ts';
import { CLIENT_LANGUAGES } from '../../model/visit.ts';
import { DARK, LIGHT } from '../../web/visit-page/style.ts';
import { PAGES, pageTable, SLOTS, visitServer } from './client-pages.ts';

const running: { stop(graceMs: number): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop(100)));
});

async function serve(pages: ClientPages = pageTable(PAGES)) {
  const server = await visitServer(pages);
  running.push(server);
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${server.url}${path}`, { redirect: 'manual', ...init });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { ...server, ask, post };
}

const EACH = CLIENT_LANGUAGES.flatMap((language) => Object.keys(PAGES).map((name) => [language, name] as const));

describe('every page in every language', () => {
  it('says who writes and how to call, and lets the language be changed', async () => {
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

  it('is for its reader alone: no cache, no robot, no referrer, no frame, nobody else’s script', async () => {
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

  it('the browser’s language counts until another one was chosen', async () => {
    const { ask } = await serve();
    const language = async (query: string, accept: string) =>
      /<html lang="(\w+)"/.exec((await ask(`/v/choose${query}`, { headers: { 'accept-language': accept } })).text)?.[1];
    expect(await language('', 'pt-BR, de-AT;q=0.8, en;q=0.5')).toBe('de');
    expect(await language('?lang=fr', 'de')).toBe('fr');
    expect(await language('?lang=xx', 'es-MX')).toBe('es');
    expect(await language('', '*')).toBe('en');
  });
});

describe('choosing a time', () => {
  it('offers the next seven days by day and part of day, the others behind one tap', async () => {
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

  it('shows the same instants in another zone', async () => {
    const { ask } = await serve();
    const { text } = await ask('/v/choose?lang=en&zone=America/New_York');
    expect(text).toContain('Times in Eastern Time · New York');
    expect(text).toMatch(/<span>2:30\sAM<\/span>/);
  });

  it('hands over what was typed, and answers with the page’s own address', async () => {
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

  it('a mistake is named above and beside its field, and nothing typed is lost', async () => {
    const { post } = await serve(pageTable(PAGES, { choose: PAGES['choose-wrong'] }));
    const { status, text } = await post('/v/choose/choose?lang=en', { slot: 'x' });
    expect(status).toBe(200);
    expect(text).toMatch(/role="alert"[\s\S]*href="#answer-q-access"/);
    expect(text).toMatch(/id="answer-q-access"\s+name="answer-q-access"/);
    expect(text).toContain('aria-describedby="guests-hint guests-wrong"');
    expect(text).toContain('Ring at the back door.');
    expect(text).toMatch(new RegExp(`value="${SLOTS[1]?.value ?? ''}"[^>]* checked`));
  });

  it('a time that has gone gives fresh ones with an apology, the nearest first', async () => {
    const { post } = await serve(pageTable(PAGES, { choose: PAGES['choose-sorry'] }));
    const { status, text } = await post('/v/choose/choose?lang=en', { slot: SLOTS[0]?.value ?? '' });
    expect(status).toBe(200);
    expect(text).toContain(wordsIn('en').page.apology);
    const first = /<legend>([^<]*)<\/legend>[\s\S]*?<span>([^<]*)<\/span>/.exec(text);
    expect(first?.slice(1)).toEqual(['Nearest to it', expect.stringContaining('Friday 12 June') as string]);
    for (const slot of SLOTS) expect(text.split(`value="${slot.value}"`)).toHaveLength(2);
  });

  it('wishes, cancelling, another time and the calendar file have their addresses', async () => {
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

  it('waits without scripts too', async () => {
    const { ask } = await serve();
    expect((await ask('/v/booking')).text).toMatch(/<noscript><meta http-equiv="refresh" content="5" \/><\/noscript>/);
    expect((await ask('/v/confirmed')).text).not.toContain('refresh" content');
  });
});

describe('links that are no links', () => {
  it.each([
    ['/v/never-heard-of', 404],
    ['/v/expired', 410],
    ['/v/replaced', 410],
    ['/v/', 404],
    ['/v/%E0%A4%A', 404],
    [`/v/${'x'.repeat(6_000)}`, 404],
    ['/v/..%2f..%2fhealthz', 404],
    ['/v/%3Cscript%3Ealert(1)%3C%2Fscript%3E', 404],
    ['/v/javascript%3Aalert(1)', 404],
    ['/v/a%0d%0aset-cookie%3Ax', 404],
  ])('%s gets a friendly page that tells nothing', async (path, status) => {
    const { ask } = await serve();
    const answer = await ask(path);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('href="tel:+49301234567"');
    expect(answer.text).not.toContain('4711');
    expect(answer.text).not.toContain('alert(1)<');
    expect(answer.text).not.toMatch(/href="javascript/);
  });

  it('a mistyped step leads back to the page, another method to no link', async () => {
    const { ask } = await serve();
    expect((await ask('/v/choose/nonsense/deep?lang=de')).headers.get('location')).toBe('../../choose?lang=de');
    expect((await ask('/v/choose/choose')).headers.get('location')).toBe('../choose');
    expect((await ask('/v/choose', { method: 'DELETE' })).status).toBe(404);
  });
});

describe('what is forged or broken', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example' }],
  ])('a form from elsewhere (%j) does nothing and shows the page', async (headers) => {
    const pages = pageTable(PAGES);
    const { post } = await serve(pages);
    const answer = await post('/v/confirmed/cancel', { reason: 'gone' }, headers);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '../confirmed']);
    expect(pages.asked).toEqual([]);
  });

  it('a form of our own is taken: by what browsers say, by origin, behind a proxy, and from no browser', async () => {
    const pages = pageTable(PAGES);
    const { url } = await serve(pages);
    const { host, port } = new URL(url);
    const own = [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { origin: 'null' },
      { origin: url },
      { origin: 'https://book.example', 'x-forwarded-host': 'book.example' },
    ];
    for (const headers of own) await rawPost(port, '/v/confirmed/cancel', 'reason=x', { host, ...headers });
    expect(pages.asked).toHaveLength(own.length);
  });

  it.each([
    ['too large', 'x'.repeat(10_000_000), 'application/x-www-form-urlencoded'],
    ['too many fields', 'a=1&'.repeat(500), 'application/x-www-form-urlencoded'],
    ['an unknown charset', 'a=1', 'application/x-www-form-urlencoded; charset=klingon'],
  ])('a form that is %s leads back to the page', async (_, body, type) => {
    const pages = pageTable(PAGES);
    const { url } = await serve(pages);
    const { port } = new URL(url);
    expect(await rawPost(port, '/v/choose/choose', body, { 'content-type': type })).toEqual([303, '../choose']);
    expect(pages.asked).toEqual([]);
  });

  it.each([
    ['{"slot":{"$gt":""}}', 'application/json'],
    ['slot=a&slot=b&slot[$ne]=c', undefined],
    ['%E0%A4%A=%', undefined],
  ])('a body of another shape (%s) is strings or nothing', async (body, type) => {
    const pages = pageTable(PAGES);
    const { ask } = await serve(pages);
    const headers = { 'content-type': type ?? 'application/x-www-form-urlencoded' };
    expect((await ask('/v/choose/choose', { method: 'POST', body, headers })).status).toBe(200);
    expect(typeof pages.asked[0]?.choice?.slot).toBe('string');
  });

  it('our own trouble is a page as well, with its cause in the log and no link there', async () => {
    const broken: ClientPages = { ...pageTable(PAGES), open: () => Promise.reject(new Error('disk full at /srv')) };
    const { ask, log } = await serve(broken);
    const answer = await ask('/v/secret-token?lang=de');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('60');
    expect(answer.text).toContain(wordsIn('de').page.tryTitle);
    expect(answer.text).not.toContain('disk full');
    expect(log.join('')).toContain('client-page.failed');
    expect(log.join('')).not.toContain('secret-token');
  });

  it('one link is not asked for without end', async () => {
    const pages = pageTable(PAGES);
    const { ask } = await serve(pages);
    const statuses: number[] = [];
    for (let i = 0; i < 125; i += 1) statuses.push((await ask('/v/choose')).status);
    expect(statuses.indexOf(429)).toBe(120);
    expect((await ask('/v/confirmed')).status).toBe(200);
    expect((await ask('/v/choose')).text).toContain('href="tel:+49301234567"');
  });
});

describe('text of clients', () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\r\n\'`';
  /** What turns text round may stand in a field that somebody typed it into, and nowhere else. */
  const turning = `\u202Egnp ${evil}`;
  const facts = {
    about: turning,
    ticketNumber: turning,
    kind: 'on-site',
    minutes: 60,
    place: turning,
    technicians: [turning],
  } as const;
  const typed = { slot: evil, note: evil, guests: evil, phone: evil, wishes: evil, [`answer-${evil}`]: evil };
  const question = { id: evil, text: evil, required: true, options: [] };
  const hostile = {
    choose: {
      ...PAGES['choose-wrong'],
      facts,
      typed,
      questions: [question, { ...question, id: 'b', options: [evil, 'x'] }],
      mistakes: [
        { field: `answer-${evil}`, why: 'required' },
        { field: evil, why: 'too-long' },
      ],
    },
    confirmed: { ...PAGES.confirmed, facts, joinUrl: 'javascript:alert(1)' },
    booking: { ...PAGES.booking, facts },
    wishes: { ...PAGES.wishes, facts },
    cancelled: { ...PAGES.cancelled, facts: { ...facts, about: 'x'.repeat(10_000) } },
  } satisfies Record<string, ClientPage>;

  it.each(Object.keys(hostile))('stays text on the page %s', async (name) => {
    const { ask } = await serve(pageTable(hostile));
    const { text } = await ask(`/v/${name}`);
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(/<img|href="javascript/);
    expect(text.slice(text.indexOf('<body>'))).not.toMatch(/\u202E/);
    expect(text.length).toBeLessThan(90_000);
  });
});

it('the colours are Teams’ own', () => {
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

/** A request with headers that fetch does not let through, and a body that the server may refuse to read to its end. */
function rawPost(port: string, path: string, body: string, headers: Record<string, string>) {
  return new Promise<[number | undefined, string | undefined]>((resolve, reject) => {
    const asking = request(
      {
        port,
        host: '127.0.0.1',
        path,
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      },
      (answer) => {
        answer.resume();
        resolve([answer.statusCode, answer.headers.location]);
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });
}
