import { badRequest, ok, preferences, Refusal, type Answer, type Call } from './answer.ts';
import { parseFilter, type Item } from './filter.ts';

/** The query options that a collection supports. */
export interface ListingRules {
  /** OData type, for error messages. */
  readonly type: string;
  /** Default page size. Graph's default for Outlook is 10 (microsoft-graph-explorer#91). */
  readonly page: number;
  readonly most: number;
  readonly filterable: readonly string[];
  readonly orderable: readonly string[];
  /** Names that `$select` accepts in addition to those in the JSON. */
  readonly selectable?: readonly string[];
  /** Names that are returned only if `$select` names them. */
  readonly onDemand?: readonly string[];
}

export interface Row {
  /** The item in the answer. */
  readonly json: Readonly<Record<string, unknown>>;
  /** The item as a filter sees it, if that has more properties. */
  readonly seen?: Item;
}

const OPTIONS = ['$select', '$expand', '$filter', '$orderby', '$top', '$skip', '$count'];

/** A page of a collection, with `$filter`, `$orderby`, `$select` and a nextLink. Throws Refusal. */
export function list(call: Call, rules: ListingRules, rows: readonly Row[]): Answer {
  refuseUnknown(call, OPTIONS);
  const filtered = narrowed(call, rules, rows);
  const top = whole(call, '$top', 1, rules.most) ?? Math.min(preferences(call).pageSize ?? rules.page, rules.most);
  const skip = whole(call, '$skip', 0, Number.MAX_SAFE_INTEGER) ?? 0;
  const select = selection(call, rules, filtered[0]?.json);
  const page = filtered.slice(skip, skip + top).map((row) => selected(row.json, select, rules.onDemand));
  return ok({
    '@odata.context': context(call),
    ...(call.query.get('$count') === 'true' ? { '@odata.count': filtered.length } : {}),
    value: page,
    ...(skip + top < filtered.length ? { '@odata.nextLink': nextLink(call, { $skip: String(skip + top) }) } : {}),
  });
}

/** One entity, with `$select`. */
export function entityAnswer(call: Call, rules: ListingRules, row: Row): Answer {
  refuseUnknown(call, ['$select', '$expand']);
  const select = selection(call, rules, row.json);
  return ok({ '@odata.context': context(call), ...selected(row.json, select, rules.onDemand) });
}

/**
 * Links carry the public address, whatever host was called
 * (docs/platform/graph.md, “Links in answers carry Graph's public address”). The client's transport maps them to this
 * machine.
 */
export function nextLink(
  call: Call,
  changed: Readonly<Record<string, string>>,
  dropped: readonly string[] = [],
): string {
  const query = new URLSearchParams(call.query);
  for (const name of dropped) query.delete(name);
  for (const [name, value] of Object.entries(changed)) query.set(name, value);
  const path = call.path
    .split('/')
    .map((segment) => encodeURIComponent(segment).replaceAll('%40', '@'))
    .join('/');
  return `https://graph.microsoft.com/v1.0${path}?${query.toString().replaceAll('+', '%20')}`;
}

export const context = (call: Call): string => `https://graph.microsoft.com/v1.0/$metadata#${call.path.slice(1)}`;

export function refuseUnknown(call: Call, known: readonly string[]): void {
  for (const name of call.query.keys())
    if (name.startsWith('$') && !known.includes(name))
      throw badRequest(`Query option '${name}' was not recognized or is not supported here.`);
}

function narrowed(call: Call, rules: ListingRules, rows: readonly Row[]): readonly Row[] {
  const text = call.query.get('$filter');
  const orderby = call.query.get('$orderby');
  const filter = text === null ? undefined : parseFilter(text);
  const wrong = filter?.roots.find((root) => !rules.filterable.includes(root));
  if (wrong !== undefined)
    throw new Refusal(400, 'ErrorInvalidProperty', `The property '${wrong}' does not support filtering.`);
  const kept = filter ? rows.filter((row) => filter.matches(row.seen ?? row.json)) : rows;
  if (orderby === null) return kept;
  const [path = '', direction = 'asc'] = orderby.trim().split(/\s+/);
  const root = path.split('/')[0] ?? '';
  if (!rules.orderable.includes(root)) throw new Refusal(400, 'ErrorInvalidProperty', `Cannot order by '${path}'.`);
  // A property in `$orderby` must come first in `$filter`, or Graph rejects the combination as too complex
  // (https://learn.microsoft.com/graph/api/user-list-messages, "Using filter and orderby in the same query").
  if (filter && filter.roots[0] !== root)
    throw new Refusal(400, 'InefficientFilter', 'The restriction or sort order is too complex for this operation.');
  const key = (row: Row) => path.split('/').reduce<unknown>((at, name) => inner(at, name), row.json);
  const sign = direction === 'desc' ? -1 : 1;
  return kept.toSorted((a, b) => {
    const [left, right] = [String(key(a)), String(key(b))];
    return left < right ? -sign : left > right ? sign : 0;
  });
}

const inner = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

function whole(call: Call, name: string, least: number, most: number): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw badRequest(`Invalid value '${text}' for ${name} query option.`);
  return value;
}

function selection(
  call: Call,
  rules: ListingRules,
  sample: Readonly<Record<string, unknown>> | undefined,
): ReadonlySet<string> | undefined {
  const text = call.query.get('$select');
  if (text === null) return undefined;
  const names = text.split(',').map((name) => name.trim());
  const known = [...Object.keys(sample ?? {}), ...(rules.selectable ?? []), ...(rules.onDemand ?? [])];
  const wrong = sample === undefined ? undefined : names.find((name) => !known.includes(name.split('/')[0] ?? ''));
  if (wrong !== undefined)
    throw badRequest(`Could not find a property named '${wrong}' on type 'microsoft.graph.${rules.type}'.`);
  return new Set(names.map((name) => name.split('/')[0] ?? ''));
}

function selected(
  json: Readonly<Record<string, unknown>>,
  select: ReadonlySet<string> | undefined,
  onDemand: readonly string[] = [],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(json).filter(([name]) =>
      select ? select.has(name) || name === 'id' || name.includes('@') || EXPANDED.has(name) : !onDemand.includes(name),
    ),
  );
}

/** Properties that `$expand` adds regardless of `$select`. */
const EXPANDED = new Set(['singleValueExtendedProperties']);

/** The extended properties requested by `$expand=singleValueExtendedProperties($filter=id eq '…')`. */
export function expandedProperties(call: Call): readonly string[] {
  const expand = call.query.get('$expand') ?? '';
  if (!expand.startsWith('singleValueExtendedProperties')) return [];
  return [...expand.matchAll(/id eq '((?:[^']|'')+)'/g)].map((m) => (m[1] ?? '').replaceAll("''", "'"));
}
