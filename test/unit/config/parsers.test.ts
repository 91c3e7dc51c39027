import { describe, expect, it } from 'vitest';
import { parseContext, parseJsonInput, parseRunnerInput } from '../../../src/config/parsers.ts';
import { builtInContexts } from '../../../src/text/names.ts';
import { parsed } from '../../support/parsing.ts';

describe('the JSON of a context', () => {
  it.each<[string, unknown]>([
    ['{"a": [1, "b", null]}', { a: [1, 'b', null] }],
    [' \n{"status": "success"} ', { status: 'success' }],
    ['"text"', 'text'],
    ['0', 0],
    ['false', false],
    ['null', null],
  ])('%j is %j', async (text, expected) => {
    expect(await parsed(parseJsonInput, text)).toEqual({ ok: true, value: expected });
  });

  it.each<[string, RegExp]>([
    ['{"a": }', /not valid JSON at line 1, column 7: .*\$\{\{ toJSON\(…\) \}\}/],
    ['{\n  "a": 1\n  "b": 2\n}', /at line 3, column 3: comma expected/],
    ['{"a": “b”}', /at line 1, column 7: .*curly quote “/],
    ['Object', /at line 1, column 1: /],
    ['{"a": "line\nend"}', /at line 1, column 7: /],
    ['{"a": 1 /* why */}', /a comment or a trailing comma.*toJSON/],
    ['{"a": 1,}', /a comment or a trailing comma.*toJSON/],
    [`${'['.repeat(200_000)}!`, /nested too deeply/],
  ])('%.60j is refused', async (text, expected) => {
    expect(await parsed(parseJsonInput, text)).toEqual({
      ok: false,
      reasons: [expect.stringMatching(expected)],
    });
  });
});

describe('an input that only the runner sets', () => {
  it.each<[string, unknown]>([
    ['{"status": "success"}', { status: 'success' }],
    ['null', undefined],
  ])('%s is read', async (text, expected) => {
    expect(await parsed(parseRunnerInput, text)).toEqual({ ok: true, value: expected });
  });

  it.each(['build', '[]', '"build"', '1', '{'])('%s is refused', async (text) => {
    expect(await parsed(parseRunnerInput, text)).toEqual({
      ok: false,
      reasons: ['is set by the runner. Remove it from `with:`'],
    });
  });
});

describe('further contexts', () => {
  it.each<[string, unknown]>([
    ['{}', {}],
    [
      '{"steps": {"a": {"outputs": {}}}, "vars": null, "_x-1": 2}',
      { steps: { a: { outputs: {} } }, vars: null, '_x-1': 2 },
    ],
    ['{"inputs": "any value"}', { inputs: 'any value' }],
  ])('%s', async (text, expected) => {
    expect(await parsed(parseContext, text)).toEqual({ ok: true, value: expected });
  });

  it.each<[string, RegExp]>([
    ...['[]', '"steps"', '1', 'null', 'true'].map((text): [string, RegExp] => [
      text,
      /\{"steps": \$\{\{ toJSON\(steps\) \}\}\}/,
    ]),
    ...[...builtInContexts, 'secrets', 'GitHub', 'SECRETS', '__proto__', 'constructor'].map(
      (name): [string, RegExp] => [
        `{"${name}": {}}`,
        RegExp(`cannot define the context "${name}"`),
      ],
    ),
    ...['', 'a b', 'a.b', '1a', '-a', 'é', 'a\\n'].map((name): [string, RegExp] => [
      `{"${name}": {}}`,
      /which expressions cannot use/,
    ]),
    ['steps', /not valid JSON/],
  ])('%s is refused', async (text, reason) => {
    expect(await parsed(parseContext, text)).toEqual({
      ok: false,
      reasons: [expect.stringMatching(reason)],
    });
  });

  it('has all its errors reported', async () => {
    const result = await parsed(parseContext, '{"github": 1, "steps": 2, "a b": 3}');
    const reasons = [expect.stringContaining('"github"'), expect.stringContaining('"a b"')];
    expect(result).toEqual({ ok: false, reasons });
  });
});

it('`run` is a further context only in a dry run', async () => {
  const refused: string[] = [];
  const reject = (reason: string): void => void refused.push(reason);
  expect(await parseContext('{"run": {}}', reject, true)).toEqual({ run: {} });
  expect(refused).toEqual([]);
  await parseContext('{"run": {}}', reject);
  expect(refused).toEqual(['cannot define the context "run", except in a dry run']);
});
