import type { Setting } from './setting.ts';

const PLACEHOLDERS = [
  /^<.*>$/s,
  /^\[.*\]$/s,
  /^\$\{.*\}$/,
  /^x{3,}$/i,
  /^\{\{.*\}\}$/s,
  /^%.*%$/,
  /^\$[A-Z_]+$/,
  /^(x{3,}|\*{3,}|\.{3,})$/i,
  /^change[-_ ]?(me|this|it)/i,
  /^(your|my)[-_ ]/i,
  /^(0{8}-0{4}-0{4}-0{4}-0{12}|1{8}-1{4}-1{4}-1{4}-1{12}|12345678-1234-1234-1234-123456789(012|abc))$/i,
];

/** Texts that may be values elsewhere (a port 4444, a client called Insert IT) but are never secrets. */
const NO_SECRET = [
  /^((your|my)?[-_ ]?(client|app|api)?[-_ ]?(secret|password|passw0rd|key|token))([-_ ]?here)?$/i,
  /^(todo|tbd|fixme|placeholder|example|none|null|undefined|test|dummy)$/i,
  /^(replace|fill|enter|insert|put|set)[-_ ]?(me|this|it|in|here|your|with)/i,
  /[-_ ]here$/i,
  /^(.)\1+$/,
];

/** Whether this is a placeholder rather than a value. Includes the examples of .env.example. */
export function isPlaceholder(setting: Setting, value: string): boolean {
  const stands = setting.standIn === true || setting.secret === true;
  if (setting.secret === true && NO_SECRET.some((pattern) => pattern.test(value))) return true;
  return PLACEHOLDERS.some((pattern) => pattern.test(value)) || (stands && value === setting.example);
}
