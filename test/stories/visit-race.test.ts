import { afterEach, expect, test } from 'vitest';
import { DEFAULT_SCHEDULING_POLICY } from '../../scheduling/index.ts';
import type { EventRow } from '../../sim/graph/rows.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { over } from '../../harness/over.ts';
import { MONDAY, seeded, smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ANA = 'ana@northwind-msp.example';
const CLIENTS = 50;
const DETAILS = 'It has no power at all and smells burnt. Please send somebody to our office, we cannot print labels.';
/** Tuesday and Wednesday, hours of London in winter: a visit of an hour fits in each once, with the way there and back. */
const FREE = [
  [1, 9],
  [1, 12],
  [1, 15],
  [2, 9],
  [2, 12],
] as const;
const ROOM = 130 * MINUTE;

let msp: SmallMsp;
let racing = false;
afterEach(() => {
  racing = false;
  return msp.close();
});

/** Fifty clients with a ticket each, all of them Ana's, and a link in everybody's mailbox. */
async function fiftyClients(copies: number): Promise<readonly string[]> {
  const random = seeded(5);
  msp = await smallMsp({
    installed: false,
    copies,
    // Fifty tickets at once are read within a minute, not within the budget of an hour.
    haloRate: 50_000,
    visits: { scheduling: { ...DEFAULT_SCHEDULING_POLICY, urgentPercent: 0 } },
    each: (_, parts) => {
      // The store takes its time, so that what fifty requests read and write mingles.
      const slow = async () => (racing ? parts.clock.sleep(Math.floor(random() * 20)) : undefined);
      return {
        ...parts,
        store: over(parts.store, {
          async commit(writes) {
            await slow();
            await parts.store.commit(writes);
          },
        }),
      };
    },
  });
  const mails: string[] = [];
  const tickets: number[] = [];
  for (let n = 0; n < CLIENTS; n += 1) {
    const name = `Client ${n}`;
    const mail = `someone@client${n}.example`;
    const client = msp.halo.seed.client({ name });
    const site = msp.halo.seed.site({ client_id: client.id, name, address: `${n} High Street, London` });
    const user = msp.halo.seed.user({ name, emailaddress: mail, client_id: client.id, site_id: site.id });
    const ticket = msp.ticket(`Printer ${n} is dead`, DETAILS, { client_id: client.id, user_id: user.id });
    tickets.push(ticket);
    mails.push(mail);
  }
  // Triage has read all of them by then.
  await msp.minutes(2);
  for (const ticket of tickets) msp.halo.people.assign(ticket, msp.agents.ana);
  await msp.minutes(6);
  return mails;
}

/** Everything but five times is taken; gives what can be taken out again. */
function fill(): readonly EventRow[] {
  const midnight = MONDAY - 8.5 * HOUR;
  const edges = FREE.map(([day, hour]) => midnight + day * 24 * HOUR + hour * HOUR);
  const entries: EventRow[] = [];
  let from = MONDAY;
  for (const start of [...edges, midnight + 40 * 24 * HOUR]) {
    entries.push(msp.graph!.sim.human.addEvent(ANA, { start: from, end: start, subject: 'Filled' }));
    from = start + ROOM;
  }
  return entries;
}

function linkOf(mail: string): string {
  const [last] = (msp.graph?.sim.human.inbox(mail) ?? []).flatMap(
    ({ content }) => /\/v\/([\w.-]+)/.exec(content)?.[1] ?? [],
  );
  if (last === undefined) throw new Error(`${mail} has no link`);
  return last;
}

/** A page or a form of the client's, at whichever copy the load balancer picks. */
async function page(n: number, path: string, form?: Record<string, string>) {
  const copy = msp.callboards[n % msp.callboards.length]!;
  const body = form && new URLSearchParams(form);
  const answer = await fetch(`${copy.url}/v/${path}`, {
    redirect: 'manual',
    ...(body ? { method: 'POST', body } : {}),
  });
  return { status: answer.status, text: await answer.text() };
}

/** Time passes while something is waited for. */
async function meanwhile<T>(waited: Promise<T>): Promise<T> {
  const state = { over: false };
  const done = waited.finally(() => (state.over = true));
  while (!state.over) await Promise.race([done, msp.clock.advance(200)]);
  return done;
}

const valuesOn = (text: string) => [...text.matchAll(/name="slot"\s+value="([^"]+)"/g)].map(([, value]) => value!);

function overlaps(events: readonly { readonly start: number; readonly end: number }[]): boolean {
  const sorted = [...events].sort((a, b) => a.start - b.start);
  return sorted.some(({ start }, n) => n > 0 && start < sorted[n - 1]!.end);
}

test.each([1, 2])(
  '50 clients race for 5 times of one technician, at %i instances',
  { timeout: 120_000 },
  async (copies) => {
    const mails = await fiftyClients(copies);
    const filled = fill();
    await msp.minutes(11);
    const opened = await meanwhile(Promise.all(mails.map((mail, n) => page(n, linkOf(mail)))));
    const seen = opened.map(({ text }) => valuesOn(text));
    for (const times of seen) expect(times).toHaveLength(FREE.length);
    // Next week is free again: there is something else to offer.
    const last = filled.at(-1)!;
    msp.graph?.sim.human.moveEvent(ANA, last.id, { start: last.start, end: last.start + 3 * 24 * HOUR });
    await msp.minutes(3);

    racing = true;
    const forms = mails.map((mail, n) => page(n, `${linkOf(mail)}/choose`, { slot: seen[n]![n % FREE.length]! }));
    const answers = await meanwhile(Promise.all(forms));
    await msp.minutes(3);

    const answered = (status: number) => answers.filter((one) => one.status === status).length;
    expect([answered(303), answered(200)]).toEqual([5, CLIENTS - 5]);
    for (const { status, text } of answers) {
      if (status !== 200) continue;
      expect(text).toContain('We are sorry: that time has just gone');
      expect(valuesOn(text).length).toBeGreaterThan(0);
    }
    const appointments = msp.graph!.sim.human.appointments(BUSINESS);
    expect(appointments).toHaveLength(5);
    expect(overlaps(appointments)).toBe(false);
    for (const who of [ANA, BUSINESS]) expect(overlaps(msp.graph!.sim.human.calendar(who))).toBe(false);
    const states = await Promise.all(
      ['confirmed', 'offered'].map((state) => msp.store.count('visits', { index: 'byStateOnly', eq: [state] })),
    );
    expect(states).toEqual([5, 45]);

    // What they were offered instead can be had.
    const loser = answers.findIndex(({ status }) => status === 200);
    const other = page(loser, `${linkOf(mails[loser]!)}/choose`, { slot: valuesOn(answers[loser]!.text).at(-1)! });
    expect((await meanwhile(other)).status).toBe(303);
    await msp.minutes(1);
    expect(msp.graph!.sim.human.appointments(BUSINESS)).toHaveLength(6);
  },
);
