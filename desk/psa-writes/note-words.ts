import type { ReasonCode } from '../../model/reasons.ts';
import type { ItemCode } from '../../model/decision.ts';
import type { Category } from '../../model/triage.ts';

/** The texts of internal notes, in English. People read them in the PSA, often months later. */
export const NOTE_WORDS = {
  somebody: 'somebody outside the directory',
  claimed: (by: string) => `Callboard: ${by} took this ticket.`,
  approved: (to: string, by: string) => `Callboard: assigned to ${to}, approved by ${by}.`,
  overridden: (to: string, by: string) => `Callboard: assigned to ${to} by ${by}, against the suggestion.`,
  handedOver: (to: string, by: string) => `Callboard: ${by} handed this ticket over to ${to}.`,
  released: (by: string) => `Callboard: ${by} gave this ticket back; it is looking for somebody again.`,
  undone: (by: string) => `Callboard: ${by} took the last assignment back.`,
  visitOffered: 'Callboard: the client was sent times to choose from for a visit.',
  visitConfirmed: (at: string, who: string) => `Callboard: visit confirmed for ${at}, ${who}.`,
  visitMoved: (at: string, who: string, from: string) => `Callboard: visit moved from ${from} to ${at}, ${who}.`,
  visitCancelled: (by: string) => `Callboard: visit cancelled by ${by}.`,
  visitDone: (at: string) => `Callboard: the visit of ${at} is over.`,
  theClient: 'the client',
  /** Why a ticket changed its owner together with its visit. Also shown on the card. */
  replan: { absent: (who: string) => `${who} is out today`, emergency: 'room for an emergency' },
  changed: (by: string) => `Callboard: changed by ${by}.`,
  reason: (reason: string, typed: string) => (typed === '' ? `Reason: ${reason}.` : `Reason: ${reason} (“${typed}”).`),
  handOver: (note: string) => `Note for the next person: ${note}`,
  why: (total: number, items: readonly string[]) => `Why: ${total} expected minutes in all (${items.join(', ')}).`,
  item: (label: string, minutes: number) => `${label} ${minutes > 0 ? '' : '−'}${Math.abs(minutes)} min`,
  asked: (count: number) => (count === 1 ? 'Asked before: one person.' : `Asked before: ${count} people.`),
  triage: (priority: number, category: Category, effort: number) =>
    `Triage: P${priority}, ${category}, about ${effort} min of work.`,
  decision: (id: string) => `Decision record: ${id}.`,
  items: {
    wait: 'wait',
    handling: 'work',
    handover: 'risk of a handover',
    breach: 'risk of missing the deadline',
    travel: 'travel',
    seniority: 'senior time',
    'knows-client': 'knows the client',
    fairness: 'fair share',
  } satisfies Record<ItemCode, string>,
  reasons: {
    'no-time': 'no time',
    'missing-skill': 'missing skill',
    'wrong-category': 'wrong category',
    'client-issue': 'an issue with the client',
    'knows-client': 'knows the client',
    'better-skill': 'better skill',
    nearer: 'is nearer',
    workload: 'workload',
    training: 'training',
    waiting: 'waiting for somebody',
    outage: 'outage',
    meeting: 'meeting',
    'wrong-suggestions': 'wrong suggestions',
    maintenance: 'maintenance',
    other: 'other',
  } satisfies Record<ReasonCode, string>,
} as const;
