import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PERMISSION_NAMES, PERMISSIONS } from '../../graph/index.ts';

const guide = readFileSync(new URL('../../docs/guides/install.md', import.meta.url), 'utf8');

describe('the table of permissions', () => {
  it('is the same in the install guide as in the code', () => {
    const rows = [...guide.matchAll(/^\| `([A-Za-z]+\.[A-Za-z.]+)` *\|(.*)\|$/gm)].map(([, name = '', rest = '']) => [
      name,
      ...rest.split('|').map((cell) => cell.trim()),
    ]);
    const expected = PERMISSION_NAMES.map((name) => {
      const { needed, scoped, for: use, without } = PERMISSIONS[name];
      return [name, needed ? 'needed' : '', scoped ? 'yes' : '', use, without];
    });
    expect(rows).toEqual(expected);
  });
});
