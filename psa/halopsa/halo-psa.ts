import { z } from 'zod';
import type { PsaCapabilities, PsaPort } from '../../desk/ports/psa.ts';
import { createCalendar } from './calendar.ts';
import type { HaloConfig, HaloDeps } from './config.ts';
import { createHooks } from './hooks.ts';
import { createHaloHttp } from './http.ts';
import { createNotes } from './notes.ts';
import { createPeople } from './people.ts';
import { createRecords } from './records.ts';
import { createReferenceSource } from './reference-data.ts';
import { agentRow, rowsOf } from './rows.ts';
import { createTicketReader } from './tickets.ts';
import { looseNumber, optionalText } from './wire.ts';
import { createWrites } from './writes.ts';

const CAPABILITIES: PsaCapabilities = {
  slaDeadlines: 'native',
  skills: 'named',
  timeOff: 'native',
  schedule: 'native',
  roleNeeded: false,
  statusesPerQueue: false,
  hookSigned: 'basic',
  history: true,
  satisfaction: true,
  timeEntries: true,
};

/** A PsaPort for one HaloPSA tenant. Sends nothing to Halo before the first call. */
export function createHaloPsa(config: HaloConfig, deps: HaloDeps): PsaPort {
  const http = createHaloHttp(config, deps);
  const reference = createReferenceSource(http, deps.clock, config.unassignedAgentId);
  const tickets = createTicketReader(http, reference, new URL(config.baseUrl).origin);
  const { internalOutcome, ...notes } = createNotes(http, reference, config.outcomes, deps.clock);
  const skillList = rowsOf(z.object({ id: looseNumber, name: optionalText }), 'qualifications');

  return {
    name: 'HaloPSA',

    /**
     * Signs in and checks the internal note's outcome, so that a wrong setting fails now and not at the first claim.
     */
    async connect() {
      const me = await http.get('/Agent/me', {}, agentRow);
      await internalOutcome();
      return { capabilities: CAPABILITIES, actingAs: { id: String(me.id), name: me.name ?? '' } };
    },

    async reference() {
      const data = await reference.get();
      const skills = await http.get('/Qualification', {}, skillList);
      return {
        queues: data.teams,
        statuses: data.statuses,
        priorities: data.priorities.map(({ slaId, ...one }) => ({ ...one, slaId: String(slaId) })),
        categories: data.categories,
        skills: skills.rows.map((row) => ({ id: String(row.id), name: row.name ?? String(row.id) })),
      };
    },

    listTickets: (query) => tickets.list(query),
    getTicket: (id) => tickets.get(id),
    history: (id) => tickets.history(id),
    ...notes,
    ...createPeople(http, reference),
    ...createCalendar(http, reference, deps.clock),
    ...createRecords(http),
    ...createWrites(http, tickets, reference, deps.clock),
    ...createHooks(http, config.webhook, deps.clock),
  };
}
