import { loadProcessConfig, problemLines } from '../config/process.ts';
import { summary } from '../config/summary.ts';
import { asCoded } from '../model/errors.ts';
import { realClock } from '../start/machine-clock.ts';
import { PSA_VENDORS } from '../start/psa-vendors.ts';
import { readSkills } from '../start/skills.ts';

/**
 * `npm run config:check`: prints every mistake in the settings and in the skill matrix, each with its next step. Without
 * mistakes it prints what Callboard would start with. Secrets are hidden.
 */
const result = await loadProcessConfig(process.cwd(), PSA_VENDORS, realClock());
if (!result.ok) {
  process.stdout.write(problemLines(result.problems));
  process.exitCode = 1;
} else {
  const { config } = result;
  try {
    if (config.mode === 'live' && config.desk.skillsCsv !== undefined) await readSkills(config.desk.skillsCsv);
    process.stdout.write(summary(config));
  } catch (error) {
    const { code, message, next } = asCoded(error);
    process.stdout.write(`${code}: ${message}\n  ${next}\n`);
    process.exitCode = 1;
  }
}
