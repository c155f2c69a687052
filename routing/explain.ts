import { ITEMS, type Candidate, type GateCode, type ItemCode } from '../model/decision.ts';

/** Why a technician was not chosen: the gate that stopped them, or by how much and on which items they lost. */
export type WhyNot =
  | { readonly because: 'chosen' }
  | { readonly because: 'gate'; readonly gate: GateCode }
  | { readonly because: 'tie' }
  | {
      readonly because: 'cost';
      /** How much dearer they were than the chosen one, hundredths of a minute. */
      readonly by: number;
      /** The items on which they were dearer, worst first; items on which they were cheaper are left out. */
      readonly items: readonly { readonly code: ItemCode; readonly by: number }[];
    }
  /** Nobody was chosen at all: the ticket waits, or a human decides. */
  | { readonly because: 'nobody-chosen' };

/**
 * Answers "why not me?" exactly, from the record alone. Pass the person's own candidate and the chosen one; show people
 * only their own gates and items (a colleague's minutes are for dispatchers).
 */
export function whyNot(candidate: Candidate, chosen: Candidate | undefined): WhyNot {
  if (candidate.gate !== undefined) return { because: 'gate', gate: candidate.gate };
  if (chosen === undefined) return { because: 'nobody-chosen' };
  if (candidate.personId === chosen.personId) return { because: 'chosen' };
  const by = candidate.total - chosen.total;
  // Ties are broken by id, always the same way.
  if (by === 0) return { because: 'tie' };
  const items = ITEMS.map((code) => ({ code, by: costOf(candidate, code) - costOf(chosen, code) }))
    .filter((item) => item.by > 0)
    .sort((a, b) => b.by - a.by);
  return { because: 'cost', by, items };
}

function costOf(candidate: Candidate, code: ItemCode): number {
  return candidate.items.find((item) => item.code === code)?.cost ?? 0;
}

/** A bill for people to read. */
export interface WholeBill {
  readonly items: readonly {
    readonly code: ItemCode;
    readonly minutes: number;
    readonly basis: 'fact' | 'assumption';
  }[];
  readonly totalMinutes: number;
}

/**
 * The bill in whole minutes that still add up to the displayed total: each line is rounded down, and the minutes
 * missing from the rounded total go to the lines that lost most.
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
