import type { GateCode, RoutingPolicy, TicketFacts } from '../model/decision.ts';
import type { Member, Mode } from './roster.ts';
import type { SkillFit } from './skill-fit.ts';

/**
 * The first reason why a technician cannot be asked about a ticket, or `undefined`. Ordered from permanent reasons to
 * passing ones: a technician who is only "saturated" fits otherwise.
 *
 * A P1 interrupts: load and open offers do not stop it. A technician on call is asked at any hour, all others while on
 * shift; for a first slot it is enough that they have a known shift ahead.
 */
export function gateOf(
  ticket: TicketFacts,
  member: Member,
  fit: SkillFit,
  policy: RoutingPolicy,
  mode: Mode,
): GateCode | undefined {
  const { facts } = member;
  if (!facts.active) return 'inactive';
  if (!facts.reachable) return 'unreachable';
  if (ticket.refused.includes(facts.personId)) return 'client-rule';
  if (fit.missing) return 'missing-skill';
  if (ticket.asked.includes(facts.personId)) return 'already-asked';
  if (mode === 'on-call' && !facts.onCall) return 'off-shift';
  if (mode === 'first-slot') {
    if (member.spans(mode).length === 0) return member.away ? 'away' : 'off-shift';
  } else {
    if (member.away) return 'away';
    if (mode === 'now' && !member.onShift) return 'off-shift';
  }
  if (ticket.priority === 1) return undefined;
  if (member.load >= policy.maxLoadMinutes) return 'saturated';
  if (mode !== 'first-slot' && member.offers >= policy.maxOpenOffers) return 'offer-open';
  return undefined;
}
