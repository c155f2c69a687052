import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { AROUND, DEMO, FOLDERS, NOT_IN_DESK_TESTS, PURE, WALLED_PACKAGES } from './boundaries.mjs';

const allFolders = [...Object.keys(FOLDERS), ...Object.keys(AROUND), 'test'];

/** Packages that live elsewhere than in this folder. */
function packageWalls(folder) {
  return WALLED_PACKAGES.filter((wall) => ![wall.only].flat().includes(folder)).map((wall) => ({
    regex: wall.pattern,
    message: `This package lives in ${[wall.only].flat().join('/, ')}/ only (boundaries.mjs).`,
  }));
}

/** Relative imports into folders that are not on the list, and the packages given. */
function boundaryRules(folder, allowed, packages, files) {
  const forbidden = allFolders.filter((other) => other !== folder && !allowed.includes(other));
  // A file this deep needs as many `../` to leave its folder; fewer stay inside (sim/psa is not psa/).
  return [1, 2, 3, 4].map((depth) => ({
    files: [files ?? `${folder}${'/*'.repeat(depth)}.ts`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(\\./)?(\\.\\./){${depth}}(${forbidden.join('|')})(/|\\.ts$|$)`,
              message: `${folder}/ may import ${['itself', ...allowed.map((a) => `${a}/`)].join(', ')} only (boundaries.mjs).`,
            },
            ...packages,
          ],
        },
      ],
    },
  }));
}

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
  ...Object.entries(FOLDERS).flatMap(([folder, allowed]) => boundaryRules(folder, allowed, packageWalls(folder))),
  ...Object.entries(AROUND).flatMap(([folder, allowed]) => boundaryRules(folder, allowed, [])),
  // The last word on these files, and they lie one folder deep.
  boundaryRules('start', [...AROUND.start, ...DEMO.more], [], DEMO.files)[0],
  {
    files: PURE.map((folder) => `${folder}/**/*.ts`),
    ignores: ['model/clock.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The instant comes in as a value.' },
        { object: 'Math', property: 'random', message: 'Randomness comes in as a value.' },
        { object: 'process', property: 'env', message: 'Settings come in as values.' },
      ],
      'no-restricted-globals': ['error', 'fetch', 'setTimeout', 'setInterval', 'process'],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'The instant comes in as a value.',
        },
      ],
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
);
