import type { Config } from './config.ts';
import { Secret } from './secret.ts';

const MODES = {
  demo: 'the demo world, on this machine only; no configuration was found',
  playground: "the demo world, open without sign-in to Microsoft's Agents Playground, on this machine only",
  live: 'real Teams, real HaloPSA',
} as const satisfies Record<Config['mode'], string>;

/** A configuration for a person to read: one line a setting, secrets as `[secret]`. */
export function summary(config: Config): string {
  const { mode, ...rest } = config;
  return [`mode: ${mode} (${MODES[mode]})`, ...lines('', rest), ''].join('\n');
}

function lines(path: string, value: unknown): string[] {
  if (value instanceof Secret || typeof value !== 'object' || value === null) return [`${path}: ${String(value)}`];
  if (Array.isArray(value)) return [`${path}: ${value.join(', ')}`];
  return Object.entries(value).flatMap(([key, inner]) => lines(path === '' ? key : `${path}.${key}`, inner));
}
