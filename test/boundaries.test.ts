import { globSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob, relative, resolve } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { AROUND, DEMO, DETERMINISTIC, FOLDERS, NOT_IN_DESK_TESTS, ROOMS, WALLED_PACKAGES } from '../boundaries.mjs';

const root = resolve(import.meta.dirname, '..');
const folders = Object.keys(FOLDERS);
const around = Object.keys(AROUND);
const allowedIn = (folder: string) => FOLDERS[folder] ?? AROUND[folder] ?? [];
const RESTRICTIONS = ['no-restricted-properties', 'no-restricted-globals', 'no-restricted-syntax'];

// The walls need no types, and a snippet that is no file of the project has none.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    { ...tseslint.configs.disableTypeChecked, files: ['**/*.ts'] },
    { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
  ],
});

/** What the linter says of a file with this text in that folder, walls only. */
async function lint(folder: string, text: string, file = 'snippet.ts'): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, folder, file) });
  const rules = ['@typescript-eslint/no-restricted-imports', ...RESTRICTIONS];
  expect(result?.messages.filter((m) => m.fatal)).toEqual([]);
  return (result?.messages ?? []).filter((m) => rules.includes(m.ruleId ?? '')).map((m) => m.message);
}
const importing = (from: string) => `import { x } from '${from}';\nexport const y = x;\n`;

describe('the linter separates the folders', () => {
  it.each([...folders, ...around])('%s/ may import the folders on its list and no others', async (folder) => {
    const allowed = allowedIn(folder);
    for (const other of [...folders, ...around, 'test']) {
      if (other === folder) continue;
      const said = await lint(folder, importing(`../${other}/index.ts`));
      if (allowed.includes(other)) expect(said, `${folder} may import ${other}`).toEqual([]);
      else expect(said.join(), `${folder} must not import ${other}`).toContain('boundaries.mjs');
    }
  });

  it('the rules apply in subfolders too', async () => {
    expect(await lint('psa/halopsa', importing('../../bot/index.ts'))).not.toEqual([]);
    expect(await lint('psa/halopsa', importing('../../desk/ports/psa.ts'))).toEqual([]);
  });

  it('only the demo in start/ may use simulators', async () => {
    for (const folder of DEMO.more) {
      expect(await lint('start', importing(`../${folder}/index.ts`), 'demo-snippet.ts')).toEqual([]);
      expect(await lint('start', importing(`../${folder}/index.ts`), 'live-snippet.ts')).not.toEqual([]);
    }
    expect(await lint('start', importing('../test/thing.ts'), 'demo-snippet.ts')).not.toEqual([]);
  });

  it('test/desk may test the desk alone, and test/stories everything', async () => {
    for (const part of NOT_IN_DESK_TESTS) {
      const line = importing(`../../${part === 'harness/index' ? part : `${part}/thing`}.ts`);
      expect(await lint('test/desk', line), part).not.toEqual([]);
      expect(await lint('test/stories', line), part).toEqual([]);
    }
    expect(await lint('test/desk', importing('../../harness/hand-clock.ts'))).toEqual([]);
  });

  it('type imports are checked too', async () => {
    expect(await lint('triage', `import type { x } from '../desk/policy.ts';\nexport type Y = x;\n`)).not.toEqual([]);
  });
});

describe('the linter keeps replaceable packages in their folders', () => {
  const samples: Readonly<Record<string, string>> = {
    '^(botbuilder|botframework-).*': 'botbuilder',
    '^(@microsoft/microsoft-graph-client|@azure/identity).*': '@azure/identity',
    '^(node:sqlite|mongodb)$': 'node:sqlite',
    '^express$': 'express',
  };
  it.each(WALLED_PACKAGES.map((wall) => [samples[wall.pattern] ?? wall.pattern, [wall.only].flat()] as const))(
    '%s lives in %s',
    async (name, homes) => {
      for (const folder of folders) {
        const said = await lint(folder, importing(name));
        expect(said.length, `${name} in ${folder}/`).toBe(homes.includes(folder) ? 0 : 1);
      }
    },
  );
});

describe('the linter keeps deterministic folders deterministic', () => {
  const undetermined = {
    randomness: 'export const x = Math.random();',
    'the environment': 'export const x = process.env;',
    'the network': "export const x = fetch('https://x.example');",
    timers: 'setTimeout(() => {}, 1);',
  };
  it.each(Object.entries(undetermined))('%s', async (_what, text) => {
    for (const folder of DETERMINISTIC) expect(await lint(folder, text), folder).not.toEqual([]);
    expect(await lint('web', text)).toEqual([]);
  });
  it.each(['Date.now()', 'new Date()', 'Date.now'])('lets start/ alone read the clock (%s)', async (text) => {
    const reading = `export const x = ${text};`;
    for (const folder of [...folders.filter((one) => one !== 'sim'), 'commands', 'appPackage'])
      expect(await lint(folder, reading), folder).not.toEqual([]);
    for (const folder of ['start', 'sim', 'bench', 'test']) expect(await lint(folder, reading), folder).toEqual([]);
  });
  it('accepts a time passed in as a value', async () => {
    expect(await lint('routing', 'export const x = (at: number) => new Date(at).toISOString();')).toEqual([]);
  });
});

describe('the linter separates the rooms of desk/', () => {
  const rooms = Object.keys(ROOMS);
  const up = (room: string) => '../'.repeat(room.split('/').length);

  it.each(rooms)('desk/%s imports the rooms on its list through their index, and no other room', async (room) => {
    const allowed = ROOMS[room] ?? [];
    for (const other of rooms) {
      if (other === room) continue;
      const index = relative(`desk/${room}`, `desk/${other}/index.ts`);
      const said = await lint(`desk/${room}`, importing(index.startsWith('.') ? index : `./${index}`));
      if (allowed.includes(other)) expect(said, `${room} may import ${other}`).toEqual([]);
      else expect(said.join(), `${room} must not import ${other}`).toContain('ROOMS in boundaries.mjs');
    }
  });

  it.each(rooms)('desk/%s imports nothing that lies behind the index of another room', async (room) => {
    for (const other of ROOMS[room] ?? []) {
      const file = relative(`desk/${room}`, `desk/${other}/thing.ts`);
      const said = await lint(`desk/${room}`, importing(file.startsWith('.') ? file : `./${file}`));
      expect(said.join(), `${room} must not import ${other}/thing.ts`).toContain('through its index.ts');
    }
  });

  it('lets a room import the ports and the files at the root of desk/', async () => {
    for (const room of rooms) {
      expect(await lint(`desk/${room}`, importing(`${up(room)}ports/store.ts`)), room).toEqual([]);
      expect(await lint(`desk/${room}`, importing(`${up(room)}deps.ts`)), room).toEqual([]);
    }
  });

  it('keeps other folders out of what lies behind an index of desk/', async () => {
    expect(await lint('web', importing('../desk/tickets/change.ts'))).not.toEqual([]);
    expect(await lint('web', importing('../desk/visits/booking/steps.ts'))).not.toEqual([]);
    expect(await lint('web', importing('../desk/tickets/index.ts'))).toEqual([]);
    expect(await lint('web', importing('../desk/ports/store.ts'))).toEqual([]);
  });
});

/** Every import of every file, static or not, by where it truly leads: what a clever spelling could hide from the linter. */
describe('the source files', () => {
  const files = globSync('{' + [...folders, ...around].join(',') + '}/**/*.ts', { cwd: root });
  const imports = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const found = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
    return found.map((target) => ({ file, target }));
  });
  const folderOf = (path: string) => path.split('/')[0] ?? '';

  it('are found', () => {
    expect(files.length).toBeGreaterThan(30);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  it('import no forbidden folder', () => {
    const wrong = imports.filter(({ file, target }) => {
      if (!target.startsWith('.')) return false;
      const led = folderOf(relative(root, resolve(root, dirname(file), target)));
      const more = matchesGlob(file, DEMO.files) ? DEMO.more : [];
      return led !== folderOf(file) && ![...allowedIn(folderOf(file)), ...more].includes(led);
    });
    expect(wrong).toEqual([]);
  });

  it('import no package that belongs to another folder', () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        folders.includes(folderOf(file)) &&
        WALLED_PACKAGES.some(
          (wall) => new RegExp(wall.pattern).test(target) && ![wall.only].flat().includes(folderOf(file)),
        ),
    );
    expect(wrong).toEqual([]);
  });

  it('of desk/ belong to a listed room of at most 1,500 lines', () => {
    const lines = new Map<string, number>();
    for (const file of files.filter((name) => name.startsWith('desk/') && name.split('/').length > 2)) {
      const [, room = '', child = ''] = file.split('/');
      if (room === 'ports') continue;
      const name = room === 'visits' && !child.endsWith('.ts') ? `visits/${child}` : room;
      const count = readFileSync(join(root, file), 'utf8').split('\n').length - 1;
      lines.set(name, (lines.get(name) ?? 0) + count);
    }
    expect([...lines.keys()].sort()).toEqual(Object.keys(ROOMS).sort());
    expect([...lines].filter(([, count]) => count > 1_500)).toEqual([]);
  });

  it('in deterministic folders use only hashing from Node', () => {
    const wrong = imports.filter(
      ({ file, target }) => DETERMINISTIC.includes(folderOf(file)) && /^node:(?!crypto$)/.test(target),
    );
    expect(wrong).toEqual([]);
  });
});
