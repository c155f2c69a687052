import { isJson } from '../../sim/teams/card-reading.ts';
import { buttonOf, ticketIn } from './cards-seen.ts';
import type { Msp } from './msp.ts';

/** A card about a ticket in a person's own chat. */
export interface Told {
  readonly at: number;
  readonly person: string;
  readonly ticketId: string;
}

/** What the simulators see during the run and do not keep. */
export interface Observations {
  /** Cards in a technician's chat that let them take the ticket. */
  readonly offers: readonly Told[];
  /** Cards in a dispatcher's chat. */
  readonly toDispatchers: readonly Told[];
  readonly halo: { requests: number; refused: number; failed: number };
  readonly graph: { requests: number; refused: number; failed: number };
}

/** Listens to the simulators from now on. */
export function observe({ teams, halo, graph, world }: Msp): Observations {
  const offers: Told[] = [];
  const toDispatchers: Told[] = [];
  const people = new Map(teams.people.map((one) => [`a:1${one.aadObjectId}`, one.key]));
  const dispatchers = new Set(world.staff.filter(({ role }) => role === 'dispatcher').map(({ key }) => key));
  teams.log.listen(({ entry, request }) => {
    if (entry.direction !== 'out' || entry.what !== 'send' || entry.status !== 201) return;
    const person = people.get(entry.conversation ?? '');
    const card = cardOf(request);
    const ticketId = ticketIn({ card });
    if (person === undefined || ticketId === undefined) return;
    const told = { at: entry.at, person, ticketId };
    if (dispatchers.has(person)) toDispatchers.push(told);
    else if (buttonOf({ card }, 'claim')) offers.push(told);
  });
  const counts = () => ({ requests: 0, refused: 0, failed: 0 });
  const seen = { halo: counts(), graph: counts() };
  const count = (of: ReturnType<typeof counts>, status: number | undefined) => {
    of.requests += 1;
    if (status === undefined || status >= 500) of.failed += 1;
    else if (status >= 400) of.refused += 1;
  };
  halo.journal.listen(({ response }) => count(seen.halo, response?.status));
  graph.journal.listen(({ response }) => count(seen.graph, response?.status));
  return { offers, toDispatchers, ...seen };
}

function cardOf(request: unknown): Readonly<Record<string, unknown>> | undefined {
  const attachments = isJson(request) ? request['attachments'] : undefined;
  const [first] = Array.isArray(attachments) ? (attachments as unknown[]) : [];
  const content = isJson(first) ? first['content'] : undefined;
  return isJson(content) ? content : undefined;
}
