import { expect, it } from 'vitest';
import { adviseOnSyntax } from '../../../src/expressions/checks.ts';
import { createEngine } from '../../../src/expressions/engine.ts';

it.each<[string, RegExp]>([
  ["a ?? 'b'", /`\|\|` instead of `\?\?`/],
  ['a?.b', /`\.` instead of `\?\.`/],
  ["a ? 'b' : c", /`case\(condition/],
  ["'a' + b", /`\+` does not join/],
  ["'a' . b", /`\.` does not join/],
  ['a | upper', /no filters/],
  ['x[1:2]', /no slices/],
  ['x[0..7]', /no slices/],
  ['$NAME', /`env\.NAME`/],
  ['"a"', /single quotes/],
  ['a = b', /`==`/],
  ['a === b', /`==`/],
  ['a !== b', /`!=`/],
  ["a. 'b'", /`\.` does not join/],
  ['a & b', /`&&`/],
  ["a == 'b", /not closed/],
  ['(a', /`\(` is not closed/],
  ['a)', /`\)` is too many/],
])('advice on %s matches %s', (source, advice) => {
  expect(adviseOnSyntax(source)).toMatch(advice);
});

it.each(["a || b && 'x ? y + $Z' == y.z", 'a.*.b', 'a..b', 'a.', "x['a:b'] >= 1.5", 'a b'])(
  '%s has none',
  (source) => {
    expect(adviseOnSyntax(source)).toBeUndefined();
  },
);

const engine = createEngine({
  values: { needs: () => undefined, run: () => undefined, a: () => [1] },
  askRun: () => Promise.reject(new Error('asked')),
  withheld: () => undefined,
});

it.each([
  ["truncate('a')", 'Write `truncate(text, 200)`.'],
  ['contains(a[0])', 'Write `contains(search, item)`.'],
  ['plainText()', 'Write `plainText(markdown)`.'],
])('a call with too few arguments, %s, shows the signature', async (source, hint) => {
  await expect(engine.evaluate(source)).rejects.toMatchObject({ code: 'expression-invalid', hint });
});

it.each(["needs && jobsWithResult(needs, 'failure')", 'run && run.failed[0].name'])(
  'a context that is not set is null in %s, and the rest is not evaluated',
  async (source) => {
    expect((await engine.evaluate(source)).coerceString()).toBe('');
  },
);
