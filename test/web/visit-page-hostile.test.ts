import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../desk/client-messages/index.ts';
import type { ClientPage, ClientPages } from '../../model/client-page.ts';
import { PAGES, pageTable } from './client-pages.ts';
import { serve } from './serving.ts';

describe('an invalid link', () => {
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
  ])('gets a friendly page that reveals nothing: %s', async (path, status) => {
    const { ask } = await serve();
    const answer = await ask(path);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('href="tel:+49301234567"');
    expect(answer.text).not.toContain('4711');
    expect(answer.text).not.toContain('alert(1)<');
    expect(answer.text).not.toMatch(/href="javascript/);
  });

  it('redirects to its page for a mistyped step, and gets 404 for an unsupported method', async () => {
    const { ask } = await serve();
    expect((await ask('/v/choose/nonsense/deep?lang=de')).headers.get('location')).toBe('../../choose?lang=de');
    expect((await ask('/v/choose/choose')).headers.get('location')).toBe('../choose');
    expect((await ask('/v/choose', { method: 'DELETE' })).status).toBe(404);
  });
});

describe('the visit page against forged and broken requests', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example' }],
  ])('ignores a form from another site (%j) and shows the page', async (headers) => {
    const pages = pageTable(PAGES);
    const { post } = await serve(pages);
    const answer = await post('/v/confirmed/cancel', { reason: 'gone' }, headers);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '../confirmed']);
    expect(pages.asked).toEqual([]);
  });

  it('accepts its own form with any browser’s headers, behind a proxy and without a browser', async () => {
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
    ['too large a body', 'x'.repeat(10_000_000), 'application/x-www-form-urlencoded'],
    ['too many fields', 'a=1&'.repeat(500), 'application/x-www-form-urlencoded'],
    ['an unknown charset', 'a=1', 'application/x-www-form-urlencoded; charset=klingon'],
  ])('redirects to itself when the form has %s', async (_, body, type) => {
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
  ])('reads an unexpected body (%s) as strings or nothing', async (body, type) => {
    const pages = pageTable(PAGES);
    const { ask } = await serve(pages);
    const headers = { 'content-type': type ?? 'application/x-www-form-urlencoded' };
    expect((await ask('/v/choose/choose', { method: 'POST', body, headers })).status).toBe(200);
    expect(typeof pages.asked[0]?.choice?.slot).toBe('string');
  });

  it('shows a page for an internal error and logs the cause without the link', async () => {
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

  it('limits the rate of requests for each link', async () => {
    const pages = pageTable(PAGES);
    const { ask } = await serve(pages);
    const statuses: number[] = [];
    for (let i = 0; i < 125; i += 1) statuses.push((await ask('/v/choose')).status);
    expect(statuses.indexOf(429)).toBe(120);
    expect((await ask('/v/confirmed')).status).toBe(200);
    expect((await ask('/v/choose')).text).toContain('href="tel:+49301234567"');
  });
});

describe('hostile text', () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\r\n\'`';
  /** Text-direction characters may appear in the field that somebody typed them into, but nowhere else. */
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

/** Sends headers that fetch does not allow, and a body that the server may refuse to read to the end. */
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
