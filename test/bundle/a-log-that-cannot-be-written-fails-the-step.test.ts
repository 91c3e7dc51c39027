import { expect, it } from 'vitest';
import { runStep } from '../../scripts/run-step.ts';
import { inputsFor, simulate } from '../support/simulator.ts';

// Elsewhere a pipe that nobody reads is no error.
it.skipIf(process.platform === 'win32')(
  'a log that cannot be written fails the step, which still sends once and sets its outputs',
  async () => {
    const simulator = await simulate();
    const { exitCode, stderr, outputs, summary } = await runStep({
      inputs: { ...inputsFor(simulator), 'template-id': 't', 'audience-ids': 'a' },
      onStart: (_, stdout) => stdout.destroy(),
    });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^The log could not be written: write EPIPE\n$/);
    expect(simulator.ledger.accepted()).toHaveLength(1);
    expect(outputs).toMatchObject({ outcome: 'sent', 'error-code': '' });
    expect(summary).toContain('1 of 1 delivery accepted');
  },
);
