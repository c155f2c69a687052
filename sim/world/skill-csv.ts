import type { World } from './world.ts';

/** The world's skill matrix as the spreadsheet its service manager keeps: the long form of routing/skill-matrix.ts. */
export function skillCsv(world: Pick<World, 'technicians'>): string {
  const lines = world.technicians.flatMap(({ name, mail, tier, home, skills }) =>
    skills.map((skill) => [name, mail, tier, home, skill.name, skill.level, skill.evidence ?? '', skill.on ?? '']),
  );
  return [['technician', 'mail', 'tier', 'home', 'skill', 'level', 'evidence', 'date'], ...lines]
    .map((cells) => `${cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')}\n`)
    .join('');
}
