import { describe, expect, it } from 'vitest';
import type { ErrorDiagnostic, WarningDiagnostic } from '../../../src/diagnostics.ts';
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

interface Evaluated {
  readonly tree: Tree;
  readonly errors: readonly ErrorDiagnostic[];
  readonly warnings: readonly WarningDiagnostic[];
}

async function evaluate(
  text: string,
  surroundings: Surroundings = { event },
  changes: Partial<EvaluationOptions> = {},
): Promise<Evaluated> {
  const diagnostics = createTestDiagnostics();
  const contexts = contextsOf(surroundings);
  const options = { contexts, missingValues: 'error', locate, world, ...changes } as const;
  const tree = await evaluateTree(await treeOf(text), options, diagnostics);
  return { tree, errors: diagnostics.errors, warnings: diagnostics.warnings };
}

/** A node without its positions and marks. */
function plain(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plain);
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plain(value)]));
}

describe('a value that is one expression keeps its type', () => {
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
  ])('%s', async (written, value, text) => {
    const { tree, errors } = await evaluate(`a: ${written}`);
    expect(errors).toEqual([]);
    expect(tree).toMatchObject({
      entries: [{ value: { kind: 'scalar', value, text, evaluated: true, line: 1, column: 4 } }],
    });
  });
});

describe('a list or mapping inside a text', () => {
  it.each([
    ['"Reviewers: ${{ github.event.list }}"', 'list', 'join('],
    ['"x-${{ github.event.list }}"', 'list', 'join('],
    ['${{ github.event.text }}${{ github.event.mapping }}', 'mapping', 'toJSON('],
  ])('%s is an error', async (written, kind, hint) => {
    const { errors } = await evaluate(`title: ${written}`);
    expect(errors).toMatchObject([
      {
        code: 'expression-invalid',
        message: expect.stringContaining(`returns a ${kind}, which cannot be part of a string`),
        hint: expect.stringContaining(hint),
      },
    ]);
  });
});

describe('blanks around exactly one expression', () => {
  it('do not count, wherever they are', async () => {
    const blank = fc.stringMatching(/^[ \t\n\r]{0,4}$/);
    await fc.assert(
      fc.asyncProperty(blank, blank, blank, async (before, inside, after) => {
        const text = `${before}\${{${inside}github.event.list${inside}}}${after}`;
        const { tree, errors } = await evaluate(
          JSON.stringify({ notification: { endUsersIds: text } }),
        );
        expect(errors).toEqual([]);
        expect(tree).toMatchObject({
          entries: [{ value: { entries: [{ value: { kind: 'list' } }] } }],
        });
      }),
    );
  });
});

describe('a text with expressions in it becomes text', () => {
  it.each([
    ['a ${{ github.event.number }} b', 'a 1.5 b'],
    ['${{ github.event.number }}${{ github.event.yes }}', '1.5true'],
    ['"[${{ github.event.text }}]"', `[${event.text}]`],
    ["a ${{ '}}' }} b", 'a }} b'],
    ["a ${{ 'it''s Bob''s' }} b", "a it's Bob's b"],
    ["${{ '$' }}{{ github.token }}", '${{ github.token }}'],
    ["a ${{ '' }}", 'a '],
  ])('%s', async (written, text) => {
    const { tree, errors } = await evaluate(`a: ${written}`);
    expect(errors).toEqual([]);
    expect(tree).toMatchObject({
      entries: [{ value: { kind: 'scalar', value: text, text } }],
    });
  });
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

describe('a list or a mapping may stand', () => {
  it.each<[string, string, unknown]>([
    ['endUsersIds', '${{ github.event.list }}', ['a', 'b']],
    ['audiencesIds', '${{ github.event.list }}', ['a', 'b']],
    ['override', '${{ github.event.mapping }}', { A: '1', B: 2 }],
    ['override', '${{ github.event.pairs }}', [{ key: 'A', value: '1' }]],
    ['additionalFields', '{x: "${{ github.event.mapping }}"}', { x: { A: '1', B: 2 } }],
    ['additionalFields', '{x: [1, "${{ github.event.list }}"]}', { x: [1, ['a', 'b']] }],
  ])('in %s: %s', async (field, written, expected) => {
    const { tree, errors } = await evaluate(`notification:\n  ${field}: ${written}`);
    expect(errors).toEqual([]);
    expect(plain(tree)).toEqual({ notification: { [field]: expected } });
  });

  it('in one of several notifications too', async () => {
    const { tree, errors } = await evaluate(
      'notifications:\n  - override: ${{ github.event.mapping }}\n  - endUsersIds: ${{ github.event.list }}',
    );
    expect(errors).toEqual([]);
    expect(plain(tree)).toEqual({
      notifications: [{ override: { A: '1', B: 2 } }, { endUsersIds: ['a', 'b'] }],
    });
  });
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

  it.each<[string, string]>([
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

describe('no list or mapping may stand', () => {
  it.each<[text: string, where: string, message: RegExp]>([
    ['${{ github.event.mapping }}', '1:1 ', /cannot be computed/],
    ['notification: ${{ github.event.mapping }}', '1:15 notification', /cannot be computed/],
    ['notifications: ${{ github.event.pairs }}', '1:16 notifications', /cannot be computed/],
    [
      'notifications: ["${{ github.event.mapping }}"]',
      '1:17 notifications.0',
      /cannot be computed/,
    ],
    [
      'notification: {title: "${{ github.event.list }}"}',
      '1:23 notification.title',
      /a list, but text/,
    ],
    [
      'notification: {systemId: "${{ github.event.list }}"}',
      '1:26 notification.systemId',
      /a list, but text is required here/,
    ],
    [
      'notification:\n  endUsersIds: ${{ github.event.mapping }}',
      '2:16 notification.endUsersIds',
      /a mapping, but text or a list/,
    ],
    [
      'notification:\n  endUsersIds:\n    - ${{ github.event.mapping }}',
      '3:7 notification.endUsersIds.0',
      /a mapping, but text or a list/,
    ],
    [
      'notification:\n  systemId:\n    - ${{ github.event.list }}',
      '3:7 notification.systemId.0',
      /a list, but text/,
    ],
    [
      'notification: {override: {A: "${{ github.event.list }}"}}',
      '1:30 notification.override.A',
      /a list, but text/,
    ],
    [
      'notification: {override: ["${{ github.event.mapping }}"]}',
      '1:27 notification.override.0',
      /a mapping/,
    ],
    [
      'notification: {override: [{key: A, value: "${{ github.event.mapping }}"}]}',
      '1:43 notification.override.0.value',
      /a mapping/,
    ],
    [
      'notification: {additionalFields: "${{ github.event.mapping }}"}',
      '1:34 notification.additionalFields',
      /this part of a payload file cannot be computed/,
    ],
    ['override: ${{ github.event.mapping }}', '1:11 override', /a mapping/],
  ])('in %j', async (text, where, message) => {
    const { tree, errors } = await evaluate(text);
    const [line, column, key] = where.split(/[: ]/);
    expect(errors).toEqual([
      {
        code: 'expression-invalid',
        message: expect.stringMatching(message),
        hint: expect.stringContaining('toJSON('),
        location: { input: 'payload-file', line: Number(line), column: Number(column), key },
      },
    ]);
    expect(JSON.stringify(tree)).toContain('"failed":true');
  });
});

describe('an expression in a key', () => {
  it('is refused, and the value is looked at all the same', async () => {
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

it('takes no list inside a list of a list of recipients', async () => {
  const { errors } = await evaluate('notification: {endUsersIds: [["${{ github.event.list }}"]]}');
  expect(errors).toMatchObject([
    { code: 'expression-invalid', message: expect.stringContaining('list') },
  ]);
});

describe('an expression that cannot be evaluated', () => {
  it.each<[string, RegExp]>([
    ['${{ github.actor', /`\}\}` is missing/],
    ["a ${{ 'b }}", /`\}\}` is missing/],
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

  it('has the hint of its fault, if there is one', async () => {
    const { errors } = await evaluate('a: ${{ steps.x.outputs.y }}\nb: ${{ "x" }}');
    expect(errors[0]?.hint).toContain('toJSON(steps)');
    expect(errors[1]?.hint).toContain('single quotes');
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
      expect.stringMatching(/^`\$\{\{ \( \}\}` .*[Uu]nexpected/),
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
    expect(errors).toMatchObject([
      {
        code: 'value-missing',
        message: expect.stringContaining('`needs`'),
        hint: expect.stringContaining('needs: ${{ toJSON(needs) }}'),
      },
    ]);
  });
});

it('the texts made of results are paid for', async () => {
  const half = 'x'.repeat(600_000);
  const { errors } = await evaluate('a: ${{ github.event.half }}-${{ github.event.half }}', {
    event: { half },
  });
  expect(errors).toMatchObject([
    { code: 'expression-invalid', message: expect.stringContaining('1 MiB') },
  ]);
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
