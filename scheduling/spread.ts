import type { VisitRequest } from './facts.ts';
import type { SchedulingPolicy } from './policy.ts';
import type { Candidate, SlotSearch } from './slot-search.ts';

const MINUTE = 60_000;

/**
 * Picks the times to show. Each pick takes the part of a day whose best start is cheapest, a day or part that was
 * picked from before counting as dearer; among that part's starts of nearly the same cost the visit's id decides. So
 * two clients with the same choice are shown different times, and the same client always the same ones.
 */
export function spread(
  { candidates, cells }: Pick<SlotSearch, 'candidates' | 'cells'>,
  request: Pick<VisitRequest, 'visitId' | 'minutes'>,
  { spread: policy }: SchedulingPolicy,
): Candidate[] {
  const byCell = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const list = byCell.get(candidate.cell);
    if (list === undefined) byCell.set(candidate.cell, [candidate]);
    else list.push(candidate);
  }
  const lists = [...byCell].map(([cell, list]) => ({
    date: cells[cell]?.date,
    part: cells[cell]?.part,
    left: list.sort((a, b) => a.cost - b.cost || a.start - b.start),
  }));
  const chosen: Candidate[] = [];
  const ofDay = new Map<number | undefined, number>();
  const ofPart = new Map<string | undefined, number>();
  while (chosen.length < policy.offers) {
    let cheapest: { readonly list: (typeof lists)[number]; readonly cost: number } | undefined;
    for (const list of lists) {
      const [best] = list.left;
      const day = ofDay.get(list.date) ?? 0;
      if (best === undefined || day >= policy.perDay) continue;
      const again = day * policy.sameDay + (ofPart.get(list.part) ?? 0) * policy.samePart;
      const cost = best.cost + again * 100;
      if (cheapest === undefined || cost < cheapest.cost) cheapest = { list, cost };
    }
    if (cheapest === undefined) break;
    const { list } = cheapest;
    const pick = pickAlike(list.left, request.visitId, policy.alike);
    if (pick === undefined) break;
    chosen.push(pick);
    ofDay.set(list.date, (ofDay.get(list.date) ?? 0) + 1);
    ofPart.set(list.part, (ofPart.get(list.part) ?? 0) + 1);
    // Two times that overlap are one choice.
    const near = (one: Candidate) => Math.abs(one.start - pick.start) < request.minutes * MINUTE;
    for (const other of lists) if (other.left.some(near)) other.left = other.left.filter((one) => !near(one));
  }
  return chosen.sort((a, b) => a.start - b.start);
}

function pickAlike(list: readonly Candidate[], seed: string, alike: number): Candidate | undefined {
  const most = (list[0]?.cost ?? 0) + alike * 100;
  let found: { readonly one: Candidate; readonly rank: number } | undefined;
  for (const one of list) {
    if (one.cost > most) break;
    const rank = seededRank(seed, one.start);
    if (found === undefined || rank < found.rank) found = { one, rank };
  }
  return found?.one;
}

/** A number from a text and an instant, evenly spread and always the same (FNV-1a with a final mix). */
function seededRank(seed: string, at: number): number {
  let hash = 2_166_136_261;
  for (const text of [seed, String(at)])
    for (let n = 0; n < text.length; n += 1) hash = Math.imul(hash ^ text.charCodeAt(n), 16_777_619);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 2_246_822_507);
  return (hash ^ (hash >>> 13)) >>> 0;
}
