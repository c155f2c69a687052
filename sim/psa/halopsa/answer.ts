/** A request as handlers see it. Handlers are plain functions; the server decides when they run. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}
export type Handler = (call: Call) => Answer;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
/** docs/platform/halopsa.md, “Errors have no structure to rely on”. */
export const refused = (text: string): Answer => ({ status: 400, body: text });
export const missing: Answer = { status: 404, body: 'Not found' };

/**
 * Reads a query parameter. Names are case-insensitive, and unknown ones are ignored
 * (docs/platform/halopsa.md, “Unknown query names are ignored”).
 */
export function parameter(call: Call, name: string): string | undefined {
  for (const [key, value] of call.query) if (key.toLowerCase() === name) return value;
  return undefined;
}
export const flag = (call: Call, name: string): boolean => /^true$/i.test(parameter(call, name) ?? '');
export function whole(call: Call, name: string): number | undefined {
  const value = parameter(call, name);
  return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : undefined;
}
/** docs/platform/halopsa.md, “A filter by several values is one text with commas”. */
export function numbers(call: Call, name: string): Set<number> | undefined {
  const value = parameter(call, name);
  return value === undefined || value === '' ? undefined : new Set(value.split(',').map(Number));
}

const SMALL_PAGE = 20;
const LARGEST_PAGE = 100;

/**
 * A list: with `pageinate=true` a page of at most 100, otherwise the first `count` rows, 20 by default
 * (docs/platform/halopsa.md, “Lists are cut without a sign”).
 */
export function list<T>(
  call: Call,
  key: string,
  rows: readonly T[],
  json: (row: T) => Record<string, unknown>,
): Answer {
  if (flag(call, 'pageinate')) {
    const size = Math.min(Math.max(whole(call, 'page_size') ?? 50, 1), LARGEST_PAGE);
    const page = Math.max(whole(call, 'page_no') ?? 1, 1);
    return ok({
      page_no: page,
      page_size: size,
      record_count: rows.length,
      [key]: rows.slice((page - 1) * size, page * size).map(json),
    });
  }
  const some = rows.slice(0, whole(call, 'count') ?? SMALL_PAGE).map(json);
  return ok({ record_count: some.length, [key]: some });
}

/** Handles each row of a POST (docs/platform/halopsa.md, “A write is an array, and what it leaves out stays”). */
export function posted(call: Call, one: (row: Record<string, unknown>) => Answer): Answer {
  if (!Array.isArray(call.body) || call.body.length === 0) return refused('Cannot deserialize the current JSON object');
  const answers = call.body.map((row: unknown) =>
    typeof row === 'object' && row !== null ? one({ ...row }) : refused('Invalid row'),
  );
  const bad = answers.find((answer) => answer.status >= 400);
  if (bad) return bad;
  const [first] = answers;
  return answers.length === 1 && first ? first : created(answers.map((answer) => answer.body));
}

/** docs/platform/halopsa.md, “Numbers may come as text”. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
