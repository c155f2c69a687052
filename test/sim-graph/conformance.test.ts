import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BusinessRow, Exchange } from '../../sim/graph/index.ts';
import {
  DAY,
  GRANTED,
  HOUR,
  iso,
  MINUTE,
  START,
  subscriber,
  tenant,
  utc,
  type Subscriber,
  type Tenant,
} from './tenant.ts';

const folder = new URL('../../../shared/graph-conformance/', import.meta.url);
const checker = fileURLToPath(new URL('check.mjs', folder));
const present = existsSync(checker);
if (!present)
  console.warn('skipped: ../shared/graph-conformance is absent, so nothing is checked against Graph’s metadata');

type Recorded = Pick<Exchange, 'method' | 'url' | 'body'> & { readonly headers?: Record<string, string> };
interface Checker {
  readonly load: (file: string) => unknown;
  readonly check: (
    metadata: unknown,
    request: Recorded,
    options: { granted?: readonly string[]; now?: string },
  ) => { ok: boolean; errors: { code: string; at: string; msg: string }[] };
}
const samples = (name: string): (Recorded & { note: string })[] =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as (Recorded & { note: string })[];

let t: Tenant;
let bot: Subscriber;
let business: BusinessRow;
const ID = 'dispatch@contoso.com';
const ANA = 'amy@contoso.com';
const STAFF = '311a5454-08b2-4560-ba1c-f715e938cb79';
const SERVICE = '57da6774-a087-4d69-b0e6-6fb82c339976';
const TEAM = '02bd9fd6-8f93-4758-87c3-1fb73740a315';
const ENTRA = '7f2c2c1e-0000-4000-8000-000000000001';

beforeEach(async () => {
  [t, bot] = await Promise.all([tenant(), subscriber()]);
  t.graph.notices.reach('https://bot.example.com', bot.url);
  const ana = t.graph.seed.user({ displayName: 'Amy', mail: ANA, id: ENTRA });
  t.graph.seed.user({ displayName: 'Bo', mail: 'bo@contoso.com' });
  t.graph.seed.group({ displayName: 'Service desk', id: TEAM, members: [ana.id], owners: [ana.id] });
  business = t.graph.seed.business({ id: ID, displayName: 'Dispatch', timeZone: 'Central Standard Time' });
  const staff = t.graph.seed.staff(business, { displayName: 'Amy', mail: ANA });
  const service = t.graph.seed.service(business, { displayName: 'On-site visit', minutes: 90, staffIds: [STAFF] });
  business.staff.set(STAFF, { ...staff, id: STAFF });
  business.services.set(SERVICE, { ...service, id: SERVICE });
});
afterEach(async () => {
  await Promise.all([t.close(), bot.close()]);
});

const to = (request: Recorded) =>
  t.call(
    request.method,
    request.url.replace(/^https:\/\/graph\.microsoft\.com\/(v1\.0|beta)/, ''),
    request.body,
    request.headers ?? {},
  );

/** Makes one valid request for each operation of the simulator. */
async function everything(): Promise<readonly number[]> {
  const statuses: number[] = [];
  const ask = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
    const answer = await t.call(method, path, body, headers);
    statuses.push(answer.status);
    return answer;
  };
  const id = (answer: { body: { id?: string } }) => encodeURIComponent(answer.body.id ?? '');
  const window = `startDateTime=${iso(START)}&endDateTime=${iso(START + DAY)}`;
  const immutable = { prefer: 'IdType="ImmutableId"' };
  await ask('GET', `/users?$filter=mail eq '${ANA}'&$select=id,mail&$top=1`);
  await ask('GET', `/users/${ANA}?$select=id,accountEnabled`);
  await ask('GET', `/users/${ANA}/mailboxSettings?$select=timeZone,workingHours,automaticRepliesSetting`);
  await ask('GET', `/users/${ANA}/presence`);
  await ask('GET', `/groups/${TEAM}/members?$select=id`);
  await ask('GET', `/groups/${TEAM}/transitiveMembers?$top=999`);
  await ask('POST', '/communications/getPresencesByUserId', { ids: [ENTRA] });
  for (const kind of ['shifts', 'timesOff'])
    await ask('GET', `/teams/${TEAM}/schedule/${kind}?$top=100`, undefined, { 'ms-app-acts-as': ENTRA });
  await ask('POST', `/users/${ID}/calendar/getSchedule`, {
    schedules: [ANA],
    startTime: utc(START),
    endTime: utc(START + DAY),
    availabilityViewInterval: 15,
  });
  const event = await ask(
    'POST',
    `/users/${ANA}/events`,
    { subject: 'Hold', start: utc(START), end: utc(START + HOUR), transactionId: 'k' },
    immutable,
  );
  const one = `/users/${ANA}/events/${id(event)}`;
  await ask('GET', `${one}?$select=id,showAs`, undefined, immutable);
  await ask('PATCH', one, { showAs: 'free' });
  await ask('GET', `/users/${ANA}/calendarView?${window}&$select=id,transactionId&$top=100`, undefined, immutable);
  const delta = await ask('GET', `/users/${ANA}/calendarView/delta?${window}`, undefined, immutable);
  statuses.push((await t.follow(delta.body['@odata.deltaLink'])).status);
  await ask('DELETE', one);
  const mail = { subject: 'x', toRecipients: [{ emailAddress: { address: 'jo@fabrikam.com' } }] };
  await ask('POST', `/users/${ID}/sendMail`, { message: mail, saveToSentItems: true });
  const draft = await ask('POST', `/users/${ID}/messages`, mail);
  await ask('POST', `/users/${ID}/messages/${id(draft)}/send`);
  await ask('GET', `/users/${ID}/messages?$filter=sentDateTime ge ${iso(START)}&$select=subject,sentDateTime`);
  const root = `/solutions/bookingBusinesses`;
  await ask('GET', `${root}?query=Dispatch`);
  for (const part of ['', '/services', '/staffMembers', '/customers', '/customQuestions', '/appointments'])
    await ask('GET', `${root}/${ID}${part}`);
  const at = START + 7 * DAY + 6 * HOUR;
  const times = { startDateTime: utc(at), endDateTime: utc(at + 90 * MINUTE) };
  const appointment = await ask('POST', `${root}/${ID}/appointments`, {
    '@odata.type': '#microsoft.graph.bookingAppointment',
    serviceId: SERVICE,
    staffMemberIds: [STAFF],
    ...times,
    customers: [
      { '@odata.type': '#microsoft.graph.bookingCustomerInformation', name: 'Jo', emailAddress: 'jo@fabrikam.com' },
    ],
  });
  const booked = `${root}/${ID}/appointments/${id(appointment)}`;
  await ask('GET', booked);
  await ask('GET', `${root}/${ID}/calendarView?start=${iso(at)}&end=${iso(at + DAY)}`);
  await ask('PATCH', booked, { startDateTime: utc(at + HOUR), endDateTime: utc(at + HOUR + 90 * MINUTE) });
  await ask('POST', `${root}/${ID}/getStaffAvailability`, { staffIds: [STAFF], ...times });
  await ask('POST', `${booked}/cancel`, { cancellationMessage: 'x' });
  const subscription = await ask('POST', '/subscriptions', {
    changeType: 'created,updated,deleted',
    notificationUrl: 'https://bot.example.com/graph',
    lifecycleNotificationUrl: 'https://bot.example.com/graph',
    resource: `/users/${ENTRA}/events`,
    expirationDateTime: iso(START + DAY),
    clientState: 'secret',
  });
  await ask('GET', '/subscriptions');
  await ask('PATCH', `/subscriptions/${id(subscription)}`, { expirationDateTime: iso(START + 2 * DAY) });
  await ask('POST', `/subscriptions/${id(subscription)}/reauthorize`);
  await ask('DELETE', `/subscriptions/${id(subscription)}`);
  await ask('POST', '/$batch', { requests: [{ id: '1', method: 'GET', url: `/users/${ANA}/mailboxSettings` }] });
  return statuses;
}

describe.skipIf(!present)('the simulator against Graph’s own metadata [needs ../shared]', () => {
  test('answers all valid requests, and the recorded requests pass the check', async () => {
    const { load, check } = (await import(pathToFileURL(checker).href)) as Checker;
    const metadata = load(fileURLToPath(new URL('subset.v1.json', folder)));
    const statuses = await everything();
    expect(statuses.filter((status) => status >= 300)).toEqual([]);
    const recorded = t.graph.journal.exchanges;
    expect(recorded.length).toBe(statuses.length);
    expect(recorded.length).toBeGreaterThanOrEqual(40);
    const faults = recorded.flatMap((exchange) =>
      check(metadata, exchange, { granted: GRANTED, now: iso(exchange.at) }).errors.map(
        (error) => `${exchange.method} ${exchange.url} ${error.code} ${error.at}: ${error.msg}`,
      ),
    );
    expect(faults).toEqual([]);
  });

  test('refuses every bad sample', async () => {
    for (const sample of samples('samples-bad.json')) {
      const answer = await to(sample);
      const inner = answer.body.responses?.map((one) => Number(one.status)) ?? [];
      expect(answer.status >= 400 || inner.some((status) => status >= 400), `${sample.note}: ${answer.text}`).toBe(
        true,
      );
    }
  });

  test('accepts every good sample for a simulated operation', async () => {
    const elsewhere = ['search knowledge documents', 'delta round'];
    for (const sample of samples('samples-good.json').filter(({ note }) => !elsewhere.includes(note))) {
      const lives = sample.note.startsWith('subscription') ? { expirationDateTime: iso(START + DAY) } : {};
      const body = sample.body === undefined ? undefined : { ...(sample.body as object), ...lives };
      const answer = await to({ ...sample, body });
      expect(answer.status, `${sample.note}: ${answer.text}`).toBeLessThan(300);
    }
  });
});
