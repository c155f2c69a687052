import { z } from 'zod';

/** docs/platform/halopsa.md, “Numbers may come as text”. */
export const looseNumber = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\s*-?\d+(\.\d+)?\s*$/)
      .transform(Number),
  ])
  .refine(Number.isFinite);

/** A field that may be absent, null or malformed; an unreadable value counts as absent. */
function lenient<T>(schema: z.ZodType<T>) {
  return schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);
}

export const optionalNumber = lenient(looseNumber);
export const optionalText = lenient(
  z.union([z.string(), z.number().transform(String)]).transform((text) => (text === '' ? undefined : text)),
);
export const optionalFlag = lenient(
  z.union([z.boolean(), z.literal([0, 1]).transform((bit) => bit === 1), z.stringbool()]),
);
/** In ms. The vendor writes "never" as a date before 1971 (.NET's minimum and OLE dates). */
export const optionalTime = lenient(
  z
    .string()
    .transform(instantOf)
    .transform((instant) => (instant !== undefined && instant > 31_536_000_000 ? instant : undefined)),
);

/**
 * Parses a time without an offset, which is UTC (docs/platform/halopsa.md, “Times are UTC and carry no offset”), or
 * with one. Fractions may have seven digits. Undefined when the text is not a time.
 */
export function instantOf(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(text.trim());
  if (!match) return undefined;
  const [, day, time = '00:00:00', fraction = '', zone = 'Z'] = match;
  const instant = Date.parse(`${day ?? ''}T${time}${fraction.slice(0, 4)}${zone}`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Formats a time for Halo's queries and bodies (docs/platform/halopsa.md, “Times are UTC and carry no offset”). */
export function toHaloTime(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
