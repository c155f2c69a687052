import type { SkillLevel } from '../../model/technician.ts';
import { randomOf } from './random.ts';
import { SKILL_OF } from './skills.ts';
import type { Arrival, WorldTechnician } from './world.ts';

/** Factor on a working technician's time. Measured: working 1.44 of expert; the rest is assumed. */
const FACTOR: Readonly<Record<SkillLevel, number>> = { 3: 0.7, 2: 1, 1: 1.5 };
const UNSKILLED = 2;

/** The level a technician truly has for this work; `undefined`: none. */
export function levelFor(technician: WorldTechnician, arrival: Arrival): SkillLevel | undefined {
  return technician.skills.find((skill) => skill.name === SKILL_OF[arrival.truth.category])?.level;
}

/** How long this technician will truly need, minutes. Fixed by the seed, whenever it is asked. */
export function handlingMinutes(seed: number, technician: WorldTechnician, arrival: Arrival): number {
  const level = levelFor(technician, arrival);
  const factor = level === undefined ? UNSKILLED : FACTOR[level];
  const luck = randomOf(seed, 'handling', technician.key, arrival.key).around(1, 0.4);
  return Math.max(2, Math.round(arrival.truth.minutes * factor * luck));
}
