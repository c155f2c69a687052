import { ITEMS, type CostItem, type ItemCode } from '../../model/decision.ts';
import { breach } from './breach.ts';
import { fairness } from './fairness.ts';
import { handling } from './handling.ts';
import { handover } from './handover.ts';
import { knowsClient } from './knows-client.ts';
import type { Case, Item } from './line.ts';
import { seniority } from './seniority.ts';
import { travel } from './travel.ts';
import { wait } from './wait.ts';

/** One function per line of the bill: a new routing signal is a file here and a code in model/decision.ts. */
const ITEM_BY_CODE: Readonly<Record<ItemCode, Item>> = {
  wait,
  handling,
  handover,
  breach,
  travel,
  seniority,
  'knows-client': knowsClient,
  fairness,
};

/**
 * The cost of a choice, line by line, in hundredths of a minute. A line of zero that rests on facts is left out; one
 * that rests on an assumption stays, because an absent fact is never a silent zero.
 */
export function billOf(c: Case): { readonly items: readonly CostItem[]; readonly total: number } {
  const items: CostItem[] = [];
  let total = 0;
  for (const code of ITEMS) {
    const { cost, basis } = ITEM_BY_CODE[code](c);
    if (cost === 0 && basis === 'fact') continue;
    items.push({ code, cost, basis });
    total += cost;
  }
  return { items, total };
}
