import { ITEMS, type Candidate, type GateCode, type ItemCode } from '../model/decision.ts';

/** Why somebody was not chosen: the gate that stopped them, or by how much they lost and on which items. */
export type WhyNot =
  | { readonly because: 'chosen' }
  | { readonly because: 'gate'; readonly gate: GateCode }
  | { readonly because: 'tie' }
  | {
      readonly because: 'cost';
      /** Hundredths of a minute by which they were dearer than the chosen one. */
      readonly by: number;
      /** Where they were dearer, worst first; where they were cheaper is left out. */
      readonly items: readonly { readonly code: ItemCode; readonly by: number }[];
    }
  /** Cheaper or not, nobody was chosen at all: the ticket waits, or is a human's to decide. */
  | { readonly because: 'nobody-chosen' };

/**
 * Answers "why not me?" exactly, from the record alone. Give the person's own candidate and the chosen one; show
 * somebody their own gates and items only (the colleague's minutes are for dispatchers).
 */
export function whyNot(candidate: Candidate, chosen: Candidate | undefined): WhyNot {
  if (candidate.gate !== undefined) return { because: 'gate', gate: candidate.gate };
  if (chosen === undefined) return { because: 'nobody-chosen' };
  if (candidate.personId === chosen.personId) return { because: 'chosen' };
  const by = candidate.total - chosen.total;
  // Equal bills are settled by id, always the same way.
  if (by === 0) return { because: 'tie' };
  const items = ITEMS.map((code) => ({ code, by: costOf(candidate, code) - costOf(chosen, code) }))
    .filter((item) => item.by > 0)
    .sort((a, b) => b.by - a.by);
  return { because: 'cost', by, items };
}

function costOf(candidate: Candidate, code: ItemCode): number {
  return candidate.items.find((item) => item.code === code)?.cost ?? 0;
}

/** A bill as people read it. */
export interface WholeBill {
  readonly items: readonly {
    readonly code: ItemCode;
    readonly minutes: number;
    readonly basis: 'fact' | 'assumption';
  }[];
  readonly totalMinutes: number;
}

/**
 * The bill in whole minutes that still add up to the total shown: each line is rounded down, and the minutes missing
 * from the rounded total go to the lines that lost most.
 */
export function wholeMinutes(candidate: Candidate): WholeBill {
  const totalMinutes = Math.round(candidate.total / 100) + 0;
  const lines = candidate.items.map((item) => ({ item, floor: Math.floor(item.cost / 100) }));
  const missing = totalMinutes - lines.reduce((sum, line) => sum + line.floor, 0);
  const lost = (line: (typeof lines)[number]) => line.item.cost - line.floor * 100;
  const raised = new Set([...lines].sort((a, b) => lost(b) - lost(a)).slice(0, missing));
  return {
    items: lines.map((line) => ({
      code: line.item.code,
      minutes: line.floor + Number(raised.has(line)),
      basis: line.item.basis,
    })),
    totalMinutes,
  };
}
