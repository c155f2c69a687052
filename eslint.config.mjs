import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { FOLDERS, PURE, WALLED_PACKAGES } from './boundaries.mjs';

const allFolders = [...Object.keys(FOLDERS), 'start', 'commands', 'bench', 'test', 'appPackage'];

/** Relative imports into folders that are not on the list, and packages that live elsewhere. */
function boundaryRules(folder, allowed) {
  const forbidden = allFolders.filter((other) => other !== folder && !allowed.includes(other));
  const packages = WALLED_PACKAGES.filter((wall) => ![wall.only].flat().includes(folder)).map((wall) => ({
    regex: wall.pattern,
    message: `This package lives in ${[wall.only].flat().join('/, ')}/ only (boundaries.mjs).`,
  }));
  // A file this deep needs as many `../` to leave its folder; fewer stay inside (sim/psa is not psa/).
  return [1, 2, 3, 4].map((depth) => ({
    files: [`${folder}${'/*'.repeat(depth)}.ts`],
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
  ...Object.entries(FOLDERS).flatMap(([folder, allowed]) => boundaryRules(folder, allowed)),
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
    files: ['commands/**/*.ts', 'bench/**/*.ts', 'test/**/*.ts', 'main.ts', 'start/**/*.ts', 'appPackage/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: ['*.mjs'], ...tseslint.configs.disableTypeChecked },
);
