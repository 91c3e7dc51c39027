import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { expectRefusedEarly, minimal, runStory } from '../support/story.ts';

const files = {
  'p.yml': `notification:
  runtimeTitle: \${{ github.event.relase.name }}
  runtimeDescription: "By \${{ github.event.release.author }}."
  override:
    URL: \${{ github.event.release.url }}
    ELSE: \${{ github.event.release.url || 'none' }}
`,
};

it('a value that is missing is an error, and each is reported at its location', async () => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'payload-file': 'p.yml' },
    event: {},
    files,
  });
  expectRefusedEarly(
    run,
    'value-missing',
    /^p\.yml:2:17 .*has no `relase`/,
    /^p\.yml:3:23 .*has no `release`\. Add a default: .*\|\| ''/,
  );
  expect(run.report.errors).toHaveLength(2);
  expect(simulator.ledger.entries).toEqual([]);
});

it.each(['warn', 'empty'])('with missing-values: %s the rest is sent', async (policy) => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: {
      ...inputsFor(simulator),
      ...minimal,
      'payload-file': 'p.yml',
      'missing-values': policy,
    },
    event: {},
    files,
  });
  expect(run.report.exitCode).toBe(0);
  expect(simulator.ledger.accepted().map((entry) => entry.notification)).toEqual([
    {
      templateId: '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
      audiencesIds: ['audience-cf0bd4c1'],
      runtimeDescription: 'By .',
      override: [
        { key: 'URL', value: '' },
        { key: 'ELSE', value: 'none' },
      ],
    },
  ]);
  const warnings = run.annotations.filter((it) => it.level === 'warning');
  expect(warnings.map((it) => it.location?.line)).toEqual(policy === 'warn' ? [2, 3] : []);
});

it.each(['error', 'warn', 'empty'])(
  'a recipient without a value is an error with %s, too',
  async (policy) => {
    const simulator = await simulate();
    const run = await runStory({
      inputs: {
        ...inputsFor(simulator),
        ...minimal,
        'payload-file': 'p.yml',
        'missing-values': policy,
      },
      event: { list: ['audience-cf0bd4c1', null], blank: '' },
      files: {
        'p.yml': `notification:
  endUsersIds:
    - \${{ github.event.nobody }}
    - \${{ github.event.blank }}
  audiencesIds: \${{ github.event.list }}
`,
      },
    });
    expectRefusedEarly(run, 'value-missing', /p\.yml:3:7/, /p\.yml:4:7/, /p\.yml:5:17.*recipient/);
    expect(simulator.ledger.entries).toEqual([]);
  },
);

it('needs that were not given are asked for', async () => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: {
      ...inputsFor(simulator),
      ...minimal,
      'payload-file': 'p.yml',
      'missing-values': 'empty',
    },
    files: { 'p.yml': 'notification: {title: "${{ needs.build.result }}"}' },
  });
  expectRefusedEarly(run, 'value-missing', /`needs`.*needs: \$\{\{ toJSON\(needs\) \}\}/);
  expect(simulator.ledger.entries).toEqual([]);
});

it('a variable that may be a secret is not shown, and the message says why', async () => {
  const simulator = await simulate();
  const inputs = inputsFor(simulator);
  const run = await runStory({
    inputs: { ...inputs, ...minimal, 'payload-file': 'p.yml' },
    env: {
      DEPLOY_KEY: 'the-key-of-a-stranger',
      HARMLESS: `x ${inputs['client-secret']} y`,
      'INPUT_CLIENT-ID': 'x',
    },
    files: {
      'p.yml': `notification:
  title: \${{ env.DEPLOY_KEY }}
  runtimeTitle: \${{ env.HARMLESS }}
  runtimeDescription: \${{ env['INPUT_CLIENT-ID'] }}
  override: {T: "\${{ github.token }}", ALL: "\${{ toJSON(env) }}"}
`,
    },
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
  expect(simulator.ledger.entries).toEqual([]);
});
