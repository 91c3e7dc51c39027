import { describe, expect, it } from 'vitest';
import type { Tree } from '../../../src/document/tree.ts';
import { evaluateTree } from '../../../src/expressions/evaluation.ts';
import type { EvaluationOptions } from '../../../src/expressions/text-evaluation.ts';
import fc from '../../support/fast-check.ts';
import {
  build,
  contextsOf,
  createTestDiagnostics,
  locate,
  type Surroundings,
  secret,
  treeOf,
  world,
} from '../payload/support.ts';

const event = {
  text: 'Fix "it"\n- now: ${{ github.token }} ###X### {a: 1}',
  number: 1.5,
  yes: true,
  nothing: null,
  empty: '',
  list: ['a', 'b'],
  mapping: { A: '1', B: 2 },
  pairs: [{ key: 'A', value: '1' }],
};

async function evaluate(
  text: string,
  surroundings: Surroundings = { event },
  changes: Partial<EvaluationOptions> = {},
) {
  const diagnostics = createTestDiagnostics();
  const contexts = contextsOf(surroundings);
  const options = { contexts, missingValues: 'error', locate, world, ...changes } as const;
  const tree = await evaluateTree(await treeOf(text), options, diagnostics);
  return { ...diagnostics, tree };
}

/** A node without its positions and marks. */
function plain(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plain);
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plain(value)]));
}

it.each<[string, string | number | boolean, string]>([
  ['${{ github.event.text }}', event.text, event.text],
  ['${{ github.event.number }}', 1.5, '1.5'],
  ['${{ github.event.yes }}', true, 'true'],
  ['${{ 1 == 2 }}', false, 'false'],
  ["${{ '' }}", '', ''],
  ["'${{ github.event.number }}'", 1.5, '1.5'],
  ['"${{ github.event.number }}"', 1.5, '1.5'],
  ['>-\n    ${{\n    github.event.number\n    }}', 1.5, '1.5'],
  ['${{ NaN }}', 'NaN', 'NaN'],
  ['${{ Infinity }}', 'Infinity', 'Infinity'],
  ['${{ -0 }}', -0, '0'],
  ['${{ 1e21 }}', 1e21, '1e+21'],
  ['${{ 0.1 }}', 0.1, '0.1'],
])('a value that is one expression keeps its type: %s', async (written, value, text) => {
  const { tree, errors } = await evaluate(`a: ${written}`);
  expect(errors).toEqual([]);
  expect(tree).toMatchObject({
    entries: [{ value: { kind: 'scalar', value, text, evaluated: true, line: 1, column: 4 } }],
  });
});

it.each([
  ['"Reviewers: ${{ github.event.list }}"', 'list', 'join('],
  ['"x-${{ github.event.list }}"', 'list', 'join('],
  ['${{ github.event.text }}${{ github.event.mapping }}', 'mapping', 'toJSON('],
])('in the text %s, a %s is an error', async (written, kind, hint) => {
  const message = expect.stringContaining(`returns a ${kind}, which cannot be part of a string`);
  const { errors } = await evaluate(`title: ${written}`);
  expect(errors).toMatchObject([
    { code: 'expression-invalid', message, hint: expect.stringContaining(hint) },
  ]);
});

it('blanks around exactly one expression do not count, wherever they are', async () => {
  const blank = fc.stringMatching(/^[ \t\n\r]{0,4}$/);
  await fc.assert(
    fc.asyncProperty(blank, blank, blank, async (before, inside, after) => {
      const text = `${before}\${{${inside}github.event.list${inside}}}${after}`;
      const document = { notification: { endUsersIds: text } };
      const { tree, errors } = await evaluate(JSON.stringify(document));
      expect(errors).toEqual([]);
      expect(plain(tree)).toEqual({ notification: { endUsersIds: event.list } });
    }),
  );
});

it.each([
  ['a ${{ github.event.number }} b', 'a 1.5 b'],
  ['${{ github.event.number }}${{ github.event.yes }}', '1.5true'],
  ['"[${{ github.event.text }}]"', `[${event.text}]`],
  ["a ${{ '}}' }} b", 'a }} b'],
  ["a ${{ 'it''s Bob''s' }} b", "a it's Bob's b"],
  ["${{ '$' }}{{ github.token }}", '${{ github.token }}'],
  ["a ${{ '' }}", 'a '],
])('a text with expressions in it becomes text: %s', async (written, text) => {
  const { tree, errors } = await evaluate(`a: ${written}`);
  expect(errors).toEqual([]);
  expect(tree).toMatchObject({ entries: [{ value: { kind: 'scalar', value: text, text } }] });
});

it('what has no expression stays what it is', async () => {
  const text = 'a: 1.10\nb: [true, ~, "x }}", "$ {{ a }}", {c: 2026-06-30}]\n';
  const { tree, errors } = await evaluate(text);
  expect(tree).toEqual(await treeOf(text));
  expect(errors).toEqual([]);
});

it('a result is never evaluated again', async () => {
  const nested = "${{ github.event.inner }} ${{ format('{0}', 1) }} ${{ nobody.x }}";
  const { tree, errors } = await evaluate(
    'a: ${{ github.event.outer }}\nb: x ${{ github.event.outer }}\nnotification: {override: "${{ github.event.map }}"}',
    { event: { outer: nested, inner: 'leaked', map: { KEY: nested, [nested]: 'v' } } },
  );
  expect(errors).toEqual([]);
  expect(plain(tree)).toEqual({
    a: nested,
    b: `x ${nested}`,
    notification: { override: { KEY: nested, [nested]: 'v' } },
  });
});

it.each<[string, string, unknown]>([
  ['endUsersIds', '${{ github.event.list }}', ['a', 'b']],
  ['audiencesIds', '${{ github.event.list }}', ['a', 'b']],
  ['override', '${{ github.event.mapping }}', { A: '1', B: 2 }],
  ['override', '${{ github.event.pairs }}', [{ key: 'A', value: '1' }]],
  ['additionalFields', '{x: "${{ github.event.mapping }}"}', { x: { A: '1', B: 2 } }],
  ['additionalFields', '{x: [1, "${{ github.event.list }}"]}', { x: [1, ['a', 'b']] }],
])('a list or a mapping may stand in %s: %s', async (field, written, expected) => {
  const one = await evaluate(`notification:\n  ${field}: ${written}`);
  expect(one.errors).toEqual([]);
  expect(plain(one.tree)).toEqual({ notification: { [field]: expected } });
  const several = await evaluate(`notifications:\n  - title: x\n  - ${field}: ${written}`);
  expect(several.errors).toEqual([]);
  expect(plain(several.tree)).toEqual({ notifications: [{ title: 'x' }, { [field]: expected }] });
});

describe('a list of recipients', () => {
  const lists = { event: { list: ['a', 'b'], one: ['c'], none: [], text: 'd' } };
  const recipients = async (written: string) => {
    const { tree, errors } = await evaluate(`notification:\n  endUsersIds: ${written}`, lists);
    expect(errors).toEqual([]);
    const list = tree.kind === 'mapping' ? tree.entries[0]?.value : undefined;
    const field = list?.kind === 'mapping' ? list.entries[0]?.value : undefined;
    if (field?.kind !== 'list') throw new Error('no list');
    return { ids: plain(field), source: field.source };
  };

  it.each<[string, unknown]>([
    ['["${{ github.event.list }}", x, "${{ github.event.one }}"]', ['a', 'b', 'x', 'c']],
    ['["${{ github.event.none }}", "${{ github.event.text }}"]', ['d']],
    ['["${{ github.event.none }}", x]', ['x']],
    ['[]', []],
  ])('%s has the items of lists that expressions yield in their place', async (written, ids) => {
    expect(await recipients(written)).toEqual({ ids, source: undefined });
  });

  it.each([
    ['${{ github.event.none }}', '`${{ github.event.none }}`'],
    [
      '["${{ github.event.none }}", "${{ mentions(null) }}"]',
      '`${{ github.event.none }}`, `${{ mentions(null) }}`',
    ],
  ])('%s that comes out empty remembers its expressions', async (written, source) => {
    expect(await recipients(written)).toEqual({ ids: [], source });
  });

  it('takes no list inside a list that an expression yields', async () => {
    const { errors } = await build({
      file: 'notification: {templateId: t, endUsersIds: "${{ github.event.lists }}"}',
      event: { lists: [['a'], ['b']] },
    });
    expect(errors.map(({ code }) => code)).toEqual(['payload-invalid', 'payload-invalid']);
  });
});

const computed = /this part of a payload file cannot be computed/;
const listFor = /a list, but text is required here/;
const mappingFor = /a mapping, but text or a list/;
const mapping = '"${{ github.event.mapping }}"';
const list = '"${{ github.event.list }}"';

it.each<[text: string, column: number, key: string, message: RegExp]>([
  [mapping, 1, '', computed],
  [`notification: ${mapping}`, 15, 'notification', computed],
  ['notifications: ${{ github.event.pairs }}', 16, 'notifications', computed],
  [`notifications: [${mapping}]`, 17, 'notifications.0', computed],
  [`notification: {title: ${list}}`, 23, 'notification.title', listFor],
  [`notification: {systemId: ${list}}`, 26, 'notification.systemId', listFor],
  [`notification: {systemId: [${list}]}`, 27, 'notification.systemId.0', listFor],
  [`notification: {endUsersIds: ${mapping}}`, 29, 'notification.endUsersIds', mappingFor],
  [`notification: {endUsersIds: [${mapping}]}`, 30, 'notification.endUsersIds.0', mappingFor],
  [`notification: {endUsersIds: [[${list}]]}`, 31, 'notification.endUsersIds.0.0', listFor],
  [`notification: {override: {A: ${list}}}`, 30, 'notification.override.A', listFor],
  [`notification: {override: [${mapping}]}`, 27, 'notification.override.0', /a mapping/],
  [
    `notification: {override: [{value: ${mapping}}]}`,
    35,
    'notification.override.0.value',
    /a mapping/,
  ],
  [`notification: {additionalFields: ${mapping}}`, 34, 'notification.additionalFields', computed],
  [`override: ${mapping}`, 11, 'override', /a mapping/],
])('no list or mapping may stand in %s', async (text, column, key, message) => {
  const { tree, errors } = await evaluate(text);
  expect(errors).toEqual([
    {
      code: 'expression-invalid',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/toJSON\(|mentions\(/),
      location: { input: 'payload-file', line: 1, column, key },
    },
  ]);
  expect(JSON.stringify(tree)).toContain('"failed":true');
});

it('an expression in a key is refused, and the value is looked at all the same', async () => {
  const { errors } = await evaluate(
    'notification:\n  override:\n    ${{ github.actor }}: ${{ nobody.x }}\n    A${{: 1',
  );
  expect(errors).toMatchObject([
    {
      code: 'expression-invalid',
      message: expect.stringContaining('key `${{ github.actor }}`'),
      location: { line: 3, column: 5 },
    },
    { message: expect.stringContaining('`nobody`'), location: { line: 3, column: 26 } },
    { message: expect.stringContaining('key `A${{`'), location: { line: 4, column: 5 } },
  ]);
});

it('hears a signal that comes during the last expression', async () => {
  const cancellation = new AbortController();
  const contexts = contextsOf({ event });
  const github = () => {
    cancellation.abort();
    return contexts.values['github']?.();
  };
  const cancelled = evaluate('a: ${{ github.event.text }}', undefined, {
    contexts: { ...contexts, values: { ...contexts.values, github } },
    world: { ...world, signal: cancellation.signal },
  });
  await expect(cancelled).rejects.toMatchObject({ code: 'deadline-exceeded' });
});

describe('an expression that cannot be evaluated', () => {
  it.each<[string, RegExp]>([
    ['${{ github.actor', /`\}\}` is missing/],
    ["a ${{ 'b }}", /a text in it is not closed/],
    ['a ${{ b', /`\}\}` is missing/],
    ['${{ }}', /empty/],
    ['x ${{}} y', /empty/],
    ['${{ nobody.x }}', /`nobody`/],
    ['${{ nobody() }}', /`nobody`/],
    ['${{ 1 + 1 }}', /[Uu]nexpected/],
    ["${{ fromJSON('{') }}", /JSON/],
  ])('%s is quoted, and marked as failed', async (written, message) => {
    const { tree, errors } = await evaluate(`a:\n  - ${JSON.stringify(written)}`);
    expect(errors).toMatchObject([
      {
        code: 'expression-invalid',
        message: expect.stringMatching(message),
        location: { input: 'payload-file', line: 2, column: 5, key: 'a.0' },
      },
    ]);
    expect(errors[0]?.message).toContain(`\`${written}\``);
    expect(tree).toMatchObject({
      entries: [{ value: { items: [{ kind: 'scalar', value: null, text: '', failed: true }] } }],
    });
  });

  it('stops no other', async () => {
    const { tree, errors } = await evaluate('a: ${{ x }}\nb: [1, "${{ y }}"]\nc: ${{ 1 }}');
    expect(errors.map(({ location }) => location?.key)).toEqual(['a', 'b.1']);
    expect(plain(tree)).toEqual({ a: null, b: [1, null], c: 1 });
  });

  it('is quoted on one line, shortly and without secrets', async () => {
    const long = `\${{ nobody.${'x'.repeat(400)}\n || '${secret}' }}`;
    const { errors } = await evaluate(`a: ${JSON.stringify(long)}`);
    const [error] = errors;
    expect(error?.message.length).toBeLessThan(500);
    expect(error?.message).not.toMatch(/\n/);
    const { errors: others } = await evaluate(`a: "\${{ '${secret}' + \n 1 }}"`);
    expect(others[0]?.message).toContain('***');
    expect(others[0]?.message).not.toContain(secret);
  });

  it('proposes one line for all contexts that are missing', async () => {
    const { errors } = await evaluate(
      'a: "${{ inputs.x }}"\nb: ["${{ steps.y }} ${{ Inputs.z }}", "${{ vars.w || runnr.os }}"]\nc: "${{ ( }}"\nd: "${{ open"',
    );
    expect(errors.map(({ hint }) => hint)).toEqual([
      'Add to the inputs of the step: `context: \'{"inputs": ${{ toJSON(inputs) }}, "steps": ${{ toJSON(steps) }}, "vars": ${{ toJSON(vars) }}}\'`. Known: github, env, runner, job, matrix, strategy, needs, run.',
      undefined,
      undefined,
      undefined,
      'A `(` is not closed.',
      expect.stringContaining('Close it'),
    ]);
  });

  it('is one error for each expression of a text', async () => {
    const { tree, errors } = await evaluate('a: ${{ runnr.os }} ${{ github.event.yes }} ${{ ( }}');
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^`\$\{\{ runnr\.os \}\}` .*`runnr`/),
      expect.stringMatching(/^`\$\{\{ \( \}\}` .*last symbol is missing: '\('\.$/),
    ]);
    expect(tree).toMatchObject({ entries: [{ value: { failed: true } }] });
  });

  it('ends nothing that it should not: what takes too long is refused, what is cancelled stops', async () => {
    const text = 'a: ${{ github.actor }}\nb: ${{ github.actor }}';
    let nowMs = 0;
    const slow = { ...world, now: () => (nowMs += 4000) };
    const { errors } = await evaluate(text, { event }, { world: slow });
    expect(errors.at(-1)).toMatchObject({
      code: 'expression-invalid',
      message: expect.stringContaining('take more than 10 s in total'),
      hint: expect.stringContaining('plainText'),
    });

    const stopped = { ...world, signal: AbortSignal.abort() };
    await expect(evaluate(text, { event }, { world: stopped })).rejects.toMatchObject({
      code: 'deadline-exceeded',
      message: expect.stringContaining('cancelled'),
    });
  });

  it('because needs was not given is a missing value', async () => {
    const { errors } = await evaluate('a: ${{ overallResult(needs) }}');
    const message = expect.stringContaining('`needs`');
    const hint = expect.stringContaining('needs: ${{ toJSON(needs) }}');
    expect(errors).toMatchObject([{ code: 'value-missing', message, hint }]);
  });
});

it('the texts made of results are paid for', async () => {
  const surroundings = { event: { half: 'x'.repeat(600_000) } };
  const text = 'a: ${{ github.event.half }}-${{ github.event.half }}';
  const { errors } = await evaluate(text, surroundings);
  const message = expect.stringContaining('1 MiB');
  expect(errors).toMatchObject([{ code: 'expression-invalid', message }]);
});

it('a fault of ours is not blamed on the expression', async () => {
  const fault = new Error('the disk is gone');
  const github = (): never => {
    throw fault;
  };
  const contexts = { ...contextsOf(), values: { github } };
  const evaluation = evaluate('a: ${{ github.actor }}', undefined, { contexts });
  await expect(evaluation).rejects.toBe(fault);
});
