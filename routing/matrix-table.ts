import { CsvError, parse, type InfoRecord } from 'csv-parse/sync';
import type { Cell } from './matrix-cells.ts';
import type { Report } from './matrix-problem.ts';

/** A table with headings in lower case, each row as long as the headings, and the line each row begins on. */
export interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cell: (heading: string) => Cell }[];
}

/** Two megabytes: a thousand technicians with fifty skills each, in the long form. */
export const MOST_BYTES = 2_000_000;

/** Reads CSV as spreadsheets write it: with or without BOM, separated by comma, semicolon or tab. */
export function readTable(csv: string, report: Report): Table | undefined {
  if (csv.length > MOST_BYTES) {
    report({ line: 1, column: '', code: 'too-large', message: `The file is longer than ${MOST_BYTES} characters.` });
    return undefined;
  }
  const lines = split(csv, report);
  if (lines === undefined) return undefined;
  const [head, ...body] = lines;
  if (head === undefined || body.length === 0) {
    report({ line: 1, column: '', code: 'empty', message: 'There must be a line of headings and one line below it.' });
    return undefined;
  }
  const headings = head.texts.map((heading) => heading.trim());
  checkHeadings(headings, report);
  const index = new Map(headings.map((heading, i) => [heading.toLowerCase(), i]));
  return {
    headings,
    rows: body.map(({ line, texts }) => {
      if (texts.length !== headings.length) {
        const message = `This line has ${texts.length} values, the headings are ${headings.length}.`;
        report({ line, column: '', code: 'column-count', message });
      }
      const cell = (heading: string): Cell => {
        const i = index.get(heading.toLowerCase());
        return { line, column: heading, text: i === undefined ? '' : (texts[i] ?? '').trim() };
      };
      return { line, cell };
    }),
  };
}

function checkHeadings(headings: readonly string[], report: Report): void {
  const seen = new Set<string>();
  for (const [i, heading] of headings.entries()) {
    const key = heading.toLowerCase();
    if (key === '') {
      report({ line: 1, column: `${i + 1}`, code: 'missing-value', message: `Heading ${i + 1} is empty.` });
    } else if (seen.has(key)) {
      report({ line: 1, column: heading, code: 'duplicate-column', message: `${heading} is there twice.` });
    }
    seen.add(key);
  }
}

function split(csv: string, report: Report): { line: number; texts: readonly string[] }[] | undefined {
  try {
    const records = parse(csv, {
      bom: true,
      delimiter: delimiterOf(csv),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { info: InfoRecord; record: string[] }[];
    return records
      .map(({ info, record }) => ({
        // `lines` counts to the line a record ends on; values may hold line breaks.
        line: info.lines - record.join('').split('\n').length + 1,
        texts: record,
      }))
      .filter(({ texts }) => texts.some((text) => text.trim() !== ''));
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    const line = typeof thrown['lines'] === 'number' ? thrown['lines'] : 1;
    report({ line, column: '', code: 'not-csv', message: thrown.message });
    return undefined;
  }
}

/** The separator that the line of headings uses most. */
function delimiterOf(csv: string): string {
  const [head = ''] = csv.split('\n', 1);
  const count = (separator: string) => head.split(separator).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}
