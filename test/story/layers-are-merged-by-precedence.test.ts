import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

it('standard overrides, file, inline payload and inputs are merged, and the later one wins', async () => {
  const run = await notify({
    to: {
      'standard-overrides': 'REPOSITORY, actor',
      'payload-file': 'base.yml',
      payload: `{"notification": {
        "templateId": "from-payload",
        "endUsersIds": ["ann@people.example"],
        "runtimeTitle": "from payload",
        "runtimeDescription": null,
        "override": { "B": "payload", "C": "payload", "ACTOR": "payload" }
      }}`,
      'runtime-title': 'from input',
      overrides: 'C=input\nD<<END\ntwo\nlines\nEND\nE=',
    },
    env: { GITHUB_ACTOR: 'octocat' },
    files: {
      'base.yml': `notification:
  templateId: from-file
  endUsersIds: [bob@people.example, eve@people.example]
  audiencesIds: [audience-cf0bd4c1]
  runtimeTitle: from file
  runtimeDescription: from file
  title: "  "
  override: {A: file, B: file, REPOSITORY: file}
`,
    },
  });

  expect(run.report.exitCode).toBe(0);
  expect(run.accepted).toEqual([
    {
      templateId: 'from-payload',
      endUsersIds: ['ann@people.example'],
      audiencesIds: ['audience-cf0bd4c1'],
      runtimeTitle: 'from input',
      runtimeDescription: 'from file',
      override: [
        { key: 'REPOSITORY', value: 'file' },
        { key: 'ACTOR', value: 'payload' },
        { key: 'A', value: 'file' },
        { key: 'B', value: 'payload' },
        { key: 'C', value: 'input' },
        { key: 'D', value: 'two\nlines' },
        { key: 'E', value: '' },
      ],
    },
  ]);
  expect(run.log.join('\n')).toContain('base.yml and the input `payload`');
});
