import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/expressions/engine.ts';
import { build, contextsOf, least, sound } from './support.ts';

const single = (condition: string) =>
  build({
    file: `notification:\n  if: ${condition}\n  title: \${{ github.ref || 1 }}\n`,
    inputs: least,
  });

describe('the condition of a notification', () => {
  it.each([
    ['true', undefined],
    ['', undefined],
    ["''", undefined],
    ["github.ref != 'x'", undefined],
    ['${{ always() }}', undefined],
    ['false', 'if'],
    ['0', 'if'],
    ["github.ref == 'x'", 'if'],
    ["${{ github.ref == 'x' }}", 'if'],
  ])('%j: skipped by %s', async (condition, skippedBy) => {
    const { notifications, errors } = await single(condition);
    expect(errors).toEqual([]);
    expect(notifications.map((it) => it.skippedBy)).toEqual([skippedBy]);
  });

  it.each([
    ['"${{ true }} "', undefined],
    ['a ${{ true }}', /text beside the expression, which would always be true/],
    ['${{ true }}${{ false }}', /text beside the expression/],
    ['nope(1)', /no function `nope`/],
    ['[true]', /must be/],
    ['a ${{ true', /`\}\}` is missing|text beside/],
  ])('%j is an error that says %s', async (condition, said) => {
    const { errors } = await single(condition);
    if (said === undefined) expect(errors).toEqual([]);
    else expect(`${errors[0]?.message} ${errors[0]?.hint}`).toMatch(said);
  });

  it.each([
    ['github.refs', 'if', '`github` has no `refs`. Did you mean `github.ref`?'],
    ["JOB.staus != 'x'", undefined, '`JOB` has no `staus`. Did you mean `JOB.status`?'],
    ['strategy.xyzzy', 'if', expect.stringMatching(/no `xyzzy`. Its members are fail-fast, /)],
    ["'run.x' == 'github.y'", 'if', undefined],
    ['job.new', undefined, undefined],
  ])('%j: skipped by %s, with the warning %s', async (condition, skippedBy, message) => {
    const job = { status: 'success', new: 1 };
    const file = `notification: {title: x, if: "${condition}"}`;
    const { notifications, warnings } = await sound({ file, job });
    expect(notifications.map((it) => it.skippedBy)).toEqual([skippedBy]);
    const location = expect.objectContaining({ key: 'notification.if' });
    const expected = message && [{ level: 'warning', message, location }];
    expect(warnings.filter(({ level }) => level === 'warning')).toEqual(expected ?? []);
  });

  it.each([
    ['true', []],
    ['', []],
    ['maybe', [expect.stringContaining('`notification.if`')]],
    ['[]', [expect.stringContaining('`notification.if`')]],
  ])('in `payload`, %j is read as it is', async (condition, messages) => {
    const payload = `notification:\n  if: ${condition}\n  title: x\n`;
    const { errors } = await build({ payload, inputs: least });
    expect(errors.map(({ message }) => message)).toEqual(messages);
  });

  it('of several decides for each', async () => {
    const file = 'notifications:\n  - if: false\n    title: ${{ nobody.x }}\n  - title: b\n';
    const { notifications } = await sound({ file });
    expect(notifications.map((it) => it.skippedBy)).toEqual(['if', undefined]);
  });
});

it('a condition of `payload` decides before the file is evaluated', async () => {
  const file = 'notification: {title: "${{ nobody.x }}"}';
  const list = 'notifications: [{if: false}]';
  for (const payload of ['notification: {if: false}', list]) {
    const { notifications } = await sound({ file, payload });
    expect(notifications.map((it) => it.skippedBy)).toEqual(['if']);
  }
});

it('more than 500 notifications are refused before any is evaluated', async () => {
  const notifications = Array.from({ length: 501 }, () => ({ title: '${{ nobody.x }}' }));
  const { errors } = await build({ file: JSON.stringify({ notifications }), name: 'p.json' });
  expect(errors[0]?.message).toBe('`notifications` has 501 entries, but 500 is the maximum.');
});

it.each([
  ['notification: {title: b}', ['when']],
  ['notifications: [{title: b}]', []],
])('with %j in `payload` beside a list, `when` skips %j', async (payload, skippedBy) => {
  const file = 'notifications: [{title: a}]';
  const { notifications } = await build({ file, payload, inputs: least, isSkipped: true });
  expect(notifications.map((it) => it.skippedBy)).toEqual(skippedBy);
});

it('an engine waits for the run by itself where nobody counts the time', async () => {
  const { evaluate } = createEngine(contextsOf({ run: { result: 'failure' } }));
  expect((await evaluate('run.result')).coerceString()).toBe('failure');
});
