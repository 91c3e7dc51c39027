import { describe, expect, it } from 'vitest';
import type { WarningDiagnostic } from '../../../src/diagnostics.ts';
import { build, least, type Step } from './support.ts';

async function warningsOf(step: Step): Promise<readonly WarningDiagnostic[]> {
  const { warnings, errors } = await build({
    env: { GITHUB_ACTOR: 'octocat', RUNNER_OS: 'Linux', STAGE: 'pilot', API_TOKEN: 'x' },
    context: { vars: { TEAM: 'x' } },
    inputs: least,
    ...step,
  });
  expect(errors).toEqual([]);
  return warnings.filter(({ level }) => level === 'warning');
}

describe('a template of another language in a payload file is a warning', () => {
  it.each<[string, string, string]>([
    ['Hello {{ github.actor }}', '{{ github.actor }}', 'github.actor'],
    ['{{vars.TEAM}} is here', '{{vars.TEAM}}', 'vars.TEAM'],
    ['{{ github.event.a[0].b }}', '{{ github.event.a[0].b }}', 'github.event.a[0].b'],
    ['{{ secrets.KEY }}', '{{ secrets.KEY }}', 'secrets.KEY'],
    ['by $GITHUB_ACTOR', '$GITHUB_ACTOR', 'github.actor'],
    ['on ${RUNNER_OS}', '${RUNNER_OS}', 'runner.os'],
    ['to $STAGE.', '$STAGE', 'env.STAGE'],
    ['${ github.actor }', '${ github.actor }', 'github.actor'],
    ['${{ github.actor }} $STAGE', '$STAGE', 'env.STAGE'],
  ])('%s', async (written, found, meant) => {
    expect(await warningsOf({ file: `notification:\n  runtimeTitle: "${written}"\n` })).toEqual([
      {
        level: 'warning',
        message: `\`notification.runtimeTitle\` contains \`${found}\`, which is not evaluated.`,
        hint: `Write \`\${{ ${meant} }}\`.`,
        location: {
          input: 'payload-file',
          file: 'payload.yml',
          line: 2,
          column: 17,
          key: 'notification.runtimeTitle',
        },
      },
    ]);
  });

  it('wherever the value is', async () => {
    const file = 'notification:\n  templateId: $STAGE\n  endUsersIds: ["@$GITHUB_ACTOR"]\n';
    expect(await warningsOf({ file })).toHaveLength(2);
  });

  it.each([
    '{{ name }}',
    '{{ customer.name }}',
    '$5 and $HOME_ALONE',
    '${ x }',
    '$API_TOKEN',
    "${{ format('{{ github.actor }} $STAGE') }}",
    'a $ b',
  ])('none is %s', async (written) => {
    expect(await warningsOf({ file: `notification: {title: "${written}"}` })).toEqual([]);
  });

  it('but not inline, where the text may be of an event', async () => {
    expect(await warningsOf({ payload: 'notification: {title: by $STAGE}' })).toEqual([]);
  });
});

describe('a backslash and an n are a warning', () => {
  it.each([
    ['runtimeTitle: a\\nb', 'notification.runtimeTitle'],
    ["runtimeDescription: 'a\\nb'", 'notification.runtimeDescription'],
    ["override: {A: '${{ format(''a\\nb'') }}'}", 'notification.override.A'],
    ["override: [{key: A, value: 'a\\nb'}]", 'notification.override[0].value'],
    ["additionalFields: {a: ['a\\nb']}", 'notification.additionalFields.a[0]'],
  ])('%s', async (line, key) => {
    expect(await warningsOf({ file: `notification:\n  ${line}\n` })).toMatchObject([
      {
        message: `\`${key}\` contains \`\\n\`, which people see as a backslash and an n.`,
        hint: expect.stringMatching(/`key: \|`.*double quotes.*fromJSON/),
        location: { line: 2, key },
      },
    ]);
  });

  it.each([
    'runtimeTitle: "a\\nb"',
    'runtimeTitle: |\n    a\n    b',
    'runtimeTitle: a${{ fromJSON(\'"\\n"\') }}b',
    'runtimeTitle: C:\\new\\notes',
    'templateId: a\\nb',
    'endUsersIds: [CORP\\nina]',
  ])('%j is none', async (line) => {
    expect(await warningsOf({ file: `notification:\n  ${line}\n` })).toEqual([]);
  });

  it('also inline', async () => {
    expect(await warningsOf({ payload: "notification: {title: 'a\\nb'}" })).toHaveLength(1);
  });

  it('and what an event gives is not looked at', async () => {
    const file = 'notification:\n  title: ${{ github.event.text }}\n';
    expect(await warningsOf({ file, event: { text: 'a\\nb {{ github.actor }} $STAGE' } })).toEqual(
      [],
    );
  });

  it('and an expression that does not end is an error alone', async () => {
    const { errors, warnings } = await build({
      file: 'notification: {runtimeTitle: "$STAGE ${{ x"}',
      inputs: least,
      env: { STAGE: 'x' },
    });
    expect(errors).toHaveLength(1);
    expect(warnings).toEqual([]);
  });
});
