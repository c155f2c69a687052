import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // For a test that hangs, not for a slow machine: what takes twenty seconds alone may take ninety beside other work.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // Two cores: more workers than cores make every test slower.
    maxWorkers: 2,
  },
});
