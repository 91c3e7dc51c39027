import { describe, expect, it } from 'vitest';
import type { WarningDiagnostic } from '../../../src/diagnostics.ts';
import { build, least, type Step, sound } from './support.ts';

describe('the inline payload', () => {
  const name = ['`payload` is the name of a file.', 'Set `payload-file` to the name.'] as const;
  const quoted = ['`payload` is JSON inside quotes.', '`toJSON()` around the whole'] as const;
  const curl = ['`payload` is a command of curl.', 'after `-d`'] as const;

  it.each([
    ['.github/walkme/release.yml', ...name],
    ['@payload.json', ...name],
    ['a.JSONC', ...name],
    ['builtin:release', ...name],
    [JSON.stringify('{"notification": {"title": "a\\"b"}}'), ...quoted],
    ['\'{"notification": {"title": "it\'s"}}\'', ...quoted],
    ['" {"', ...quoted],
    [`curl -X POST https://x.example -d '{"notification": {}}'`, ...curl],
    [`$ curl https://x.example`, ...curl],
    [`-d '{"notification": {}}'`, ...curl],
    [`--data-raw '{}'`, ...curl],
  ])('that is no document, %s, says what it is', async (payload, message, said) => {
    const { errors, notifications } = await build({ payload });
    expect(notifications).toEqual([]);
    const hint = expect.stringContaining(said);
    const location = { input: 'payload' };
    expect(errors).toEqual([{ code: 'payload-invalid', message, hint, location }]);
  });

  it.each([
    ['{"notification": {"runtimeTitle": a}}', /is read as JSON.* `"runtimeTitle": \$\{\{ toJSON\(/],
    ['notification: {runtimeTitle: a', /^Close it\. Put values .* `runtimeTitle: \$\{\{ toJSON\(/],
  ])('that cannot be read, %s, shows where to insert an expression', async (payload, hint) => {
    const { errors } = await build({ payload });
    expect(errors).toMatchObject([{ hint: expect.stringMatching(hint) }]);
  });

  it('may begin with a key in quotes', async () => {
    await sound({ payload: '"notification": {title: x}' });
  });
});

const inlineWarnings = async (payload: string) =>
  (await build({ payload, inputs: least })).warnings;

describe('text that the runner may have inserted into `payload`', () => {
  it.each([
    ['runtimeTitle: "Changes:\n    a"', /spans several lines/],
    ["runtimeTitle: 'Changes:\n    a'", /spans several lines/],
    ['runtimeTitle: a\n    b', /spans several lines/],
    ['override:\n    A: "C:\\new"', /`notification\.override\.A` has a backslash/],
    ['runtimeTitle: "x C:\\new\\temp"', /backslash/],
    ['runtimeTitle: "src\\temp"', /backslash/],
    ['runtimeTitle: "a\\x41"', /backslash/],
    ['endUsersIds: ["CORP\\ada", b]', /`notification\.endUsersIds\[0\]` has a backslash/],
  ])('is a warning where YAML changes it: %j', async (line, message) => {
    expect(await inlineWarnings(`notification:\n  ${line}\n`)).toMatchObject([
      {
        level: 'warning',
        message: expect.stringMatching(message),
        hint: expect.stringContaining('`${{ toJSON(…) }}`'),
        location: { input: 'payload', key: expect.stringContaining('notification.') },
      },
    ]);
  });

  it('is a warning in JSON, too', async () => {
    const [warning] = await inlineWarnings('{"notification": {"runtimeTitle": "C:\\new"}}');
    expect(warning?.message).toContain('has a backslash');
  });

  it.each([
    `runtimeTitle: ${JSON.stringify('a "b" \\ C:\\new\n\tif\r\n\u0007 /')}`,
    'runtimeTitle: "one\\ntwo"',
    "runtimeTitle: 'C:\\new'",
    'runtimeTitle: C:\\new',
    'runtimeTitle: |\n    a\n    b',
    'runtimeTitle: >-\n    a\n    b',
    'runtimeTitle: x # y',
    'startAt: 2027-02-01 10:00',
  ])('is none: %j', async (line) => {
    const warnings = await inlineWarnings(`notification:\n  ${line}\n`);
    expect(warnings.filter(({ hint }) => hint?.includes('toJSON(…)'))).toEqual([]);
  });

  it('is none in a payload file', async () => {
    const file = 'notification:\n  runtimeTitle: "a\n    b"\n';
    expect((await sound({ file })).warnings).toEqual([]);
  });
});

async function warningsOf(step: Step): Promise<readonly WarningDiagnostic[]> {
  const { warnings } = await sound({
    env: { GITHUB_ACTOR: 'octocat', RUNNER_OS: 'Linux', STAGE: 'pilot', API_TOKEN: 'x' },
    context: { vars: { TEAM: 'x' } },
    ...step,
  });
  return warnings.filter(({ level }) => level === 'warning');
}

describe('a comparison with a value that never occurs is a warning', () => {
  it.each([
    ["if: job.status == 'failed'", 'job.status', 'failed', '`failure`?'],
    ["if: ${{ run.previous.result == 'failed' }}", 'run.previous.result', 'failed', '`failure`?'],
    ["if: overallResult(needs) != 'canceled'", 'overallResult(needs)', 'canceled', 'cancelled'],
    ["title: ${{ needs.a.result == 'ok' && 1 }}", 'needs.a.result', 'ok', 'success, failure'],
    ["if: github.ref == 'main'", 'github.ref', 'main', '`github.ref_name`'],
    ["if: startsWith(github.ref, 'v')", 'github.ref', 'v', '`github.ref_name`'],
  ])('%s', async (line, left, value, hint) => {
    const file = `notification:\n  runtimeTitle: x\n  ${line}\n`;
    const needs = { a: { result: 'success' } };
    const run = { previous: { result: 'success' } };
    expect(await warningsOf({ file, needs, run, job: { status: 'success' } })).toContainEqual(
      expect.objectContaining({
        message: expect.stringContaining(`compares \`${left}\` with '${value}', which it never is`),
        hint: expect.stringContaining(hint),
      }),
    );
  });

  it('names no recipient', async () => {
    const ids = `["\${{ github.ref == 'ada-lovelace' && 'x' || 'y' }}"]`;
    const warnings = await warningsOf({ file: `notification: {endUsersIds: ${ids}}` });
    expect(warnings).toMatchObject([
      { message: expect.stringContaining("`github.ref` with '…', which it never is") },
    ]);
  });

  it.each([
    "if: job.status == 'Failure' || job.status == 'cancelled'",
    "if: startsWith(github.ref, 'refs/tags/') && github.ref_name == 'main'",
    "title: job.status == 'failed'",
  ])('but %s is none', async (line) => {
    const file = `notification:\n  runtimeTitle: x\n  ${line}\n`;
    expect(await warningsOf({ file, job: { status: 'success' } })).toEqual([]);
  });
});

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
    const key = 'notification.runtimeTitle';
    expect(await warningsOf({ file: `notification:\n  runtimeTitle: "${written}"\n` })).toEqual([
      {
        level: 'warning',
        message: `\`${key}\` contains \`${found}\`, which is not evaluated.`,
        hint: `Write \`\${{ ${meant} }}\`.`,
        location: { input: 'payload-file', file: 'payload.yml', line: 2, column: 17, key },
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
    const event = { text: 'a\\nb {{ github.actor }} $STAGE' };
    expect(await warningsOf({ file, event })).toEqual([]);
  });

  it('and an expression that does not end is an error alone', async () => {
    const file = 'notification: {runtimeTitle: "$STAGE ${{ x"}';
    const { errors, warnings } = await build({ file, inputs: least, env: { STAGE: 'x' } });
    expect(errors).toHaveLength(1);
    expect(warnings).toEqual([]);
  });
});
