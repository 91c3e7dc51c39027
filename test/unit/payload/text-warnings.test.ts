import { describe, expect, it } from 'vitest';
import type { WarningDiagnostic } from '../../../src/diagnostics.ts';
import { hasLiteralBreak } from '../../../src/payload/text-warnings.ts';
import { build, least, type Step } from './support.ts';

async function warningsOf(step: Step): Promise<readonly WarningDiagnostic[]> {
  const { warnings, errors } = await build({ ...step, inputs: { ...least, ...step.inputs } });
  expect(errors).toEqual([]);
  return warnings.filter(({ level }) => level === 'warning');
}

describe('a JSON string in a document is a warning', () => {
  it.each([
    'runtimeTitle: ${{ toJSON(github.event.name) }}',
    'runtimeTitle: \'"Harbor 4.7"\'',
    'override: {URL: "${{ toJSON(github.event.name) }}"}',
    'override: {URL: \'"https://x.example"\'}',
    'override: {URL: "\\"a\\"\\n"}',
  ])('%s', async (line) => {
    const warnings = await warningsOf({
      file: `notification:\n  ${line}\n`,
      event: { name: 'Harbor 4.7' },
    });
    expect(warnings).toMatchObject([
      {
        message: expect.stringMatching(
          /^(`notification\.runtimeTitle`|The override `URL`) is a JSON string, so people see its quotes/,
        ),
        hint: 'Remove `toJSON()`, or the quotes inside the value.',
        location: { line: 2 },
      },
    ]);
  });

  it('also inline, and where it is null', async () => {
    expect(await warningsOf({ payload: 'notification: {title: \'"x"\'}' })).toHaveLength(1);
    const warnings = await warningsOf({
      file: 'notification:\n  title: ${{ toJSON(github.event.x) }}\n',
    });
    expect(warnings).toMatchObject([
      { message: '`notification.title` is the word null, and people see it.' },
    ]);
  });

  it.each(['\'"a" is "b"\'', '"a\\"b"', "'\"a'", "'5'"])('%s is none', async (written) => {
    expect(await warningsOf({ file: `notification: {title: ${written}}` })).toEqual([]);
  });
});

describe('a backslash and an n in an input are a warning', () => {
  it.each<[Readonly<Record<string, string>>, string]>([
    [{ 'runtime-description': 'one\\ntwo' }, '`runtime-description` contains `\\n`'],
    [{ 'runtime-title': 'a \\n b' }, '`runtime-title` contains `\\n`'],
    [{ overrides: 'TEXT=a\\nb' }, 'The override `TEXT` contains `\\n`'],
  ])('%j', async (inputs, message) => {
    expect(await warningsOf({ inputs })).toMatchObject([
      {
        message: expect.stringContaining(message),
        hint: expect.stringContaining('`runtime-description: |`'),
      },
    ]);
  });

  it('but not where the run gives the text', async () => {
    expect(await warningsOf({ overrides: [['COMMIT_MESSAGE', 'a\\nb']] })).toEqual([]);
  });
});

describe('what is hardly meant is a warning', () => {
  it.each<[Step, string]>([
    [{ inputs: { 'runtime-title': 'by ${{ github.actor }}' } }, '`runtime-title` contains `${{`'],
    [{ payload: 'notification: {runtimeTitle: "${{ x }}"}' }, 'contains `${{`'],
    [{ inputs: { title: 'by {{ github.actor }}' } }, '`title` contains `{{ github.actor }}`'],
    [{ payload: 'notification: {runtimeTitle: "$RUNNER_OS"}' }, 'contains `$RUNNER_OS`'],
    [{ inputs: { overrides: 'A=${GITHUB_SHA}' } }, 'The override `A` contains `${GITHUB_SHA}`'],
    [{ inputs: { 'runtime-title': 'red \u001b[31m' } }, 'contains control characters'],
    [{ inputs: { overrides: 'A="x y"' } }, 'The override `A` is a JSON string'],
    [{ inputs: { overrides: "A='x y'" } }, 'The override `A` has quotes around its whole value'],
    [{ inputs: { 'runtime-title': 'null' } }, '`runtime-title` is the word null'],
    [{ inputs: { overrides: 'A=null' } }, 'The override `A` is the word null'],
    [
      { inputs: { overrides: 'TITLE=Hello URL=https://x.example' } },
      'The value of `TITLE` contains what looks like a further pair',
    ],
  ])('%j', async (step, message) => {
    const found = await warningsOf({ ...step, inputs: { ...least, ...step.inputs } });
    expect(found.map((it) => it.message)).toContainEqual(expect.stringContaining(message));
  });

  it.each<[Step, string | undefined]>([
    [{ inputs: { ...least, overrides: "A='It's out' " } }, 'Remove the quotes: after `KEY=`'],
    [{ inputs: { ...least, overrides: 'A="say "a" now"' } }, 'Remove the quotes: after `KEY=`'],
    [{ inputs: { ...least, overrides: 'A="Save" and "Undo"\nB="a", "b"' } }, undefined],
    [{ file: `notification: {override: {A: "'x'"}}`, inputs: least }, 'inside the value'],
  ])('quotes around a whole override, as in %j', async (step, hint) => {
    const { warnings } = await build(step);
    expect(warnings.map((it) => it.hint)).toEqual(
      hint === undefined ? [] : [expect.stringContaining(hint)],
    );
  });

  it('or a notice, where it looks like Markdown, or people do not see it', async () => {
    const noticesOf = async (step: Step): Promise<readonly string[]> => {
      const { warnings } = await build({ inputs: least, ...step });
      return warnings.map(({ level, message }) => `${level}: ${message}`);
    };
    const file = 'notification: {runtimeTitle: "${{ github.event.text }}", override: {A: "# a"}}';
    for (const text of ['## New', 'a **bold** word', 'see [docs](https://x.example)']) {
      expect(await noticesOf({ file, event: { text } })).toEqual([
        'notice: `notification.runtimeTitle` looks like Markdown, which WalkMe may show unchanged.',
      ]);
    }
    expect(await noticesOf({ file, event: { text: '#1852 is * fixed [x]' } })).toEqual([]);
    expect(await noticesOf({ inputs: { ...least, title: 'Release 4.7' } })).toEqual([
      expect.stringContaining('notice: `title` is only the name in the Communication Center.'),
    ]);
  });

  it.each([
    ['{{ needs.build.outputs.version }}', 'Write `${{ needs.build.outputs.version }}`'],
    ['on ${GITHUB_REF_NAME}.', 'Write `${{ github.ref_name }}`'],
  ])('what is to be evaluated is shown as an expression: %s', async (text, hint) => {
    const { warnings } = await build({ inputs: { ...least, 'runtime-title': text } });
    expect(warnings).toMatchObject([{ level: 'warning', hint: expect.stringContaining(hint) }]);
  });

  it.each(['{{ name }}', '$GITHUB_TOKEN', '{{ github.token }}', '$PRICE', '{{ secrets.A }}'])(
    'but %s is none',
    async (text) => {
      expect(await warningsOf({ inputs: { ...least, 'runtime-title': text } })).toEqual([]);
    },
  );

  it('but what is an ordinary value is none', async () => {
    const overrides =
      'URL=https://x.example/?A=1&BB=2\nTEXT=it is "fine" and \'so\'\nQ="AA=1 BB=2"x';
    expect(await warningsOf({ inputs: { ...least, overrides } })).toEqual([]);
    expect(await warningsOf({ inputs: { ...least, overrides: 'T=said "AA=1"' } })).toEqual([]);
  });
});

it('the lines to write for a folded value have no separator at their ends', async () => {
  const overrides = 'URL=https://x.example, VERSION=1.2; TEXT=a, b,';
  const { warnings } = await build({ inputs: { ...least, overrides } });
  expect(warnings.map(({ hint }) => hint)).toEqual([
    expect.stringContaining('separate line: URL=https://x.example, VERSION=1.2, TEXT=a, b,.'),
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
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: A-128,9\n\nMII\n-----END RSA PRIVATE KEY-----\nb',
      '***\nb',
      'a private key',
    ],
    ['-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: a - b\n\nlQ', '***', 'a private key'],
  ])('%j', async (text, sent, what) => {
    const { notifications, warnings, errors } = await build({
      file: 'notification: {runtimeTitle: "${{ github.event.text }}", override: {A: "${{ github.event.text }}"}, additionalFields: {b: ["${{ github.event.text }}", 1.10]}}',
      event: { text },
      inputs: least,
    });
    expect(errors).toEqual([]);
    expect(notifications).toMatchObject([
      {
        runtimeTitle: sent,
        override: [{ value: sent }],
        additional: { b: [sent, expect.anything()] },
      },
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

describe('a link as an override', () => {
  it.each<[string, string]>([
    ['https://x.example/a\n', 'https://x.example/a'],
    ['www.x.example\r\n\n', 'www.x.example'],
    ['mailto:a@x.example\n', 'mailto:a@x.example'],
    ['see https://x.example\n', 'see https://x.example\n'],
    ['text\n', 'text\n'],
    ['https://x.example\nhttps://y.example\n', 'https://x.example\nhttps://y.example\n'],
  ])('loses its line end, other texts keep theirs: %j', async (written, sent) => {
    const { notifications } = await build({
      file: `notification:\n  override: {A: ${JSON.stringify(written)}}\n`,
      inputs: least,
    });
    expect(notifications[0]?.override).toEqual([{ key: 'A', value: sent }]);
  });
});
