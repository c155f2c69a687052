import { parseArgs } from 'node:util';
import { addressOf } from '../config/database.ts';
import { realClock } from '../start/machine-clock.ts';
import { processDatabase } from '../config/process.ts';
import { asCoded } from '../model/errors.ts';
import { engineAt } from '../start/engines.ts';

/**
 * `npm run restore -- --from FILE`: replaces the embedded database (CALLBOARD_DATA) with a backup. Callboard must be
 * stopped. The former database is kept beside the new one.
 */
try {
  const { values } = parseArgs({ options: { from: { type: 'string' } } });
  if (values.from === undefined) throw new Error('Say what to restore: npm run restore -- --from FILE');
  const address = addressOf(await processDatabase(process.cwd(), realClock()));
  const engine = engineAt(address);
  const { kept } = await engine.restore(address, values.from);
  console.log(
    `Restored ${engine.called(address)} from ${values.from}.${kept === undefined ? '' : ` The former one is ${kept}.`}`,
  );
} catch (error) {
  const { code, message, next } = asCoded(error);
  console.error(code === 'INTERNAL' ? message : `${code}: ${message}\n${next}`);
  process.exitCode = 1;
}
