import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runBundle } from '../support/bundle.ts';
import { startProxy } from '../support/fake-proxy.ts';
import { folderWith } from '../support/folder-with.ts';
import { earlierRun, failedJob, ownJob, runId } from '../support/github-answers.ts';
import { runEnv, startGithub } from '../support/github-server.ts';
import { jobContext, token } from '../support/run-story.ts';
import { inputsFor, simulate } from '../support/simulator.ts';

const payload = `notification:
  runtimeTitle: \${{ run.failed[0].name }} failed, after \${{ run.previous.result }}
`;

it('asks GitHub Enterprise Server through the proxy, and sends what it says', async () => {
  const event = '\ufeff{"ref": "refs/heads/main"}';
  const folder = folderWith({ 'p.yml': payload, 'event.json': event });
  const simulator = await simulate();
  const github = await startGithub({
    jobs: [failedJob('test'), ownJob()],
    runs: [earlierRun(41, 'success')],
  });
  const proxy = await startProxy(github.port);
  const { outputs } = await runBundle({
    inputs: {
      ...inputsFor(simulator),
      'template-id': 't',
      'audience-ids': 'a',
      'payload-file': 'p.yml',
      'github-token': token,
      when: 'failed-or-fixed',
      'standard-overrides': 'FAILED_JOBS',
      job: jobContext('success'),
    },
    env: {
      ...runEnv,
      GITHUB_REPOSITORY: 'acme/harbor',
      GITHUB_API_URL: 'http://ghe.invalid/api/v3',
      GITHUB_WORKSPACE: folder,
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      HTTP_PROXY: proxy.url,
    },
  });
  expect(outputs).toMatchObject({ outcome: 'sent', 'error-message': '' });
  expect(new Set(proxy.requests.map(({ line }) => line))).toEqual(
    new Set(['CONNECT ghe.invalid:80 HTTP/1.1']),
  );
  expect(github.asked.map(({ line }) => line).toSorted()[0]).toBe(
    `GET /api/v3/repos/acme/harbor/actions/runs/${runId}/attempts/1`,
  );
  expect(github.asked).toHaveLength(3);
  const sent = simulator.ledger.entries.at(-1)?.body ?? '';
  expect(JSON.parse(sent).notification).toMatchObject({
    runtimeTitle: 'test failed, after success',
    override: [{ key: 'FAILED_JOBS', value: 'test' }],
  });
});
