import type { Skill, SupportTier } from '../model/technician.ts';
import {
  place,
  quoted,
  readDate,
  readLevel,
  readMail,
  readNeeded,
  readText,
  readTier,
  type Cell,
} from './matrix-cells.ts';
import type { MatrixProblem, Report } from './matrix-problem.ts';
import { readTable, type Table } from './matrix-table.ts';
import { skillKey } from './skill-fit.ts';

/** One technician in the matrix. */
export interface MatrixTechnician {
  readonly name: string;
  readonly mail?: string;
  readonly tier?: SupportTier;
  /** Where the day starts: a town or an address. */
  readonly home?: string;
  readonly skills: readonly Skill[];
}

export interface SkillMatrix {
  /** Empty when there is any problem: a faulty matrix is not used in part. */
  readonly technicians: readonly MatrixTechnician[];
  readonly problems: readonly MatrixProblem[];
}

const PERSON_COLUMNS = ['technician', 'mail', 'tier', 'home'];
const LONG_COLUMNS = [...PERSON_COLUMNS, 'skill', 'level', 'evidence', 'date'];
const MOST_TEXT = 120;

/**
 * Reads a skill matrix as an MSP keeps it in a spreadsheet. There are two forms, told apart by the heading `skill`:
 * long, one skill per line: `technician,mail,tier,home,skill,level,evidence,date`; wide, one technician per line:
 * `technician,mail,tier,home` and a column for each skill with the level in it, empty for none. Only `technician` (and
 * `skill`, `level` in the long form) are required. All mistakes are reported together.
 */
export function parseSkillMatrix(csv: string): SkillMatrix {
  const problems: MatrixProblem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const table = readTable(csv, report);
  const people = table === undefined ? new People() : readRows(table, report);
  return problems.length > 0 ? { technicians: [], problems } : { technicians: people.all(), problems };
}

function readRows(table: Table, report: Report): People {
  const people = new People();
  const headings = table.headings.map((heading) => heading.toLowerCase());
  const long = headings.includes('skill');
  for (const column of long ? ['technician', 'skill', 'level'] : ['technician']) {
    if (headings.includes(column)) continue;
    report({ line: 1, column, code: 'missing-column', message: `The heading ${column} is missing.` });
  }
  const others = table.headings.filter((heading) => !LONG_COLUMNS.includes(heading.toLowerCase()) && heading !== '');
  if (long) {
    for (const column of others) {
      const message = `${quoted(column)} is none of ${LONG_COLUMNS.join(', ')}.`;
      report({ line: 1, column, code: 'unknown-column', message });
    }
  } else if (others.length === 0) {
    report({ line: 1, column: '', code: 'missing-column', message: 'There is no column with a skill.' });
  }
  for (const { cell } of table.rows) {
    const person = people.find(cell, report);
    if (long) people.add(person, readSkill(cell, report), cell('skill'), report);
    else for (const column of others) people.add(person, readWideSkill(cell(column), report), cell(column), report);
  }
  return people;
}

function readSkill(cell: (heading: string) => Cell, report: Report): Skill | undefined {
  const name = readNeeded(cell('skill'), MOST_TEXT, report);
  const level = readLevel(cell('level'), report);
  const evidence = readText(cell('evidence'), MOST_TEXT, report);
  const on = readDate(cell('date'), report);
  if (name === undefined || level === undefined) return undefined;
  return { name, level, ...(evidence === undefined ? {} : { evidence }), ...(on === undefined ? {} : { on }) };
}

function readWideSkill(cell: Cell, report: Report): Skill | undefined {
  if (cell.text === '' || cell.text === '-' || cell.text === '0') return undefined;
  const level = readLevel(cell, report);
  return level === undefined ? undefined : { name: cell.column, level };
}

interface Draft {
  name: string;
  mail: string | undefined;
  tier: SupportTier | undefined;
  home: string | undefined;
  skills: Map<string, Skill>;
}

/** The technicians read so far, by mail address, or by name where there is none. */
class People {
  readonly #drafts = new Map<string, Draft>();

  /** The person of a row; the row must agree with earlier rows about that person. */
  find(cell: (heading: string) => Cell, report: Report): Draft {
    const name = readNeeded(cell('technician'), MOST_TEXT, report) ?? '';
    const said = {
      mail: readMail(cell('mail'), report),
      tier: readTier(cell('tier'), report),
      home: readText(cell('home'), MOST_TEXT, report),
    };
    const key = said.mail ?? `name:${name.toLowerCase()}`;
    const draft = this.#drafts.get(key) ?? {
      name,
      mail: said.mail,
      tier: undefined,
      home: undefined,
      skills: new Map(),
    };
    this.#drafts.set(key, draft);
    agree(draft.name, name, cell('technician'), report);
    agree(draft.tier, said.tier, cell('tier'), report);
    agree(draft.home, said.home, cell('home'), report);
    draft.tier ??= said.tier;
    draft.home ??= said.home;
    return draft;
  }

  add(person: Draft, skill: Skill | undefined, cell: Cell, report: Report): void {
    if (skill === undefined) return;
    const key = skillKey(skill.name);
    if (person.skills.has(key)) {
      const message = `${person.name} has ${quoted(skill.name)} twice.`;
      report({ ...place(cell), code: 'duplicate-skill', message });
    }
    person.skills.set(key, skill);
  }

  all(): readonly MatrixTechnician[] {
    return [...this.#drafts.values()].map(({ name, mail, tier, home, skills }) => ({
      name,
      ...(mail === undefined ? {} : { mail }),
      ...(tier === undefined ? {} : { tier }),
      ...(home === undefined ? {} : { home }),
      skills: [...skills.values()],
    }));
  }
}

function agree(before: string | undefined, now: string | undefined, cell: Cell, report: Report): void {
  if (before === undefined || now === undefined || now === '' || before === now) return;
  const message = `${quoted(now)} differs from ${quoted(before)} in a line above.`;
  report({ ...place(cell), code: 'conflict', message });
}
