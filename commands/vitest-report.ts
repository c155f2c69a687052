import { z } from 'zod';

/** The part of vitest's JSON report that we read (https://vitest.dev/guide/reporters#json-reporter). */
const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

export interface TestReport {
  readonly passed: number;
  readonly failed: readonly { readonly test: string; readonly why: string }[];
  readonly skipped: readonly string[];
  /** The time each file took, slowest first. */
  readonly files: readonly { readonly name: string; readonly seconds: number }[];
}

/** Tests with this mark need data that only the authors have. No other test may be skipped in CI. */
export const NEEDS_SHARED = '[needs ../shared]';

/** Counts a vitest JSON report. A file that could not be loaded counts as one failure, because its tests never ran. */
export function readReport(json: string, root: string): TestReport {
  const { testResults } = report.parse(JSON.parse(json));
  const where = (file: string) => file.replace(`${root}/`, '');
  const all = testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, test: `${where(file.name)}: ${test.fullName}` })),
  );
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((t) => t.status === 'failed'),
  );
  return {
    passed: all.filter((t) => t.status === 'passed').length,
    failed: [
      ...all.filter((t) => t.status === 'failed').map((t) => ({ test: t.test, why: t.failureMessages?.[0] ?? '' })),
      ...broken.map((file) => ({ test: where(file.name), why: file.message ?? 'could not be loaded' })),
    ],
    skipped: all.filter((t) => t.status !== 'passed' && t.status !== 'failed').map((t) => t.test),
    files: testResults
      .map(({ name, startTime, endTime }) => ({ name: where(name), seconds: (endTime - startTime) / 1000 }))
      .sort((one, other) => other.seconds - one.seconds),
  };
}
