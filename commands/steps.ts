import { spawn } from 'node:child_process';

/** The result of a program: its exit code, its output, and how long it took. */
export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

/** Runs a program and keeps its output; `show` also prints the output as it arrives. */
export function run(
  program: string,
  args: readonly string[],
  o: { show?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  const started = performance.now();
  const child = spawn(program, args, { env: { ...process.env, ...o.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    if (o.show) process.stdout.write(chunk);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve) => {
    const end = (code: number) => {
      resolve({ code, output, seconds: (performance.now() - started) / 1000 });
    };
    child.once('error', (error) => {
      output += `${error.message}\n`;
      end(127);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}

/** `N passed, N failed, N skipped`: the last line of every command that checks something; .ci/run adds them up. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}
export function tallyLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
}
