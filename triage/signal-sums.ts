import type { Evidence } from '../model/triage.ts';
import { evidenceOf } from './evidence.ts';
import { longest } from './phrases.ts';
import type { TriagePolicy } from './policy.ts';
import { rulesOf } from './rules.ts';
import type { Signal } from './signals.ts';
import type { TicketText } from './text-parts.ts';

/** A signal, in the parts of the ticket where it occurs. */
export interface SignalMet {
  readonly signal: Signal;
  readonly evidence: readonly Evidence[];
}

/**
 * The signals in a ticket's words, each once per part. When one signal lies inside another that answers the same
 * question, the longer one counts: "not urgent" is not urgent.
 */
export function signalsIn(text: TicketText, policy: TriagePolicy): readonly SignalMet[] {
  const met = new Map<Signal, Map<string, Evidence>>();
  for (const where of [text.title, text.body, text.psa]) {
    const byQuestion = Map.groupBy(rulesOf(policy).signals.find(where.tokens), (hit) => hit.of.about);
    for (const hit of [...byQuestion.values()].flatMap((hits) => longest(hits))) {
      const found = met.get(hit.of) ?? new Map<string, Evidence>();
      if (!found.has(where.part)) found.set(where.part, evidenceOf(hit.of.about, hit.of.id, where, hit));
      met.set(hit.of, found);
    }
  }
  return [...met].map(([signal, evidence]) => ({ signal, evidence: [...evidence.values()] }));
}
