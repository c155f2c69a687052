/**
 * JSON with one spelling per value: keys in code-unit order, members that are `undefined` left out, no spaces.
 * Use it wherever bytes are compared or hashed (snapshots, decision records, delivered cards): two engines that
 * agree on the values then agree on the bytes. Throws TypeError for what JSON would bend silently (NaN, Infinity,
 * `undefined` in a list, bigint, functions, instances of classes).
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON spelling`);
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? list(value) : members(value);
    default:
      throw new TypeError(`${typeof value} has no JSON spelling`);
  }
}

function list(values: readonly unknown[]): string {
  return `[${values.map(canonicalJson).join(',')}]`;
}

function members(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError('only plain objects have a JSON spelling');
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}
