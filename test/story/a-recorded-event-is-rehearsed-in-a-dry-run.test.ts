import { expect, it } from 'vitest';
import { expectRefusedEarly, minimal, notify } from '../support/story.ts';

const scenario = {
  to: { ...minimal, 'standard-overrides': 'EVENT_NAME, RELEASE_TAG' },
  env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF_NAME: '7/merge' },
  event: { pull_request: { number: 7 } },
  yaml: `notification:
  title: \${{ github.event_name }} \${{ github.ref_name }}
  runtimeTitle: \${{ github.event.release.name }}
`,
  files: {
    'event.json': JSON.stringify({ release: { name: 'Harbor 4.7', tag_name: 'v4.7.0' } }),
  },
};

it.each(['event.json', 'release:event.json'])(
  'a recorded event from %s stands for the event and its name in a dry run',
  async (file) => {
    const run = await notify({ ...scenario, inputs: { 'dry-run': 'true', 'event-file': file } });
    expect(run.outputs['outcome']).toBe('dry-run');
    expect(run.payload[0]?.notification).toMatchObject({
      title: 'release v4.7.0',
      runtimeTitle: 'Harbor 4.7',
      override: [
        { key: 'EVENT_NAME', value: 'release' },
        { key: 'RELEASE_TAG', value: 'v4.7.0' },
      ],
    });
  },
);

it('a recorded event is never announced', async () => {
  const run = await notify({
    ...scenario,
    inputs: { 'event-file': 'event.json', 'client-secret': '' },
  });
  expectRefusedEarly(run, 'inputs-invalid', /`event-file` requires a dry run/);
  // That the event of the pull request has no release, and that a secret is blank, only follows.
  expect(run.report.errors).toHaveLength(1);
});

it('the untrusted author of a payload file is found in the recorded event too', async () => {
  const event = { workflow_run: { head_repository: { full_name: 'm/h' } } };
  const run = await notify({
    ...scenario,
    inputs: { 'dry-run': 'true', 'event-file': 'workflow_run:fork.json' },
    yaml: 'notification: {title: a}',
    files: { 'fork.json': JSON.stringify(event) },
  });
  expect(run.annotations).toMatchObject([
    { level: 'warning', text: expect.stringMatching(/^On workflow_run about a run of m\/h, /) },
  ]);
});
