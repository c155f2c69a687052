import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Every tracked source file with the files it imports, types included. */
function importsOfFiles(): Map<string, readonly string[]> {
  const listed = execFileSync('git', ['ls-files', '*.ts', '*.mts', '*.mjs'], { cwd: root, encoding: 'utf8' });
  const files = new Set(listed.split('\n').filter((file) => file !== '' && existsSync(join(root, file))));
  return new Map(
    [...files].map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const targets = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target = '']) =>
        normalize(join(dirname(file), target)),
      );
      return [file, targets.filter((target) => files.has(target))];
    }),
  );
}

/** A circle that this file's imports lead into, if there is one; files known to be free of circles are skipped. */
function circleFrom(file: string, imports: ReadonlyMap<string, readonly string[]>, free: Set<string>): string[] {
  const path: string[] = [];
  const visit = (at: string): string[] => {
    if (free.has(at)) return [];
    if (path.includes(at)) return [...path.slice(path.indexOf(at)), at];
    path.push(at);
    for (const next of imports.get(at) ?? []) {
      const circle = visit(next);
      if (circle.length > 0) return circle;
    }
    path.pop();
    free.add(at);
    return [];
  };
  return visit(file);
}

describe('imports', () => {
  it('form no circle, types included', () => {
    const imports = importsOfFiles();
    expect(imports.size).toBeGreaterThan(500);
    const free = new Set<string>();
    for (const file of imports.keys()) expect(circleFrom(file, imports, free), `through ${file}`).toEqual([]);
  });

  it('that form a circle are found, also through a third file', () => {
    const imports = new Map([
      ['a.ts', ['b.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['b.ts']],
    ]);
    expect(circleFrom('a.ts', imports, new Set())).toEqual(['b.ts', 'c.ts', 'b.ts']);
  });
});
