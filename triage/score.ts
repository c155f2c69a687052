import type { Evidence } from '../model/triage.ts';
import { evidenceOf } from './evidence.ts';
import { excusesIn } from './excuses.ts';
import { longest } from './phrases.ts';
import type { ScorePolicy, TriagePolicy } from './policy.ts';
import type { CategoryRow, Topic } from './category-row.ts';
import { rulesOf } from './rules.ts';
import type { TextPart, TicketText } from './text-parts.ts';

/** The kind of work of a ticket, as far as its words tell. */
export interface Kind {
  readonly row: CategoryRow;
  /** The topics that it was recognised by, heaviest first. */
  readonly topics: readonly Topic[];
  /**
   * 0 to 1: the best kind's share of the points against the second best and a constant doubt. It grows with the margin
   * and with the amount of evidence. It is not calibrated: 0.8 does not yet mean that four of five are right. Learning
   * from this MSP's outcomes will calibrate it.
   */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

interface Sum {
  readonly row: CategoryRow;
  points: number;
  readonly topics: Map<Topic, number>;
  readonly evidence: Evidence[];
}

/**
 * Adds up the evidence for each kind. Every topic counts once per part of the ticket: repeating a word proves nothing.
 */
export function kindOf(text: TicketText, policy: TriagePolicy): Kind {
  const rules = rulesOf(policy);
  const sums = new Map<CategoryRow, Sum>();
  for (const where of [text.title, text.body, text.psa]) {
    const excused = excusesIn(where.tokens);
    const counted = new Set<Topic>();
    for (const hit of longest(rules.topics.find(where.tokens))) {
      const { row, topic } = hit.of;
      if (counted.has(topic) || excused(hit)) continue;
      counted.add(topic);
      const sum = sums.get(row) ?? { row, points: 0, topics: new Map<Topic, number>(), evidence: [] };
      const points = topic.weight * factor(where, hit.from, policy.score);
      sum.points += points;
      sum.topics.set(topic, (sum.topics.get(topic) ?? 0) + points);
      sum.evidence.push(evidenceOf('category', `${row.category}.${topic.id}`, where, hit));
      sums.set(row, sum);
    }
  }
  // Sorting is stable: among equals, the one further up in the policy's table comes first.
  const [best, second] = policy.categories.flatMap((row) => sums.get(row) ?? []).sort((a, b) => b.points - a.points);
  if (best === undefined || best.points < policy.score.least)
    return { row: rules.unclear, topics: [], confidence: 0, evidence: best?.evidence ?? [] };
  return {
    row: best.row,
    topics: [...best.topics].sort((a, b) => b[1] - a[1]).map(([topic]) => topic),
    confidence: share(best.points, best.points + (second?.points ?? 0) + policy.score.doubt),
    evidence: best.evidence,
  };
}

function factor(where: TextPart, at: number, score: ScorePolicy): number {
  if (where.part !== 'body') return score[where.part];
  return at < score.lateAfter ? score.body : score.late;
}

function share(part: number, whole: number): number {
  return Math.round((part / whole) * 1_000) / 1_000;
}
