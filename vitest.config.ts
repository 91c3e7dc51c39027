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
        'src/{config,payload,delivery,report}/**/*.ts': { 100: true },
        'src/{distinct,errors,inert,json,names,redact,shape,words}.ts': { 100: true },
      },
    },
  },
});
