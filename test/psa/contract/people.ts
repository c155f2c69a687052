import { expect, it } from 'vitest';
import type { World } from '../psa-under-test.ts';

/** Clients, technicians and their time. */
export function peopleAndTime(world: World): void {
  it('returns the client, and the agreements that end soon', async () => {
    const client = await world().psa.getClient(world().clientId);
    expect(client).toMatchObject({ ref: { id: world().clientId }, active: true });
    const [agreement] = client!.agreements;
    expect(agreement).toMatchObject({ active: true, tier: 'silver' });
    const soon = await world().psa.listAgreements({ endsBefore: agreement!.ends! + 1 });
    expect(soon).toMatchObject([{ clientId: world().clientId, ref: agreement!.ref }]);
    expect(await world().psa.listAgreements({ endsBefore: agreement!.ends! })).toEqual([]);
    expect(await world().psa.getClient('987654')).toBeUndefined();
  });

  it('returns a client’s site with its address, position and time zone', async () => {
    expect(await world().psa.getSite(world().siteId)).toEqual({
      ref: { id: world().siteId, name: 'Head office' },
      address: '1 Harbour Street, London',
      point: { lat: 51.5, lon: -0.1 },
      timeZone: 'Europe/London',
    });
    expect(await world().psa.getSite('987654')).toBeUndefined();
  });

  it('lists the technicians and nobody else', async () => {
    const names = (await world().psa.listTechnicians()).map((one) => one.name);
    expect(names).toEqual(expect.arrayContaining(['Ana Moreau', 'Ben Okafor']));
    expect(names.join()).not.toMatch(/unassigned|api/i);
  });

  it('blocks a technician’s time once, shows it as busy, and frees it again', async () => {
    const id = world().newTicket('Printer jams');
    const start = world().now() + 3_600_000;
    const block = {
      ticketId: id,
      agentId: world().ana,
      start,
      end: start + 1_800_000,
      subject: 'Visit',
      opId: 'visit-1',
    };
    const made = await world().psa.schedule(block);
    expect(await world().psa.schedule(block)).toEqual(made);
    const busy = await world().psa.busy([world().ana, world().ben], start - 1, start + 86_400_000);
    expect(busy.get(world().ana)).toEqual([{ start, end: start + 1_800_000, kind: 'dispatch', ticketId: id }]);
    expect(busy.get(world().ben)).toEqual([]);
    const ours = (ticketId: string, from: number) => world().psa.scheduled(ticketId, from, from + 86_400_000);
    expect(await ours(id, start - 3_600_000)).toEqual([{ id: made.id, opId: 'visit-1' }]);
    expect(await ours(id, start + 86_400_000)).toEqual([]);
    expect(await ours(world().newTicket('Another printer jams'), start - 3_600_000)).toEqual([]);
    await world().psa.unschedule(made.id);
    await world().psa.unschedule(made.id);
    expect(await ours(id, start - 3_600_000)).toEqual([]);
    expect((await world().psa.busy([world().ana], start - 1, start + 86_400_000)).get(world().ana)).toEqual([]);
  });

  it('returns working hours if the PSA has them', async () => {
    const hours = await world().psa.workingHours([world().ana], world().now(), world().now() + 7 * 86_400_000);
    for (const { start, end } of hours.get(world().ana) ?? []) expect(start).toBeLessThan(end);
    expect(hours.has(world().ana)).toBe(world().knowsHours);
  });

  it('returns booked time and clients’ scores if the PSA has them, otherwise nothing', async () => {
    const id = world().newTicket('Printer jams');
    const { capabilities } = await world().psa.connect();
    world().people.book(id, world().ana, 75);
    world().people.score(id, 4);
    const span = { agentIds: [world().ana], from: world().now(), to: world().now() + 1 };
    const booked = [{ agentId: world().ana, ticketId: id, minutes: 75, billable: true, at: world().now() }];
    expect(await world().psa.timeEntries(span)).toEqual(capabilities.timeEntries ? booked : []);
    expect(await world().psa.timeEntries({ ...span, agentIds: [world().ben] })).toEqual([]);
    const scores = [{ ticketId: id, score: 4, max: 5, at: world().now() }];
    expect(await world().psa.satisfaction({ since: world().now() })).toEqual(capabilities.satisfaction ? scores : []);
    expect(await world().psa.satisfaction({ since: world().now() + 1 })).toEqual([]);
  });

  it('reports no working hours for a technician without a known schedule', async () => {
    const hours = await world().psa.workingHours([world().ben], world().now(), world().now() + 7 * 86_400_000);
    expect(hours.has(world().ben)).toBe(false);
  });
}
