import type { Evidence, TicketType } from '../model/triage.ts';
import type { Kind } from './score.ts';
import type { SignalMet } from './signal-sums.ts';

/** Nothing is certain from words alone. */
const LEAST = 0.01;
const MOST = 0.95;
/** Most questions can be answered remotely. */
const QUESTION = 0.2;

/** The chance (0 to 1) of an on-site visit: that of the topic or kind, moved by the words. */
export function onSiteOf(
  { row, topics }: Kind,
  type: TicketType,
  signals: readonly SignalMet[],
): { onSite: number; evidence: readonly Evidence[] } {
  const usual = topics.reduce<number | undefined>((found, topic) => found ?? topic.onSite, undefined) ?? row.onSite;
  const evidence: Evidence[] = [];
  let tenths = 0;
  for (const { signal, evidence: seen } of signals) {
    if (signal.about !== 'onSite') continue;
    tenths += signal.points;
    evidence.push(...seen);
  }
  const chance = (usual + tenths / 10) * (type === 'question' ? QUESTION : 1);
  return { onSite: Math.round(Math.min(MOST, Math.max(LEAST, chance)) * 100) / 100, evidence };
}
