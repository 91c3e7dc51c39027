import { describe, expect, it } from 'vitest';
import type { WarningDiagnostic } from '../../../src/diagnostics.ts';
import { build, least, type Step } from './support.ts';

describe('the inline payload', () => {
  it.each([
    '.github/walkme/release.yml',
    '@payload.json',
    'a.JSONC',
    './p.yaml',
    'builtin:release',
  ])('that is the name of a file, such as %s, says what to set', async (payload) => {
    const { errors, notifications } = await build({ payload });
    expect(notifications).toEqual([]);
    expect(errors).toEqual([
      {
        code: 'payload-invalid',
        message: '`payload` is the name of a file.',
        hint: 'Set `payload-file` to the name. `payload` takes the document itself.',
        location: { input: 'payload' },
      },
    ]);
  });

  it.each([
    JSON.stringify('{"notification": {"title": "a\\"b"}}'),
    '\'{"notification": {"title": "it\'s"}}\'',
    '" {"',
  ])('that is JSON in quotes, %s, says so', async (payload) => {
    const { errors } = await build({ payload });
    expect(errors).toMatchObject([
      {
        message: '`payload` is JSON inside quotes.',
        hint: expect.stringContaining('`toJSON()` around the whole document'),
      },
    ]);
  });

  it.each([
    `curl -X POST https://x.example -d '{"notification": {}}'`,
    `$ curl https://x.example`,
    `-d '{"notification": {}}'`,
    `--data-raw '{}'`,
  ])('that is a command of curl, %s, says so', async (payload) => {
    const { errors } = await build({ payload });
    expect(errors).toMatchObject([
      { message: '`payload` is a command of curl.', hint: expect.stringContaining('after `-d`') },
    ]);
  });

  it.each([
    ['{"notification": {"runtimeTitle": a}}', /is read as JSON.* `"runtimeTitle": \$\{\{ toJSON\(/],
    ['notification: {runtimeTitle: a', /^Close it\. Put values .* `runtimeTitle: \$\{\{ toJSON\(/],
  ])('that cannot be read, %s, shows where to insert an expression', async (payload, hint) => {
    const { errors } = await build({ payload });
    expect(errors).toMatchObject([{ hint: expect.stringMatching(hint) }]);
  });

  it('may begin with a key in quotes', async () => {
    const { errors } = await build({ payload: '"notification": {title: x}', inputs: least });
    expect(errors).toEqual([]);
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
    expect((await build({ file, inputs: least })).warnings).toEqual([]);
  });
});

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

describe('a comparison that is always false is a warning', () => {
  it.each([
    ['if: job.status == "failed"'.replaceAll('"', "'"), 'job.status', 'failed', '`failure`?'],
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
