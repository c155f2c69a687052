import { afterEach, describe, expect, test } from 'vitest';
import type { VisitPolicy } from '../../desk/index.ts';
import type { Log } from '../../model/log.ts';
import type { Slot } from '../../model/visit.ts';
import { booked, DETAILS, givenTo, visitOf } from '../helpers/booked.ts';
import { clientHttp, linksIn } from '../helpers/client-http.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, fillsIn, myCard } from '../../harness/msp/trade.ts';

/** What a link is good for, and what it is not: asked over HTTP, as whoever got hold of one would. */
const ERIKA = 'erika@contoso.example';
const TOM = 'tom@fabrikam.example';

let msp: SmallMsp;
afterEach(() => msp.close());

const appointments = () => msp.graph?.sim.human.appointments(BUSINESS) ?? [];
const held = () => msp.store.count('holds', { index: 'byVisit' });
const subjects = (mail: string) => (msp.graph?.sim.human.inbox(mail) ?? []).map(({ subject }) => subject);
const link = (mail: string) => linksIn(msp, mail)[0]!;

/** Erika has been sent times for a dead printer, which Ana has. */
async function offered(visits: Partial<VisitPolicy> = {}, log?: Log) {
  msp = await smallMsp({ visits: { chaseAfterHours: [], ...visits }, ...(log ? { log } : {}) });
  const ticket = await givenTo(msp, 'The reception printer is dead', 'ana');
  return { ticket, page: clientHttp(msp) };
}

/** The same time in a form's words, changed by a hand that has no key: the signature is that of the real one. */
function tampered(value: string, change: (slot: Slot) => object): string {
  const [body = '', signature = ''] = value.split('.');
  const slot = JSON.parse(Buffer.from(body, 'base64url').toString()) as Slot;
  return `${Buffer.from(JSON.stringify(change(slot))).toString('base64url')}.${signature}`;
}

describe('a client’s link', () => {
  test('shows and does nothing once it has expired, whatever was on its page', async () => {
    const { ticket, page } = await offered({ linkDays: 1 / 24 });
    const token = link(ERIKA);
    const [slot] = (await page.opens(token)).slots;
    await msp.minutes(60);
    for (const path of [token, `${token}/another`]) {
      const shown = await page.opens(path);
      expect([shown.status, shown.is, shown.slots]).toEqual([410, 'no-link', []]);
      expect(shown.text).not.toMatch(/printer|Ana|Contoso/);
    }
    const sent = [
      await page.sends(`${token}/choose`, { slot: slot! }),
      await page.sends(`${token}/none`, { wishes: 'Fridays' }),
      await page.sends(`${token}/cancel`, { reason: 'It works again' }),
    ];
    expect(sent.map(({ status, is }) => [status, is])).toEqual(Array(3).fill([410, 'no-link']));
    expect((await page.opens(`${token}/calendar.ics`)).status).toBe(303);
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'offered' });
    expect(await held()).toBe(0);
  });

  test('keeps its page beyond its days while the visit is confirmed', async () => {
    const { page } = await offered({ linkDays: 1 / 24 });
    const token = link(ERIKA);
    await page.sends(`${token}/choose`, { slot: (await page.opens(token)).slots.at(-1)! });
    await msp.minutes(60);
    expect(await page.opens(token)).toMatchObject({ status: 200, is: 'confirmed' });
  });

  test('ends when a newer one replaces it, and its times do not work with the newer one', async () => {
    const { ticket, page } = await offered();
    const old = link(ERIKA);
    const [oldSlot] = (await page.opens(old)).slots;
    const card = myCard(msp.ana, 'printer');
    await msp.does(() =>
      msp.ana.click(
        card.id,
        card.actions.find((title) => title.startsWith('Send new times'))!,
      ),
    );
    await msp.minutes(2);
    const now = link(ERIKA);
    expect(now).not.toBe(old);
    const shown = await page.opens(old);
    expect([shown.status, shown.is, shown.slots]).toEqual([410, 'no-link', []]);
    const [newSlot] = (await page.opens(now)).slots;
    for (const slot of [oldSlot!, newSlot!]) {
      expect((await page.sends(`${old}/choose`, { slot })).status).toBe(410);
    }
    expect((await page.sends(`${old}/cancel`, { reason: 'x' })).status).toBe(410);
    // A time of the older page in the newer form: chosen anew, not booked.
    const mixed = await page.sends(`${now}/choose`, { slot: oldSlot! });
    expect([mixed.status, mixed.is]).toEqual([200, 'choose']);
    expect([await held(), (await visitOf(msp, ticket)).state]).toEqual([0, 'offered']);
    expect((await page.sends(`${now}/choose`, { slot: newSlot! })).status).toBe(303);
  });

  test('used again shows the present state: booking, moving and cancelling each happened once', async () => {
    const { ticket, page } = await offered();
    const token = link(ERIKA);
    const slots = (await page.opens(token)).slots;
    const first = slots[0]!;
    const choosing = async (slot: string) => {
      const { status } = await page.sends(`${token}/choose`, { slot });
      await msp.minutes(2);
      return status;
    };
    expect([await choosing(first), await choosing(first)]).toEqual([303, 303]);
    expect(await page.opens(token)).toMatchObject({ is: 'confirmed' });
    expect(appointments()).toHaveLength(1);
    expect(subjects(ERIKA).filter((subject) => subject.startsWith('Confirmed'))).toHaveLength(1);

    const others = (await page.opens(`${token}/another`)).slots;
    const other = others.at(-1)!;
    expect([await choosing(other), await choosing(other)]).toEqual([303, 303]);
    expect(appointments()).toHaveLength(1);
    expect(subjects(ERIKA).filter((subject) => subject.startsWith('New time'))).toHaveLength(1);
    expect(await visitOf(msp, ticket)).toMatchObject({ moves: 1 });

    const cancelling = async () => (await page.sends(`${token}/cancel`, { reason: 'We bought a new one' })).status;
    expect(await cancelling()).toBe(303);
    await msp.minutes(2);
    expect([await cancelling(), await choosing(first), await choosing(other)]).toEqual([303, 303, 303]);
    expect((await page.sends(`${token}/none`, { wishes: 'Fridays' })).status).toBe(303);
    expect(await page.opens(token)).toMatchObject({ is: 'cancelled', slots: [] });
    expect((await page.opens(`${token}/another`)).slots).toEqual([]);
    expect([appointments(), await held()]).toEqual([[], 0]);
    expect(subjects(ERIKA).filter((subject) => /cancelled/i.test(subject))).toHaveLength(1);
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'cancelled' });
  });

  test('of one ticket opens no other: neither its times nor half its signature work there', async () => {
    const { ticket, page } = await offered();
    const theirs = msp.ticket('The warehouse printer is dead', DETAILS, {
      client_id: msp.clients.fabrikam.id,
      user_id: msp.clients.fabrikam.contact,
    });
    await msp.minutes(2);
    await fillsIn(msp, msp.dana, channelCard(msp.dana, 'warehouse'), 'Give to', {
      to: `agent:${msp.agents.ana}`,
      reason: 'workload',
    });
    await msp.minutes(3);
    const [erikas, toms] = [link(ERIKA), link(TOM)];
    const [shownToErika, shownToTom] = [await page.opens(erikas), await page.opens(toms)];
    expect(shownToErika.text).not.toMatch(/warehouse|Fabrikam/);
    expect(shownToTom.text).not.toMatch(/reception|Contoso/);
    for (const slot of shownToTom.slots) {
      const answer = await page.sends(`${erikas}/choose`, { slot });
      expect([answer.status, answer.is]).toEqual([200, 'choose']);
      expect(answer.text).not.toMatch(/warehouse|Fabrikam/);
    }
    const [body = '', signature = ''] = erikas.split('.');
    const [otherBody = '', otherSignature = ''] = toms.split('.');
    for (const forged of [`${body}.${otherSignature}`, `${otherBody}.${signature}`, shownToErika.slots[0]!]) {
      expect(await page.opens(forged)).toMatchObject({ status: 404, is: 'no-link' });
    }
    expect(await held()).toBe(0);
    for (const one of [ticket, theirs]) expect(await visitOf(msp, one)).toMatchObject({ state: 'offered' });
  });
});

test('with an altered time holds nothing, and the page asks to choose a time', async () => {
  const { ticket, page } = await offered();
  const token = link(ERIKA);
  const [real] = (await page.opens(token)).slots;
  const ben = (await msp.store.query('people', { index: 'byMail', eq: ['ben@northwind-msp.example'], limit: 1 })).docs;
  const changes: ((slot: Slot) => object)[] = [
    (slot) => ({ ...slot, start: slot.start + 900_000, end: slot.end + 900_000 }),
    (slot) => ({ ...slot, end: slot.end + 3_600_000 }),
    (slot) => ({ ...slot, personIds: [ben[0]!.id] }),
    (slot) => ({ ...slot, personIds: [...slot.personIds, ben[0]!.id] }),
    (slot) => ({ ...slot, beforeMinutes: 0, afterMinutes: 0, others: [] }),
    (slot) => ({ ...slot, start: '__proto__' }),
    () => ({}),
  ];
  const values = [
    ...changes.map((change) => tampered(real!, change)),
    `${real!}=`,
    ` ${real!}.`,
    real!.split('.')[0]!,
    real!.toLowerCase(),
    token,
    '',
    'null',
    '.',
    'x'.repeat(50_000),
  ];
  for (const slot of values) {
    const answer = await page.sends(`${token}/choose`, { slot });
    expect([answer.status, answer.is]).toEqual([200, 'choose']);
  }
  expect([await held(), (await visitOf(msp, ticket)).state]).toEqual([0, 'offered']);
  expect((await page.sends(`${token}/choose`, { slot: real! })).status).toBe(303);
});

test('with a ten-megabyte form leads back to the page: nothing is stored, and others are served', async () => {
  const { ticket, page } = await offered();
  const token = link(ERIKA);
  const [slot] = (await page.opens(token)).slots;
  const before = JSON.stringify(await msp.store.get('visitTexts', (await visitOf(msp, ticket)).visitId));
  const large = 'x'.repeat(10_000_000);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const flood: (readonly [string, string, Record<string, string>])[] = [
    [`${token}/choose`, `slot=${slot!}&note=${large}`, form],
    [`${token}/choose`, `slot=${slot!}&answer-${large}=x`, form],
    // Its length is not said beforehand.
    [`${token}/choose`, `slot=${slot!}&phone=${large}`, { ...form, 'transfer-encoding': 'chunked' }],
    [`${token}/none`, `wishes=${large}`, form],
    [`${token}/cancel`, `reason=${large}`, form],
    [`${token}/choose`, large, { 'content-type': 'text/plain' }],
    ['no-link/choose', `note=${large}`, form],
  ];
  for (const [path, body, headers] of flood) {
    const answer = await page.pours(path, Buffer.from(body), headers);
    expect(['hung up', 200, 303, 404]).toContain(answer);
  }
  const { visitId, state } = await visitOf(msp, ticket);
  expect([await held(), state]).toEqual([0, 'offered']);
  expect(JSON.stringify(await msp.store.get('visitTexts', visitId))).toBe(before);
  expect((await page.sends(`${token}/choose`, { slot: slot! })).status).toBe(303);
});

test('never appears where colleagues or the log can read it', async () => {
  const lines: string[] = [];
  const write = (event: string, fields?: object) => lines.push(`${event} ${JSON.stringify(fields)}`);
  msp = await smallMsp({ visits: true, log: { debug: write, info: write, warn: write, error: write } });
  const { ticket } = await booked(msp, 'The reception printer is dead', 'ana');
  const page = clientHttp(msp);
  const token = link(ERIKA);
  await page.opens(`${token}x`);
  await page.sends(`${token}/cancel`, { reason: 'We bought a new one' });
  await msp.minutes(2);
  const cards = [msp.dana, ...msp.technicians].flatMap((person) => [...person.inbox(), ...person.channel()]);
  const seen = [...lines, ...msp.haloNotes(ticket), ...cards.map((one) => JSON.stringify(one))].join('\n');
  expect(seen).not.toContain(token.split('.')[1]);
  expect(seen).toContain('printer');
});
