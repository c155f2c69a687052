import { addBusinessMinutes } from '../model/business-time.ts';
import { type BusinessCalendar } from '../model/business-day.ts';
import type { Agreement, Client, Tier } from '../model/client.ts';
import { isTimeZone } from '../model/time-zone.ts';
import type { Priority, Ticket } from '../model/ticket.ts';
import type { ServiceClock } from '../model/triage.ts';
import type { TriagePolicy } from './policy.ts';

const MINUTE = 60_000;
const STRONGEST_FIRST: readonly Tier[] = ['gold', 'silver', 'bronze', 'none'];

/**
 * The agreement whose clock runs at `now`: the one the ticket names, if it is in force; otherwise the one whose SLA the
 * ticket carries; otherwise the strongest, because missing the shortest promise costs most. `doubtful`: several with
 * different promises are in force and nothing decides between them, or the named one has ended.
 */
export function agreementOf(
  ticket: Ticket,
  client: Client | undefined,
  now: number,
): { agreement?: Agreement; doubtful: boolean } {
  const inForce = (client?.agreements ?? [])
    .filter(({ active, ends }) => active && (ends === undefined || ends > now))
    .sort(
      (a, b) => STRONGEST_FIRST.indexOf(a.tier) - STRONGEST_FIRST.indexOf(b.tier) || (a.ref.id < b.ref.id ? -1 : 1),
    );
  const named = inForce.find(({ ref }) => ref.id === ticket.contract?.id);
  if (named) return { agreement: named, doubtful: false };
  const sameSla = inForce.filter(({ slaName }) => slaName !== undefined && slaName === ticket.sla?.name);
  const agreement = sameSla[0] ?? inForce[0];
  const doubtful =
    ticket.contract !== undefined || new Set((sameSla[0] ? sameSla : inForce).map(({ tier }) => tier)).size > 1;
  return agreement ? { agreement, doubtful } : { doubtful: ticket.contract !== undefined && client !== undefined };
}

/**
 * Which clock runs, and until when. The PSA's own deadlines come first; without them, the tier's promise is counted
 * from the ticket's creation in the client's business time; without an agreement nothing was promised. A promise that
 * was already kept (the PSA knows of an answer) is no deadline any more.
 */
export function clockOf(
  ticket: Ticket,
  client: Client | undefined,
  agreement: Agreement | undefined,
  priority: Priority,
  policy: TriagePolicy,
): ServiceClock {
  const tier = agreement?.tier ?? 'none';
  const { sla } = ticket;
  const who = {
    ...(agreement ? { agreementId: agreement.ref.id, agreementName: agreement.ref.name } : {}),
    tier,
    paused: sla?.paused ?? false,
  };
  if (sla?.respondBy !== undefined || sla?.resolveBy !== undefined) {
    return { ...who, ...pending(sla.respondBy, sla.resolveBy, ticket), source: 'psa' };
  }
  if (tier === 'none') return { ...who, source: 'none' };
  const promised = policy.promises[tier][priority];
  const zone = client?.timeZone ?? '';
  const calendar: BusinessCalendar = { ...policy.officeHours, timeZone: isTimeZone(zone) ? zone : policy.timeZone };
  const due = (minutes: number) =>
    promised.counted === 'around-the-clock'
      ? ticket.createdAt + minutes * MINUTE
      : addBusinessMinutes(calendar, ticket.createdAt, minutes);
  return { ...who, ...pending(due(promised.respond), due(promised.resolve), ticket), source: 'policy' };
}

function pending(
  respondBy: number | undefined,
  resolveBy: number | undefined,
  { sla }: Ticket,
): Pick<ServiceClock, 'respondBy' | 'resolveBy'> {
  return {
    ...(respondBy === undefined || sla?.respondedAt !== undefined ? {} : { respondBy }),
    ...(resolveBy === undefined || sla?.resolvedAt !== undefined ? {} : { resolveBy }),
  };
}
