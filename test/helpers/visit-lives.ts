import type { Visit, VisitState } from '../../model/visit.ts';
import { client } from '../../harness/msp/client.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { mortal, type Landing, type Mortal, type Word } from './mortal.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';

const MINUTE = 60_000;
const ERIKA = 'erika@contoso.example';
export const ANA = 'ana@northwind-msp.example';
const DETAILS = 'It has no power at all and smells burnt. Please send somebody to our office, we cannot print labels.';

/** What every process says all the time, visits or not. */
const ASIDE =
  /card\.sync(?!.*visits)|conversations|^commit (meta|calendars|timers|)$|GET \/api\/Tickets$|token$|^GET \/api\/(Agent|Team|Status|Priority|Category|TicketType|Outcome|Qualification)/;

/** Where a life ends: at its n-th word, counted from the moment the ticket has its technician. */
export interface Crash {
  readonly at: number;
  readonly landing: Landing;
}

export interface Told {
  readonly words: readonly Word[];
  readonly end: unknown;
  readonly mails: readonly string[];
  readonly counted: number;
  readonly crashes: number;
}

/** Tells a story with crashes, and says how it ended. Each crash is followed by another life of the process. */
export async function tell(
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

export type Lives = ReturnType<typeof livesOf>;

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

export const mailsOf = (msp: SmallMsp) =>
  (msp.graph?.sim.human.inbox(ERIKA) ?? []).map(({ subject }) => subject).reverse();

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
