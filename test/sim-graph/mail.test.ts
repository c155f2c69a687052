import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { iso, MINUTE, START, tenant, type Tenant } from './tenant.ts';

let t: Tenant;
const DESK = 'dispatch@msp.example';
const KEY = 'String {00020329-0000-0000-c000-000000000046} Name callboard-key';
beforeEach(async () => {
  t = await tenant();
  t.graph.seed.user({ displayName: 'Northwind Dispatch', mail: DESK });
});
afterEach(() => t.close());

const message = (more: object = {}) => ({
  subject: 'Pick a time',
  body: { contentType: 'html', content: '<p>Hello <a href="https://callboard.example/v/1">Pick a time</a></p>' },
  toRecipients: [{ emailAddress: { name: 'Jo Field', address: 'jo@client.example' } }],
  ...more,
});
const send = (more?: object, save?: boolean) =>
  t.post(`/users/${DESK}/sendMail`, {
    message: message(more),
    ...(save === undefined ? {} : { saveToSentItems: save }),
  });

describe('a mail', () => {
  test('is accepted first, and a little later it is in Sent Items and in the recipient’s inbox', async () => {
    const answer = await send();
    expect([answer.status, answer.text]).toEqual([202, '']);
    expect(t.graph.human.inbox('jo@client.example')).toEqual([]);
    await t.clock.advance(MINUTE);
    expect(t.graph.human.inbox('JO@client.example')).toMatchObject([
      { subject: 'Pick a time', from: { address: DESK } },
    ]);
    const sent = await t.get(`/users/${DESK}/messages?$filter=sentDateTime ge ${iso(START)}&$select=subject`);
    expect(sent.body['value']).toMatchObject([{ subject: 'Pick a time' }]);
  });

  test('is delivered twice if it is sent twice, because there is no key', async () => {
    await send();
    await send({}, false);
    await t.clock.advance(MINUTE);
    expect(t.graph.human.inbox('jo@client.example')).toHaveLength(2);
    expect((await t.get(`/users/${DESK}/messages`)).body['value']).toHaveLength(1);
  });

  test('has custom headers only for its recipient; in Sent Items it can be found by extended property', async () => {
    await send({
      internetMessageHeaders: [{ name: 'x-callboard-key', value: 'k1' }],
      singleValueExtendedProperties: [{ id: KEY, value: 'k1' }],
    });
    await send();
    await t.clock.advance(MINUTE);
    expect(t.graph.human.inbox('jo@client.example').at(-1)?.headers).toEqual([
      { name: 'x-callboard-key', value: 'k1' },
    ]);
    const all = await t.get(`/users/${DESK}/messages?$select=internetMessageHeaders,subject`);
    expect(all.text).not.toContain('x-callboard-key');
    const filter = encodeURIComponent(`singleValueExtendedProperties/any(ep:ep/id eq '${KEY}' and ep/value eq 'k1')`);
    expect((await t.get(`/users/${DESK}/messages?$filter=${filter}&$select=id`)).body['value']).toHaveLength(1);
    t.graph.settings.mail.sentItemsShowHeaders = true;
    expect((await t.get(`/users/${DESK}/messages`)).text).not.toContain('x-callboard-key');
    expect((await t.get(`/users/${DESK}/messages?$select=internetMessageHeaders`)).text).toContain('x-callboard-key');
  });

  test.each([
    ['no recipients', { toRecipients: [] }, 'ErrorInvalidRecipients'],
    ['an invalid address', { toRecipients: [{ emailAddress: { address: 'jo' } }] }, 'ErrorInvalidRecipients'],
    [
      'a standard header',
      { internetMessageHeaders: [{ name: 'References', value: 'x' }] },
      'InvalidInternetMessageHeader',
    ],
    [
      'six headers',
      { internetMessageHeaders: Array.from({ length: 6 }, (_, i) => ({ name: `x-${i}`, value: '' })) },
      'InvalidInternetMessageHeaderCollection',
    ],
    ['an attachment without its type', { attachments: [{ name: 'a', contentBytes: 'QQ==' }] }, 'RequestBodyRead'],
    ['a recipient that is a string', { toRecipients: ['jo@client.example'] }, 'RequestBodyRead'],
  ])('is refused with %s', async (_name, change, code) => {
    const answer = await send(change);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { code } });
  });

  test('is throttled as the thirty-first within a minute', async () => {
    const statuses = [];
    for (let i = 0; i < 31; i += 1) statuses.push((await send()).status);
    expect(statuses.slice(29)).toEqual([202, 429]);
    await t.clock.advance(2 * MINUTE);
    expect((await send()).status).toBe(202);
  });

  test('can be created as a draft and then sent', async () => {
    const draft = await t.post(`/users/${DESK}/messages`, message(), { prefer: 'IdType="ImmutableId"' });
    expect(draft.body).toMatchObject({ isDraft: true });
    const one = `/users/${DESK}/messages/${encodeURIComponent(String(draft.body['id']))}`;
    expect((await t.post(`${one}/send`, undefined)).status).toBe(202);
    expect((await t.get(one)).body).toMatchObject({ isDraft: false });
    expect((await t.post(`${one}/send`, undefined)).status).toBe(400);
  });

  test('can be filtered and ordered together only if the ordered property comes first in the filter', async () => {
    await send();
    await t.clock.advance(MINUTE);
    const ask = (filter: string) =>
      t.get(`/users/${DESK}/messages?$filter=${encodeURIComponent(filter)}&$orderby=sentDateTime desc`);
    expect((await ask("subject eq 'Pick a time'")).body).toMatchObject({ error: { code: 'InefficientFilter' } });
    expect((await ask(`sentDateTime ge ${iso(START)} and subject eq 'Pick a time'`)).body['value']).toHaveLength(1);
  });
});

describe('the simulated mailbox', () => {
  const page = async (path: string) => {
    const answer = await fetch(`${t.url}${path}`);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };

  test('shows a mail with its link and its invitation', async () => {
    await send({
      attachments: [
        {
          '@odata.type': '#microsoft.graph.fileAttachment',
          name: 'visit.ics',
          contentType: 'text/calendar',
          contentBytes: Buffer.from('BEGIN:VCALENDAR').toString('base64'),
        },
      ],
    });
    await t.clock.advance(MINUTE);
    expect((await page('/mailbox')).text).toContain('/mailbox/jo%40client.example');
    const list = await page('/mailbox/jo@client.example');
    expect(list.text).toContain('Pick a time');
    const href = /href="(\/mailbox\/jo%40client\.example\/[^"]+)"/.exec(list.text)?.[1] ?? '';
    const mail = await page(href);
    expect(mail.text).toContain(`<iframe title="The mail" sandbox="`);
    expect(mail.text).toContain('<a href="https://callboard.example/v/1">');
    const html = await page(`${href}/html`);
    expect(html.text).toContain('<a href="https://callboard.example/v/1">Pick a time</a>');
    expect(html.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups(?!.*allow-scripts)/);
    expect((await page(`${href}/attachments/0`)).text).toBe('BEGIN:VCALENDAR');
    expect((await page(`${href}/attachments/7`)).status).toBe(404);
    expect((await page(href.replace('jo%40', 'ann%40'))).status).toBe(404);
  });

  test('shows a mail’s content as text, whatever it contains', async () => {
    await send({
      subject: '<script>alert(1)</script>',
      body: { contentType: 'text', content: '<b>x</b> https://a.example/?x="y' },
    });
    await t.clock.advance(MINUTE);
    const list = await page('/mailbox/jo@client.example');
    expect(list.text).not.toContain('<script>');
    const href = /href="(\/mailbox\/jo%40client\.example\/[^"]+)"/.exec(list.text)?.[1] ?? '';
    const mail = await page(href);
    expect(mail.text).toContain('&lt;b&gt;x&lt;/b&gt; <a href="https://a.example/?x=">');
    expect(mail.text).not.toContain('<iframe');
    expect((await page(`${href}/html`)).status).toBe(404);
  });

  test('is served only to this machine', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      request(`${t.url}/mailbox`, { headers: { host: 'evil.example' } }, (res) => resolve(res.statusCode)).end();
    });
    expect(status).toBe(403);
  });
});
