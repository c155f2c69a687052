import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { CATEGORIES, type Category } from '../model/triage.ts';
import type { Role } from '../model/person.ts';
import type { Priority } from '../model/ticket.ts';
import { VISIT_KINDS, type VisitKind } from '../model/visit.ts';

/**
 * The kinds of values that a setting can have, parsed from text. Each refusal says what was expected; the loader adds
 * the value itself, unless it is a secret.
 */

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Whether this host means this machine only. Names other than localhost are not resolved, because DNS can change. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host.toLowerCase()) || /^127(\.\d{1,3}){3}$/.test(host);
}

function asUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** An https address without a trailing slash. For this machine http is allowed too, for tests and simulators. */
export const url = z
  .string()
  .refine(
    (text) => {
      const parsed = asUrl(text);
      if (!parsed || parsed.username || parsed.password) return false;
      return parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isLoopback(parsed.hostname));
    },
    { error: 'is not an https address (http is allowed to localhost only)' },
  )
  .transform((text) => text.replace(/\/+$/, ''));

/** An address without path, query or fragment: paths are appended to it. */
export const origin = url.refine(
  (text) => {
    const { pathname, search, hash } = new URL(text);
    return pathname === '/' && search === '' && hash === '';
  },
  { error: 'has a path or more behind the host' },
);

/** An address or a name that a server can listen on. */
export const host = z.string().refine((text) => /^[\w.-]+$/.test(text) || isIPv6(text), {
  error: 'is neither an address nor the name of a host',
});

/** An address with several hosts is not a URL; the driver validates it at the start. */
export const mongodbUri = z.string().regex(/^mongodb(\+srv)?:\/\/[^\s/]+\/[^\s/?]+(\?\S*)?$/, {
  error: 'is not of the form mongodb://host1,host2,host3/database?replicaSet=name',
});

export const guid = z.guid({ error: 'is not an id of the form 8-4-4-4-12 hexadecimal digits' }).toLowerCase();

export const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: `is not a whole number from ${min} to ${max}` })
    .transform(Number)
    .refine((n) => n >= min && n <= max, { error: `is not a whole number from ${min} to ${max}` });

export const yesNo = z
  .enum(['yes', 'no', 'true', 'false', '1', '0'], { error: 'is neither yes nor no' })
  .transform((text) => text === 'yes' || text === 'true' || text === '1');

export const timeZone = z.string().refine(
  (zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  },
  { error: 'is not a time zone of the IANA list' },
);

export const mail = z.email({ error: 'is not a mail address' }).toLowerCase();
const isMail = (text: string) => mail.safeParse(text).success;
const list = (text: string, by: RegExp) =>
  text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `ana@msp.example, ben@msp.example`. */
export const mails = z
  .string()
  .transform((text) => list(text.toLowerCase(), /[,\s]+/))
  .refine((found) => found.length > 0 && found.every(isMail), { error: 'is not a list of mail addresses' });

/** Splits `key=a+b, key=c` into pairs; undefined when a part does not have that form. */
function pairs(text: string): [string, string[]][] | undefined {
  const parts = list(text, /[,\n]+/).map((part) => /^([^=]+)=(.+)$/.exec(part));
  if (parts.length === 0 || parts.includes(null)) return undefined;
  return parts.map((part) => [(part?.[1] ?? '').trim().toLowerCase(), list((part?.[2] ?? '').toLowerCase(), /[+\s]+/)]);
}

/** `London=51.5074/-0.1278`: names to points in degrees. */
export const places = z.string().transform((text, context): Record<string, { lat: number; lon: number }> => {
  const found = list(text, /,+/).map((part) => /^([^=]+)=(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/.exec(part));
  if (
    found.length === 0 ||
    found.some((part) => !part || Math.abs(Number(part[2])) > 90 || Math.abs(Number(part[3])) > 180)
  ) {
    context.addIssue({ code: 'custom', message: 'is not of the form name=latitude/longitude, …' });
    return z.NEVER;
  }
  return Object.fromEntries(
    found.map((part) => [(part?.[1] ?? '').trim(), { lat: Number(part?.[2]), lon: Number(part?.[3]) }]),
  );
});

/** Reports duplicates: if a person were named twice, only one entry would count, and nobody could tell which. */
function refuseTwice(names: readonly string[], context: z.RefinementCtx): boolean {
  const name = names.find((other, at) => names.indexOf(other) !== at);
  if (name !== undefined) context.addIssue({ code: 'custom', message: `names ${name} twice` });
  return name !== undefined;
}

const ROLES: readonly string[] = ['technician', 'dispatcher', 'manager', 'admin'] satisfies Role[];
const isRole = (text: string): text is Role => ROLES.includes(text);

/** `dana@msp.example=dispatcher+admin, ana@msp.example=technician`. */
export const roles = z.string().transform((text, context): Record<string, readonly Role[]> => {
  const found = pairs(text);
  const wrong = found?.find(([who, what]) => !isMail(who) || what.length === 0 || !what.every(isRole));
  if (!found || wrong) {
    const where = wrong ? ` (at ${wrong[0]})` : '';
    context.addIssue({
      code: 'custom',
      message: `is not of the form mail=role+role, …; roles: ${ROLES.join(', ')}${where}`,
    });
    return z.NEVER;
  }
  const people = found.map(([who]) => who);
  if (refuseTwice(people, context)) return z.NEVER;
  return Object.fromEntries(found.map(([who, what]) => [who, what.filter(isRole)]));
});

/** `ana@msp.example=12, ben@msp.example=14`: mail address to PSA agent id. */
export const matches = z.string().transform((text, context): Record<string, string> => {
  const found = pairs(text);
  const wrong = found?.find(([who, what]) => !isMail(who) || what.length !== 1 || !/^\d+$/.test(what[0] ?? ''));
  if (!found || wrong) {
    const where = wrong ? ` (at ${wrong[0]})` : '';
    context.addIssue({ code: 'custom', message: `is not of the form mail=agent id, …${where}` });
    return z.NEVER;
  }
  const agents = found.map(([, what]) => `agent ${what[0] ?? ''}`);
  if (refuseTwice([...found.map(([who]) => who), ...agents], context)) return z.NEVER;
  return Object.fromEntries(found.map(([who, what]) => [who, what[0] ?? '']));
});

export type Coordinators = Readonly<Partial<Record<Category, readonly string[]>>> & {
  readonly default: readonly string[];
};

/** `default=dana@msp.example, security=sam@msp.example+lee@msp.example`. */
export const coordinators = z.string().transform((text, context): Coordinators => {
  const found = pairs(text);
  const names: readonly string[] = ['default', ...CATEGORIES];
  const wrong = found?.find(([category, who]) => !names.includes(category) || !who.every(isMail));
  const fallback = found?.find(([category]) => category === 'default')?.[1];
  if (!found || wrong || !fallback) {
    const where = wrong ? ` (at ${wrong[0]})` : '';
    context.addIssue({
      code: 'custom',
      message: `is not of the form default=mail, category=mail+mail; categories: ${CATEGORIES.join(', ')}${where}`,
    });
    return z.NEVER;
  }
  const categories = found.map(([category]) => category);
  if (refuseTwice(categories, context)) return z.NEVER;
  return { ...Object.fromEntries(found), default: fallback };
});

export type OfferMinutes = Readonly<Partial<Record<Priority, number>>>;

/** `P1=2, P2=10`. Priorities that are left out keep their defaults. */
export const offerMinutes = z.string().transform((text, context): OfferMinutes => {
  const parts = list(text, /[,\s]+/).map((part) => /^P([1-4])=(\d{1,4})$/i.exec(part));
  if (parts.length === 0 || parts.some((part) => !part || Number(part[2]) < 1 || Number(part[2]) > 1440)) {
    context.addIssue({ code: 'custom', message: 'is not of the form P1=2, P2=10 (minutes from 1 to 1440)' });
    return z.NEVER;
  }
  return Object.fromEntries(parts.map((part) => [Number(part?.[1]), Number(part?.[2])]));
});

/** `22:00-07:00`; may span midnight. */
export const quietHours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, { error: 'is not of the form 22:00-07:00' })
  .transform((text) => ({ from: text.slice(0, 5), to: text.slice(6) }))
  .refine((hours) => hours.from !== hours.to, { error: 'starts and ends at the same time' });

/** A path that cannot be guessed: at least 128 bits. */
export const unguessable = z
  .string()
  .regex(/^[A-Za-z0-9_-]{24,128}$/, { error: 'is not 24 to 128 letters, digits, - or _' });

export const longSecret = z.string().min(16, { error: 'is shorter than 16 characters' });
export const nonEmpty = z.string().min(1);

/** Entra object ids, separated by commas. */
export const guids = z
  .string()
  .transform((text) => list(text.toLowerCase(), /[,\s]+/))
  .refine((found) => found.length > 0 && found.every((one) => guid.safeParse(one).success), {
    error: 'is not a list of ids of the form 8-4-4-4-12 hexadecimal digits',
  });

/** `<group id>=dispatcher+admin, <group id>=technician`. */
export const groupRoles = z.string().transform((text, context): Record<string, readonly Role[]> => {
  const found = pairs(text);
  const wrong = found?.find(([id, what]) => !guid.safeParse(id).success || what.length === 0 || !what.every(isRole));
  if (!found || wrong) {
    const where = wrong ? ` (at ${wrong[0]})` : '';
    context.addIssue({
      code: 'custom',
      message: `is not of the form group id=role+role, …; roles: ${ROLES.join(', ')}${where}`,
    });
    return z.NEVER;
  }
  return Object.fromEntries(found.map(([id, what]) => [id, what.filter(isRole)]));
});

/** `on-site=<value>, remote=<value>`: one value per kind of visit; `undefined` when the form is wrong. */
function byKind(text: string, value: RegExp): Partial<Record<VisitKind, string>> | undefined {
  const parts = list(text, /[,\n]+/).map((part) => {
    const match = /^([^=]+)=(.+)$/.exec(part);
    const kind = VISIT_KINDS.find((one) => one === match?.[1]?.trim().toLowerCase());
    const given = match?.[2]?.trim() ?? '';
    return kind !== undefined && value.test(given) ? ([kind, given] as const) : undefined;
  });
  if (parts.length === 0 || parts.includes(undefined)) return undefined;
  return Object.fromEntries(parts.filter((part) => part !== undefined));
}

/** `on-site=<service id>, call=<service id>`; ids exactly as in Bookings. */
export const services = z.string().transform((text, context): Partial<Record<VisitKind, string>> => {
  const found = byKind(text, /^\S{1,200}$/);
  if (found) return found;
  context.addIssue({ code: 'custom', message: `is not of the form kind=id, …; kinds: ${VISIT_KINDS.join(', ')}` });
  return z.NEVER;
});

/** `on-site=90, call=15`, minutes from 5 to 600. */
export const kindMinutes = z.string().transform((text, context): Partial<Record<VisitKind, number>> => {
  const found = Object.entries(byKind(text, /^\d{1,3}$/) ?? {}).map(
    ([kind, minutes]) => [kind, Number(minutes)] as const,
  );
  if (found.length > 0 && found.every(([, minutes]) => minutes >= 5 && minutes <= 600))
    return Object.fromEntries(found);
  context.addIssue({
    code: 'custom',
    message: `is not of the form kind=minutes, … (5 to 600); kinds: ${VISIT_KINDS.join(', ')}`,
  });
  return z.NEVER;
});
