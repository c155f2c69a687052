import type { TechnicianFacts, TicketFacts } from '../model/decision.ts';
import type { SkillLevel } from '../model/technician.ts';

/** Skills are compared without regard to case and spacing: "Microsoft 365" is "microsoft  365". */
export function skillKey(name: string): string {
  let key = KEYS.get(name);
  if (key === undefined) {
    key = name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
    if (KEYS.size < 10_000) KEYS.set(name, key);
  }
  return key;
}

/** An MSP has a few dozen skills, and a pass asks for their keys a hundred thousand times. */
const KEYS = new Map<string, string>();

/** A technician's levels by skill key; for a skill named twice, the higher level counts. */
export type Levels = ReadonlyMap<string, SkillLevel>;

export function levelsOf(technician: Pick<TechnicianFacts, 'skills'>): Levels {
  const levels = new Map<string, SkillLevel>();
  for (const { name, level } of technician.skills) {
    const key = skillKey(name);
    levels.set(key, (levels.get(key) ?? 0) > level ? (levels.get(key) ?? level) : level);
  }
  return levels;
}

/**
 * How a technician's skills meet a ticket's needs. `level`: the lowest level among the needed skills, `undefined` when
 * one of them is missing. `known` is false when nobody's skills are known: then nothing is missing and everything is an
 * assumption.
 */
export interface SkillFit {
  readonly missing: boolean;
  readonly level: SkillLevel | undefined;
  readonly known: boolean;
}

export function skillFit(ticket: Pick<TicketFacts, 'skills'>, levels: Levels, matrixKnown: boolean): SkillFit {
  if (ticket.skills.length === 0) return { missing: false, level: 2, known: false };
  if (!matrixKnown) return { missing: false, level: undefined, known: false };
  let missing = false;
  let lowest: SkillLevel | undefined = 3;
  for (const need of ticket.skills) {
    const held = levels.get(skillKey(need.skill));
    if (need.must && (held ?? 0) < need.level) missing = true;
    lowest = held === undefined || lowest === undefined ? undefined : held < lowest ? held : lowest;
  }
  return { missing, level: lowest, known: true };
}
