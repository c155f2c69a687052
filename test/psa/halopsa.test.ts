import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PsaPort } from '../../desk/ports/psa.ts';
import { haloWorld, MONDAY, type HaloWorld } from './halo-world.ts';

const DAY = 86_400_000;

describe('the HaloPSA connector', () => {
  let world: HaloWorld;
  let psa: PsaPort;
  beforeEach(async () => {
    world = await haloWorld();
    psa = world.psa;
  });
  afterEach(() => world.stop());

  describe('reading tickets', () => {
    it('reports no assignee for the pseudo-agent, whatever its id', async () => {
      const { state } = world.halo;
      const pseudo = { ...state.agents.get(1)!, id: 77 };
      state.agents.delete(1);
      state.agents.set(77, pseudo);
      const id = world.newTicket('Printer jams');
      world.halo.people.assign(Number(id), 77);
      expect((await psa.getTicket(id))?.assignee).toBeUndefined();
      expect((await psa.listTickets({ openOnly: true, unassigned: true })).items.map((one) => one.id)).toEqual([id]);
    });

    it('ranks a priority by the ticket’s SLA instead of its number', async () => {
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

    it('recognizes an agent who was added a minute ago', async () => {
      const id = world.newTicket('Printer jams');
      await psa.getTicket(id);
      await world.clock.advance(61_000);
      const zoe = world.halo.seed.agent({ name: 'Zoe New' });
      world.people.assign(id, String(zoe.id));
      expect((await psa.getTicket(id))?.assignee).toEqual({ id: String(zoe.id), name: 'Zoe New' });
    });

    it('reads the SLA’s deadlines as UTC, and a hold as paused', async () => {
      const id = world.newTicket('Printer jams');
      world.halo.people.setStatus(Number(id), 4);
      expect((await psa.getTicket(id))?.sla).toEqual({
        respondBy: MONDAY + 4 * 3_600_000,
        resolveBy: MONDAY + DAY,
        paused: true,
        source: 'native',
      });
    });

    it('turns a client’s HTML mail into plain text', async () => {
      const client_id = Number(world.clientId);
      const details =
        '<p>Hi,<br>printer <b>dead</b> &amp; smoking</p><script>alert(1)</script><a href="http://x">log</a>';
      const { id } = world.halo.people.newTicket({ summary: 'x', details, client_id });
      expect((await psa.getTicket(String(id)))?.description).toBe('Hi,\nprinter dead & smoking\n\nlog');
    });
  });

  describe('reading calendars', () => {
    const hours = async (from: number, to: number) =>
      (await psa.workingHours([world.ana], from, to)).get(world.ana)?.map(({ start, end }) => [start, end]);

    it('reads working hours in the workday’s time zone across a clock change', async () => {
      // Clocks go forward on Sunday 29 March 2026.
      const friday = Date.UTC(2026, 2, 27);
      expect(await hours(friday, friday + 4 * DAY)).toEqual([
        [Date.UTC(2026, 2, 27, 8, 30), Date.UTC(2026, 2, 27, 17)],
        [Date.UTC(2026, 2, 30, 7, 30), Date.UTC(2026, 2, 30, 16)],
      ]);
    });

    it('shortens a night shift by the hour that a clock change skips', async () => {
      world.halo.state.workdays.get(1)!.days = Array.from({ length: 7 }, () => ['22:00', '06:00'] as const);
      const saturday = Date.UTC(2026, 2, 28, 12);
      expect(await hours(saturday, saturday + DAY)).toEqual([[Date.UTC(2026, 2, 28, 22), Date.UTC(2026, 2, 29, 5)]]);
      expect(await hours(Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 2, 29, 3))).toEqual([
        [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 2, 29, 3)],
      ]);
    });

    it('reports unknown hours for a workday in an unknown time zone', async () => {
      world.halo.state.workdays.get(1)!.timezone = 'Mars Standard Time';
      expect(await hours(MONDAY, MONDAY + DAY)).toBeUndefined();
    });

    it('tells visits, appointments, days off and bank holidays apart', async () => {
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
        // In summer, a day in London begins at 23:00 UTC.
        { start: Date.UTC(2026, 5, 2, 23), end: Date.UTC(2026, 5, 3, 23), kind: 'holiday' },
      ]);
      expect(busy.get(world.ben)).toEqual([
        { start: Date.UTC(2026, 5, 2), end: Date.UTC(2026, 5, 3), kind: 'timeOff' },
      ]);
    });
  });

  it('returns booked time and clients’ scores', async () => {
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

  it('returns a technician’s skills, team and zone, and a client’s preferred technician', async () => {
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

  it('registers its webhook and events once, and reactivates a disabled webhook', async () => {
    const url = 'https://callboard.example/hooks/psa/f3a9';
    const { ids } = await psa.subscribe(url);
    world.halo.state.webhooks.get(ids[0]!)!.active = false;
    await psa.subscribe(url);
    expect(world.halo.state.webhooks.get(ids[0]!)).toMatchObject({ active: true, basic_username: 'halo' });
    expect(world.halo.state.notifications.size).toBe(5);
  });
});
