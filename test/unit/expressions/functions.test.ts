import * as data from '@actions/expressions/data/index';
import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../src/expressions/budget.ts';
import { createFunctions } from '../../../src/expressions/functions.ts';
import type { Value } from '../../../src/expressions/values.ts';

const options = { jobStatus: '', owner: () => '', convert: () => undefined, log: () => {} };

const text = (value: string): Value => new data.StringData(value);
const number = (value: number): Value => new data.NumberData(value);

function call(name: string, args: readonly Value[], jobStatus = ''): Value {
  const convert = () => (markdown: string) => `<${markdown}>`;
  const definition = createFunctions({ ...options, jobStatus, convert }, createBudget()).get(name);
  if (definition === undefined) throw new Error(`there is no ${name}`);
  return definition.call(...args);
}

const answer = (name: string, ...args: readonly Value[]): string => call(name, args).coerceString();

it('every function is known by its name in lower case', () => {
  const names = createFunctions(options, createBudget());
  expect([...names.keys()].sort()).toEqual([
    'always',
    'cancelled',
    'case',
    'contains',
    'duration',
    'endswith',
    'failure',
    'firstline',
    'format',
    'fromjson',
    'jobswithresult',
    'join',
    'mentions',
    'overallresult',
    'plaintext',
    'short',
    'startswith',
    'success',
    'tojson',
    'truncate',
  ]);
});

describe('the status functions', () => {
  it.each<[string, boolean, boolean, boolean]>([
    ['success', true, false, false],
    ['failure', false, true, false],
    ['cancelled', false, false, true],
    ['Failure', false, true, false],
    ['', true, false, false],
    ['new', false, false, false],
  ])('for the job status %j', (status, success, failure, cancelled) => {
    const is = (name: string): unknown => call(name, [], status);
    expect(is('success')).toEqual(new data.BooleanData(success));
    expect(is('failure')).toEqual(new data.BooleanData(failure));
    expect(is('cancelled')).toEqual(new data.BooleanData(cancelled));
    expect(is('always')).toEqual(new data.BooleanData(true));
  });
});

describe('firstLine', () => {
  it.each([
    ['one', 'one'],
    ['one\ntwo', 'one'],
    ['one\r\ntwo', 'one'],
    ['one\rtwo', 'one'],
    ['\n \t\r\nsecond\nthird', 'second'],
    [' \n ', ''],
    ['', ''],
    ['  padded  \nx', '  padded  '],
    ['a\u2028b', 'a\u2028b'],
    ['\ud83d\n', '\ud83d'],
  ])('of %j is %j', (given, expected) => {
    expect(answer('firstline', text(given))).toBe(expected);
  });

  it('of a number is the number as text', () => {
    expect(answer('firstline', number(1.5))).toBe('1.5');
  });
});

describe('truncate', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['abcdef', 1, '…'],
    ['👩‍👩‍👧‍👦 and café', 3, '👩‍👩‍👧‍👦 …'],
    ['👨‍👩‍👧👨‍👩‍👧', 1, '…'],
    ['👨‍👩‍👧', 1, '👨‍👩‍👧'],
    ['\ud83dab', 2, '\ud83d…'],
  ])('%j to %i graphemes is %j', (given, length, expected) => {
    expect(answer('truncate', text(given), number(length))).toBe(expected);
  });

  it('needs a length', () => {
    expect(() => call('truncate', [text('a')])).toThrow(/whole number from 1/);
  });

  it('takes the length as text too', () => {
    expect(answer('truncate', text('abcdef'), text('3'))).toBe('ab…');
  });

  it.each<[string, Value]>([
    ['0', number(0)],
    ['-1', number(-1)],
    ['1.5', number(1.5)],
    ['NaN', number(Number.NaN)],
    ['Infinity', number(Number.POSITIVE_INFINITY)],
    ["''", text('')],
    ["'x'", text('x')],
    ['null', new data.Null()],
    ['[]', new data.Array()],
  ])('refuses the length %s', (_, length) => {
    expect(() => call('truncate', [text('a'), length])).toThrow(/whole number from 1/);
  });
});

it.each([
  ['ffac537e6cbbf934b08745a378932722df287a53', 'ffac537'],
  ['ffac', 'ffac'],
  ['', ''],
])('short of %j is %j', (sha, short) => {
  expect(answer('short', text(sha))).toBe(short);
});

describe('plainText', () => {
  it('asks the renderer', () => {
    expect(answer('plaintext', text('*a*'))).toBe('<*a*>');
  });

  it('gives the text as it is where there is none', () => {
    const found = createFunctions(options, createBudget());
    expect(found.get('plaintext')?.call(text('*a*')).coerceString()).toBe('*a*');
  });
});

it.each(['firstline', 'truncate', 'plaintext', 'short'])(
  '%s leaves null to missing-values',
  (name) => {
    expect(call(name, [new data.Null(), number(1)])).toEqual(new data.Null());
    expect(call(name, [])).toEqual(new data.Null());
  },
);

const jobs = (results: Readonly<Record<string, unknown>>): Value =>
  new data.Dictionary(
    ...Object.entries(results).map(([key, result]) => ({
      key,
      value: new data.Dictionary({ key: 'result', value: text(String(result)) }),
    })),
  );

describe('overallResult', () => {
  it.each<[string, readonly string[]]>([
    ['failure', ['success', 'failure', 'cancelled', 'skipped']],
    ['failure', ['cancelled', 'failure']],
    ['cancelled', ['success', 'cancelled', 'skipped']],
    ['success', ['skipped', 'success']],
    ['skipped', ['skipped', 'skipped']],
    ['skipped', []],
    ['failure', ['FAILURE']],
    ['skipped', ['new']],
  ])('is %s of %j', (expected, results) => {
    expect(answer('overallresult', jobs({ ...results }))).toBe(expected);
  });
});

describe('jobsWithResult', () => {
  const needs = jobs({ build: 'success', test: 'failure', deploy: 'Failure', docs: 'skipped' });

  it.each([
    ['failure', 'test, deploy'],
    ['FAILURE', 'test, deploy'],
    ['success', 'build'],
    ['skipped', 'docs'],
    ['cancelled', ''],
  ])('of %s is %j', (result, expected) => {
    expect(answer('jobswithresult', needs, text(result))).toBe(expected);
  });

  it.each<[string, RegExp]>([
    ['failed', /'failed'.*Did you mean `failure`/],
    ['canceled', /Did you mean `cancelled`/],
    ['succes', /'succes'.*Did you mean `success`/],
    ['', /no job ends as ''/],
    ['unknown', /no job ends as 'unknown'/],
  ])('refuses the result %j', (result, message) => {
    expect(() => call('jobswithresult', [needs, text(result)])).toThrow(message);
  });
});

describe.each(['overallresult', 'jobswithresult'])('%s', (name) => {
  const args = (needs: Value): readonly Value[] => [needs, text('success')];

  it.each<[string, Value]>([
    ['a text', text('x')],
    ['null', new data.Null()],
    ['a list', new data.Array(jobs({ a: 'success' }))],
  ])('refuses %s', (_, value) => {
    expect(() => call(name, args(value))).toThrow(/takes the `needs` context/);
  });

  it.each<[string, Value]>([
    ['text', text('success')],
    ['a mapping without a result', new data.Dictionary()],
    ['null', new data.Null()],
  ])('refuses a job that is %s', (_, value) => {
    const needs = new data.Dictionary({ key: 'build', value });
    expect(() => call(name, args(needs))).toThrow(/`needs\.build` has no result/);
  });
});

it.each<[string, readonly Value[], number]>([
  ['format', [text('{0}{0}'), text('abc')], 12],
  ['join', [new data.Array(text('a'), text('bc')), text('--')], 7],
  ['join', [new data.Array(text('a'), text('bc'))], 5],
  ['join', [text('abc')], 3],
  ['tojson', [text('abc')], 7],
])('%s pays for at least what it yields', (name, args, price) => {
  const spent: number[] = [];
  const budget = { ...createBudget(), spend: (length: number): void => void spent.push(length) };
  const definition = createFunctions(options, budget).get(name);
  const result = definition?.call(...args).coerceString() ?? '';
  expect(spent).toEqual([price]);
  expect(result.length).toBeLessThanOrEqual(price);
});
