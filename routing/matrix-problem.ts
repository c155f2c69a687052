/** The mistakes that a skill matrix can contain. */
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

/** One mistake and its position: lines count from 1 as in a spreadsheet, columns by their heading. */
export interface MatrixProblem {
  readonly line: number;
  readonly column: string;
  readonly code: MatrixProblemCode;
  /** Names the value and what would be right. */
  readonly message: string;
}

/** Collects mistakes; a reader continues after each, so that all are reported together. */
export type Report = (problem: MatrixProblem) => void;
