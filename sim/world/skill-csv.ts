import type { World } from './world.ts';

/** The world's skill matrix as a CSV file, in the long form that routing/skill-matrix.ts reads. */
export function skillCsv(world: Pick<World, 'technicians'>): string {
  const lines = world.technicians.flatMap(({ name, mail, tier, home, skills }) =>
    skills.map((skill) => [name, mail, tier, home, skill.name, skill.level, skill.evidence ?? '', skill.on ?? '']),
  );
  return [['technician', 'mail', 'tier', 'home', 'skill', 'level', 'evidence', 'date'], ...lines]
    .map((cells) => `${cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')}\n`)
    .join('');
}
