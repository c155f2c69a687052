/** What can be wrong with a skill matrix. */
export type MatrixProblemCode =
  | 'too-large'
  | 'not-csv'
  | 'empty'
  | 'missing-column'
  | 'unknown-column'
  | 'duplicate-column'
  | 'column-count'
  | 'missing-value'
  | 'too-long'
  | 'bad-mail'
  | 'bad-tier'
  | 'bad-level'
  | 'bad-date'
  | 'duplicate-skill'
  | 'conflict';

/** One mistake and where it stands: lines count from 1 as in a spreadsheet, columns by their heading. */
export interface MatrixProblem {
  readonly line: number;
  readonly column: string;
  readonly code: MatrixProblemCode;
  /** Names the value and what would be right. */
  readonly message: string;
}

/** Collects mistakes; a reader goes on after each so that all are told at once. */
export type Report = (problem: MatrixProblem) => void;
