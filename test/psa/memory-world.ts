import { createHmac } from 'node:crypto';
import { createMemoryPsa, MemoryWorld, peopleInMemory } from '../../psa/memory/index.ts';
import { virtualClock } from '../../sim/clock.ts';
import type { PsaUnderTest } from './psa-under-test.ts';
import { MONDAY } from './halo-world.ts';

const SECRET = 'hook-secret';

/** The PSA with the opposite capabilities, with one client and two technicians. */
export async function memoryWorld(): Promise<PsaUnderTest> {
  const clock = virtualClock(MONDAY, () => {});
  const world = new MemoryWorld(clock);
  const client = world.addClient('Contoso Dental');
  const site = world.addSite({
    name: 'Head office',
    address: '1 Harbour Street, London',
    point: { lat: 51.5, lon: -0.1 },
    timeZone: 'Europe/London',
  });
  const roles = [
    { id: 'consultant', name: 'Consultant', queueId: 'board-2' },
    { id: 'engineer', name: 'Engineer', queueId: 'board-1' },
  ];
  const ana = world.addAgent('Ana Moreau', roles);
  const ben = world.addAgent('Ben Okafor', [{ id: 'anything', name: 'Anything' }]);
  return {
    psa: createMemoryPsa(world, SECRET),
    clientId: client.ref.id,
    siteId: site.ref.id,
    ana: ana.id,
    ben: ben.id,
    newTicket: (title) => world.addTicket({ title, description: 'Every page', client: client.ref }).id,
    knowsHours: false,
    people: { ...peopleInMemory(world), book: () => undefined, score: () => undefined },
    hook(ids, forged) {
      const raw = new TextEncoder().encode(JSON.stringify({ ticketId: ids[0] }));
      const signature = createHmac('sha256', forged ? 'guessed' : SECRET)
        .update(raw)
        .digest('hex');
      return { headers: { 'x-signature': signature }, raw };
    },
    moment: () => clock.advance(1_000),
    now: () => clock.now(),
    stop: async () => {},
  };
}
