import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const NOT_OURS = new Set(['.git', 'node_modules', 'out', 'data', 'coverage']);
const TEXT = '*.{ts,mts,mjs,js,css,html,md,json,yml,yaml}';
const files = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !NOT_OURS.has(entry.name))
  .flatMap(({ name }) => globSync(`**/${TEXT}`, { cwd: join(root, name) }).map((path) => join(name, path)))
  .concat(globSync(TEXT, { cwd: root }))
  .filter((path) => path !== 'package-lock.json' && basename(path) !== basename(import.meta.filename));

interface Fact {
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

const pages = globSync('docs/platform/*.md', { cwd: root });
const facts: readonly Fact[] = pages.flatMap((page) =>
  read(page)
    .split(/^## /m)
    .slice(1)
    .map((text) => ({ page, heading: text.split('\n')[0] ?? '', text })),
);
const named = facts.map(({ page, heading, text }) => [`${page}, “${heading}”`, text] as const);

/** A file in one line, so that a citation may go over the end of a line of a comment. */
const unwrapped = (text: string) => text.replaceAll(/\s*\n\s*(?:(?:\*|\/\/|#)(?=\s))?\s*/g, ' ');
const texts = files.map((path) => ({ path, text: unwrapped(read(path)) }));
const outside = texts.filter(({ path }) => !pages.includes(path));

function found(pattern: RegExp, among: readonly { path: string; text: string }[]): string[] {
  return among.flatMap(({ path, text }) => [...text.matchAll(pattern)].map((match) => `${path}: ${match[0]}`));
}

describe('citations of platform facts', () => {
  it('are found in pages and files', () => {
    expect(pages.length).toBeGreaterThan(0);
    expect(found(/docs\/platform\/[\w-]+\.md, “/g, outside).length).toBeGreaterThan(50);
  });

  it('point to headings that exist', () => {
    const headings = new Set<string>(named.map(([name]) => name));
    const code = texts.filter(({ path }) => !path.endsWith('.md'));
    const cited = found(/docs\/platform\/[\w-]+\.md(?:, “[^”]+”)?/g, code);
    expect(cited.filter((citation) => !headings.has(citation.slice(citation.indexOf(': ') + 2)))).toEqual([]);
  });

  it('never point to notes outside the repository', () => {
    const notes = /(?<!docs\/platform\/)\b(?:teams|graph|psa|stack|field|design|look|measure|requirements)\.md\b/g;
    // Pages link to each other; test/docs.test.ts follows the links.
    const unlinked = texts.map(({ path, text }) => ({ path, text: text.replaceAll(/\]\([^)]*\)/g, '') }));
    expect(found(notes, unlinked)).toEqual([]);
    expect(found(/.{20}§.{12}/g, texts).filter((line) => !/RFC \d+ §/.test(line))).toEqual([]);
    expect(found(/\bdesign step\b/g, texts)).toEqual([]);
  });

  it('never name a requirement by a number', () => {
    // An authority that issues certificates.
    const issuers = new Set(['sim/world/texts/infrastructure.ts: R11']);
    expect(found(/\bR\d{1,3}\b/g, texts).filter((line) => !issuers.has(line))).toEqual([]);
  });
});

describe('the pages of platform facts', () => {
  it('have unique headings', () => {
    expect(named.map(([name]) => name)).toEqual([...new Set(named.map(([name]) => name))]);
  });

  it('contain no fact that no file relies on', () => {
    const cited = outside.map(({ text }) => text).join('\n');
    expect(named.map(([name]) => name).filter((name) => !cited.includes(name))).toEqual([]);
  });

  it.each(named)('%s gives its source, how it was seen, and its test', (_name, text) => {
    expect(text).toMatch(/^- Source: .*\bhttps:\/\//m);
    expect(text).toMatch(/^- Seen: (?:live|measured|read)\b/m);
    expect(text).toMatch(/^- Test: (?:`test\/|none yet\b.{10})/m);
  });

  it.each(named)('%s names tests that exist', (_name, text) => {
    const line = /^- Test: (.*)$/m.exec(text)?.[1] ?? '';
    for (const [, path = ''] of line.matchAll(/`(test\/[^`]+)`/g))
      expect(existsSync(join(root, path)), path).toBe(true);
    for (const [, path = '', title = ''] of line.matchAll(/`(test\/[^`]+)`, “([^”]+)”/g))
      expect(read(path), path).toContain(title);
    // A file alone says too little, except of tests that are not there yet.
    const [said] = line.split('none yet');
    expect(said).not.toMatch(/`test\/[^`]+`(?!, “)/);
  });
});
