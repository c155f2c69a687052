import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../harness/world-run/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'callboard-world-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const script = resolve(import.meta.dirname, '../../commands/world.ts');

function world(...args: string[]): Promise<{ status: number; output: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [script, ...args], (_error, stdout, stderr) => {
      done({ status: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

describe('npm run world', () => {
  it('runs an hour of a world against a real process, counts the results, and compares two runs', async () => {
    const out = join(folder, 'run.json');
    const ran = await world('--hours', '1', '--seed', '3', '--out', out);
    expect(ran, ran.output).toMatchObject({ status: 0 });
    const { counters, machine, errors, simulatedHours } = JSON.parse(readFileSync(out, 'utf8')) as RunResult;
    expect(simulatedHours).toBe(1);
    expect(errors).toEqual([]);
    expect(machine.stalls).toBe(0);
    expect(counters['tickets in']).toBeGreaterThan(2);
    expect(counters['tickets offered']).toBeGreaterThan(0);
    expect(counters['claimed']).toBeGreaterThan(0);
    expect(counters['cards edited']).toBeGreaterThan(0);
    expect(counters['first offer after p50']).toBeLessThan(5);
    expect(counters).toMatchObject({
      'dead letters on cards': 0,
      'errors logged': 0,
      'Teams 4xx': 0,
      'HaloPSA 5xx': 0,
    });

    const compared = await world('--compare', out, out);
    expect(compared.status).toBe(0);
    const row = compared.output.split('\n').find((line) => line.startsWith('tickets in'));
    const tickets = String(counters['tickets in']);
    expect(row?.trim().split(/\s{2,}/)).toEqual(['tickets in', tickets, tickets]);
  });

  it('explains wrong arguments and prints its usage', async () => {
    const { status, output } = await world('--days', 'many');
    expect(status).toBe(2);
    expect(output).toContain('--days many is not a whole number');
    expect(output).toContain('npm run world -- [--seed N]');
  });

  it('refuses a folder that is not a checkout', async () => {
    const { status, output } = await world('--checkout', folder);
    expect(status).toBe(2);
    expect(output).toContain('it has no main.mjs and no main.ts');
  });
});
