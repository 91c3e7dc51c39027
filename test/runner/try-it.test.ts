import { describe, expect, it } from 'vitest';
import { occasions } from '../support/occasions.ts';
import { needsProgram } from '../support/programs.ts';
import { closedPort } from '../support/raw-server.ts';
import { needsAct } from './act.ts';
import { runOnAct } from './act-run.ts';
import { ownSteps } from './comparison.ts';
import { publishedWorkflows } from './published-workflows.ts';

const [workflow] = publishedWorkflows.filter(({ section }) => section.startsWith('Try it in CI'));

describe(workflow?.source ?? '', () => {
  needsAct();
  needsProgram('curl');
  needsProgram('setsid');

  it('starts the simulator in one step, and sends to it in the next', async () => {
    const { path = '', text = '', files = {} } = workflow ?? {};
    const port = await closedPort();
    const run = await runOnAct(path, occasions['a pull request'], {
      files: { ...files, [path]: text.replaceAll('4010', String(port)) },
      secrets: {},
      baseUrl: 'http://127.0.0.1:1',
    });
    expect(run).toMatchObject({ exitCode: 0, jobs: { try: 'success' } });
    expect(ownSteps(run)).toMatchObject([{ outputs: { outcome: 'sent' }, annotations: [] }]);
    const ledger: unknown = JSON.parse(run.steps.at(-1)?.log.join('') ?? '');
    expect(ledger).toMatchObject([
      { endpoint: 'token', status: 200 },
      { notification: { audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63'] }, accepted: true },
      { notification: { audiencesIds: ['7c1d0c4b-2f0a-4ad5-9a4e-0d8f2b6a1e55'] }, accepted: true },
    ]);
  });
});
