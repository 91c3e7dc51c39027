import { expect, it } from 'vitest';
import { createEngine } from '../../../src/expressions/engine.ts';
import { toJson, toValue } from '../../../src/expressions/values.ts';
import { contextsOf } from '../payload/support.ts';

const names = [...Object.getOwnPropertyNames(Object.prototype), '__proto__'];

it.each(names)(
  'the name %s of Object.prototype arrives in contexts, toJSON and fromJSON',
  async (name) => {
    const json = `{"${name}": {"result": "failure"}, "other": {"result": "success"}}`;
    const needs: unknown = JSON.parse(json);
    const engine = createEngine(contextsOf({ needs, matrix: needs, event: needs }));
    const evaluate = async (source: string) => (await engine.evaluate(source)).coerceString();
    expect(await evaluate('overallResult(needs)')).toBe('failure');
    expect(await evaluate("jobsWithResult(needs, 'failure')")).toBe(name);
    expect(await evaluate(`matrix['${name}'].result`)).toBe('failure');
    expect(await evaluate(`github.event['${name}'].result`)).toBe('failure');
    expect(await evaluate("join(needs.*.result, ',')")).toBe('failure,success');
    expect(await evaluate(`contains(needs.*.result, 'failure')`)).toBe('true');
    expect(await evaluate('toJSON(needs)')).toBe(JSON.stringify(needs, null, 2));
    expect(await evaluate(`fromJSON(toJSON(needs))['${name}'].result`)).toBe('failure');
  },
);

it('keeps names that differ only in case, and finds the first', async () => {
  const event: unknown = JSON.parse('{"A": 1, "a": 2}');
  const engine = createEngine(contextsOf({ event }));
  expect((await engine.evaluate('github.event.a')).coerceString()).toBe('1');
  expect(toJson(await engine.evaluate('github.event'))).toEqual({ A: 1, a: 2 });
});

it('reads a list of 80,000 numbers', async () => {
  const list = JSON.stringify(Array.from({ length: 80_000 }, (_, index) => index));
  const engine = createEngine(contextsOf({ event: { list } }));
  expect((await engine.evaluate('fromJSON(github.event.list)[79999]')).coerceString()).toBe(
    '79999',
  );
});

it('converts every kind of value there and back', () => {
  const json = { a: [1, 'b', true, null], c: {} };
  expect(toJson(toValue(json))).toEqual(json);
  expect(toJson(undefined)).toBeNull();
});
