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
