import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { settingsTable } from '../config/settings.ts';
import { ERRORS } from '../model/errors.ts';
import { METRICS } from '../model/metrics.ts';
import { PSA_VENDORS } from '../start/psa-vendors.ts';
import { configPage, envExample, errorsPage, metricsPage } from './helpers/reference.ts';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const SETTING_NAMES = Object.keys(settingsTable(PSA_VENDORS));
const pages = [...globSync('*.md', { cwd: root }), ...globSync('docs/**/*.md', { cwd: root })];
const { scripts, engines } = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  engines: { node: string };
};

describe('reference pages', () => {
  it.each([
    ['docs/reference/errors.md', errorsPage],
    ['docs/reference/config.md', configPage],
    ['docs/reference/metrics.md', metricsPage],
  ] as const)('%s matches the code', async (path, make) => {
    const options = await resolveConfig(join(root, path));
    await expect(await format(make(), { ...options, parser: 'markdown' })).toMatchFileSnapshot(join(root, path));
  });

  it('.env.example matches the code', async () => {
    await expect(envExample()).toMatchFileSnapshot(join(root, '.env.example'));
  });

  it.each([
    ['error codes', Object.keys(ERRORS), /`([A-Z]+_[A-Z_]+)`/g],
    ['metrics', Object.keys(METRICS).map((name) => `callboard_${name}`), /`(callboard_[a-z_]+)`/g],
  ] as const)('no page names %s that do not exist', (_what, known, pattern) => {
    const settings = [
      ...SETTING_NAMES,
      ...SETTING_NAMES.map((name) => `${name}_FILE`),
      'NAME_FILE',
      'CALLBOARD_OLD_NODE',
    ];
    for (const page of pages)
      for (const match of read(page).matchAll(pattern)) expect([...known, ...settings], page).toContain(match[1]);
  });

  it('everything that the docs call a setting is one', () => {
    const settings: readonly string[] = [...SETTING_NAMES, ...SETTING_NAMES.map((name) => `${name}_FILE`)];
    for (const page of pages)
      for (const match of read(page).matchAll(/`((?:TEAMS|HALO|DESK|CALLBOARD|KEY_VAULT)_[A-Z_]+)(?:=[^`]*)?`/g))
        if (!Object.hasOwn(ERRORS, match[1] ?? '')) expect(settings, page).toContain(match[1]);
  });
});

/** A heading's anchor as GitHub makes it. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** Values of settings and content types look like paths; what an installation makes for itself is not in the project. */
const NO_PATHS = ['Europe/London', 'data/callboard.db', 'data/skills.csv', 'index.ts'];

/** What stands in backticks and is a path in this project: `desk/`, `test/psa`, `boundaries.mjs`, but not `psa/<vendor>/`. */
function pathsIn(page: string): string[] {
  const quoted = [...page.matchAll(/`([^`\s]+)`/g)].map((match) => match[1] ?? '');
  return quoted.filter(
    (text) =>
      /^[\w.][\w./-]*$/.test(text) &&
      (text.includes('/') || /\.(?:ts|mts|mjs|md|json)$/.test(text)) &&
      !NO_PATHS.includes(text),
  );
}

describe('links and names', () => {
  it.each(pages)('%s links to files and headings that exist', (page) => {
    for (const [, target = ''] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [path = '', hash] = target.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      expect(existsSync(join(root, file)), `${page} -> ${target}`).toBe(true);
      if (hash === undefined) continue;
      const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map((match) => anchor(match[1] ?? ''));
      expect(headings, `${page} -> ${target}`).toContain(hash);
    }
  });

  it.each(pages)('%s names npm scripts that exist', (page) => {
    for (const [, name = ''] of read(page).matchAll(/(?:`|&& |^)npm (?:run )?([a-z:]+)/gm)) {
      if (['ci', 'i', 'install'].includes(name)) continue;
      expect(Object.keys(scripts), `${page}: npm run ${name}`).toContain(name);
    }
  });

  it.each(pages)('%s names files of the project that exist', (page) => {
    for (const path of pathsIn(read(page))) expect(existsSync(join(root, path)), `${page}: ${path}`).toBe(true);
  });

  it.each(pages)('%s names things in the files where they are', (page) => {
    // `PsaPort` (`desk/ports/psa.ts`), `Command` in `model/command.ts`
    for (const [, name = '', path = ''] of read(page).matchAll(/`([A-Za-z]\w+)` (?:of|in|\() ?`([\w/.-]+\.ts)`/g))
      expect(read(path), `${page}: ${name} in ${path}`).toMatch(
        new RegExp(`\\b(?:const|function|interface|type) ${name}\\b`),
      );
  });

  it('every npm script runs a file that exists', () => {
    for (const [name, command] of Object.entries(scripts)) {
      const file = /^node (\S+\.ts)/.exec(command)?.[1];
      if (file !== undefined) expect(existsSync(join(root, file)), `npm run ${name}`).toBe(true);
    }
  });

  it('every npm script is documented for contributors', () => {
    const guide = read('CONTRIBUTING.md');
    for (const name of Object.keys(scripts))
      expect(guide, name).toContain(name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`);
  });

  it('the supported Node versions are the same everywhere', () => {
    const floor = engines.node.replace('>=', '');
    expect(read('README.md')).toContain(`Node ${floor}`);
    expect(read('docs/guides/install.md')).toContain(`Node ${floor}`);
    expect(ERRORS.NODE_TOO_OLD.next).toContain(`Node ${floor}`);
    expect(read('commands/matrix.ts')).toContain(`['${floor}', '22', '24', '26']`);
    expect(read('.github/workflows/ci.yml')).toContain(`node: ['${floor}', 22, 24, 26]`);
  });
});

describe('the project contains nothing of one machine', () => {
  it('no docs or settings contain the path of a home, a work tree or a temporary folder', () => {
    for (const page of [...pages, '.env.example', '.ci/run', '.github/workflows/ci.yml', 'package.json'])
      expect(read(page), page).not.toMatch(/(^|[\s"'`(=])\/(work|root|tmp|home)\//m);
  });
});
