import { parseEnv } from 'node:util';
import type { SecretVault } from '../graph/key-vault.ts';
import { realClock } from '../model/clock.ts';
import { CallboardError } from '../model/errors.ts';
import type { ConfigResult, Problem } from './config.ts';
import { machineFiles } from './files.ts';
import { DEFAULT_DATA, loadConfig } from './load.ts';
import { Secret } from './secret.ts';
import { readSources } from './sources.ts';

/** The configuration of this process: its environment, the .env of `folder`, Azure Key Vault when one is named. */
export function loadProcessConfig(folder: string): Promise<ConfigResult> {
  return loadConfig(process.env, machineFiles(folder), openVault);
}

async function openVault(url: string): Promise<SecretVault> {
  // Loaded on demand: the identity package costs a third of a second, and most starts need no vault.
  const { azureToken, keyVault } = await import('../graph/key-vault.ts');
  return keyVault({ url, fetch, clock: realClock(() => {}), token: azureToken('https://vault.azure.net/.default') });
}

/**
 * Where this process's database is, for commands that need nothing else: backup, restore, replay. They must work also
 * when another setting is wrong.
 */
export function processDataPath(folder: string): string {
  const file = parseEnv(machineFiles(folder).read('.env') ?? '');
  return process.env['CALLBOARD_DATA'] ?? file['CALLBOARD_DATA'] ?? DEFAULT_DATA;
}

/**
 * Which database this process uses, for commands that work on either: an address of MongoDB, or a file. As above, other
 * settings may be wrong.
 *
 * @throws CONFIG_INVALID when the address is, or cannot be read from where it is kept.
 */
export async function processDatabase(folder: string): Promise<{ uri: Secret } | { path: string }> {
  const { values, problems } = await readSources(process.env, machineFiles(folder), openVault);
  const wrong = problems.filter(({ name }) => name === 'MONGODB_URI');
  if (wrong.length > 0) throw new CallboardError('CONFIG_INVALID', problemLines(wrong));
  if (values.MONGODB_URI === undefined) return { path: processDataPath(folder) };
  return { uri: new Secret(values.MONGODB_URI) };
}

/** All mistakes for a person to read: what, why, what next. */
export function problemLines(problems: readonly Problem[]): string {
  const lines = problems.map((p) => `  ${p.name} ${p.problem}.\n      ${p.next}`);
  const count = problems.length === 1 ? '1 setting needs' : `${problems.length} settings need`;
  return `CONFIG_INVALID: ${count} attention.\n${lines.join('\n')}\n`;
}
