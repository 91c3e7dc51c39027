import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    // The tests wait more than they compute.
    maxWorkers: '100%',
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
