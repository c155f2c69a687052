import type { SecretVault } from '../graph/key-vault.ts';
import type { Clock } from '../model/clock.ts';
import { PUBLIC_CLOUD } from '../model/cloud.ts';
import { CallboardError } from '../model/errors.ts';
import type { Problem } from './problem.ts';
import type { ConfigResult } from './config.ts';
import { machineFiles } from './files.ts';
import { databaseOf, type Database } from './database.ts';
import { loadConfig } from './load.ts';
import type { PsaVendors } from './psa-vendor.ts';
import { GENERAL } from './settings/general.ts';
import { readSources } from './sources.ts';

/**
 * Reads the configuration of this process: its environment, the .env of `folder`, and Azure Key Vault when one is
 * named.
 */
export function loadProcessConfig(folder: string, vendors: PsaVendors, clock: Clock): Promise<ConfigResult> {
  return loadConfig(process.env, machineFiles(folder), (url) => openVault(url, clock), vendors);
}

async function openVault(url: string, clock: Clock): Promise<SecretVault> {
  // Loaded on demand: loading the identity package takes a third of a second, and most starts need no vault.
  const { azureToken, keyVault } = await import('../graph/key-vault.ts');
  return keyVault({ url, fetch, clock, token: azureToken(`${PUBLIC_CLOUD.vault}/.default`) });
}

/**
 * The address of this process's database, for commands that need nothing else. They must work even when another setting
 * is wrong.
 *
 * @throws CONFIG_INVALID when the address is wrong or cannot be read from its source.
 */
export async function processDatabase(folder: string, clock: Clock): Promise<Database> {
  const { CALLBOARD_DATA, MONGODB_URI } = GENERAL;
  const table = { CALLBOARD_DATA, MONGODB_URI };
  const { values, problems } = await readSources(table, process.env, machineFiles(folder), (url) =>
    openVault(url, clock),
  );
  const wrong = problems.filter(({ name }) => name === '.env' || Object.hasOwn(table, name));
  if (wrong.length > 0) throw new CallboardError('CONFIG_INVALID', problemLines(wrong));
  return databaseOf(values);
}

/** All mistakes for a person to read: what is wrong, why, and what to do. */
export function problemLines(problems: readonly Problem[]): string {
  const lines = problems.map((p) => `  ${p.name} ${p.problem}.\n      ${p.next}`);
  const count = problems.length === 1 ? '1 setting needs' : `${problems.length} settings need`;
  return `CONFIG_INVALID: ${count} attention.\n${lines.join('\n')}\n`;
}
