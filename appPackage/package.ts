import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadProcessConfig, problemLines } from '../config/process.ts';
import { realClock } from '../start/machine-clock.ts';
import { PSA_VENDORS } from '../start/psa-vendors.ts';

/** `npm run package -- --out FILE`: writes the zip to upload to Teams, for the configured bot. */
const { values } = parseArgs({ options: { out: { type: 'string', default: 'callboard.zip' } } });
const result = await loadProcessConfig(process.cwd(), PSA_VENDORS, realClock());
if (!result.ok) {
  process.stderr.write(problemLines(result.problems));
  process.exitCode = 1;
} else if (result.config.mode !== 'live') {
  console.error('CONFIG_INVALID: the package names your bot, and none is configured.');
  console.error('Configure Teams first: docs/guides/install.md, steps 1 to 3.');
  process.exitCode = 1;
} else {
  const { teams, publicUrl } = result.config;
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const { appPackage } = await import('./zip.ts').catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    console.error('Packing and checking the app needs the development packages: npm ci, then npm run package again.');
    console.error('It can be done on any machine that has the same settings.');
    process.exit(1);
  });
  writeFileSync(values.out, await appPackage({ appId: teams.appId, publicUrl, version }));
  console.log(`${values.out} is ready, for the bot ${teams.appId}. Next:`);
  console.log('  1. Teams admin center > Teams apps > Manage apps > Upload new app: choose the file.');
  console.log('  2. Allow the app for your dispatchers and technicians, best by an app setup policy that installs it.');
  console.log('  3. Add it to the team with the dispatch channel, and write there: @Callboard dispatch here');
}
