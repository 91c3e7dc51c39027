import { expect, it } from 'vitest';
import { defaultClient } from '../../simulator/simulator.ts';
import { expectRefusedEarly, least, notify } from '../support/story.ts';

const yaml = `notification:
  runtimeTitle: \${{ github.event.relase.name }}
  runtimeDescription: "By \${{ github.event.release.author }}."
  override:
    URL: \${{ github.event.release.url }}
    ELSE: \${{ github.event.release.url || 'none' }}
`;

it('a value that is missing is an error, and each is reported at its location', async () => {
  const run = await notify({ event: {}, yaml });
  expectRefusedEarly(
    run,
    'value-missing',
    /^p\.yml:2:17 .*has no `relase`/,
    /^p\.yml:3:23 .*has no `release`\. Add a default: .*\|\| ''/,
    /^p\.yml:5:10 .*has no `release`/,
  );
  expect(run.report.errors).toHaveLength(3);
});

it.each(['warn', 'empty'])('with missing-values: %s the rest is sent', async (policy) => {
  const run = await notify({ inputs: { 'missing-values': policy }, event: {}, yaml });
  expect(run.report.exitCode).toBe(0);
  expect(run.accepted).toEqual([
    {
      ...least,
      runtimeDescription: 'By .',
      override: [
        { key: 'URL', value: '' },
        { key: 'ELSE', value: 'none' },
      ],
    },
  ]);
  const warnings = run.annotations.filter((it) => it.level === 'warning');
  expect(warnings.map((it) => it.location?.line)).toEqual(policy === 'warn' ? [2, 3, 5] : []);
});

it.each(['error', 'warn', 'empty'])(
  'a recipient without a value is an error with %s, too',
  async (policy) => {
    const run = await notify({
      inputs: { 'missing-values': policy },
      event: { list: ['audience-cf0bd4c1', null], blank: '' },
      yaml: `notification:
  endUsersIds:
    - \${{ github.event.nobody }}
    - \${{ github.event.blank }}
  audiencesIds: \${{ github.event.list }}
`,
    });
    expectRefusedEarly(run, 'value-missing', /p\.yml:3:7/, /p\.yml:4:7/, /p\.yml:5:17.*recipient/);
  },
);

it('needs that were not given are asked for', async () => {
  const run = await notify({
    inputs: { 'missing-values': 'empty' },
    yaml: 'notification: {title: "${{ needs.build.result }}"}',
  });
  expectRefusedEarly(run, 'value-missing', /`needs`.*needs: \$\{\{ toJSON\(needs\) \}\}/);
});

it('a variable that may be a secret is not shown, and the message says why', async () => {
  const run = await notify({
    env: {
      DEPLOY_KEY: 'the-key-of-a-stranger',
      HARMLESS: `x ${defaultClient.secret} y`,
      'INPUT_CLIENT-ID': 'x',
    },
    yaml: `notification:
  title: \${{ env.DEPLOY_KEY }}
  runtimeTitle: \${{ env.HARMLESS }}
  runtimeDescription: \${{ env['INPUT_CLIENT-ID'] }}
  override: {T: "\${{ github.token }}", ALL: "\${{ toJSON(env) }}"}
`,
  });
  expectRefusedEarly(
    run,
    'value-missing',
    /env\.DEPLOY_KEY.*KEY/,
    /env\.HARMLESS.*contains a secret/,
    /INPUT_CLIENT-ID.*runner/,
    /github\.token.*secret/,
  );
  expect(run.everything).not.toContain('the-key-of-a-stranger');
});
