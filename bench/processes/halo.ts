import { seedTeam, startHalo, technicians, type HaloPlace, type SeededClient } from '../../harness/index.ts';
import { realClock } from '../../start/machine-clock.ts';
import { silentLog } from '../../model/log.ts';
import type { HaloSimulator } from '../../sim/psa/halopsa/index.ts';
import { ticketText } from '../ticket-text.ts';

interface Tenant {
  readonly halo: HaloSimulator;
  readonly clients: readonly SeededClient[];
  readonly tickets: number[];
}
let tenant: Tenant | undefined;
const there = (): Tenant => {
  if (!tenant) throw new Error('the tenant is not set up yet');
  return tenant;
};

/** HaloPSA, in a process of its own. */
export const handlers = {
  async start(o: { technicians: number; limited: boolean }): Promise<HaloPlace> {
    const clock = realClock((name, error) => {
      console.error(`halo: ${name}`, error);
    });
    const free = { rate: 'unlimited' } as const;
    const { halo, haloUrl, haloRate } = await startHalo({ clock, log: silentLog, ...(o.limited ? {} : free) });
    const { clients } = seedTeam(halo, { team: technicians(o.technicians), hours: 'always', clients: 3 });
    tenant = { halo, clients, tickets: [] };
    return { haloUrl, haloRate };
  },
  /** New tickets come in; gives when each came (ms since 1970), by its number. */
  arrive(count: number): Record<string, number> {
    const { halo, clients, tickets } = there();
    const arrived: Record<string, number> = {};
    for (let i = 0; i < count; i += 1) {
      const client = clients[tickets.length % clients.length];
      if (!client) continue;
      const at = performance.timeOrigin + performance.now();
      const { id } = halo.people.newTicket({
        ...ticketText(tickets.length),
        client_id: client.id,
        user_id: client.contact,
        contract_id: client.contract,
      });
      tickets.push(id);
      arrived[id] = at;
    }
    return arrived;
  },
  /** How many of all tickets have an owner, and how many notes of Callboard's there are. */
  written(): { assigned: number; notes: number } {
    const { halo, tickets } = there();
    const assigned = tickets.filter((id) => (halo.state.tickets.get(id)?.agent_id ?? 1) > 1).length;
    const notes = tickets.flatMap((id) => halo.state.actions.get(id) ?? []);
    return { assigned, notes: notes.filter((action) => action.note_html.includes('Callboard')).length };
  },
};
