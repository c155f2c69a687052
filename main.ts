/**
 * Callboard. Without configuration: the demo world, on this machine only. With configuration (docs/guides/install.md):
 * real Teams, a real PSA.
 */
import { loadProcessConfig, problemLines } from './config/process.ts';
import { asCoded } from './model/errors.ts';
import { realClock } from './start/machine-clock.ts';
import { PSA_VENDORS } from './start/psa-vendors.ts';

/** Stopping takes this long at most, ms; what is cut off then is found and finished after the next start. */
const GRACE_MS = 9_500;

async function main(): Promise<void> {
  const result = await loadProcessConfig(process.cwd(), PSA_VENDORS, realClock());
  if (!result.ok) {
    process.stderr.write(problemLines(result.problems));
    process.exitCode = 1;
    return;
  }
  const { config } = result;
  if (config.mode === 'live') {
    const { startLive } = await import('./start/live.ts');
    const callboard = await startLive(config);
    stopWith(() => callboard.stop());
    return;
  }
  // The simulators come with the demo alone: production installs without them.
  const { startDemo } = await import('./start/demo.ts');
  // The page's port is the next one; any free one where there is none.
  const teamsPort = [0, 65_535].includes(config.port) ? 0 : config.port + 1;
  const demo = await startDemo(config, { paced: true, teamsPort });
  stopWith(() => demo.stop());
  const line = '─'.repeat(64);
  if (config.mode === 'playground') {
    console.log(`\n${line}\n  LOCAL PLAYGROUND MODE: the bot answers WITHOUT SIGN-IN, to this machine only.`);
    console.log(`  For Microsoft’s Agents Playground (docs/guides/playground.md):\n`);
    console.log(`      ${demo.callboard.url}/api/messages\n`);
  } else {
    console.log(`\n${line}\n  Callboard, demo world. Open this page:\n\n      ${demo.url}\n`);
  }
  console.log(`  Stop with Ctrl+C. Real Teams and your PSA: docs/guides/install.md\n${line}\n`);
}

/** Ends on the first signal in good order, and on the second, or when it takes too long, at once. */
function stopWith(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      setTimeout(() => process.exit(1), GRACE_MS).unref();
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

main().catch((error: unknown) => {
  const { code, message, next } = asCoded(error);
  process.stderr.write(`${code}: ${message}\n  ${next}\n`);
  process.exit(1);
});
