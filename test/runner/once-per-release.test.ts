import { expect, it } from 'vitest';
import { folderWith } from '../support/folder-with.ts';
import { occasions } from '../support/occasions.ts';
import { secrets, simulate } from '../support/simulator.ts';
import { needsAct } from './act.ts';
import { runOnAct } from './act-run.ts';
import { publishedWorkflows } from './published-workflows.ts';

const workflow = publishedWorkflows.find(({ section }) => section.startsWith('Once per release'));

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
    cache: folderWith(),
  };
  const first = await runOnAct(path, occasions['a release'], surroundings);
  expect(first.exitCode).toBe(response === 'ok' ? 0 : 1);
  const second = await runOnAct(path, occasions['a re-run for a release'], surroundings);
  expect(second.exitCode).toBe(0);
  expect(simulator.ledger.entries.filter(({ endpoint }) => endpoint === 'send')).toHaveLength(
    sends,
  );
});
