import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { COLLECTIONS } from '../../desk/ports/collections.ts';
import {
  assignEffect,
  chatDest,
  noteEffect,
  priorityEffect,
  psaLane,
  psaVisitLane,
  syncEffect,
} from '../../desk/outbox/effects.ts';
import type { Store } from '../../desk/ports/store.ts';
import { SINGLETONS } from '../../desk/runtime/singletons.ts';
import { personalCardId, QUEUE_CARD, ticketCardId, TROUBLE_CARD } from '../../desk/posts/posted-cards.ts';
import { bookEffect, mailEffect, psaVisitEffect } from '../../desk/visits/booking/visit-effects.ts';
import { canonicalJson } from '../../model/canonical.ts';
import { EVENT_KINDS, PHASES } from '../../model/desk-ticket.ts';
import { sha256 } from '../../model/hash.ts';
import { silentLog as log } from '../../model/log.ts';
import { VISIT_STATES } from '../../model/visit.ts';
import { replay } from '../../routing/index.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { fillMongo, mongoNames, sqliteNames, unpackSqlite, type EngineNames } from '../fixtures/engines.ts';
import { contentsOf, ENGINES, landedFixtures, type Contents, type EngineName } from '../fixtures/landed.ts';
import { worldAgain } from '../fixtures/outside-world.ts';
import { STORED_NAMES, type NameList } from '../fixtures/stored-names.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { testDatabase } from '../../harness/mongod/index.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { scratchFolder } from './scratch.ts';

/**
 * An upgrade strands nobody. Databases that landed states wrote open, replay their decisions and deliver their pending
 * effects. The way back is the version before, over the same database: this test keeps the schema and the stored names
 * as that version knows them. `npm run fixture` writes the next fixture.
 */
const MINUTE = 60_000;
const { missing, uri, remove } = await testDatabase(import.meta.url);
const folder = scratchFolder();
afterAll(async () => {
  folder.remove();
  await remove();
});

const cases = landedFixtures().flatMap((landed) => ENGINES.map((engine) => ({ engine, landed, name: landed.name })));

describe.each(cases)('the $engine database that $name wrote', ({ engine, landed }) => {
  const { name, manifest } = landed;
  const { holds } = manifest;
  const world = landed.world(engine);
  const path = folder.file(`${name}.db`);

  describe.skipIf(engine === 'mongo' && missing !== undefined)('with today’s code', () => {
    let raw: EngineNames;
    let store: Store;
    let msp: SmallMsp;
    let opened: Contents;

    beforeAll(async () => {
      if (engine === 'sqlite') unpackSqlite(landed.database(engine), path);
      else await fillMongo(uri, landed.database(engine));
      raw = engine === 'sqlite' ? sqliteNames(path) : await mongoNames(uri);
      store = await opens(engine, path);
      opened = await contentsOf(store);
      // The upgrade takes a minute.
      const at = manifest.stoppedAt + MINUTE;
      msp = await smallMsp({ ...manifest.settings, ...worldAgain(world), at, store });
      await msp.minutes(6);
    });
    afterAll(() => msp.close());

    it('opens with all its content', () => {
      expect(opened).toEqual(holds);
      for (const collection of raw.collections) expect(Object.keys(COLLECTIONS)).toContain(collection);
      for (const lease of raw.leases) expect(Object.keys(SINGLETONS)).toContain(lease);
    });

    it('replays every decision to the same bytes', async () => {
      const ids = Object.keys(holds.decisions);
      expect(ids.length).toBeGreaterThan(20);
      for (const id of ids) {
        const decision = await store.get('decisions', id);
        const snapshot = await store.get('snapshots', decision!.data.snapshot);
        expect(sha256(canonicalJson(replay(decision!.data, snapshot!.data))), id).toBe(holds.decisions[id]);
      }
    });

    it('delivers every pending effect and leaves dead letters to people', async () => {
      const dead = holds.effects.filter(({ state }) => state === 'dead');
      for (const { id, lane, state } of holds.effects) {
        const blocked = dead.some((one) => one.lane === lane);
        const now = state === 'dead' ? 'dead' : blocked ? 'waiting' : 'done';
        expect(await store.getEffect(id), id).toMatchObject({ state: now });
      }
    });

    it('writes to HaloPSA once, whatever an earlier attempt did there without an answer', async () => {
      const notes = [...msp.halo.state.actions.values()].flat().map(({ note_html }) => note_html);
      const marks = notes.flatMap((note) => /\[callboard:([^\]]+)\]/.exec(note)?.[1] ?? []);
      expect(marks).toEqual([...new Set(marks)]);
      expect(marks).toEqual(expect.arrayContaining(pending('psa.note')));
      for (const { id, agent_id: agent } of world.halo.tickets) {
        const ticket = (await store.get('tickets', String(id)))?.data;
        const written = holds.effects.some((one) => one.kind === 'psa.assign' && one.lane === psaLane(String(id)));
        if (!written) expect(msp.halo.state.tickets.get(id)?.agent_id, String(id)).toBe(agent);
        else if (ticket?.sync !== 'refused') expect(owner(id), String(id)).toBe(ticket?.owner?.personId);
      }
      for (const id of pending('psa.assign')) expect(changes(id, 'agent_id'), id).toBe(1);
      for (const id of pending('psa.priority')) expect(changes(id, 'priority_id'), id).toBe(1);
    });

    it('books, moves and cancels each visit once, in Bookings, in calendars and in HaloPSA', async () => {
      const visits = await store.query('visits', { index: 'byStateOnly', limit: 100 });
      const stand = visits.docs.filter(({ data }) => data.state === 'confirmed' || data.state === 'done');
      expect(stand.length).toBeGreaterThan(Object.values(holds.visits).filter((one) => one === 'confirmed').length);
      const starts = stand.map(({ data }) => data.slot!.start);
      const calendars = msp.technicians.map((one) => msp.graph?.sim.human.calendar(one.person.mail) ?? []);
      expect(startsOf(calendars.flat().map(({ start }) => start))).toEqual(startsOf(starts));
      const entries = [...msp.halo.state.appointments.values()];
      expect(startsOf(entries.map((entry) => entry.start_date))).toEqual(startsOf(starts));
      const { appointments } = msp.graph!.sim.state.businesses.get(BUSINESS)!;
      const known = stand.map(({ data }) => data.outside.appointmentId);
      expect(known).toEqual(expect.arrayContaining([...appointments.keys()]));
      expect(visits.docs.filter(({ data }) => data.stuck)).toEqual([]);
    });

    it('sends each client their mail once', () => {
      const inbox = msp.graph!.sim.human.inbox('erika@contoso.example');
      const keys = inbox.flatMap(({ headers }) => headers.find((one) => one.name === 'x-callboard-key')?.value ?? []);
      expect(keys).toEqual([...new Set(keys)]);
      expect(keys).toEqual(expect.arrayContaining(pending('client.mail').filter((id) => !id.endsWith(':guests'))));
    });

    it('edits existing cards and posts none of them again', async () => {
      const tickets = Object.keys(holds.surfaces).flatMap((id) => /^ticket:(.+)$/.exec(id)?.[1] ?? []);
      const before = world.teams.messages;
      for (const ticket of tickets) {
        const ofTicket = ({ summary }: { readonly summary?: string }) => summary?.includes(` ${ticket} `) === true;
        const old = before.filter((one) => ofTicket(one) && one.conversation === msp.teams.channel.id);
        const cards = msp.dana.channel().filter(ofTicket);
        expect(
          cards.map(({ id }) => id),
          ticket,
        ).toEqual(old.map(({ id }) => id));
        const [card] = cards;
        expect(card?.words).not.toContain('not yet in HaloPSA');
        const phase = (await store.get('tickets', ticket))?.data.phase;
        if (card && phase === 'taken') expect(card.summary).toMatch(/^Taken: /);
      }
    });

    it('runs every timer when it is due', async () => {
      const last = Math.max(...holds.timers.map(({ dueAt }) => dueAt));
      await msp.stops(msp.callboard);
      await msp.clock.runUntil(last + MINUTE);
      await msp.begins();
      await msp.minutes(3);
      const left = await store.getMany(
        'timers',
        holds.timers.map(({ id }) => id),
      );
      expect(left.map(({ id }) => id)).toEqual([]);
      const now = await contentsOf(store);
      const more = (kind: string) => (now.events[kind] ?? 0) - (holds.events[kind] ?? 0);
      expect(more('unanswered')).toBeGreaterThan(0);
      expect(more('visit-done')).toBeGreaterThan(0);
      expect(more('visit-chased')).toBeGreaterThan(0);
      const waited = holds.timers.flatMap(({ id }) => /^first-slot:(.+):\d+$/.exec(id)?.[1] ?? []);
      for (const ticket of waited) expect(now.tickets[ticket], ticket).not.toBe('triaged');
      expect(now.timers.filter(({ dueAt }) => dueAt < msp.clock.now())).toEqual([]);
    });

    it('leaves a way back: the version that wrote it knows the schema and every stored name', async () => {
      expect((await store.health()).schema).toBe(manifest.schema[engine]);
      const now = await contentsOf(store);
      const done = await store.listEffects({ state: 'done', limit: 10_000 });
      const lies: Readonly<Partial<Record<NameList, readonly string[]>>> = {
        events: Object.keys(now.events),
        effects: [...now.effects, ...done].map(({ kind }) => kind),
        timers: now.timers.map(({ kind }) => kind),
        meta: now.meta,
        surfaces: Object.values(now.surfaces),
        phases: Object.values(now.tickets),
        visitStates: Object.values(now.visits),
        replanStates: Object.values(now.replans),
      };
      for (const [list, names] of Object.entries(lies))
        for (const name of new Set(names)) expect(manifest.knew[list as NameList], list).toContain(name);
      const { collections, leases } = engine === 'sqlite' ? sqliteNames(path) : await mongoNames(uri);
      for (const collection of collections) expect(manifest.knew.collections).toContain(collection);
      for (const lease of leases) expect(manifest.knew.leases).toContain(lease);
    });

    const pending = (kind: string) =>
      holds.effects
        .filter((one) => one.kind === kind && one.state !== 'dead' && !(one.state === 'waiting' && behindDead(one)))
        .map(({ id }) => id);
    const behindDead = ({ lane }: { readonly lane: string }) =>
      holds.effects.some((one) => one.lane === lane && one.state === 'dead');
    /** Who has it in HaloPSA, as the desk names people. */
    const owner = (ticket: number) => `agent:${msp.halo.state.tickets.get(ticket)?.agent_id}`;
    /** How often a field of the ticket that an effect names has changed in HaloPSA. */
    const changes = (effectId: string, field: string) =>
      (msp.halo.state.audits.get(Number(effectId.split(':')[1])) ?? []).filter(({ value }) => value === field).length;
  });
});

const startsOf = (starts: readonly number[]) => [...starts].sort();

function opens(engine: EngineName, path: string): Promise<Store> {
  return engine === 'sqlite' ? openSqliteStore({ path, log }) : openMongoStore({ uri, log });
}

/** Kinds that a landed version declared and no version ever wrote, so that no database holds them. */
const NEVER_WRITTEN: readonly string[] = ['psa-refused', 'claim-lost'];

describe('stored names', () => {
  test.each(Object.entries(STORED_NAMES))('keep every name that databases hold: %s', (list, names) => {
    for (const { manifest } of landedFixtures())
      expect(names).toEqual(
        expect.arrayContaining(manifest.knew[list as NameList].filter((name) => !NEVER_WRITTEN.includes(name))),
      );
  });

  test.each([
    ['collections', Object.keys(COLLECTIONS)],
    ['events', EVENT_KINDS],
    ['phases', PHASES],
    ['visitStates', VISIT_STATES],
    ['leases', Object.keys(SINGLETONS)],
  ] as const)('are those of the code: %s', (list, names) => {
    expect([...names].sort()).toEqual([...STORED_NAMES[list]].sort());
  });

  const visit = { visitId: '7.v1', ticketId: '7', n: 3, now: 0 };
  test.each([
    ['a ticket in the PSA', psaLane('7'), 'psa:7'],
    ['a visit in the PSA', psaVisitLane('7.v1'), 'psa-visit:7.v1'],
    ['a visit in Graph', bookEffect(visit).lane, 'visit:7.v1'],
    ['mail to a client', mailEffect(visit, 'visit-offer').lane, 'mail:7.v1'],
    ['a card', syncEffect({ surfaceId: 'queue', conversation: 'channel', now: 0, id: '1' }).lane, 'card:queue'],
  ])('keep the lane of %s', (_of, lane, stored) => {
    expect(lane).toBe(stored);
  });

  test.each([
    ['an assignment', assignEffect({ ticketId: '7', n: 3, now: 0 }).id, 'assign:7:3'],
    ['a note', noteEffect({ ticketId: '7', n: 3, now: 0 }).id, 'note:7:3'],
    ['a priority', priorityEffect({ ticketId: '7', n: 3, now: 0 }).id, 'priority:7:3'],
    ['a visit', bookEffect(visit).id, 'visit.book:7.v1:3'],
    ['a visit in the PSA', psaVisitEffect(visit).id, 'psa.visit:7.v1:3'],
    ['a mail', mailEffect(visit, 'visit-offer').id, 'mail:7.v1:visit-offer:3'],
    ['a card in the channel', ticketCardId('7'), 'ticket:7'],
    ['somebody’s own card', personalCardId('7', 'agent:3'), 'mine:7:agent:3'],
    ['the queue card', QUEUE_CARD, 'queue'],
    ['the trouble card', TROUBLE_CARD, 'trouble'],
    ['the channel’s budget', chatDest('channel'), 'teams:channel'],
    ['a chat’s budget', chatDest({ personId: 'agent:3' }), 'teams:agent:3'],
  ])('keep the id of %s', (_of, id, stored) => {
    expect(id).toBe(stored);
  });
});
