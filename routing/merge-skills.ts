import type { Skill, Technician } from '../model/technician.ts';
import { skillKey } from './skill-fit.ts';
import type { MatrixTechnician } from './skill-matrix.ts';

/**
 * Puts a skill matrix on top of the PSA's data. The matrix has levels, evidence and dates, so it wins for each skill it
 * names, and for tier and home; skills that only the PSA knows stay. People are matched by mail address, or by name
 * where the matrix has no address and the name is unique; a human has to look at `unmatched`.
 */
export function mergeSkills(
  psaTechnicians: readonly Technician[],
  matrix: readonly MatrixTechnician[],
): { readonly technicians: readonly Technician[]; readonly unmatched: readonly MatrixTechnician[] } {
  const rows = new Map<string, MatrixTechnician>();
  const unmatched: MatrixTechnician[] = [];
  for (const row of matrix) {
    const found = psaTechnicians.filter((technician) => isSame(technician, row));
    const [only] = found;
    if (only === undefined || found.length > 1 || rows.has(only.id)) unmatched.push(row);
    else rows.set(only.id, row);
  }
  const technicians = psaTechnicians.map((technician) => {
    const row = rows.get(technician.id);
    return row === undefined ? technician : merged(technician, row);
  });
  return { technicians, unmatched };
}

function isSame(technician: Technician, row: MatrixTechnician): boolean {
  if (row.mail !== undefined) return technician.email?.toLowerCase() === row.mail;
  return technician.name.trim().toLowerCase() === row.name.toLowerCase();
}

function merged(technician: Technician, row: MatrixTechnician): Technician {
  const skills = new Map<string, Skill>();
  for (const skill of [...technician.skills, ...row.skills]) skills.set(skillKey(skill.name), skill);
  return {
    ...technician,
    skills: [...skills.values()],
    ...(row.tier === undefined ? {} : { tier: row.tier }),
    ...(row.home === undefined ? {} : { home: row.home }),
  };
}
