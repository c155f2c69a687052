import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PsaPort } from '../../desk/ports/psa.ts';
import { createLimiter } from '../../psa/halopsa/limiter.ts';
import { virtualClock } from '../../sim/clock.ts';
import type { Fault } from '../../sim/psa/halopsa/index.ts';
import { haloWorld, MONDAY, type HaloWorld } from './halo-world.ts';

const DAY = 86_400_000;

describe('HaloPSA, when things go wrong', () => {
  let world: HaloWorld;
  let psa: PsaPort;
  beforeEach(async () => {
    world = await haloWorld();
    psa = world.psa;
  });
  afterEach(() => world.stop());

  const note = (ticketId: string, opId = 'n-1') =>
    psa.addNote({ ticketId, opId, text: 'Why Ana', visibility: 'internal' });
  const notesIn = (ticketId: string) => world.halo.state.actions.get(Number(ticketId)) ?? [];
  /** Reads what the connector remembers, so that a fault hits the request that is meant. */
  const warmUp = async (ticketId: string) => {
    await psa.getTicket(ticketId);
    await psa.connect();
  };

  describe.each<[string, Fault, object, object]>([
    [
      'a 503 before anything was done',
      { applies: 'never', then: { status: 503 } },
      { code: 'PSA_UNREACHABLE', done: 'no', retry: 'later', status: 503 },
      { code: 'PSA_UNREACHABLE', done: 'unknown', retry: 'later', status: 503 },
    ],
    [
      'a connection that breaks',
      { applies: 'never', then: 'drop' },
      { code: 'PSA_UNREACHABLE', done: 'no', retry: 'later' },
      { code: 'PSA_UNREACHABLE', done: 'unknown', retry: 'later' },
    ],
    [
      'silence',
      { applies: 'never', then: 'hang' },
      { code: 'PSA_UNREACHABLE', done: 'no', retry: 'later' },
      { code: 'PSA_UNREACHABLE', done: 'unknown', retry: 'later' },
    ],
    [
      'a 400 in plain text',
      { applies: 'never', then: { status: 400, body: 'Mandatory field missing' } },
      { code: 'PSA_REFUSED', done: 'no', retry: 'never', status: 400 },
      { code: 'PSA_REFUSED', done: 'no', retry: 'never', status: 400 },
    ],
    [
      'a 403',
      { applies: 'never', then: { status: 403, body: 'No access' } },
      { code: 'PSA_REFUSED', done: 'no', retry: 'never', status: 403 },
      { code: 'PSA_REFUSED', done: 'no', retry: 'never', status: 403 },
    ],
    [
      'a 429',
      { applies: 'never', then: { status: 429 } },
      { code: 'PSA_THROTTLED', done: 'no', retry: 'later', retryAfterMs: 5_000 },
      { code: 'PSA_THROTTLED', done: 'no', retry: 'later', retryAfterMs: 5_000 },
    ],
    [
      'a proxy’s page instead of an answer',
      { applies: 'never', then: { status: 200, body: '<html>Maintenance</html>' } },
      { code: 'PSA_UNREACHABLE', done: 'no', retry: 'later' },
      { code: 'PSA_UNREACHABLE', done: 'unknown', retry: 'later' },
    ],
  ])('%s', (_what, fault, reading, writing) => {
    it('never makes a list look empty', async () => {
      world.newTicket('Printer jams');
      await psa.connect();
      world.halo.faults.add({ ...fault, method: 'GET', path: '/Tickets' });
      await expect(world.during(20_000, () => psa.listTickets({ openOnly: true }))).rejects.toMatchObject(reading);
    });

    it('says truthfully what became of a note', async () => {
      const id = world.newTicket('Printer jams');
      await warmUp(id);
      world.halo.faults.add({ ...fault, method: 'POST', path: '/Actions' });
      await expect(world.during(20_000, () => note(id))).rejects.toMatchObject(writing);
      expect(notesIn(id)).toHaveLength(0);
    });
  });

  it('keeps Halo’s words, and no secret, in what it reports', async () => {
    const id = world.newTicket('Printer jams');
    await warmUp(id);
    world.halo.faults.add({
      method: 'POST',
      path: '/Tickets',
      applies: 'never',
      then: { status: 400, body: 'Team is required' },
    });
    const failed = psa.assign({ ticketId: id, agentId: world.ana, opId: 'a-1' });
    await expect(failed).rejects.toThrow('HaloPSA answered POST /Tickets with 400: Team is required');
    await expect(failed).rejects.not.toThrow(/correct-horse|halo-token/);
  });

  it.each([
    ['an error after the note was written', { applies: 0, then: { status: 500 } }],
    ['a connection cut after the note was written', { applies: 0, then: 'drop' }],
  ] as const)('%s leaves it unclear, and a look finds the note', async (_what, fault) => {
    const id = world.newTicket('Printer jams');
    await warmUp(id);
    world.halo.faults.add({ ...fault, method: 'POST', path: '/Actions' });
    await expect(note(id)).rejects.toMatchObject({ done: 'unknown' });
    expect(await psa.hasNote(id, 'n-1')).toBe(true);
  });

  it('a note that lands five seconds after the connection broke is found by whoever looks late enough', async () => {
    const id = world.newTicket('Printer jams');
    await warmUp(id);
    world.halo.faults.add({ method: 'POST', path: '/Actions', applies: 5_000, then: 'drop' });
    await expect(world.during(0, () => note(id))).rejects.toMatchObject({ done: 'unknown' });
    expect(await psa.hasNote(id, 'n-1')).toBe(false);
    await world.clock.advance(5_000);
    expect(await psa.hasNote(id, 'n-1')).toBe(true);
  });

  it('has nothing on its way any more ten seconds after a note began, however slow the way there was', async () => {
    const id = world.newTicket('Printer jams');
    await psa.getTicket(id);
    // The outcomes are read first, and slowly: then the note is not sent at all.
    world.halo.faults.add({ method: 'GET', path: '/Outcome', applies: 9_999, then: 'answer' });
    world.halo.faults.add({ method: 'POST', path: '/Actions', applies: 5_000, then: 'answer' });
    await expect(world.during(10_001, () => note(id))).rejects.toMatchObject({ code: 'PSA_UNREACHABLE' });
    const posts = world.halo.journal.exchanges.filter((one) => one.method === 'POST' && one.url.endsWith('/Actions'));
    expect(posts.every((post) => post.at <= MONDAY + 10_000)).toBe(true);
  });

  it('does not write at all when reading took all the time there was', async () => {
    const id = world.newTicket('Printer jams');
    world.halo.faults.add({ method: 'GET', path: '/Tickets/', applies: 9_000, then: 'answer' });
    world.halo.faults.add({ method: 'GET', path: '/Status', applies: 9_000, then: 'answer' });
    const late = world.during(30_000, () => psa.assign({ ticketId: id, agentId: world.ana, opId: 'a-1' }));
    await expect(late).rejects.toMatchObject({ code: 'PSA_UNREACHABLE', done: 'no', retry: 'later' });
    expect((await psa.getTicket(id))?.assignee).toBeUndefined();
  });

  it('an assignment that was made but not read back is unclear; doing it again finds it done', async () => {
    const id = world.newTicket('Printer jams');
    await warmUp(id);
    world.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 0, then: { status: 502 } });
    const assign = () => psa.assign({ ticketId: id, agentId: world.ana, opId: 'a-1' });
    await expect(assign()).rejects.toMatchObject({ done: 'unknown', retry: 'later' });
    expect(await assign()).toMatchObject({ applied: true, current: { assignee: { id: world.ana } } });
    expect(await psa.history(id)).toHaveLength(1);
  });

  it('is back as soon as Halo is', async () => {
    const id = world.newTicket('Printer jams');
    world.halo.faults.down(3_600_000);
    await expect(psa.getTicket(id)).rejects.toMatchObject({ code: 'PSA_UNREACHABLE', done: 'no' });
    await world.clock.advance(3_600_000);
    expect((await psa.getTicket(id))?.id).toBe(id);
  });

  describe('workflow rules', () => {
    it('an assignment that Halo accepts and swallows is not taken for one', async () => {
      const id = world.newTicket('Printer jams');
      world.halo.people.swallow(1, ['agent_id'], 'Agents are assigned by rule');
      const result = await psa.assign({ ticketId: id, agentId: world.ana, opId: 'a-1' });
      expect(result).toMatchObject({ applied: false, why: 'not-applied', warnings: ['Agents are assigned by rule'] });
      expect(result.current?.assignee).toBeUndefined();
    });

    it('half of a write is not the write', async () => {
      const id = world.newTicket('Printer jams');
      world.halo.people.swallow(1, ['priority_id']);
      const result = await psa.update({ ticketId: id, statusId: '2', priority: 1, opId: 'u-1' });
      expect(result).toMatchObject({
        applied: false,
        why: 'not-applied',
        current: { status: { id: '2' }, priority: { rank: 3 } },
      });
    });

    it('a note whose text was swallowed is not there', async () => {
      const id = world.newTicket('Printer jams');
      world.halo.people.swallow(1, ['note']);
      await note(id);
      expect(await psa.hasNote(id, 'n-1')).toBe(false);
    });
  });

  it('refuses to leave an internal note under an outcome that shows it to the client', async () => {
    world.halo.state.outcomes.set(7, { id: 7, outcome: 'Private Note', hidefromuser: false, sendemail: false });
    const id = world.newTicket('Printer jams');
    await expect(note(id)).rejects.toMatchObject({ code: 'PSA_REFUSED', retry: 'never' });
    await expect(psa.connect()).rejects.toThrow('Private Note');
    expect(notesIn(id)).toHaveLength(0);
  });

  it('loses against a human who assigns between its look and its write', async () => {
    const id = world.newTicket('Printer jams');
    await warmUp(id);
    world.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 0, then: 'answer' });
    // The human's click arrives after ours has been applied, before it is read back.
    const unhook = world.halo.journal.listen((exchange) => {
      if (exchange.method === 'POST' && exchange.url.endsWith('/Tickets')) world.people.assign(id, world.ben);
    });
    const result = await psa.assign({ ticketId: id, agentId: world.ana, opId: 'a-1' });
    unhook();
    expect(result).toMatchObject({ applied: false, why: 'changed', current: { assignee: { id: world.ben } } });
  });

  describe('tokens', () => {
    it('fetches one token for many requests at once', async () => {
      await Promise.all(Array.from({ length: 20 }, () => psa.listTickets({ openOnly: true })));
      expect(world.halo.tokensGiven).toBe(1);
    });

    it('renews a token before it ends', async () => {
      await psa.connect();
      await world.clock.advance(3_600_000 - 59_000);
      await psa.connect();
      expect(world.halo.tokensGiven).toBe(2);
      const refused = world.halo.journal.exchanges.filter((one) => one.response?.status === 401);
      expect(refused).toEqual([]);
    });

    it('renews a token that was revoked, and says the request again once', async () => {
      const id = world.newTicket('Printer jams');
      await warmUp(id);
      world.halo.revokeTokens();
      await note(id);
      expect(notesIn(id)).toHaveLength(1);
      expect(world.halo.tokensGiven).toBe(2);
    });

    it('does not go round in circles when no token is good', async () => {
      await psa.connect();
      world.halo.faults.add({ path: '/Agent', applies: 'never', then: { status: 401 }, times: 10 });
      await expect(psa.connect()).rejects.toMatchObject({ code: 'PSA_AUTH', done: 'no', status: 401 });
      expect(world.halo.faults.waiting).toBe(1);
      expect(world.halo.tokensGiven).toBe(2);
    });
  });

  describe('the budget', () => {
    it('keeps away longer after each 429, and forgets it after an answer', async () => {
      await psa.connect();
      world.halo.faults.add({ path: '/Agent/me', applies: 'never', then: { status: 429 }, times: 6 });
      const waits: unknown[] = [];
      for (let n = 0; n < 6; n += 1) {
        await world.clock.advance(60_000);
        await psa.connect().catch((error: unknown) => waits.push((error as { retryAfterMs: number }).retryAfterMs));
      }
      expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
      await world.clock.advance(60_000);
      await expect(psa.connect()).resolves.toBeDefined();
    });

    it('is never exceeded in any five minutes, whatever is asked', async () => {
      const arrivals = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 100, maxLength: 300 });
      await fc.assert(
        fc.asyncProperty(arrivals, fc.integer({ min: 20, max: 80 }), async (gaps, rate) => {
          const clock = virtualClock(MONDAY, () => {});
          const limiter = createLimiter(clock, rate);
          const passed: number[] = [];
          const all = clock.enter(async () => {
            for (const gap of gaps) {
              await clock.sleep(gap % 7 === 0 ? gap : 0);
              await limiter.pass(30_000).then(
                () => passed.push(clock.now()),
                () => clock.sleep(1_000),
              );
            }
          });
          await clock.advance(DAY);
          await all;
          for (const [n, at] of passed.entries()) {
            expect(passed.slice(n).filter((later) => later < at + 300_000).length).toBeLessThanOrEqual(rate);
          }
        }),
        { numRuns: 50 },
      );
    });

    it('lets nobody wait in vain: who would wait too long hears when to come back', async () => {
      const limiter = createLimiter(world.clock, 10);
      await limiter.pass(0);
      await limiter.pass(0);
      await expect(limiter.pass(10_000)).rejects.toMatchObject({
        code: 'PSA_THROTTLED',
        done: 'no',
        retryAfterMs: 37_500,
      });
      await world.clock.advance(37_500);
      await limiter.pass(0);
    });
  });

  it('loses no open ticket while people close others between two pages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(349), { maxLength: 150 }), fc.nat(3), async (closing, after) => {
        const own = await haloWorld();
        try {
          const ids = Array.from({ length: 350 }, (_, n) => own.newTicket(`Ticket ${n}`));
          const seen = new Set<string>();
          let cursor: string | undefined;
          let pages = 0;
          do {
            const page = await own.psa.listTickets({ openOnly: true, ...(cursor === undefined ? {} : { cursor }) });
            for (const ticket of page.items) seen.add(ticket.id);
            cursor = page.next;
            if (pages === after) for (const n of new Set(closing)) own.people.close(ids[n]!);
            pages += 1;
          } while (cursor !== undefined);
          const gone = new Set(pages > after ? closing : []);
          for (const [n, id] of ids.entries()) if (!gone.has(n)) expect(seen).toContain(id);
          expect(pages).toBeLessThan(20);
        } finally {
          await own.stop();
        }
      }),
      { numRuns: 25 },
    );
  });

  describe('a tenant with its own ways', () => {
    it('finds nobody under the pseudo-agent’s id, whichever it is', async () => {
      const { state } = world.halo;
      const pseudo = { ...state.agents.get(1)!, id: 77 };
      state.agents.delete(1);
      state.agents.set(77, pseudo);
      const id = world.newTicket('Printer jams');
      world.halo.people.assign(Number(id), 77);
      expect((await psa.getTicket(id))?.assignee).toBeUndefined();
      expect((await psa.listTickets({ openOnly: true, unassigned: true })).items.map((one) => one.id)).toEqual([id]);
    });

    it('knows a priority by the ticket’s SLA, not by its number', async () => {
      const { seed, people } = world.halo;
      const odd = seed.sla('Odd', [
        { name: 'Whenever', respond: 0, fix: 0 },
        { name: 'Now', respond: 0.25, fix: 2 },
      ]);
      const client = seed.client({ name: 'Fabrikam', sla_id: odd.id });
      const ticket = people.newTicket({ summary: 'x', details: '', client_id: client.id, priority_id: 2 });
      expect((await psa.getTicket(String(ticket.id)))?.priority).toEqual({ id: '2', name: 'Now', rank: 1 });
      await psa.update({ ticketId: String(ticket.id), priority: 2, opId: 'u-1' });
      expect(world.halo.state.tickets.get(ticket.id)?.priority_id).toBe(1);
      const four = psa.update({ ticketId: String(ticket.id), priority: 4, opId: 'u-2' });
      await expect(four).rejects.toMatchObject({ code: 'PSA_REFUSED', retry: 'never' });
    });

    it('meets somebody hired a minute ago', async () => {
      const id = world.newTicket('Printer jams');
      await psa.getTicket(id);
      await world.clock.advance(61_000);
      const zoe = world.halo.seed.agent({ name: 'Zoe New' });
      world.people.assign(id, String(zoe.id));
      expect((await psa.getTicket(id))?.assignee).toEqual({ id: String(zoe.id), name: 'Zoe New' });
    });

    it('reads the SLA’s deadlines as UTC, and a hold as a pause', async () => {
      const id = world.newTicket('Printer jams');
      world.halo.people.setStatus(Number(id), 4);
      expect((await psa.getTicket(id))?.sla).toEqual({
        respondBy: MONDAY + 4 * 3_600_000,
        resolveBy: MONDAY + DAY,
        paused: true,
        source: 'native',
      });
    });

    it('makes plain text of a client’s mail', async () => {
      const client_id = Number(world.clientId);
      const details =
        '<p>Hi,<br>printer <b>dead</b> &amp; smoking</p><script>alert(1)</script><a href="http://x">log</a>';
      const { id } = world.halo.people.newTicket({ summary: 'x', details, client_id });
      expect((await psa.getTicket(String(id)))?.description).toBe('Hi,\nprinter dead & smoking\n\nlog');
    });
  });

  describe('calendars', () => {
    const hours = async (from: number, to: number) =>
      (await psa.workingHours([world.ana], from, to)).get(world.ana)?.map(({ start, end }) => [start, end]);

    it('reads working hours in the zone of the workday, over a clock change', async () => {
      // The clocks go forward on Sunday 29 March 2026.
      const friday = Date.UTC(2026, 2, 27);
      expect(await hours(friday, friday + 4 * DAY)).toEqual([
        [Date.UTC(2026, 2, 27, 8, 30), Date.UTC(2026, 2, 27, 17)],
        [Date.UTC(2026, 2, 30, 7, 30), Date.UTC(2026, 2, 30, 16)],
      ]);
    });

    it('gives a night shift the hour that the clock change takes', async () => {
      world.halo.state.workdays.get(1)!.days = Array.from({ length: 7 }, () => ['22:00', '06:00'] as const);
      const saturday = Date.UTC(2026, 2, 28, 12);
      expect(await hours(saturday, saturday + DAY)).toEqual([[Date.UTC(2026, 2, 28, 22), Date.UTC(2026, 2, 29, 5)]]);
      expect(await hours(Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 2, 29, 3))).toEqual([
        [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 2, 29, 3)],
      ]);
    });

    it('knows nothing of a workday in a zone that nobody knows', async () => {
      world.halo.state.workdays.get(1)!.timezone = 'Mars Standard Time';
      expect(await hours(MONDAY, MONDAY + DAY)).toBeUndefined();
    });

    it('tells a visit, an appointment, a day off and a bank holiday apart', async () => {
      const { seed } = world.halo;
      const [ana, ben] = [Number(world.ana), Number(world.ben)];
      const at = (hour: number, minute = 0) => Date.UTC(2026, 5, 1, hour, minute);
      seed.appointment({ subject: 'Dentist', agent_id: ana, start_date: at(9), end_date: at(10) });
      seed.appointment({ subject: 'Visit', agent_id: ana, ticket_id: 1001, start_date: at(12), end_date: at(13) });
      seed.holiday({
        name: 'Leave',
        agent_id: ben,
        date: Date.UTC(2026, 5, 2),
        end_date: Date.UTC(2026, 5, 2, 23, 59),
      });
      seed.holiday({ name: 'Leave, asked for', agent_id: ana, date: MONDAY, end_date: MONDAY + DAY, approved: false });
      seed.holiday({ name: 'Bank holiday', workday_id: 1, date: Date.UTC(2026, 5, 3), end_date: Date.UTC(2026, 5, 4) });
      const busy = await psa.busy([world.ana, world.ben], MONDAY, MONDAY + 7 * DAY);
      expect(busy.get(world.ana)).toEqual([
        { start: at(9), end: at(10), kind: 'appointment' },
        { start: at(12), end: at(13), kind: 'dispatch', ticketId: '1001' },
        // A day in London begins at 23:00 UTC in summer.
        { start: Date.UTC(2026, 5, 2, 23), end: Date.UTC(2026, 5, 3, 23), kind: 'holiday' },
      ]);
      expect(busy.get(world.ben)).toEqual([
        { start: Date.UTC(2026, 5, 2), end: Date.UTC(2026, 5, 3), kind: 'timeOff' },
      ]);
    });
  });

  it('counts booked time and clients’ scores', async () => {
    const id = world.newTicket('Printer jams');
    world.halo.people.note(Number(id), 'done', { by: Number(world.ana), hidden: true, hours: 1.25 });
    world.halo.people.note(Number(id), 'helped', { by: Number(world.ben), hidden: true, hours: 0.5, billable: false });
    world.halo.seed.feedback({ ticket_id: Number(id), score: 4, date: world.now() });
    const all = { agentIds: [world.ana, world.ben], from: MONDAY, to: MONDAY + 1 };
    const entries = await psa.timeEntries(all);
    expect(entries).toEqual(
      expect.arrayContaining([
        { agentId: world.ana, ticketId: id, minutes: 75, billable: true, at: MONDAY },
        { agentId: world.ben, ticketId: id, minutes: 30, billable: false, at: MONDAY },
      ]),
    );
    expect(await psa.timeEntries({ ...all, agentIds: [world.ana] })).toHaveLength(1);
    expect(await psa.satisfaction({ since: MONDAY })).toEqual([{ ticketId: id, score: 4, max: 5, at: MONDAY }]);
    expect(await psa.satisfaction({ since: MONDAY + 1 })).toEqual([]);
  });

  it('shows a technician with skills, team and zone, and a client with the person they prefer', async () => {
    const ana = (await psa.listTechnicians()).find((one) => one.id === world.ana);
    expect(ana).toMatchObject({
      email: 'ana@acme.example',
      timeZone: 'Europe/London',
      teams: [{ name: 'Service Desk' }],
      skills: [{ name: 'Wi-Fi', level: 2, on: '2026-01-15' }],
    });
    expect(await psa.getClient(world.clientId)).toMatchObject({
      notes: ['Ring twice'],
      preferredTechnicians: [{ id: world.ana, name: 'Ana Moreau' }],
      timeZone: 'Europe/London',
    });
  });

  it('registers its address and events once, and switches on what was switched off', async () => {
    const url = 'https://callboard.example/hooks/psa/f3a9';
    const { ids } = await psa.subscribe(url);
    world.halo.state.webhooks.get(ids[0]!)!.active = false;
    await psa.subscribe(url);
    expect(world.halo.state.webhooks.get(ids[0]!)).toMatchObject({ active: true, basic_username: 'halo' });
    expect(world.halo.state.notifications.size).toBe(5);
  });
});
