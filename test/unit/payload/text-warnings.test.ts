import { describe, expect, it } from 'vitest';
import type { WarningDiagnostic } from '../../../src/diagnostics.ts';
import { hasLiteralBreak } from '../../../src/payload/text-warnings.ts';
import { build, least, type Step, sound } from './support.ts';

async function warningsOf(step: Step): Promise<readonly WarningDiagnostic[]> {
  const { warnings } = await sound({ ...step, inputs: { ...least, ...step.inputs } });
  return warnings.filter(({ level }) => level === 'warning');
}

describe('a JSON string in a document is a warning', () => {
  it.each([
    ['runtimeTitle: ${{ toJSON(github.event.name) }}', '`notification.runtimeTitle`'],
    ['override: {URL: "${{ toJSON(github.event.name) }}"}', 'The override `URL`'],
    ['override: {URL: "\\"a\\"\\n"}', 'The override `URL`'],
  ])('%s', async (line, name) => {
    const file = `notification:\n  ${line}\n`;
    expect(await warningsOf({ file, event: { name: 'Harbor 4.7' } })).toMatchObject([
      {
        message: `${name} is a JSON string, so people see its quotes and backslashes.`,
        hint: 'Remove `toJSON()`, or the quotes inside the value.',
        location: { line: 2 },
      },
    ]);
  });

  it('also where it is null', async () => {
    const file = 'notification:\n  title: ${{ toJSON(github.event.x) }}\n';
    const message = '`notification.title` is the word null, and people see it.';
    expect(await warningsOf({ file })).toMatchObject([{ message }]);
  });

  it.each(['\'"a" is "b"\'', '"a\\"b"', "'\"a'", "'5'"])('%s is none', async (written) => {
    expect(await warningsOf({ file: `notification: {title: ${written}}` })).toEqual([]);
  });
});

describe('what is hardly meant is a warning', () => {
  const lines = '`runtime-description: |`';
  it.each<[Step, message: string, hint?: string]>([
    [{ inputs: { 'runtime-title': 'a \\n b' } }, '`runtime-title` contains `\\n`', lines],
    [{ inputs: { overrides: 'TEXT=a\\nb' } }, 'The override `TEXT` contains `\\n`', lines],
    [{ inputs: { 'runtime-title': 'by ${{ github.actor }}' } }, '`runtime-title` contains `${{`'],
    [{ payload: 'notification: {runtimeTitle: "${{ x }}"}' }, 'contains `${{`'],
    [{ payload: 'notification: {title: \'"x"\'}' }, 'is a JSON string', 'inside the value'],
    [{ inputs: { title: 'by {{ github.actor }}' } }, '`title` contains `{{ github.actor }}`'],
    [{ payload: 'notification: {runtimeTitle: "$RUNNER_OS"}' }, 'contains `$RUNNER_OS`'],
    [
      { inputs: { title: '{{ needs.build.outputs.version }}' } },
      'contains `{{ needs.build.outputs.version }}`',
      'Write `${{ needs.build.outputs.version }}`',
    ],
    [
      { inputs: { overrides: 'A=on ${GITHUB_REF_NAME}.' } },
      'The override `A` contains `${GITHUB_REF_NAME}`',
      'Write `${{ github.ref_name }}`',
    ],
    [{ inputs: { 'runtime-title': 'red \u001b[31m' } }, 'contains control characters'],
    [{ inputs: { 'runtime-title': 'a\rb' } }, 'contains control characters'],
    [{ inputs: { overrides: '${{x}}=1' } }, 'The override `${{x}}` contains `${{`'],
    [
      { payload: '{"notification": {"additionalFields": {"a": {"b": ["${{ x }}"]}}}}' },
      '`a` contains `${{`',
    ],
    [
      { payload: '{"notification": {"additionalFields": {"a": "x\\u0007y"}}}' },
      '`a` contains control characters',
    ],
    [{ inputs: { overrides: 'A="x y"' } }, 'The override `A` is a JSON string', 'or the quotes'],
    [{ inputs: { overrides: 'A=“x”' } }, 'The override `A` has quotes around', 'the quotes: after'],
    [{ inputs: { title: '"x y"' } }, '`title` is a JSON string', 'this input takes'],
    [{ inputs: { 'runtime-title': 'null' } }, '`runtime-title` is the word null'],
    [{ inputs: { overrides: 'A=null' } }, 'The override `A` is the word null'],
    [
      { inputs: { overrides: "A='It's out' " } },
      'The override `A` has quotes around its whole value',
      'Remove the quotes: after `KEY=`',
    ],
    [
      { inputs: { overrides: 'A="say "a" now"' } },
      'has quotes around its whole value',
      'Remove the quotes: after `KEY=`',
    ],
    [
      { file: `notification: {override: {A: "'x'"}}` },
      'has quotes around its whole value',
      'Remove the quotes inside the value.',
    ],
  ])('%j', async (step, message, hint = '') => {
    expect(await warningsOf(step)).toMatchObject([
      { message: expect.stringContaining(message), hint: expect.stringContaining(hint) },
    ]);
  });

  it.each<[Step]>([
    [{ overrides: [['COMMIT_MESSAGE', 'a\\nb']] }],
    [{ inputs: { overrides: 'A="Save" and "Undo"\nB="a", "b"' } }],
    [{ inputs: { overrides: 'URL=https://x.example/?A=1&BB=2\nQ="AA=1 BB=2"x' } }],
    [{ inputs: { overrides: 'TEXT=it is "fine" and \'so\'' } }],
    [{ inputs: { overrides: 'T=said "AA=1"' } }],
    [{ inputs: { overrides: 'FLAGS=DEBUG=1' } }],
    ...['{{ name }}', '$GITHUB_TOKEN', '{{ github.token }}', '$PRICE', '{{ secrets.A }}'].map(
      (title): [Step] => [{ inputs: { title } }],
    ),
  ])('but %j is none', async (step) => {
    expect(await warningsOf(step)).toEqual([]);
  });

  const file = 'notification: {runtimeTitle: "${{ github.event.text }}", override: {A: "# a"}}';
  const markdown =
    'notice: `notification.runtimeTitle` looks like Markdown, which WalkMe may show unchanged.';
  it.each<[Step, string[]]>([
    [{ file, event: { text: '## New' } }, [markdown]],
    [{ file, event: { text: 'a **bold** word' } }, [markdown]],
    [{ file, event: { text: 'see [docs](https://x.example)' } }, [markdown]],
    [{ file, event: { text: '#1852 is * fixed [x]' } }, []],
    [
      { inputs: { ...least, title: 'Release 4.7' } },
      [expect.stringContaining('notice: `title` is only the name in the Communication Center.')],
    ],
  ])('or a notice: %j', async (step, notices) => {
    const { warnings } = await sound(step);
    expect(warnings.map(({ level, message }) => `${level}: ${message}`)).toEqual(notices);
  });
});

it('the lines to write for a folded value have no separator at their ends', async () => {
  const overrides = 'URL=https://x.example, VERSION=1.2; TEXT=a, b,';
  const { warnings } = await build({ inputs: { ...least, overrides } });
  expect(warnings.map(({ hint }) => hint)).toEqual([
    expect.stringMatching(/\noverrides: \|\n {2}URL=\S+example\n {2}VERSION=1\.2\n {2}TEXT=a, b,$/),
  ]);
});

describe('what looks like a secret is sent as ***, with a warning', () => {
  const token = 'ghs_0123456789abcdef';
  it.each<[string, string, string]>([
    [`x ${token} y`, 'x *** y', 'a GitHub token'],
    [
      `https://x-access-token:${token}@github.example/a`,
      'https://x-access-token:***@github.example/a',
      'a GitHub token',
    ],
    ['postgres://u:p4ss@db/x', 'postgres://u:***@db/x', 'a URL with a password'],
    ['postgres://u:p@ss:w0rd@db/x@y', 'postgres://u:***@db/x@y', 'a URL with a password'],
    ['a https://ada@b.c:p4ss@d.e/f g', 'a https://ada@b.c:***@d.e/f g', 'a URL with a password'],
    ['eyJhbGciOiJI.eyJzdWIiOi.c2ln', '***', 'a JSON Web Token'],
    [
      'a -----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY----- b',
      'a *** b',
      'a private key',
    ],
    [
      'a -----BEGIN PRIVATE KEY----- in a.pem - see https://x.example',
      'a *** in a.pem - see https://x.example',
      'a private key',
    ],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: A-128,9\n\nMII\n-----END RSA PRIVATE KEY-----\nb',
      '***\nb',
      'a private key',
    ],
    [
      '-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: a - b\n\nlQOYBGQ7wmYBCADKq1mF3b9Zk2pW5s8x',
      '***',
      'a private key',
    ],
  ])('%j', async (text, sent, what) => {
    const { notifications, warnings } = await sound({
      file: 'notification: {runtimeTitle: "${{ github.event.text }}", override: {A: "${{ github.event.text }}"}, additionalFields: {b: ["${{ github.event.text }}", 1.10]}}',
      event: { text },
    });
    const additional = { b: [sent, expect.anything()] };
    expect(notifications).toMatchObject([
      { runtimeTitle: sent, override: [{ value: sent }], additional },
    ]);
    expect(warnings.map(({ message }) => message)).toEqual(
      ['runtimeTitle', 'override.A', 'additionalFields.b'].map((key) =>
        expect.stringMatching(new RegExp(`^\`notification\\.${key}\`.* ${what}`)),
      ),
    );
  });

  it('and a mask of the runner is none', async () => {
    const runtimeTitle = 'https://u:***@x.example https://x.example:80/a@b https://a@x.example:80';
    const { notifications } = await build({ inputs: { ...least, 'runtime-title': runtimeTitle } });
    expect(notifications).toMatchObject([{ runtimeTitle }]);
  });
});

it.each<[string, boolean]>([
  ['a\\nb', true],
  ['\\n', true],
  ['a.\\r\\n- b', true],
  ['said \\"x\\"\\n', true],
  ['a\nb', false],
  ['a\\tb', false],
  ['C:\\new', false],
  ['see (C:\\new)', false],
  ['"C:\\new\\notes"', false],
  ['\\\\server\\news', false],
  ['src\\new\\main', false],
  ['^\\d+\\n$', false],
  ['C:\\new and a\\nb', true],
])('%j has a literal line break: %s', (text, expected) => {
  expect(hasLiteralBreak(text)).toBe(expected);
});

it.each<[string, string]>([
  ['https://x.example/a\n', 'https://x.example/a'],
  ['www.x.example\r\n\n', 'www.x.example'],
  ['mailto:a@x.example\n', 'mailto:a@x.example'],
  ['see https://x.example\n', 'see https://x.example\n'],
  ['text\n', 'text\n'],
  ['https://x.example\nhttps://y.example\n', 'https://x.example\nhttps://y.example\n'],
])(
  'a link as an override loses its line end, other texts keep theirs: %j',
  async (written, sent) => {
    const file = `notification:\n  override: {A: ${JSON.stringify(written)}}\n`;
    const { notifications } = await sound({ file });
    expect(notifications[0]?.override).toEqual([{ key: 'A', value: sent }]);
  },
);
