import type { SkillLevel } from '../../model/technician.ts';
import { randomOf } from './random.ts';
import { SKILL_OF } from './skills.ts';
import type { Arrival, WorldTechnician } from './world.ts';

/**
 * Factor on the time of a working-level technician. Measured: working level takes 1.44 times an expert's time; the rest
 * is assumed.
 */
const FACTOR: Readonly<Record<SkillLevel, number>> = { 3: 0.7, 2: 1, 1: 1.5 };
const UNSKILLED = 2;

/** The technician's actual level for this work; `undefined` without the skill. */
export function levelFor(technician: WorldTechnician, arrival: Arrival): SkillLevel | undefined {
  return technician.skills.find((skill) => skill.name === SKILL_OF[arrival.truth.category])?.level;
}

/** The minutes this technician will actually need. The seed fixes the result, regardless of when it is computed. */
export function handlingMinutes(seed: number, technician: WorldTechnician, arrival: Arrival): number {
  const level = levelFor(technician, arrival);
  const factor = level === undefined ? UNSKILLED : FACTOR[level];
  const luck = randomOf(seed, 'handling', technician.key, arrival.key).around(1, 0.4);
  return Math.max(2, Math.round(arrival.truth.minutes * factor * luck));
}
