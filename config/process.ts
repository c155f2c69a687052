import { parseEnv } from 'node:util';
import { realClock } from '../model/clock.ts';
import type { ConfigResult, Problem } from './config.ts';
import { machineFiles } from './files.ts';
import { DEFAULT_DATA, loadConfig } from './load.ts';

/** The configuration of this process: its environment, the .env of `folder`, Azure Key Vault when one is named. */
export function loadProcessConfig(folder: string): Promise<ConfigResult> {
  return loadConfig(process.env, machineFiles(folder), async (url) => {
    // Loaded on demand: the identity package costs a third of a second, and most starts need no vault.
    const { azureToken, keyVault } = await import('../graph/key-vault.ts');
    return keyVault({ url, fetch, clock: realClock(() => {}), token: azureToken('https://vault.azure.net/.default') });
  });
}

/**
 * Where this process's database is, for commands that need nothing else: backup, restore, replay. They must work also
 * when another setting is wrong.
 */
export function processDataPath(folder: string): string {
  const file = parseEnv(machineFiles(folder).read('.env') ?? '');
  return process.env['CALLBOARD_DATA'] ?? file['CALLBOARD_DATA'] ?? DEFAULT_DATA;
}

/** All mistakes for a person to read: what, why, what next. */
export function problemLines(problems: readonly Problem[]): string {
  const lines = problems.map((p) => `  ${p.name} ${p.problem}.\n      ${p.next}`);
  const count = problems.length === 1 ? '1 setting needs' : `${problems.length} settings need`;
  return `CONFIG_INVALID: ${count} attention.\n${lines.join('\n')}\n`;
}
