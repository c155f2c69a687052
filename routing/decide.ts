import type {
  Candidate,
  CoordinatorReason,
  DecisionOutcome,
  GateCode,
  PassSnapshot,
  TicketFacts,
} from '../model/decision.ts';
import { gateOf } from './gates.ts';
import { billOf } from './items/bill.ts';
import { handlingTime } from './items/handling.ts';
import { byCost, byUrgency, isUrgent } from './order.ts';
import { Member, type Mode } from './roster.ts';
import { skillFit } from './skill-fit.ts';
import { startAfter } from './start.ts';

/** The outcome for one ticket in a pass, with everybody's bill or gate: cheapest first, gated ones after, by id. */
export interface Verdict {
  readonly ticketId: string;
  readonly outcome: DecisionOutcome;
  readonly because?: CoordinatorReason;
  readonly chosen?: string;
  /** When the chosen technician can start, ms. */
  readonly startAt?: number;
  readonly ranked: readonly Candidate[];
}

/**
 * Decides one pass: every ticket of the snapshot, most urgent first, each to the cheapest technician given what the
 * pass has already handed out. Pure: the same snapshot gives the same verdicts, whatever the order of its lists.
 * Verdicts come in order of urgency. (Assigning the whole queue at once will replace this function later; bills, gates
 * and records stay.)
 */
export function decide(snapshot: PassSnapshot): readonly Verdict[] {
  const members = snapshot.technicians.map((facts) => new Member(facts, snapshot.at));
  const matrixKnown = snapshot.technicians.some((technician) => technician.skills.length > 0);
  return [...snapshot.tickets]
    .sort(byUrgency)
    .map((ticket) => new Pass(snapshot, members, matrixKnown, ticket).decide());
}

/** One ticket's turn in a pass. */
class Pass {
  readonly #snapshot: PassSnapshot;
  readonly #members: readonly Member[];
  readonly #matrixKnown: boolean;
  readonly #ticket: TicketFacts;

  constructor(snapshot: PassSnapshot, members: readonly Member[], matrixKnown: boolean, ticket: TicketFacts) {
    this.#snapshot = snapshot;
    this.#members = members;
    this.#matrixKnown = matrixKnown;
    this.#ticket = ticket;
  }

  decide(): Verdict {
    const now = this.#rank('now');
    const unclear =
      this.#ticket.category === 'unclear' || !(this.#ticket.confidence >= this.#snapshot.policy.confidenceFloor);
    if (unclear) return this.#coordinator('unclear', now);
    if (now[0]?.gate === undefined && now.length > 0) return this.#choose('offer', 'now', now);
    // From here on everybody is gated. A technician who is only overloaded is worth waiting for.
    if (has(now, 'saturated', 'offer-open')) return this.#wait(now);
    if (isUrgent(this.#ticket)) return this.#later('on-call', now);
    // Everybody at work has been asked: a human decides instead of leaving it for tomorrow's shift.
    if (now.some((c) => c.gate === 'already-asked' && this.#atWork(c))) return this.#coordinator(reason(now), now);
    return this.#later('first-slot', now);
  }

  #later(mode: 'on-call' | 'first-slot', now: readonly Candidate[]): Verdict {
    const ranked = this.#rank(mode);
    if (ranked[0]?.gate === undefined && ranked.length > 0) return this.#choose(mode, mode, ranked);
    if (has(ranked, 'saturated', 'offer-open')) return this.#wait(ranked);
    return this.#coordinator(reason(now), now);
  }

  #choose(outcome: DecisionOutcome, mode: Mode, ranked: readonly Candidate[]): Verdict {
    const [best] = ranked;
    const member = this.#members.find((m) => m.facts.personId === best?.personId);
    if (best === undefined || member === undefined) return this.#coordinator('no-technicians', ranked);
    member.give(handlingTime(this.#ticket, this.#fit(member)) / 100, mode);
    return { ticketId: this.#ticket.ticketId, outcome, chosen: best.personId, startAt: best.startAt, ranked };
  }

  #wait(ranked: readonly Candidate[]): Verdict {
    return { ticketId: this.#ticket.ticketId, outcome: 'wait', ranked };
  }

  #coordinator(because: CoordinatorReason, ranked: readonly Candidate[]): Verdict {
    return { ticketId: this.#ticket.ticketId, outcome: 'coordinator', because, ranked };
  }

  #fit(member: Member) {
    return skillFit(this.#ticket, member.levels, this.#matrixKnown);
  }

  #atWork(candidate: Candidate): boolean {
    const member = this.#members.find((m) => m.facts.personId === candidate.personId);
    return member !== undefined && member.onShift && !member.away;
  }

  #rank(mode: Mode): readonly Candidate[] {
    const ranked = this.#members.map((member) => this.#candidate(member, mode)).sort(byCost);
    return mode === 'on-call' ? byTurn(ranked, this.#members) : ranked;
  }

  #candidate(member: Member, mode: Mode): Candidate {
    const { at, policy } = this.#snapshot;
    const ticket = this.#ticket;
    const fit = this.#fit(member);
    const gate = gateOf(ticket, member, fit, policy, mode);
    if (gate !== undefined) return { personId: member.facts.personId, gate, items: [], total: 0, startAt: at };
    const start = startAfter(member.spans(mode), at, member.ahead(ticket.priority));
    const bill = billOf({ ticket, member, fit, start, at, policy, handling: handlingTime(ticket, fit) });
    return { personId: member.facts.personId, items: bill.items, total: bill.total, startAt: start.at };
  }
}

/**
 * People agreed on the order of the on-call list: those who can be asked come in that order, whatever their minutes.
 */
function byTurn(ranked: readonly Candidate[], members: readonly Member[]): readonly Candidate[] {
  const places = new Map(members.map(({ facts }) => [facts.personId, facts.onCallPlace ?? 0]));
  const turn = (candidate: Candidate) =>
    candidate.gate === undefined ? (places.get(candidate.personId) ?? 0) : Infinity;
  return [...ranked].sort((a, b) => (turn(a) === turn(b) ? 0 : turn(a) - turn(b)));
}

function has(candidates: readonly Candidate[], ...gates: readonly GateCode[]): boolean {
  return candidates.some((candidate) => candidate.gate !== undefined && gates.includes(candidate.gate));
}

/** Why nobody can be asked: everybody asked said no, nobody qualifies, or nobody is there. */
function reason(candidates: readonly Candidate[]): CoordinatorReason {
  if (has(candidates, 'already-asked')) return 'everybody-asked';
  if (has(candidates, 'missing-skill') && !has(candidates, 'off-shift', 'away')) return 'nobody-has-skill';
  return 'no-technicians';
}
