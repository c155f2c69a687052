import type { Config } from './config.ts';
import { Secret } from './secret.ts';

const MODES = {
  demo: 'the demo world, on this machine only; no configuration was found',
  playground: "the demo world, open without sign-in to Microsoft's Agents Playground, on this machine only",
} as const;

/** A configuration for a person to read: one line per setting, secrets as `[secret]`. */
export function summary(config: Config): string {
  const { mode, ...rest } = config;
  const means = config.mode === 'live' ? `real Teams, real ${config.psa.name}` : MODES[config.mode];
  return [`mode: ${mode} (${means})`, ...lines('', rest), ''].join('\n');
}

function lines(path: string, value: unknown): string[] {
  if (value instanceof Secret || typeof value !== 'object' || value === null) return [`${path}: ${String(value)}`];
  if (Array.isArray(value)) return [`${path}: ${value.join(', ')}`];
  return Object.entries(value).flatMap(([key, inner]) => lines(path === '' ? key : `${path}.${key}`, inner));
}
