import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REWRITES } from '../../soak/mutants.ts';

const root = resolve(import.meta.dirname, '../..');

describe('a mutant that rewrites a source file', () => {
  const rewrites = Object.entries(REWRITES).flatMap(([mutant, list]) =>
    list.map((rewrite) => ({ mutant, ...rewrite })),
  );

  it.each(rewrites)('finds its text ($mutant in $file)', ({ file, from }) => {
    expect(readFileSync(join(root, file), 'utf8')).toContain(from);
  });
});
