import { resolve } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import ts from 'typescript';
import type { Ran } from './steps.ts';

/**
 * Checks types and lint over one TypeScript program, because resolving all types takes most of the time in both. `npm
 * test` runs this as a separate process; its output is one line of JSON with both results. Nothing is cached: a type
 * changed in one file can break a lint rule in another.
 */
export interface TypesAndLint {
  readonly types: Ran;
  readonly lint: Ran;
}

const root = resolve(import.meta.dirname, '..');
const program = programOf(resolve(root, 'tsconfig.json'));
const types = await timed(() => typeErrors(program));
const lint = await timed(() => lintErrors(program));
const both: TypesAndLint = { types, lint };
process.stdout.write(`${JSON.stringify(both)}\n`);

async function timed(work: () => string | Promise<string>): Promise<Ran> {
  const began = performance.now();
  const output = await work();
  return { code: output === '' ? 0 : 1, output, seconds: (performance.now() - began) / 1000 };
}

function programOf(config: string): ts.Program {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (problem) => {
      throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
    },
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(config, {}, host);
  if (!parsed) throw new Error(`${config} cannot be read`);
  return ts.createProgram({
    rootNames: parsed.fileNames,
    options: parsed.options,
    configFileParsingDiagnostics: parsed.errors,
  });
}

function typeErrors(of: ts.Program): string {
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(of), {
    getCurrentDirectory: () => root,
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  });
}

/** Does what `npm run lint` does, with the TypeScript program that already exists. */
async function lintErrors(of: ts.Program): Promise<string> {
  const parserOptions: Linter.ParserOptions = { programs: [of], projectService: false };
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: { files: ['**/*.ts', '**/*.mts'], languageOptions: { parserOptions } },
  });
  const results = await eslint.lintFiles('.');
  const formatter = await eslint.loadFormatter('stylish');
  // A warning fails like an error.
  return formatter.format(results);
}
