import { describe, expect, test } from 'vitest';
import type { Visit, VisitState } from '../../model/visit.ts';
import { BUSINESS } from '../helpers/graph-tenant.ts';
import { client } from '../helpers/client.ts';
import { mortal, type Landing, type Mortal, type Word } from '../helpers/mortal.ts';
import { seeded, smallMsp, type SmallMsp } from '../helpers/small-msp.ts';

const MINUTE = 60_000;
const ERIKA = 'erika@contoso.example';
const ANA = 'ana@northwind-msp.example';
const DETAILS = 'It has no power at all and smells burnt. Please send somebody to our office, we cannot print labels.';

/** Where a life ends: at its n-th word, counted from the moment the ticket has its technician. */
interface Crash {
  readonly at: number;
  readonly landing: Landing;
}

interface Told {
  readonly words: readonly Word[];
  readonly end: unknown;
  readonly mails: readonly string[];
  readonly counted: number;
  readonly crashes: number;
}

/** Tells a story with crashes, and says how it ended. Each crash is followed by another life of the process. */
async function tell(
  story: (life: Lives) => Promise<void>,
  crashes: readonly Crash[],
  { sentItems } = { sentItems: true },
): Promise<Told> {
  const words: Word[] = [];
  const left = [...crashes];
  let counting = false;
  let present: Mortal | undefined;
  let died = 0;
  const msp = await smallMsp({
    installed: false,
    policy: { pollSeconds: 600 },
    visits: { statuses: { offered: 'With User', confirmed: 'In Progress', done: 'New', cancelled: 'New' } },
    lives: (_, way) => {
      present = mortal(way, (word) => {
        if (!counting || ASIDE.test(word.what)) return undefined;
        words.push(word);
        if (words.length - 1 !== left[0]?.at) return undefined;
        died += 1;
        return left.shift()?.landing;
      });
      return present.way;
    },
  });
  try {
    if (!sentItems) {
      msp.graph?.sim.granted.delete('Mail.Read');
      msp.graph?.sim.revokeTokens();
    }
    const ticket = msp.ticket('The reception printer is dead', DETAILS);
    msp.callboard.desk.hint([String(ticket)]);
    await msp.clock.advance(20_000);
    counting = true;
    const lives = livesOf(msp, ticket, () => present?.dead ?? false);
    await story(lives);
    counting = false;
    await lives.quiet();
    return {
      words,
      end: await endOf(msp, ticket),
      mails: mailsOf(msp),
      counted: (await msp.store.query('clientMessages', { index: 'byVisit', limit: 200 })).docs.reduce(
        (sum, { data }) => sum + data.copies,
        0,
      ),
      crashes: died,
    };
  } finally {
    await msp.close();
  }
}

type Lives = ReturnType<typeof livesOf>;

function livesOf(msp: SmallMsp, ticket: number, dead: () => boolean) {
  const visit = async (): Promise<Visit | undefined> =>
    (await msp.store.query('visits', { index: 'byTicket', eq: [String(ticket)], limit: 5 })).docs[0]?.data;
  const next = async () => {
    await msp.clock.advance(1_000);
    await msp.begins();
  };
  /** Time passes, in as many lives as it takes. */
  const pass = async (ms: number) => {
    await msp.clock.advance(ms);
    while (dead()) await next();
  };
  return {
    msp,
    ticket,
    pass,
    visit,
    async until(state: VisitState, more: (visit: Visit) => boolean = () => true): Promise<Visit> {
      for (let passed = 0; passed < 20 * MINUTE; passed += 5_000) {
        const now = await visit();
        if (now?.state === state && more(now)) return now;
        await pass(5_000);
      }
      throw new Error(`the visit is ${(await visit())?.state ?? 'not there'} after 20 minutes, not ${state}`);
    },
    /** The client does something, and again in the next life when nobody answers. */
    async client<T>(what: (erika: ReturnType<typeof client>) => Promise<T>): Promise<T> {
      for (;;) {
        let answer: { readonly is: T } | undefined;
        const asked = what(client(msp, ERIKA)).then((is) => (answer = { is }));
        asked.catch(() => undefined);
        while (!answer && !dead()) await Promise.race([asked, msp.clock.advance(0)]);
        if (answer) return answer.is;
        await next();
      }
    },
    /** Nobody runs while time leaps. */
    async leap(to: number) {
      await msp.stops(msp.callboard);
      await msp.clock.runUntil(to);
      await msp.begins();
      await pass(1_000);
    },
    /** Whatever is on its way to the client, to Graph and to the PSA arrives. */
    async quiet() {
      const states = ['waiting', 'begun'] as const;
      for (let passed = 0; passed < 20 * MINUTE; passed += 5_000) {
        const left = await Promise.all(states.map((state) => msp.store.listEffects({ state, limit: 100 })));
        if (left.flat().every(({ kind }) => kind === 'card.sync')) break;
        await pass(5_000);
      }
      await pass(5_000);
    },
  };
}

const mailsOf = (msp: SmallMsp) => (msp.graph?.sim.human.inbox(ERIKA) ?? []).map(({ subject }) => subject).reverse();

/** What stands in the end, everywhere. */
async function endOf(msp: SmallMsp, ticket: number) {
  const { graph, halo, store } = msp;
  const visits = (await store.query('visits', { index: 'byTicket', eq: [String(ticket)], limit: 5 })).docs;
  const row = halo.state.tickets.get(ticket);
  return {
    visits: visits.map(({ data: { state, slot, moves, personIds, stuck, outside } }) => ({
      state,
      slot,
      moves,
      personIds,
      stuck,
      entries: outside.psaEntryIds.length,
      holdEvents: outside.holdEvents,
    })),
    log: (await msp.history(ticket)).map(({ kind }) => kind).filter((kind) => kind.startsWith('visit-')),
    holds: (await store.query('holds', { index: 'byVisit', limit: 100 })).docs.map(({ data }) => data.start).sort(),
    appointments: graph?.sim.human.appointments(BUSINESS).map(({ start, end, staffIds }) => ({ start, end, staffIds })),
    calendar: graph?.sim.human
      .calendar(ANA)
      .map(({ start, end, showAs, subject }) => ({ start, end, showAs, subject })),
    entries: [...halo.state.appointments.values()].map(({ start_date, end_date, agent_id, ticket_id }) => ({
      start_date,
      end_date,
      agent_id,
      ticket_id,
    })),
    status: halo.state.statuses.get(row?.status_id ?? 0)?.name,
    notes: msp
      .haloNotes(ticket)
      .filter((note) => note.includes('visit'))
      .map((note) => note.replace(/\[callboard:[^\]]*\]/g, '')),
    deadLetters: (await store.listEffects({ state: 'dead', limit: 9 }))
      .map(({ kind }) => kind)
      .filter((kind) => kind !== 'card.sync'),
  };
}

/** Offered, booked, moved, done. */
async function kept(life: Lives): Promise<void> {
  life.msp.halo.people.assign(life.ticket, life.msp.agents.ana);
  life.msp.callboard.desk.hint([String(life.ticket)]);
  await life.until('offered');
  const [first, second] = await slots(life);
  await chosen(life, first!);
  await moved(life, second!);
  const visit = await life.visit();
  await life.quiet();
  await life.leap((visit?.slot?.end ?? 0) - 1_000);
  await life.until('done');
}

async function slots(life: Lives): Promise<readonly { start: number; value: string }[]> {
  for (;;) {
    if (mailsOf(life.msp).length > 0) {
      const page = await life.client((erika) => erika.opensLink());
      if (page.is === 'choose' && page.slots.length > 1) return page.slots;
    }
    await life.pass(5_000);
  }
}

async function chosen(life: Lives, slot: { value: string }): Promise<void> {
  await life.client((erika) => erika.chooses(slot.value));
  await life.until('confirmed');
  await life.quiet();
}

async function moved(life: Lives, slot: { start: number; value: string }): Promise<void> {
  await life.client((erika) => erika.chooses(slot.value));
  await life.until('confirmed', (visit) => visit.slot?.start === slot.start);
}

async function cancelled(life: Lives): Promise<void> {
  life.msp.halo.people.assign(life.ticket, life.msp.agents.ana);
  life.msp.callboard.desk.hint([String(life.ticket)]);
  const [first] = await slots(life);
  await chosen(life, first!);
  await life.client((erika) => erika.cancels('We bought a new one'));
  await life.until('cancelled');
}

/** Somebody puts a meeting there between the choice and the booking: an apology, and another time. */
async function takenElsewhere(life: Lives): Promise<void> {
  life.msp.halo.people.assign(life.ticket, life.msp.agents.ana);
  life.msp.callboard.desk.hint([String(life.ticket)]);
  const [first, second] = await slots(life);
  life.msp.graph?.sim.faults.add({
    method: 'POST',
    path: '/users/*/events',
    then: { status: 503, code: 'x', message: '' },
  });
  await life.client((erika) => erika.chooses(first!.value));
  life.msp.graph?.sim.human.addEvent(ANA, { start: first!.start + 5 * MINUTE, end: first!.start + 10 * MINUTE });
  await life.until('offered', (visit) => visit.link === 2);
  await life.quiet();
  const again = await slots(life);
  await chosen(
    life,
    again.find((slot) => slot.start >= second!.start)!,
  );
}

/** What every process says all the time, visits or not. */
const ASIDE =
  /card\.sync(?!.*visits)|conversations|^commit (meta|calendars|timers|)$|GET \/api\/Tickets$|token$|^GET \/api\/(Agent|Team|Status|Priority|Category|TicketType|Outcome|Qualification)/;

/** Each different word once for each way in which it can end; of words that are alike, one by chance. */
function sampleOf(words: readonly Word[], known: ReadonlySet<string>, random: () => number): readonly Crash[] {
  const alike = new Map<string, number[]>();
  for (const [at, { what }] of words.entries()) alike.set(what, [...(alike.get(what) ?? []), at]);
  return [...alike].flatMap(([what, places]) => {
    const reads = words[places[0] ?? 0]?.reads === true;
    // Whoever dies while it reads dies before its next write: some will do.
    if (known.has(what) || (reads && random() < 0.8)) return [];
    const toStore = /^(commit|begin|settle) /.test(what);
    const landings: readonly Landing[] = reads ? ['lost'] : toStore ? ['lost', 'landed'] : ['lost', 'landed', 'late'];
    // Begun and not said, or said and not kept, is a request that is lost or has landed: one of both will do.
    const some = /^(begin|settle) /.test(what) ? [landings[Math.floor(random() * 2)] ?? 'lost'] : landings;
    return some.map((landing) => ({ at: places[Math.floor(random() * places.length)] ?? 0, landing }));
  });
}

const SEED = 20261127;
const known = new Set<string>();

describe(`whenever the process dies, the visit comes to the same end (seed ${SEED})`, () => {
  const random = seeded(SEED);
  test.each(Object.entries({ kept, cancelled, takenElsewhere }))('%s', { timeout: 300_000 }, async (_, story) => {
    const plain = await tell(story, []);
    expect(plain.end).toMatchObject({ deadLetters: [] });
    const sample = sampleOf(plain.words, known, random);
    expect(sample).not.toEqual([]);
    for (const { what } of plain.words) known.add(what);
    for (const crash of sample) {
      const told = await tell(story, [crash]);
      const where = `died at ${crash.at}, ${plain.words[crash.at]?.what ?? ''}: ${crash.landing}`;
      expect([where, told.crashes, told.end]).toEqual([where, 1, plain.end]);
      // Sent Items say whether a mail has left.
      expect([where, told.mails, told.counted]).toEqual([where, plain.mails, 0]);
    }
  });

  test('and the time after it', { timeout: 120_000 }, async () => {
    const plain = await tell(kept, []);
    for (let run = 0; run < 3; run += 1) {
      const at = () => Math.floor(random() * (plain.words.length - 20));
      // Each counts from the one before, and what is said once more is said in the next life.
      const [first, second] = [at(), at()].sort((a, b) => a - b);
      const crashes: Crash[] = [
        { at: first ?? 0, landing: 'landed' },
        { at: (second ?? 0) + 1, landing: 'late' },
      ];
      const told = await tell(kept, crashes);
      expect([crashes, told.crashes, told.end, told.mails]).toEqual([crashes, 2, plain.end, plain.mails]);
    }
  });
});

test.each(['lost', 'landed', 'late'] as const)(
  'where Sent Items may not be read, a mail whose fate is unclear (%s) leaves once more, and is counted',
  async (landing) => {
    const without = { sentItems: false };
    const plain = await tell(cancelled, [], without);
    // Nothing overtakes the last one.
    const at = plain.words.findLastIndex(({ what }) => what.endsWith('/sendMail'));
    const told = await tell(cancelled, [{ at, landing }], without);
    expect(told.end).toEqual(plain.end);
    expect(told.counted).toBe(1);
    expect(told.mails.length - plain.mails.length).toBe(landing === 'lost' ? 0 : 1);
    expect(new Set(told.mails)).toEqual(new Set(plain.mails));
  },
);
