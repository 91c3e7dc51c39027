import { defineConfig } from 'vitest/config';

/** Leave nothing behind in their process, so that they can share one: a third less work. */
const sharing = ['test/{unit,story,simulator}/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    // The tests wait more than they compute.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'sharing', include: sharing, isolate: false } },
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: sharing } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'html'],
      thresholds: {
        // Every pure file: all of it, every branch.
        'src/{config,document,expressions,markdown,payload,run,delivery,report,text,http}/**/*.ts':
          { 100: true },
        'src/{diagnostics,fields,layer}.ts': { 100: true },
      },
    },
  },
});
