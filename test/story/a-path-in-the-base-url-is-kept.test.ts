import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { minimal, runStory } from '../support/story.ts';

it.each(['/gateway/walkme', '/gateway/walkme/'])(
  'the path %s in the base URL is kept',
  async (path) => {
    const simulator = await simulate({ prefix: '/gateway/walkme' });
    const run = await runStory({
      inputs: { ...inputsFor(simulator), ...minimal, 'base-url': simulator.url + path },
    });
    expect(run.report.exitCode).toBe(0);
    expect(simulator.ledger.entries.map((entry) => entry.path)).toEqual([
      '/gateway/walkme/accounts/connect/token',
      '/gateway/walkme/public/v1/notifications/send',
    ]);
    expect(run.log.join('\n')).toContain(`127.0.0.1:${simulator.port}`);
  },
);
