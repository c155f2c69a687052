import { Refusal } from './answer.ts';

/** An item as a filter sees it: its JSON, and properties that only filters can use. */
export type Item = Readonly<Record<string, unknown>>;
export interface Filter {
  matches(item: Item): boolean;
  /** First path segments of the properties used, in order of use. */
  readonly roots: readonly string[];
}

type Test = (item: Item, variables: Readonly<Record<string, unknown>>) => boolean;
type Value = (item: Item, variables: Readonly<Record<string, unknown>>) => unknown;

const TOKEN = /\s*(?:(\()|(\))|(,)|(')((?:[^']|'')*)'|([A-Za-z_@][\w./@]*)(:)?|(-?[\d][\w.:+-]*))/y;

interface Word {
  readonly kind: 'open' | 'close' | 'comma' | 'text' | 'name' | 'variable' | 'literal';
  readonly text: string;
}

/** Parses an OData `$filter`: comparisons, `and`/`or`/`not`, `startswith`, `contains`, `any`. Throws Refusal. */
export function parseFilter(text: string): Filter {
  const words = wordsOf(text);
  const roots: string[] = [];
  const bound = new Set<string>();
  let at = 0;
  const peek = () => words[at];
  const isName = (name: string) => peek()?.kind === 'name' && peek()?.text === name;
  const expect = (kind: Word['kind']): Word => {
    const word = words[at++];
    if (word?.kind !== kind) throw invalid(text);
    return word;
  };

  function either(): Test {
    let left = both();
    while (isName('or')) {
      at += 1;
      const [a, b] = [left, both()];
      left = (item, variables) => a(item, variables) || b(item, variables);
    }
    return left;
  }
  function both(): Test {
    let left = one();
    while (isName('and')) {
      at += 1;
      const [a, b] = [left, one()];
      left = (item, variables) => a(item, variables) && b(item, variables);
    }
    return left;
  }
  function one(): Test {
    if (isName('not')) {
      at += 1;
      const test = one();
      return (item, variables) => !test(item, variables);
    }
    if (peek()?.kind === 'open') {
      at += 1;
      const test = either();
      expect('close');
      return test;
    }
    const name = peek()?.kind === 'name' ? (peek()?.text ?? '') : '';
    if (words[at + 1]?.kind === 'open') {
      if (name.endsWith('/any')) return any(name.slice(0, -'/any'.length));
      if (name === 'startswith' || name === 'contains') return textTest(name);
      throw invalid(text);
    }
    const left = operand();
    const operator = expect('name').text;
    const right = operand();
    const compare = COMPARE[operator];
    if (!compare) throw invalid(text);
    return (item, variables) => compare(order(left(item, variables), right(item, variables)));
  }
  function any(path: string): Test {
    const list = property(path);
    at += 2;
    const variable = expect('variable').text;
    bound.add(variable);
    const test = either();
    bound.delete(variable);
    expect('close');
    return (item, variables) => {
      const values = list(item, variables);
      return (
        Array.isArray(values) && values.some((value) => test(item, { ...variables, [variable]: value as unknown }))
      );
    };
  }
  function textTest(name: 'startswith' | 'contains'): Test {
    at += 2;
    const left = operand();
    expect('comma');
    const right = operand();
    expect('close');
    return (item, variables) => {
      const [whole, part] = [left(item, variables), right(item, variables)];
      if (typeof whole !== 'string' || typeof part !== 'string') return false;
      const [a, b] = [whole.toLowerCase(), part.toLowerCase()];
      return name === 'startswith' ? a.startsWith(b) : a.includes(b);
    };
  }
  function operand(): Value {
    const word = words[at++];
    if (word?.kind === 'text') return () => word.text;
    if (word?.kind === 'literal') return () => literal(word.text);
    if (word?.kind !== 'name') throw invalid(text);
    if (word.text === 'true' || word.text === 'false') return () => word.text === 'true';
    if (word.text === 'null') return () => null;
    return property(word.text);
  }
  function property(path: string): Value {
    const [root = '', ...rest] = path.split('/');
    if (!bound.has(root)) roots.push(root);
    return (item, variables) => follow(bound.has(root) || root in variables ? variables[root] : item[root], rest);
  }

  const test = either();
  if (at !== words.length) throw invalid(text);
  return { matches: (item) => test(item, {}), roots };
}

function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const m = TOKEN.exec(text);
    if (!m) throw invalid(text);
    const [, open, close, comma, quote, quoted, name, colon, number] = m;
    if (open) words.push({ kind: 'open', text: open });
    else if (close) words.push({ kind: 'close', text: close });
    else if (comma) words.push({ kind: 'comma', text: comma });
    else if (quote) words.push({ kind: 'text', text: (quoted ?? '').replaceAll("''", "'") });
    else if (name) words.push({ kind: colon ? 'variable' : 'name', text: name });
    else words.push({ kind: 'literal', text: number ?? '' });
  }
  return words;
}

const COMPARE: Readonly<Record<string, (order: number | undefined) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order !== undefined && order > 0,
  ge: (order) => order !== undefined && order >= 0,
  lt: (order) => order !== undefined && order < 0,
  le: (order) => order !== undefined && order <= 0,
};

/** Compares dates as instants and other values directly. Values of different kinds have no order. */
function order(left: unknown, right: unknown): number | undefined {
  if (right instanceof Date) {
    const at = typeof left === 'string' ? Date.parse(left) : Number.NaN;
    return Number.isNaN(at) ? undefined : at - right.getTime();
  }
  if (typeof left === 'string' && typeof right === 'string') {
    const [a, b] = [left.toLowerCase(), right.toLowerCase()];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return (left ?? null) === right ? 0 : undefined;
}

function literal(text: string): unknown {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  throw invalid(text);
}

function follow(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const name of path)
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined;
  return at;
}

const invalid = (text: string) => new Refusal(400, 'BadRequest', `Invalid filter clause: ${text}`);
