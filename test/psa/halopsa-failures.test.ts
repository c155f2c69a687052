import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PsaPort } from '../../desk/ports/psa.ts';
import type { Fault } from '../../sim/psa/halopsa/index.ts';
import { haloWorld, MONDAY, type HaloWorld } from './halo-world.ts';

describe('the HaloPSA connector under failures', () => {
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
  /** Fills the connector's caches, so that a fault affects the intended request. */
  const warmUp = async (ticketId: string) => {
    await psa.getTicket(ticketId);
    await psa.connect();
  };

  describe.each<[string, Fault, object, object]>([
    [
      'a 503 without any effect',
      { applies: 'never', then: { status: 503 } },
      { code: 'PSA_UNREACHABLE', done: 'no', retry: 'later', status: 503 },
      { code: 'PSA_UNREACHABLE', done: 'unknown', retry: 'later', status: 503 },
    ],
    [
      'a broken connection',
      { applies: 'never', then: 'drop' },
      { code: 'PSA_UNREACHABLE', done: 'no', retry: 'later' },
      { code: 'PSA_UNREACHABLE', done: 'unknown', retry: 'later' },
    ],
    [
      'no answer',
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
  ])('after %s', (_what, fault, reading, writing) => {
    it('fails to list tickets instead of returning an empty list', async () => {
      world.newTicket('Printer jams');
      await psa.connect();
      world.halo.faults.add({ ...fault, method: 'GET', path: '/Tickets' });
      await expect(world.during(() => psa.listTickets({ openOnly: true }), 20_000)).rejects.toMatchObject(reading);
    });

    it('reports correctly whether a note may have been written', async () => {
      const id = world.newTicket('Printer jams');
      await warmUp(id);
      world.halo.faults.add({ ...fault, method: 'POST', path: '/Actions' });
      await expect(world.during(() => note(id), 20_000)).rejects.toMatchObject(writing);
      expect(notesIn(id)).toHaveLength(0);
    });
  });

  it('reports Halo’s message but no secret', async () => {
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
  ] as const)('reports an unknown outcome after %s, and hasNote finds the note', async (_what, fault) => {
    const id = world.newTicket('Printer jams');
    await warmUp(id);
    world.halo.faults.add({ ...fault, method: 'POST', path: '/Actions' });
    await expect(note(id)).rejects.toMatchObject({ done: 'unknown' });
    expect(await psa.hasNote(id, 'n-1')).toBe(true);
  });

  it('finds a note five seconds after its connection broke, once Halo has written it', async () => {
    const id = world.newTicket('Printer jams');
    await warmUp(id);
    world.halo.faults.add({ method: 'POST', path: '/Actions', applies: 5_000, then: 'drop' });
    await expect(world.during(() => note(id), 0)).rejects.toMatchObject({ done: 'unknown' });
    expect(await psa.hasNote(id, 'n-1')).toBe(false);
    await world.clock.advance(5_000);
    expect(await psa.hasNote(id, 'n-1')).toBe(true);
  });

  it('sends no note later than ten seconds after it was requested, however slow the reads before it', async () => {
    const id = world.newTicket('Printer jams');
    await psa.getTicket(id);
    // The outcomes are read first. If that is slow, the note is not sent at all.
    world.halo.faults.add({ method: 'GET', path: '/Outcome', applies: 9_999, then: 'answer' });
    world.halo.faults.add({ method: 'POST', path: '/Actions', applies: 5_000, then: 'answer' });
    await expect(world.during(() => note(id), 10_001)).rejects.toMatchObject({ code: 'PSA_UNREACHABLE' });
    const posts = world.halo.journal.exchanges.filter((one) => one.method === 'POST' && one.url.endsWith('/Actions'));
    expect(posts.every((post) => post.at <= MONDAY + 10_000)).toBe(true);
  });

  it('does not write at all if reading used up the time', async () => {
    const id = world.newTicket('Printer jams');
    world.halo.faults.add({ method: 'GET', path: '/Tickets/', applies: 9_000, then: 'answer' });
    world.halo.faults.add({ method: 'GET', path: '/Status', applies: 9_000, then: 'answer' });
    const late = world.during(() => psa.assign({ ticketId: id, agentId: world.ana, opId: 'a-1' }), 30_000);
    await expect(late).rejects.toMatchObject({ code: 'PSA_UNREACHABLE', done: 'no', retry: 'later' });
    expect((await psa.getTicket(id))?.assignee).toBeUndefined();
  });

  it('reports an unknown outcome for an assignment that it could not read back, and succeeds when repeated', async () => {
    const id = world.newTicket('Printer jams');
    await warmUp(id);
    world.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 0, then: { status: 502 } });
    const assign = () => psa.assign({ ticketId: id, agentId: world.ana, opId: 'a-1' });
    await expect(assign()).rejects.toMatchObject({ done: 'unknown', retry: 'later' });
    expect(await assign()).toMatchObject({ applied: true, current: { assignee: { id: world.ana } } });
    expect(await psa.history(id)).toHaveLength(1);
  });

  it('works again as soon as Halo does', async () => {
    const id = world.newTicket('Printer jams');
    world.halo.faults.down(3_600_000);
    await expect(psa.getTicket(id)).rejects.toMatchObject({ code: 'PSA_UNREACHABLE', done: 'no' });
    await world.clock.advance(3_600_000);
    expect((await psa.getTicket(id))?.id).toBe(id);
  });

  describe('workflow rules', () => {
    it('are detected when Halo accepts an assignment but does not apply it', async () => {
      const id = world.newTicket('Printer jams');
      world.halo.people.swallow(1, ['agent_id'], 'Agents are assigned by rule');
      const result = await psa.assign({ ticketId: id, agentId: world.ana, opId: 'a-1' });
      expect(result).toMatchObject({ applied: false, why: 'not-applied', warnings: ['Agents are assigned by rule'] });
      expect(result.current?.assignee).toBeUndefined();
    });

    it('are detected when Halo applies only half of a write', async () => {
      const id = world.newTicket('Printer jams');
      world.halo.people.swallow(1, ['priority_id']);
      const result = await psa.update({ ticketId: id, statusId: '2', priority: 1, opId: 'u-1' });
      expect(result).toMatchObject({
        applied: false,
        why: 'not-applied',
        current: { status: { id: '2' }, priority: { rank: 3 } },
      });
    });

    it('are detected when Halo drops the text of a note', async () => {
      const id = world.newTicket('Printer jams');
      world.halo.people.swallow(1, ['note']);
      await note(id);
      expect(await psa.hasNote(id, 'n-1')).toBe(false);
    });
  });

  it('refuses an internal note under an outcome that shows it to the client', async () => {
    world.halo.state.outcomes.set(7, { id: 7, outcome: 'Private Note', hidefromuser: false, sendemail: false });
    const id = world.newTicket('Printer jams');
    await expect(note(id)).rejects.toMatchObject({ code: 'PSA_REFUSED', retry: 'never' });
    await expect(psa.connect()).rejects.toThrow('Private Note');
    expect(notesIn(id)).toHaveLength(0);
  });

  it('reports a change by a person who assigns the ticket between write and read-back', async () => {
    const id = world.newTicket('Printer jams');
    await warmUp(id);
    world.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 0, then: 'answer' });
    // The person's change arrives after ours was applied and before it is read back.
    const unhook = world.halo.journal.listen((exchange) => {
      if (exchange.method === 'POST' && exchange.url.endsWith('/Tickets')) world.people.assign(id, world.ben);
    });
    const result = await psa.assign({ ticketId: id, agentId: world.ana, opId: 'a-1' });
    unhook();
    expect(result).toMatchObject({ applied: false, why: 'changed', current: { assignee: { id: world.ben } } });
  });

  it('misses no open ticket while people close others between two pages', async () => {
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
});
