/**
 * Starts Callboard. Without configuration it runs the demo world on this machine only. With configuration
 * (docs/guides/install.md) it connects to real Teams and a real PSA.
 */
import { loadProcessConfig, problemLines } from './config/process.ts';
import { asCoded } from './model/errors.ts';
import { realClock } from './start/machine-clock.ts';
import { PSA_VENDORS } from './start/psa-vendors.ts';

/** The longest a stop may take, ms. Work that is cut off is found and finished after the next start. */
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
  // Only the demo loads the simulators.
  const { startDemo } = await import('./start/demo.ts');
  // The page uses the next port, or any free one if there is no next port.
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

/** The first signal stops Callboard in good order. A second signal, or a stop that takes too long, ends it immediately. */
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
