import { CallboardError } from '../model/errors.ts';
import { Secret } from './secret.ts';

/** Endings of field names whose values are never logged: `clientName`, `access_token`, `mail`. */
const WITHHELD = new Set(
  [
    'name surname mail email upn phone address people person',
    'text title description subject body summary problems note content card html words reason answers query input data value',
    'token secret password passphrase authorization cookie credential key pem headers',
  ]
    .join(' ')
    .split(' '),
);
const lastWord = (key: string) => (/([A-Z]?[a-z]+|[A-Z]+)s?$/.exec(key)?.[0] ?? key).toLowerCase();
const withheld = (key: string) => WITHHELD.has(lastWord(key)) || WITHHELD.has(lastWord(key).replace(/s$/, ''));

/** Fields that hold Callboard's own sentences; they are scrubbed, not withheld. */
const SENTENCES = new Set(['error', 'detail', 'problem', 'next', 'why']);

const MAIL = /[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+/g;
const TOKENS = [
  /eyJ[\w-]{8,}\.[\w-]{8,}(\.[\w-]*)?/g,
  /\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi,
  /-----BEGIN [A-Z ]+-----[\s\S]*?(-----END [A-Z ]+-----|$)/g,
  /([?&](?:code|sig|token|secret|password|client_secret|access_token)=)[^&\s]+/gi,
  /(\/hooks\/psa\/)[^/?\s]+/g,
  /\bmongodb(\+srv)?:\/\/[^@\s]+@/g,
];
const LONGEST = 300;

/** Removes mail addresses and tokens from a sentence and keeps it short. */
export function scrub(text: string): string {
  const clean = TOKENS.reduce((left, pattern) => left.replace(pattern, '[secret]'), text).replace(MAIL, '[mail]');
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
}

/**
 * What may be logged of a field. Callers should pass ids, numbers and codes; this is the second line of defence when
 * one forgets. Fields are withheld by name, texts by their spaces, addresses and tokens by their form.
 */
export function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, redactValue(key, value, 0)]));
}

function redactValue(key: string, value: unknown, depth: number): unknown {
  if (value instanceof Secret) return '[secret]';
  if (value instanceof Error) return redactError(value);
  if (value === null || typeof value === 'number' || typeof value === 'boolean' || value === undefined) return value;
  if (withheld(key)) return '[withheld]';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') {
    if (!SENTENCES.has(key) && /\s/.test(value)) return `[text of ${value.length} characters]`;
    return scrub(value);
  }
  if (typeof value !== 'object' || depth >= 3) return `[${typeof value}]`;
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redactValue(key, item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([inner, item]) => [inner, redactValue(inner, item, depth + 1)]));
}

/**
 * Code, scrubbed message and stack frames. A caller's mistake may quote what people typed, so only its code is kept.
 */
function redactError(error: Error): Record<string, unknown> {
  const coded = error instanceof CallboardError ? { code: error.code } : { type: error.name };
  const message = error instanceof CallboardError && error.who === 'caller' ? {} : { error: scrub(error.message) };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => scrub(line.trim()));
  const cause = error.cause instanceof Error ? { cause: redactError(error.cause) } : {};
  return { ...coded, ...message, frames, ...cause };
}
