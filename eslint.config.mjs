import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { AROUND, DEMO, FOLDERS, NOT_IN_DESK_TESTS, DETERMINISTIC, ROOMS, WALLED_PACKAGES } from './boundaries.mjs';

const allFolders = [...Object.keys(FOLDERS), ...Object.keys(AROUND), 'test'];

/** The machine's clock is read in start/ and passed in, so that tests and instances over one database can set another. */
const readsNoClock = [...Object.keys(FOLDERS).filter((folder) => folder !== 'sim'), 'commands', 'appPackage'];
const NO_CLOCK = { object: 'Date', property: 'now', message: 'The instant comes in as a value; start/ has the clock.' };
const NO_CLOCK_AS_DATE = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: NO_CLOCK.message,
};

const DEPTHS = [1, 2, 3, 4];

/** Packages that this folder may not import. */
function packagePatterns(folder) {
  return WALLED_PACKAGES.filter((wall) => ![wall.only].flat().includes(folder)).map((wall) => ({
    regex: wall.pattern,
    message: `This package lives in ${[wall.only].flat().join('/, ')}/ only (boundaries.mjs).`,
  }));
}

/** Patterns for a file this deep: imports into folders not on the list, and imports past the indexes of desk/. */
function folderPatterns(folder, allowed, depth) {
  const forbidden = allFolders.filter((other) => other !== folder && !allowed.includes(other));
  // A file this deep needs this many `../` to leave its folder; fewer stay inside it (sim/psa is not psa/).
  const up = `^(\\./)?(\\.\\./){${depth}}`;
  return [
    {
      regex: `${up}(${forbidden.join('|')})(/|\\.ts$|$)`,
      message: `${folder}/ may import ${['itself', ...allowed.map((a) => `${a}/`)].join(', ')} only (boundaries.mjs).`,
    },
    ...(allowed.includes('desk')
      ? [
          {
            regex: `${up}desk/(?!index\\.ts$|ports/|[a-z-]+(/[a-z-]+)?/index\\.ts$)`,
            message:
              'Of desk/, other folders import its index, its ports and the index of a room only (boundaries.mjs).',
          },
        ]
      : []),
  ];
}

/** Patterns for a room of desk/: imports into rooms not on its list, and imports past another room's index. */
function roomPatterns(room, allowed) {
  const toDesk = '\\.\\./'.repeat(room.split('/').length);
  const [parent, child] = room.split('/');
  const others = Object.keys(ROOMS).filter((other) => other !== room);
  const toRoom = (other) => {
    // From visits/booking, visits/calendars is `../calendars`; from visits, it is `./calendars`.
    const [first, second] = other.split('/');
    if (child !== undefined && first === parent) return second === undefined ? '\\.\\.' : `\\.\\./${second}`;
    if (child === undefined && first === parent) return `\\./${second}`;
    return `${toDesk}${other}`;
  };
  const may = `desk/${room}/ may import ${['ports', ...allowed].map((a) => `${a}/`).join(', ')} only`;
  return others.map((other) => {
    return {
      regex: allowed.includes(other) ? `^${toRoom(other)}/(?!index\\.ts$)[^/]+$` : `^${toRoom(other)}/[^/]+$`,
      message: allowed.includes(other)
        ? `Another room is imported through its index.ts (boundaries.mjs).`
        : `${may} (ROOMS in boundaries.mjs).`,
    };
  });
}

function restricted(files, patterns) {
  return { files, rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] } };
}

const folderRules = Object.entries(FOLDERS).flatMap(([folder, allowed]) =>
  DEPTHS.map((depth) =>
    restricted(
      [`${folder}${'/*'.repeat(depth)}.ts`],
      [...folderPatterns(folder, allowed, depth), ...packagePatterns(folder)],
    ),
  ),
);
// When several of these match a file, only the last one applies: rooms come after folders, the demo after start/.
const roomRules = Object.entries(ROOMS).map(([room, allowed]) =>
  restricted(
    [`desk/${room}/*.ts`],
    [
      ...folderPatterns('desk', FOLDERS.desk, 1 + room.split('/').length),
      ...packagePatterns('desk'),
      ...roomPatterns(room, allowed),
    ],
  ),
);
const aroundRules = [
  ...Object.entries(AROUND).flatMap(([folder, allowed]) =>
    DEPTHS.map((depth) => restricted([`${folder}${'/*'.repeat(depth)}.ts`], folderPatterns(folder, allowed, depth))),
  ),
  restricted([DEMO.files], folderPatterns('start', [...AROUND.start, ...DEMO.more], 1)),
];

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', 'data/', 'coverage/', 'sim/teams/page/', 'sim/world/page/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.mjs'] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  ...folderRules,
  ...roomRules,
  ...aroundRules,
  {
    files: readsNoClock.map((folder) => `${folder}/**/*.ts`),
    rules: { 'no-restricted-properties': ['error', NO_CLOCK], 'no-restricted-syntax': ['error', NO_CLOCK_AS_DATE] },
  },
  {
    files: DETERMINISTIC.map((folder) => `${folder}/**/*.ts`),
    rules: {
      'no-restricted-properties': [
        'error',
        NO_CLOCK,
        { object: 'Math', property: 'random', message: 'Randomness comes in as a value.' },
        { object: 'process', property: 'env', message: 'Settings come in as values.' },
      ],
      'no-restricted-globals': ['error', 'fetch', 'setTimeout', 'setInterval', 'process'],
    },
  },
  {
    files: [...Object.keys(AROUND).map((folder) => `${folder}/**/*.ts`), 'test/**/*.ts', 'main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/desk/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${NOT_IN_DESK_TESTS.join('|')})(/|\\.ts$)`,
              message: 'test/desk tests the desk alone; this is a story, for test/stories (boundaries.mjs).',
            },
          ],
        },
      ],
    },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: ['*.mjs'], ...tseslint.configs.disableTypeChecked },
  { files: ['main.mjs'], languageOptions: { globals: { process: 'readonly', URL: 'readonly' } } },
);
