import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runBundle, transcript } from '../support/bundle.ts';
import { folderWith } from '../support/folder-with.ts';
import { earlierRun, job, ownJob, workflowRun } from '../support/github-answers.ts';
import { type Github, runEnv, startGithub } from '../support/github-server.ts';
import { jobContext, token } from '../support/run-story.ts';
import { inputsFor, simulate } from '../support/simulator.ts';
import { minimal as least } from '../support/story.ts';

const minimal = { ...least, 'runtime-title': 'Harbor 4.7 is out' };

interface Scene {
  readonly inputs: Readonly<Record<string, string>>;
  readonly exitCode: 0 | 1;
  readonly files?: Readonly<Record<string, string>>;
  /** What GitHub's API knows, if the step asks it. */
  readonly github?: Github;
  readonly env?: Readonly<Record<string, string>>;
  readonly event?: unknown;
  readonly script?: { readonly token?: readonly string[]; readonly send?: readonly string[] };
}

const scenes: Readonly<Record<string, Scene>> = {
  'a release is announced, but not to a login that nobody knows': {
    exitCode: 0,
    inputs: {
      'payload-file': '.github/walkme/release.yml',
      'end-user-ids': '@octocat, bob@people.example, @stranger',
      'user-map': 'people.yml',
      'unresolved-recipients': 'warn',
    },
    env: { GITHUB_EVENT_NAME: 'release', GITHUB_RUN_ATTEMPT: '2' },
    event: { release: { name: 'Harbor 4.7 "Fog"', html_url: 'https://github.com/acme/harbor/r' } },
    files: {
      'people.yml': 'octocat: ann@people.example\n',
      '.github/walkme/release.yml': `notification:
  templateId: 1e5afe51-2d2a-4b22-a60a-cf2d6c01d726
  runtimeTitle: \${{ github.event.release.name }} is out
  endAt: 2099-01-01
  override: {URL: "\${{ github.event.release.html_url }}", VERSION: 4.70}
`,
    },
  },
  'a dry run': {
    exitCode: 0,
    inputs: { ...minimal, 'dry-run': 'true', 'system-ids': 'desk-1, desk-2' },
  },
  'mistakes in inputs and in the payload file': {
    exitCode: 1,
    inputs: {
      ...minimal,
      'max-attempts': '20',
      region: 'asia',
      'dry-run': 'yes',
      'payload-file': '.github/walkme/release.yml',
    },
    files: {
      '.github/walkme/release.yml':
        'notification:\n  runtimeTitel: x\n  override:\n    URL: ${{ github.evnt.url }}\n',
    },
  },
  'a refused key': { exitCode: 1, inputs: minimal, script: { token: ['401'] } },
  'a partial delivery': {
    exitCode: 1,
    inputs: { ...minimal, 'system-ids': 'desk-1, fault/400, fault/503' },
  },
  'an unknown delivery': {
    exitCode: 1,
    inputs: minimal,
    script: { send: ['500 after accepting'] },
  },
  'a result that is no news': {
    exitCode: 0,
    inputs: {
      ...minimal,
      when: 'failed-or-fixed',
      'github-token': token,
      job: jobContext('success'),
    },
    env: runEnv,
    github: { runs: [earlierRun(41, 'cancelled'), earlierRun(40, 'success')] },
  },
  'a fixed build': {
    exitCode: 0,
    inputs: {
      ...minimal,
      when: 'failed-or-fixed',
      'github-token': token,
      'standard-overrides': 'PREVIOUS_RESULT, JOB_URL',
      job: jobContext('success'),
    },
    env: { ...runEnv, GITHUB_RUN_ATTEMPT: '2' },
    github: {
      attempts: [workflowRun({ status: 'completed', conclusion: 'failure' }), workflowRun()],
      jobs: [job('test'), ownJob()],
    },
  },
  'missing credentials, skipped': {
    exitCode: 0,
    inputs: { ...minimal, 'client-id': '', 'client-secret': '', 'on-missing-credentials': 'skip' },
    env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REPOSITORY: 'acme/harbor' },
    event: { pull_request: { head: { repo: { full_name: 'eve/harbor' } } } },
  },
};

it.each(Object.entries(scenes))('%s reads as recorded', async (name, scene) => {
  const simulator = await simulate({ script: scene.script ?? {} });
  const github = scene.github && (await startGithub(scene.github));
  const result = await runBundle({
    inputs: { ...inputsFor(simulator), ...scene.inputs },
    event: scene.event,
    env: {
      GITHUB_WORKSPACE: folderWith(scene.files),
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_ACTION_REPOSITORY: 'acme/notify-walkme-workstation',
      GITHUB_ACTION_REF: 'v1',
      ...(github && { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/harbor' }),
      ...scene.env,
    },
  });
  expect(result.exitCode).toBe(scene.exitCode);
  expect(result.stdout).not.toMatch(/people\.example|audience-cf0bd4c1/);
  expect(result.summary).not.toMatch(/people\.example|audience-cf0bd4c1/);
  const file = `${name.replace(/\W+/g, '-')}.txt`;
  await expect(transcript(result, simulator)).toMatchFileSnapshot(join('transcripts', file));
});
