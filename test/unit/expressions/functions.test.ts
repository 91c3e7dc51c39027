import * as data from '@actions/expressions/data/index';
import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../src/expressions/budget.ts';
import { createFunctions } from '../../../src/expressions/functions.ts';
import { toValue, type Value } from '../../../src/expressions/values.ts';

const options = { jobStatus: '', owner: () => '', convert: () => undefined, log: () => {} };

function call(
  name: string,
  args: readonly unknown[],
  jobStatus = '',
  budget = createBudget(),
): Value {
  const convert = () => (markdown: string) => `<${markdown}>`;
  const definition = createFunctions({ ...options, jobStatus, convert }, budget).get(name);
  if (definition === undefined) throw new Error(`there is no ${name}`);
  return definition.call(...args.map((it) => toValue(it)));
}

it.each([
  ['success', 'success always'],
  ['failure', 'failure always'],
  ['cancelled', 'cancelled always'],
  ['Failure', 'failure always'],
  ['', 'success always'],
  ['new', 'always'],
])('for the job status %j, the status functions that are true are %s', (status, expected) => {
  const all = ['success', 'failure', 'cancelled', 'always'];
  const values = all.map((name) => [name, call(name, [], status)] as const);
  for (const [, value] of values) expect(value.kind).toBe(data.Kind.Boolean);
  const isTrue = values.filter(([, value]) => value.coerceString() === 'true');
  expect(isTrue.map(([name]) => name).join(' ')).toBe(expected);
});

const needs = (results: object) =>
  Object.fromEntries(Object.entries(results).map(([name, result]) => [name, { result }]));
const jobs = needs({ build: 'success', test: 'failure', deploy: 'Failure', docs: 'skipped' });

it.each<[name: string, args: readonly unknown[], expected: string]>([
  ['firstline', ['one'], 'one'],
  ['firstline', ['one\ntwo'], 'one'],
  ['firstline', ['one\r\ntwo'], 'one'],
  ['firstline', ['one\rtwo'], 'one'],
  ['firstline', ['\n \t\r\nsecond\nthird'], 'second'],
  ['firstline', [' \n '], ''],
  ['firstline', [''], ''],
  ['firstline', ['  padded  \nx'], '  padded  '],
  ['firstline', ['a\u2028b'], 'a\u2028b'],
  ['firstline', ['\ud83d\n'], '\ud83d'],
  ['firstline', [1.5], '1.5'],
  ['truncate', ['abcdef', 6], 'abcdef'],
  ['truncate', ['abcdef', 5], 'abcd…'],
  ['truncate', ['abcdef', '3'], 'ab…'],
  ['truncate', ['abcdef', 1], '…'],
  ['truncate', ['👩‍👩‍👧‍👦 and café', 3], '👩‍👩‍👧‍👦 …'],
  ['truncate', ['👨‍👩‍👧👨‍👩‍👧', 1], '…'],
  ['truncate', ['👨‍👩‍👧', 1], '👨‍👩‍👧'],
  ['truncate', ['\ud83dab', 2], '\ud83d…'],
  ['short', ['ffac537e6cbbf934b08745a378932722df287a53'], 'ffac537'],
  ['short', ['ffac'], 'ffac'],
  ['short', [''], ''],
  ['plaintext', ['*a*'], '<*a*>'],
  ['overallresult', [needs(['success', 'failure', 'cancelled', 'skipped'])], 'failure'],
  ['overallresult', [needs(['cancelled', 'failure'])], 'failure'],
  ['overallresult', [needs(['success', 'cancelled', 'skipped'])], 'cancelled'],
  ['overallresult', [needs(['skipped', 'success'])], 'success'],
  ['overallresult', [needs(['skipped', 'skipped'])], 'skipped'],
  ['overallresult', [{}], 'skipped'],
  ['overallresult', [needs(['FAILURE'])], 'failure'],
  ['overallresult', [needs(['new'])], 'skipped'],
  ['jobswithresult', [jobs, 'failure'], 'test, deploy'],
  ['jobswithresult', [jobs, 'FAILURE'], 'test, deploy'],
  ['jobswithresult', [jobs, 'success'], 'build'],
  ['jobswithresult', [jobs, 'skipped'], 'docs'],
  ['jobswithresult', [jobs, 'cancelled'], ''],
])('%s of %j is %j', (name, args, expected) => {
  expect(call(name, args).coerceString()).toBe(expected);
});

it('plainText gives the text as it is where there is no renderer', () => {
  const found = createFunctions(options, createBudget()).get('plaintext');
  expect(found?.call(new data.StringData('*a*')).coerceString()).toBe('*a*');
});

it.each(['firstline', 'truncate', 'plaintext', 'short'])(
  '%s leaves null to missing-values',
  (name) => {
    expect(call(name, [null, 1])).toEqual(new data.Null());
  },
);

it.each<[string, readonly unknown[], string, string]>([
  ['firstline', [['a']], 'list', 'join('],
  ['short', [[]], 'list', 'join('],
  ['plaintext', [{ a: 1 }], 'mapping', 'toJSON('],
  ['truncate', [{}, 20], 'mapping', 'toJSON('],
  ['format', ['{0}', 'a', ['b']], 'list', 'join('],
  ['format', [{}], 'mapping', 'toJSON('],
])('%s of %j is an error: no one means the word Array', (name, args, kind, advice) => {
  expect(() => call(name, args)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(`is a ${kind}, which cannot be part of a string`),
      hint: expect.stringContaining(advice),
    }),
  );
});

describe('a function refuses', () => {
  const lengths = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '', 'x', null, []];
  it.each(lengths)('the length %j', (length) => {
    expect(() => call('truncate', ['a', length])).toThrow(/whole number from 1/);
  });

  it.each<[string, RegExp]>([
    ['failed', /Did you mean `failure`/],
    ['canceled', /Did you mean `cancelled`/],
    ['succes', /Did you mean `success`/],
    ['', /^Use success, [a-z, ]+\.$/],
    ['unknown', /^Use success, [a-z, ]+\.$/],
  ])('the result %j', (result, hint) => {
    expect(() => call('jobswithresult', [jobs, result])).toThrow(
      expect.objectContaining({ found: `'${result}'`, hint: expect.stringMatching(hint) }),
    );
  });

  it.each(['x', null, [jobs]])('%j in place of `needs`', (value) => {
    for (const name of ['overallresult', 'jobswithresult']) {
      expect(() => call(name, [value, 'success'])).toThrow(/takes the `needs` context/);
    }
  });

  it.each(['success', {}, null])('the job %j', (build) => {
    for (const name of ['overallresult', 'jobswithresult']) {
      expect(() => call(name, [{ build }, 'success'])).toThrow(/`needs\.build` has no result/);
    }
  });
});

it.each<[string, readonly unknown[], number]>([
  ['format', ['{0}{0}', 'abc'], 6],
  ['format', ['{{0}}{{{0}}}{1}', '', ''], 5],
  ['join', [['a', 'bc'], '--'], 5],
  ['join', [['a', 'bc']], 4],
  ['join', [[]], 0],
  ['join', ['abc'], 3],
  ['tojson', ['abc'], 5],
  ['tojson', [{ a: [1, []] }], 30],
])('%s pays for what it yields: %j', (name, args, price) => {
  const spent: number[] = [];
  const budget = { ...createBudget(), spend: (length: number): void => void spent.push(length) };
  expect(call(name, args, '', budget).coerceString()).toHaveLength(price);
  expect(spent).toEqual([price]);
});
