import { describe, expect, it } from 'vitest';
import { type OccasionName, occasions } from '../support/occasions.ts';
import { needsAct } from './act.ts';
import { credentials, runCase } from './act-case.ts';

const harbor = 'https://github.com/acme/harbor';

/** What a payload file and the standard overrides make of each event. */
const cases: readonly (readonly [OccasionName, string, Readonly<Record<string, string>>])[] = [
  [
    'a release',
    'Harbor 4.7 "Quiet Pier"',
    {
      EVENT_NAME: 'release',
      REF_NAME: 'v4.7.0',
      RELEASE_TAG: 'v4.7.0',
      EVENT_URL: `${harbor}/releases/tag/v4.7.0`,
    },
  ],
  [
    'a deployment that failed',
    'production: failure',
    { EVENT_NAME: 'deployment_status', DEPLOYMENT_STATE: 'failure', EVENT_TITLE: 'production' },
  ],
  [
    'a workflow that failed',
    'Deploy: failure',
    { EVENT_NAME: 'workflow_run', JOB_STATUS: 'failure' },
  ],
  [
    'a pull request from a fork',
    '#18 from stranger/harbor',
    { EVENT_NAME: 'pull_request', PULL_REQUEST_NUMBER: '18', EVENT_URL: `${harbor}/pull/18` },
  ],
  [
    'a nightly run that succeeds',
    'at 0 3 * * *',
    { EVENT_NAME: 'schedule', REF_NAME: 'main', EVENT_TITLE: 'Events' },
  ],
];

describe('event files', () => {
  needsAct();

  it.each(cases)(
    '%s fills a payload file and the standard overrides',
    async (name, title, expected) => {
      const { event, payload } = occasions[name];
      const { run, received } = await runCase({
        occasion: { event, payload },
        workflow: () => `
name: Events
on: [release, deployment_status, workflow_run, pull_request, schedule]
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          payload-file: notify.yml
          standard-overrides: true
`,
        files: {
          'notify.yml': `
notification:
  templateId: t
  audiencesIds: [a]
  runtimeTitle: >-
    \${{ case(
      github.event_name == 'release', github.event.release.name,
      github.event_name == 'deployment_status', format('{0}: {1}', github.event.deployment.environment, github.event.deployment_status.state),
      github.event_name == 'workflow_run', format('{0}: {1}', github.event.workflow_run.name, github.event.workflow_run.conclusion),
      github.event_name == 'pull_request', format('#{0} from {1}', github.event.number, github.event.pull_request.head.repo.full_name),
      format('at {0}', github.event.schedule)
    ) }}
`,
        },
      });
      expect(run).toMatchObject({ exitCode: 0, jobs: { notify: 'success' } });
      const [notification] = received;
      expect(received).toMatchObject([{ runtimeTitle: title }]);
      expect(overridesOf(notification)).toMatchObject({
        REPOSITORY: 'acme/harbor',
        WORKFLOW: 'Events',
        JOB: 'notify',
        RUN_URL: `${harbor}/actions/runs/19571113`,
        ...expected,
      });
    },
  );

  it('a pull request from a fork, which gets no secrets, passes with a line in the log', async () => {
    const { run, received } = await runCase({
      occasion: occasions['a pull request from a fork'],
      workflow: () => `
on: pull_request
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          template-id: t
          audience-ids: a
          on-missing-credentials: skip
`,
    });
    expect(received).toEqual([]);
    expect(run).toMatchObject({
      exitCode: 0,
      steps: [
        { annotations: [], outputs: { outcome: 'skipped', 'error-code': 'credentials-missing' } },
      ],
    });
    expect(run.text).toContain('This pull request comes from another repository (stranger/harbor)');
  });
});

function overridesOf(notification: unknown): Readonly<Record<string, string>> {
  const { override = [] } = Object(notification);
  return Object.fromEntries(
    [override].flat().map(({ key, value }: Record<string, string>) => [key, value]),
  );
}
