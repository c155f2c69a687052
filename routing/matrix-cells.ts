import type { SkillLevel, SupportTier } from '../model/technician.ts';
import type { Report } from './matrix-problem.ts';

/** One cell: its content and its position. */
export interface Cell {
  readonly line: number;
  readonly column: string;
  readonly text: string;
}

const LEVELS: Readonly<Record<string, SkillLevel>> = {
  '1': 1,
  '2': 2,
  '3': 3,
  learning: 1,
  working: 2,
  expert: 3,
};
const TIERS: Readonly<Record<string, SupportTier>> = { l1: 'L1', l2: 'L2', l3: 'L3', '1': 'L1', '2': 'L2', '3': 'L3' };

/** 1 to 3, or their names. The caller decides about empty cells. */
export function readLevel(cell: Cell, report: Report): SkillLevel | undefined {
  return choice(cell, LEVELS, 'bad-level', '1 (learning), 2 (working) or 3 (expert)', report);
}

export function readTier(cell: Cell, report: Report): SupportTier | undefined {
  return cell.text === '' ? undefined : choice(cell, TIERS, 'bad-tier', 'L1, L2 or L3', report);
}

function choice<T>(
  cell: Cell,
  table: Readonly<Record<string, T>>,
  code: 'bad-level' | 'bad-tier',
  right: string,
  report: Report,
): T | undefined {
  const key = cell.text.toLowerCase();
  if (Object.hasOwn(table, key)) return table[key];
  report({ ...place(cell), code, message: `${quoted(cell.text)} should be ${right}.` });
  return undefined;
}

/** An ISO date that exists, such as 2026-02-28. */
export function readDate(cell: Cell, report: Report): string | undefined {
  if (cell.text === '') return undefined;
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(cell.text) ? Date.parse(`${cell.text}T00:00:00Z`) : NaN;
  // Date.parse turns 31 February into a day of March; only a date that survives the round trip exists.
  if (!Number.isNaN(instant) && new Date(instant).toISOString().startsWith(cell.text)) return cell.text;
  report({ ...place(cell), code: 'bad-date', message: `${quoted(cell.text)} should be a date such as 2026-05-31.` });
  return undefined;
}

/** A mail address in lower case; only its shape is checked. */
export function readMail(cell: Cell, report: Report): string | undefined {
  if (cell.text === '') return undefined;
  if (/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(cell.text)) return cell.text.toLowerCase();
  report({ ...place(cell), code: 'bad-mail', message: `${quoted(cell.text)} should be a mail address.` });
  return undefined;
}

/** Free text of at most `most` characters. */
export function readText(cell: Cell, most: number, report: Report): string | undefined {
  if (cell.text === '') return undefined;
  if (cell.text.length <= most) return cell.text;
  report({ ...place(cell), code: 'too-long', message: `${quoted(cell.text)} should have at most ${most} characters.` });
  return undefined;
}

/** Text that must be present. */
export function readNeeded(cell: Cell, most: number, report: Report): string | undefined {
  if (cell.text === '') {
    report({ ...place(cell), code: 'missing-value', message: `${cell.column} is empty.` });
    return undefined;
  }
  return readText(cell, most, report);
}

export function place(cell: Cell): { line: number; column: string } {
  return { line: cell.line, column: cell.column };
}

/** The value, shortened so that a message stays on one line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
