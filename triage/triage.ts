import type { Client } from '../model/client.ts';
import type { Priority, Ticket } from '../model/ticket.ts';
import type { TriageRecord, TriageWords } from '../model/triage.ts';
import { agreementOf, clockOf } from './clock.ts';
import { evidenceOfField } from './evidence.ts';
import { impactOf } from './impact.ts';
import { onSiteOf } from './on-site.ts';
import type { TriagePolicy } from './policy.ts';
import { priorityOf } from './priority.ts';
import { questionsFor } from './questions.ts';
import { rulesOf } from './rules.ts';
import { kindOf, type Kind } from './score.ts';
import { signalsIn } from './signal-sums.ts';
import { textOf } from './text-parts.ts';
import { typeOf } from './type.ts';
import { urgencyOf } from './urgency.ts';
import { wordsOf } from './words.ts';

/** The input of triage. `now` in ms; without `client` the PSA knows none. */
export interface TriageInput {
  readonly ticket: Ticket;
  readonly client?: Client;
  readonly now: number;
}

/** The record, which may be kept for good, and the words, which can be erased. */
export interface Triaged {
  readonly record: TriageRecord;
  readonly words: TriageWords;
}

const MOST_EVIDENCE = 30;
/** A PSA priority at least this high was set on purpose by a person or a rule, and is not lowered. */
const RAISED: Priority = 2;

/**
 * Decides from subject, body and the PSA's own fields what the ticket is, and what is missing to start. Total: the same
 * arguments give the same answer, whatever the text, in time linear in its length. Text can raise a score; it can
 * neither name a technician nor change a rule.
 */
export function triage({ ticket, client, now }: TriageInput, policy: TriagePolicy): Triaged {
  const text = textOf(ticket);
  const kind = kindOf(text, policy);
  const signals = signalsIn(text, policy);
  const type = typeOf(ticket, text, kind.row, signals);
  const impact = impactOf(ticket, kind, type.type, signals);
  const urgency = urgencyOf(ticket, type.type, signals);
  const onSite = onSiteOf(kind, type.type, signals);
  const { agreement, doubtful } = agreementOf(ticket, client, now);
  const byMatrix = priorityOf(policy.priorities[agreement?.tier ?? 'none'], impact.impact, urgency.urgency);
  const raised = ticket.priority !== undefined && ticket.priority.rank <= RAISED && ticket.priority.rank < byMatrix;
  const priority = raised ? ticket.priority.rank : byMatrix;
  const evidence = [
    ...kind.evidence,
    ...type.evidence,
    ...impact.evidence,
    ...urgency.evidence,
    ...(raised ? [evidenceOfField('urgency', 'psa-priority')] : []),
    ...onSite.evidence,
  ].slice(0, MOST_EVIDENCE);
  const record: TriageRecord = {
    ticketId: ticket.id,
    at: now,
    by: 'rules',
    policy: policy.version,
    type: type.type,
    category: kind.row.category,
    confidence: kind.confidence,
    skills: kind.topics.find((topic) => topic.skills !== undefined)?.skills ?? kind.row.skills,
    effort: effortOf(kind, type.type),
    onSite: onSite.onSite,
    impact: impact.impact,
    urgency: urgency.urgency,
    priority,
    clock: clockOf(ticket, client, agreement, priority, policy),
    questions: questionsFor(ticket, text, kind, type.type, doubtful, policy),
    evidence,
  };
  return { record, words: wordsOf(text) };
}

/**
 * The record of a ticket whose triage did not finish in time: unclear, treat as urgent. It holds nobody up, and the
 * coordinator looks at it (design, the way of a ticket, step 2).
 */
export function triageByDeadline({ ticket, client, now }: TriageInput, policy: TriagePolicy): Triaged {
  const { unclear } = rulesOf(policy);
  const { agreement } = agreementOf(ticket, client, now);
  const known = ticket.priority?.rank;
  const priority = known !== undefined && known < policy.deadlinePriority ? known : policy.deadlinePriority;
  const record: TriageRecord = {
    ticketId: ticket.id,
    at: now,
    by: 'deadline',
    policy: policy.version,
    type: unclear.usually,
    category: unclear.category,
    confidence: 0,
    skills: unclear.skills,
    effort: unclear.minutes[unclear.usually],
    onSite: unclear.onSite,
    impact: 2,
    urgency: 1,
    priority,
    clock: clockOf(ticket, client, agreement, priority, policy),
    questions: [],
    evidence: [],
  };
  return { record, words: wordsOf(textOf(ticket)) };
}

/** Hands-on minutes: those of the heaviest topic that has its own, otherwise those of the kind by type. */
function effortOf({ row, topics }: Kind, type: TriageRecord['type']): number {
  const own = topics.find((topic) => topic.minutes !== undefined)?.minutes;
  return type === 'question' || type === 'alert' ? row.minutes[type] : (own ?? row.minutes[type]);
}
