import { describe, expect, it } from 'vitest';
import { occasions } from '../support/occasions.ts';
import { simulate } from '../support/simulator.ts';
import { needsAct } from './act.ts';
import { runOnAct, temporaryFolder } from './act-run.ts';
import { secrets } from './comparison.ts';
import { publishedWorkflows } from './published-workflows.ts';

const workflow = publishedWorkflows.find(({ section }) => section.startsWith('Once per release'));

describe('Once per release, even after a re-run', () => {
  needsAct();

  it.each([
    ['does not send again what was accepted', 'ok', 1],
    ['does not send again what may have been delivered', '503', 1],
    ['sends again what was refused', '400', 2],
  ])('a re-run %s', async (_, response, sends) => {
    const { path = '', text = '' } = workflow ?? {};
    const simulator = await simulate({ script: { send: [response] } });
    const surroundings = {
      files: { [path]: text },
      secrets,
      baseUrl: simulator.url,
      cache: temporaryFolder(),
    };
    const first = await runOnAct(path, occasions['a release'], surroundings);
    expect(first.exitCode).toBe(response === 'ok' ? 0 : 1);
    const second = await runOnAct(path, occasions['a re-run for a release'], surroundings);
    expect(second.exitCode).toBe(0);
    expect(simulator.ledger.entries.filter(({ endpoint }) => endpoint === 'send')).toHaveLength(
      sends,
    );
  });
});
