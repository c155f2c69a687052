import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that import other test files again, which a shared module registry would not do. */
const ALONE = ['test/stories/on-mongo.test.ts'];

/** Started first, in this order, so that no core is idle at the end while the other still runs one of them. */
const LONGEST = [
  'test/soak/soak.test.ts',
  'test/stories/on-mongo.test.ts',
  'test/stories/demo.test.ts',
  'test/store/mongo-failover.test.ts',
  'test/stories/visit-crash.test.ts',
  'test/stories/storm.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(name));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    // Meant for a test that hangs, not for a slow machine: a test of twenty seconds may take ninety under load.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // Two cores: more workers than cores make every test slower.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        // Files share a process and its modules: loading the product again costs more than most files take.
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: ALONE, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
