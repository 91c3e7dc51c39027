import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/diagnostics.ts';
import { createEngine } from '../../../src/expressions/engine.ts';
import { contextsOf, type Surroundings, secret } from '../payload/support.ts';

const run: Surroundings = {
  env: { API_TOKEN: 'x', URL: secret, STAGE: 'blue', GITHUB_TOKEN: 'ghs_x' },
  event: { action: 'opened' },
  context: { steps: {}, Inventory: { a: 1 } },
};

async function fault(source: string, surroundings = run): Promise<Fault> {
  const engine = createEngine(contextsOf(surroundings));
  const caught: unknown = await engine.evaluate(source).catch((error: unknown) => error);
  if (!(caught instanceof Fault)) throw new Error(`${source} was evaluated`);
  return caught;
}

const known = 'Known: github, env, runner, job, matrix, strategy, needs, run, steps, Inventory.';

describe('an unknown context', () => {
  it.each([
    ['gihtub.actor', 'gihtub'],
    ['a', 'a'],
    ["format('{0}', nobody.x)", 'nobody'],
    ['github.event[nobody]', 'nobody'],
    ['secrets.TOKEN', 'secrets'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
    ['True', 'True'],
    ['undefined', 'undefined'],
  ])('in %s is refused with a list of those that are known', async (source, name) => {
    const { code, hint, message } = await fault(source);
    expect({ code, message }).toEqual({
      code: 'expression-invalid',
      message: `there is no context \`${name}\``,
    });
    expect(hint).toContain(known);
  });

  const passed = (name: string): RegExp =>
    new RegExp(`JSON in \`context\`: \`"${name}": \\$\\{\\{ toJSON\\(${name}\\) \\}\\}`);
  it.each<[string, RegExp]>([
    ['gihtub.actor', /Did you mean `github`\?/],
    ['true and false', /^Write `&&` instead of `and`\.$/],
    ['true or false', /^Write `\|\|` instead of `or`\.$/],
    ['not true', /^Write `!` instead of `not`\.$/],
    ['step.a.outputs.b', /Did you mean `steps`\?/],
    ['SECRETS.TOKEN', /Secrets cannot be used/],
    ['inputs.a', passed('inputs')],
    ['vars.a', passed('vars')],
    ['Jobs.a', passed('jobs')],
    ['nobody.a', /`context` input/],
  ])('in %s is explained', async (source, hint) => {
    expect((await fault(source)).hint).toMatch(hint);
  });

  it('named steps is explained where it was not given', async () => {
    const { hint } = await fault('steps.a.outputs.b', {});
    expect(hint).toMatch(/`context: '\{"steps": \$\{\{ toJSON\(steps\) \}\}\}'`/);
  });
});

it.each([
  ['inventory.a', '1'],
  ['INVENTORY.A', '1'],
  ["Inventory['a']", '1'],
  // Withheld names have no value.
  ['env.STAGE', 'blue'],
  ['toJSON(env)', '{\n  "STAGE": "blue"\n}'],
])('%s is %j', async (source, value) => {
  expect((await createEngine(contextsOf(run)).evaluate(source)).coerceString()).toBe(value);
});

it('of two contexts that differ in case, the first is meant', async () => {
  const engine = createEngine(contextsOf({ context: { STEPS: 'upper', steps: 'lower' } }));
  expect((await engine.evaluate('Steps')).coerceString()).toBe('upper');
});

describe('an unknown function', () => {
  it.each<[string, RegExp, RegExp]>([
    ["startWith('a', 'b')", /`startWith`/, /Did you mean `startsWith`\?/],
    ['toJSN(github)', /`toJSN`/, /Did you mean `toJSON`\?/],
    ["eval('1')", /`eval`/, /Known: /],
    ["constructor('a')", /`constructor`/, /Known: /],
    ["__proto__('a')", /`__proto__`/, /Known: /],
    ["github.event.constructor('a')", /`constructor`/, /Known: /],
    ['status()', /`status`/, /Known: /],
  ])('in %s is refused', async (source, message, hint) => {
    const found = await fault(source);
    expect(found.code).toBe('expression-invalid');
    expect(found.message).toMatch(message);
    expect(found.hint).toMatch(hint);
  });

  it('gets a list of all that are known, spelled as documented', async () => {
    expect((await fault("nobody('a')")).hint).toBe(
      'Known: case, contains, endsWith, format, fromJSON, join, startsWith, toJSON, success, failure, cancelled, always, firstLine, short, truncate, plainText, overallResult, jobsWithResult, duration, mentions.',
    );
  });

  it.each(["hashFiles('**')", "HASHFILES('a', 'b')"])('%s says what to do', async (source) => {
    const { message, hint } = await fault(source);
    expect(message).toMatch(/`hashFiles` is not available/);
    expect(hint).toContain('`context`');
  });
});

it.each([
  'github.constructor',
  "github['constructor']",
  'github.__proto__',
  "github.event['__proto__'].x",
  'github.event.action.constructor',
  'env.constructor',
  'steps.constructor.name',
  "fromJSON('{}').constructor",
  'github.event.*.constructor',
])('a name that every JavaScript object has is nothing: %s', async (source) => {
  const engine = createEngine(contextsOf(run));
  expect(['', 'Array']).toContain((await engine.evaluate(source)).coerceString());
});

it.each<[string, RegExp]>([
  ['', /empty/],
  ["'a", /'a/],
  ['github.event.', /[Uu]nexpected/],
  ['github..event', /[Uu]nexpected/],
  ['github github', /[Uu]nexpected/],
  ['(github.actor', /last symbol is missing: 'actor' .*`\(` is not closed/],
  ['github.actor)', /[Uu]nexpected/],
  ['1 +', /[Uu]nexpected/],
  ['1 ==', /last symbol is missing: '==' .*on both sides/],
  ['1 2', /unexpected symbol: '2' .*operator/],
  ["x[fromJSON('!')]", /not this value: !/],
  ["'a' + 'b'", /[Uu]nexpected/],
  ['a = b', /[Uu]nexpected symbol: '='/],
  ['true & false', /[Uu]nexpected/],
  ['"a"', /[Uu]nexpected/],
  ['0xg', /[Uu]nexpected/],
  ['format()', /[Tt]oo few.*format\('\{0\}', value, …\)/],
  ["contains('a')", /[Tt]oo few/],
  ["contains('a', 'b', 'c')", /[Tt]oo many.*'contains' Write `contains\(search, item\)`/],
  ['success(1)', /[Tt]oo many.*'success' Remove all/],
  ["truncate('a')", /[Tt]oo few/],
  ["case(true, 'a', false, 'b')", /no default.*Write `case\(condition/],
  ["case('x', 'a', 'b')", /neither true nor false.* Compare it/],
  ["fromJSON('')", /value is blank/],
  ["fromJSON('abc')", /requires JSON, such as .*: abc Correct/],
  ["fromJSON('{')", /JSON/],
  ["format('{1}', 'a')", /a number without a value: \{1\} Add a value/],
  ["format('{a}', 'a')", /single brace: \{a\} Write `\{0\}`/],
  ["format('{', 'a')", /single brace: \{ Write/],
  ["format('}', 'a')", /single brace: \} Write/],
  [`${'('.repeat(60)}1`, /deeper than 50 levels/],
  ['x'.repeat(21_001), /longer than 21,000/],
  ['\u00e9', /[Uu]nexpected/],
])('%j cannot be evaluated, and the hint says what to do', async (source, expected) => {
  const { code, message, found, hint } = await fault(source, { ...run, context: { x: {} } });
  expect(code).toBe('expression-invalid');
  expect(`${message}: ${found} ${hint}`).toMatch(expected);
  expect(hint).toMatch(/\.$/);
});

it.each([
  ['fromJSON(github.head_ref)', 'github.head_ref'],
  ["join(fromJSON(env['NOBODY']), ',')", "env['NOBODY']"],
  ["fromJSON(env.NOBODY || '[]')[0] || FromJson( github.head_ref )", 'github.head_ref'],
  ["fromJSON(format('{0}', ''))", '…'],
  ["fromJSON('')", '…'],
])('%s of a blank value needs a default after %s', async (source, value) => {
  const { message, hint } = await fault(source);
  expect(message).toBe('fromJSON: the value is blank');
  expect(hint).toBe(`Add a default: \`fromJSON(${value} || '[]')\`.`);
});

it('each value of fromJSON that may be the blank one needs a default', async () => {
  const { hint } = await fault('fromJSON(env.NOBODY) || fromJSON(github.head_ref)');
  expect(hint).toMatch(/: `fromJSON\(env\.NOBODY \|\| '\[]'\)`, `fromJSON\(github\.head_ref \|\|/);
});

it.each(['needs', 'needs.build.result', 'NEEDS.build', 'github.needs && overallResult(needs)'])(
  'needs was not given, but %s asks for it',
  async (source) => {
    const { code, message, hint } = await fault(source);
    expect({ code, message }).toEqual({ code: 'value-missing', message: '`needs` is not set' });
    expect(hint).toContain('needs: ${{ toJSON(needs) }}');
  },
);

it.each([
  "needs.build.result || 'd'",
  'always() && needs.build.result',
  "needs['build'].result",
  'needs.*.result[0] || needs.build.result',
])('needs has no jobs, but %s asks for one', async (source) => {
  const { code, message, hint } = await fault(source, { needs: {} });
  expect({ code, message }).toEqual({
    code: 'value-missing',
    message: '`needs` has no jobs, because its job needs none',
  });
  expect(hint).toContain('needs: ${{ toJSON(needs) }}');
});

it.each([
  ['overallResult(needs)', 'skipped'],
  ["join(needs.*.result, ', ')", ''],
  ["needs && needs.build.result || 'none'", 'none'],
])('needs may be empty in %s', async (source, value) => {
  const engine = createEngine(contextsOf({ needs: {} }));
  expect((await engine.evaluate(source)).coerceString()).toBe(value);
});

describe('a name that is withheld', () => {
  it.each<[string, RegExp]>([
    ['env.API_TOKEN', /TOKEN/],
    ['env.api_token', /TOKEN/],
    ["env['API_TOKEN']", /TOKEN/],
    ['ENV.URL', /value contains a secret/],
    ["env.URL || 'a default'", /value contains a secret/],
    ["env.STAGE_2 || env['URL']", /value contains a secret/],
    ['github.token', /secret/],
    ["github['token']", /secret/],
    ["env[format('{0}_{1}', 'API', 'TOKEN')] || 'x'", /TOKEN/],
    ["github.event[env.API_TOKEN] || 'x'", /TOKEN/],
    ["(env).API_TOKEN || 'x'", /TOKEN/],
  ])('is reported, whatever follows: %s', async (source, reason) => {
    const found = await fault(source);
    expect(found.code).toBe('value-missing');
    expect(found.message).toMatch(reason);
    expect(found.hint).toContain('under another name');
  });

  it.each(['env.STAGE_2', 'github.event.token', 'github.event.x', 'null', 'env'])(
    'is not seen in %s',
    async (source) => {
      await expect(createEngine(contextsOf(run)).evaluate(source)).resolves.toBeDefined();
    },
  );
});
