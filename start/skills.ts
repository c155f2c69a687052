import { readFile } from 'node:fs/promises';
import { CallboardError } from '../model/errors.ts';
import { parseSkillMatrix, type SkillMatrix } from '../routing/index.ts';

/**
 * Reads the skill matrix of DESK_SKILLS_CSV. All mistakes are reported together, and none of it is used if there is one.
 *
 * @throws CONFIG_INVALID with the lines that are wrong.
 */
export async function readSkills(path: string): Promise<SkillMatrix> {
  const matrix = parseSkillMatrix(await readFile(path, 'utf8'));
  if (matrix.problems.length > 0) {
    const lines = matrix.problems.slice(0, 50).map((p) => `  line ${p.line}, ${p.column}: ${p.message}`);
    throw new CallboardError('CONFIG_INVALID', `The skill matrix ${path} has mistakes.\n${lines.join('\n')}`, {
      next: 'Correct the named lines.',
    });
  }
  return matrix;
}
