import { settingOf } from './settings.ts';

const PLACEHOLDERS = [
  /^<.*>$/s,
  /^\[.*\]$/s,
  /^\$\{.*\}$/,
  /^x{3,}$/i,
  /^\*{3,}$/,
  /^\.{3,}$/,
  /^change[-_ ]?(me|this|it)/i,
  /^(your|my)[-_ ]/i,
  /^(0{8}-0{4}-0{4}-0{4}-0{12}|1{8}-1{4}-1{4}-1{4}-1{12}|12345678-1234-1234-1234-123456789(012|abc))$/i,
];

/** Words that are values elsewhere, but never secrets. */
const NO_SECRET = /^(todo|tbd|fixme|placeholder|example|secret|password|passw0rd|none|null|undefined|test|dummy)$/i;

/** Is this somebody's stand-in for a value rather than a value? Includes the examples of .env.example. */
export function isPlaceholder(name: string, value: string): boolean {
  const setting = settingOf(name);
  const stands = setting?.standIn === true || setting?.secret === true;
  if (setting?.secret === true && NO_SECRET.test(value)) return true;
  return PLACEHOLDERS.some((pattern) => pattern.test(value)) || (stands && value === setting.example);
}
