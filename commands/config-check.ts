import { loadProcessConfig, problemLines } from '../config/process.ts';
import { summary } from '../config/summary.ts';

/** `npm run config:check`: every mistake with its next step, or what Callboard would start with; secrets hidden. */
const result = await loadProcessConfig(process.cwd());
if (result.ok) process.stdout.write(summary(result.config));
else {
  process.stdout.write(problemLines(result.problems));
  process.exitCode = 1;
}
