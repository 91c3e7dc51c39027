import { replacer } from '@actions/expressions/data/index';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/expressions/engine.ts';
import { contextsOf } from '../payload/support.ts';

/** The examples of GitHub's documentation, and an event. */
const contexts = contextsOf({
  env: { GITHUB_REF: 'refs/heads/main', GITHUB_EVENT_NAME: 'push', STAGE: 'blue' },
  event: {
    action: 'Opened',
    empty: '',
    nothing: null,
    zero: 0,
    yes: true,
    count: 3,
    text: 'Mona the Octocat',
    'a-b': { c_d: 1 },
    Title: 'x',
    labels: [{ name: 'bug' }, { name: 'urgent' }, { color: 'red' }],
    nested: [[{ name: 'a' }], [{ name: 'b' }, { name: 'c' }]],
    list: ['a', 'b'],
  },
  matrix: { os: 'linux' },
  job: { status: 'failure' },
  needs: { build: { result: 'success', outputs: { version: '1.10' } } },
  context: {
    fruits: [
      { name: 'apple', quantity: 1 },
      { name: 'orange', quantity: 2 },
      { name: 'pear', quantity: 1 },
    ],
    vegetables: {
      scallions: { colors: ['green'], ediblePortions: ['roots', 'stalks'] },
      beets: { colors: ['purple'], ediblePortions: ['roots', 'stems', 'leaves'] },
      artichokes: { colors: ['green'], ediblePortions: ['hearts', 'stems', 'leaves'] },
    },
  },
});

const value = async (source: string): Promise<unknown> => {
  const found = await createEngine(contexts).evaluate(source);
  return JSON.parse(JSON.stringify(found, replacer));
};

const text = async (source: string): Promise<string> =>
  (await createEngine(contexts).evaluate(source)).coerceString();

type Row = readonly [expression: string, value: unknown];

/** @see https://docs.github.com/actions/reference/workflows-and-actions/expressions */
const groups: Readonly<Record<string, readonly Row[]>> = {
  'a literal': [
    ['null', null],
    ['true', true],
    ['false', false],
    ['711', 711],
    ['-9.2', -9.2],
    ['0xff', 255],
    ['-2.99e-2', -0.0299],
    ['+5', 5],
    ['.5', 0.5],
    ["'Mona the Octocat'", 'Mona the Octocat'],
    ["''", ''],
    ["'It''s open source!'", "It's open source!"],
    ["'it''s Bob''s'", "it's Bob's"],
    ["''''", "'"],
    ["''''''", "''"],
    ["'a\nb'", 'a\nb'],
    ["'\"}}${{ \\n'", '"}}${{ \\n'],
    ["  'a'\t", 'a'],
  ],
  'an operator': [
    ['(1 < 2)', true],
    ['2 <= 2', true],
    ['1 > 2', false],
    ['2 >= 3', false],
    ['1 == 1', true],
    ['1 != 1', false],
    ['!true', false],
    ['!!1', true],
    ["'b' > 'A'", true],
    ["'a' < 'B'", true],
    ['true > false', true],
    ["true && 'a' || 'b'", 'a'],
    ["false && 'a' || 'b'", 'b'],
    ["'' || 0 || null", null],
    ["'x' && 'y'", 'y'],
    ["0 && 'y'", 0],
    ["github.event.nothing || 'none'", 'none'],
    ['true || false && false', true],
    ['!(true && false)', true],
    ['1 == 1 == true', true],
    ['1 < 2 && 2 < 3', true],
  ],
  'loose equality': [
    ["'Opened' == 'oPENED'", true],
    ["github.event.action == 'opened'", true],
    ["'1' == 1", true],
    ["' 1 ' == 1", true],
    ["'0x10' == 16", true],
    ["'a' == 0", false],
    ["'' == 0", true],
    ["'' == null", true],
    ['null == 0', true],
    ['null == false', true],
    ['null == null', true],
    ['true == 1', true],
    ["true == '1'", true],
    ["true == 'true'", false],
    ['false == null', true],
    ["'a' > 1", false],
    ["'a' < 1", false],
    ['NaN == NaN', false],
    ['NaN != NaN', true],
    ['github.event.list == github.event.list', true],
    ['github.event.list == fromJSON(\'["a","b"]\')', false],
    ["github.event.list == 'Array'", false],
  ],
  'what is falsy': [
    ['!false', true],
    ['!0', true],
    ['!-0', true],
    ["!''", true],
    ['!null', true],
    ['!NaN', true],
    ["!'false'", false],
    ["!' '", false],
    ['!github.event', false],
    ["!fromJSON('[]')", false],
  ],
  'a property': [
    ['github.event.action', 'Opened'],
    ["github['event'].action", 'Opened'],
    ["github.event['a-b']['c_d']", 1],
    ['github.event.a-b.c_d', 1],
    ['github.event.title', 'x'],
    ['GITHUB.Event.ACTION', 'Opened'],
    ['github.event.labels[0].name', 'bug'],
    ['github.event.list[1]', 'b'],
    ["github.event.list['1']", 'b'],
    ['github.event.list[1.7]', 'b'],
    ['github.event.list[2]', null],
    ['github.event.list[-1]', null],
    ['github.event.list.length', null],
    ['github.event.list.map', null],
    ['github.event.text.length', null],
    ['github.event.missing', null],
    ['github.event.missing.deeper.still', null],
    ['github.event.count.name', null],
    ['github.event.true', null],
    ["github.event[format('{0}ion', 'act')]", 'Opened'],
    ['matrix.os', 'linux'],
    ['strategy.job-index', null],
    ['env.stage', 'blue'],
    ['needs.build.outputs.version', '1.10'],
    ['fruits[1].name', 'orange'],
  ],
  'an object filter': [
    ['fruits.*.name', ['apple', 'orange', 'pear']],
    ['fruits[*].quantity', [1, 2, 1]],
    [
      'vegetables.*.ediblePortions',
      [
        ['roots', 'stalks'],
        ['roots', 'stems', 'leaves'],
        ['hearts', 'stems', 'leaves'],
      ],
    ],
    ['vegetables.*.ediblePortions[0]', ['roots', 'roots', 'hearts']],
    ['github.event.labels.*.name', ['bug', 'urgent']],
    ['github.event.nested.*.*.name', ['a', 'b', 'c']],
    ['github.event.labels.*.missing', []],
    ['github.event.text.*', []],
    ['needs.*.result', ['success']],
  ],
  contains: [
    ["contains('Hello world', 'llo')", true],
    ["contains('Hello world', 'LLO')", true],
    ["contains('Hello world', '')", true],
    ["contains('abc123', 12)", true],
    ["contains(github.event.labels.*.name, 'bug')", true],
    ["contains(github.event.labels.*.name, 'BUG')", true],
    ["contains(github.event.labels.*.name, 'bu')", false],
    ['contains(fromJSON(\'["push", "pull_request"]\'), github.event_name)', true],
    ["contains(fromJSON('[1, 2]'), '2')", true],
    ["contains(fromJSON('[]'), '')", false],
    ["contains(github.event, 'action')", false],
    ["contains(needs.*.result, 'failure')", false],
  ],
  'startsWith and endsWith': [
    ["startsWith('Hello world', 'He')", true],
    ["startsWith('Hello world', 'he')", true],
    ["startsWith(github.ref, 'refs/tags/')", false],
    ["startsWith('123', 12)", true],
    ["startsWith(github.event.list, 'a')", false],
    ["endsWith('Hello world', 'LD')", true],
    ["endsWith('Hello world', 'wor')", false],
    ["endsWith('abc', github.event.list)", false],
  ],
  format: [
    ["format('Hello {0} {1} {2}', 'Mona', 'the', 'Octocat')", 'Hello Mona the Octocat'],
    ["format('{{Hello {0} {1} {2}!}}', 'Mona', 'the', 'Octocat')", '{Hello Mona the Octocat!}'],
    ["format('{1}{0}{1}', 'a', 'b')", 'bab'],
    ["format('{0}|{1}|{2}|{3}', null, true, 1.50, github.event.list)", '|true|1.5|Array'],
    ["format('{0}', '{1}', 'x')", '{1}'],
    ["format('plain')", 'plain'],
    ["format('{{}}')", '{}'],
  ],
  join: [
    ["join(github.event.labels.*.name, ', ')", 'bug, urgent'],
    ['join(github.event.list)', 'a,b'],
    ["join('text', ', ')", 'text'],
    ["join(fromJSON('[1, null, true, \"x\"]'), '-')", '1--true-x'],
    ["join(fromJSON('[]'), ', ')", ''],
    ["join(github.event, ', ')", ''],
  ],
  'toJSON and fromJSON': [
    ['toJSON(github.event.list)', '[\n  "a",\n  "b"\n]'],
    ["toJSON('a\"b')", '"a\\"b"'],
    ['toJSON(null)', 'null'],
    ['toJSON(1.50)', '1.5'],
    ["toJSON(fromJSON('{}'))", '{}'],
    ["fromJSON('true')", true],
    ["fromJSON('1.50')", 1.5],
    ['fromJSON(\'"a"\')', 'a'],
    ['fromJSON(\'{"a": [1, {"b": null}]}\')', { a: [1, { b: null }] }],
    ['fromJSON(toJSON(github.event.labels)).*.name', ['bug', 'urgent']],
    [String.raw`fromJSON('{"a\"[": "]"}')`, { 'a"[': ']' }],
    ['tojson(FROMJSON(\'["x"]\'))', '[\n  "x"\n]'],
  ],
  case: [
    ["case(github.ref == 'refs/heads/main', 'production', 'development')", 'production'],
    ["case(false, 'a', false, 'b', 'c')", 'c'],
    ["case(false, 'a', true, 'b', 'c')", 'b'],
  ],
  'a status function': [
    ['success()', false],
    ['failure()', true],
    ['cancelled()', false],
    ['always()', true],
    ["failure() && 'red' || 'green'", 'red'],
  ],
};

describe.each(Object.entries(groups))('%s', (_, rows) => {
  it.each(rows)('%s', async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });
});

describe('as text', () => {
  it.each([
    ['null', ''],
    ['true', 'true'],
    ['1.50', '1.5'],
    ['-0', '0'],
    ['0.1 ', '0.1'],
    ['1e3', '1000'],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['github.event', 'Object'],
    ['github.event.list', 'Array'],
    ["'x'", 'x'],
  ])('%s is %j', async (expression, expected) => {
    expect(await text(expression)).toBe(expected);
  });
});

describe('our functions', () => {
  it.each([
    ["firstLine('a\nb')", 'a'],
    ["FIRSTLINE('a')", 'a'],
    ["truncate('abcdef', 3)", 'ab…'],
    ["plainText('**New**: [docs](https://example.com)')", 'New: docs (https://example.com)'],
    ["PlainText('*a*') == plainText('_a_')", 'true'],
    ['overallResult(needs)', 'success'],
    ["jobsWithResult(needs, 'success')", 'build'],
    ["truncate(firstLine(plainText('# a\n\nb')), 9)", 'a'],
  ])('%s', async (expression, expected) => {
    expect(await text(expression)).toBe(expected);
  });
});

it('one engine evaluates many expressions', async () => {
  const engine = createEngine(contexts);
  expect((await engine.evaluate('github.event.action')).coerceString()).toBe('Opened');
  expect((await engine.evaluate('GITHUB.event.count')).coerceString()).toBe('3');
  expect((await engine.evaluate("plainText('*a*')")).coerceString()).toBe('a');
  expect((await engine.evaluate("plainText('*b*')")).coerceString()).toBe('b');
});
