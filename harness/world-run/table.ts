import type { RunResult } from './run.ts';

const WIDTH = 34;

/** One run as a table. */
export function tableOf(run: RunResult): string {
  return lines(rowsOf(run).map(([name, value]) => [name, shown(value)]));
}

/** Two runs side by side, with the difference of the second. */
export function comparison(one: RunResult, other: RunResult): string {
  const others = new Map(rowsOf(other));
  const rows = rowsOf(one).map(([name, value]) => {
    const second = others.get(name);
    const by = second === undefined ? '' : second - value;
    return [name, shown(value), shown(second), by === '' || by === 0 ? '' : `${by > 0 ? '+' : ''}${shown(by)}`];
  });
  return lines([['', 'A', 'B', 'B - A'], ...rows]);
}

function rowsOf({ seed, simulatedHours, counters, machine }: RunResult): readonly (readonly [string, number])[] {
  return [
    ['seed', seed],
    ['simulated hours', simulatedHours],
    ...Object.entries(counters),
    ['real seconds', machine.realSeconds],
    ["the product's CPU seconds", machine.cpuSeconds],
    ['stalls', machine.stalls],
  ];
}

const shown = (value: number | undefined) => (value === undefined ? '' : String(Math.round(value * 100) / 100));

function lines(rows: readonly (readonly string[])[]): string {
  return rows
    .map(([name = '', ...cells]) => name.padEnd(WIDTH) + cells.map((cell) => cell.padStart(10)).join(''))
    .join('\n');
}
