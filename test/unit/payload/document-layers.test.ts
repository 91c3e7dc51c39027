import { describe, expect, it } from 'vitest';
import type { ErrorDiagnostic } from '../../../src/diagnostics.ts';
import type { Tree } from '../../../src/document/tree.ts';
import { emptyLayer, type Layer } from '../../../src/layer.ts';
import { readDocument } from '../../../src/payload/document-layers.ts';
import type { DocumentLayers } from '../../../src/payload/layers.ts';
import { createTestDiagnostics, sourceOf, treeOf } from './support.ts';

interface Read {
  readonly document: DocumentLayers | undefined;
  /** The first of its layers. */
  readonly layer: Layer;
  readonly errors: readonly ErrorDiagnostic[];
}

async function readTree(tree: Tree): Promise<Read> {
  const diagnostics = createTestDiagnostics();
  const reading = { source: sourceOf(''), diagnostics, judgesValues: true };
  const [document] = await readDocument(tree, reading);
  return { document, layer: document?.layers[0] ?? emptyLayer, errors: diagnostics.errors };
}

const read = async (text: string): Promise<Read> => readTree(await treeOf(text));

/** The layer of a document of one notification, given the lines below `notification:`. */
async function layerOf(lines: string): Promise<Layer> {
  const { document, layer, errors } = await read(`notification:\n${lines}`);
  expect(errors).toEqual([]);
  expect(document?.isList).toBe(false);
  return layer;
}

const location = (line: number, column: number, key: string) => ({
  input: 'payload-file',
  line,
  column,
  key: `notification.${key}`,
});

describe('a text', () => {
  it.each<[string, string]>([
    ['1.10', '1.10'],
    ['0x1F', '0x1F'],
    ['12345678901234567890', '12345678901234567890'],
    ['True', 'True'],
    ['yes', 'yes'],
    ['2026-06-30', '2026-06-30'],
    ['" padded "', ' padded '],
    ["'null'", 'null'],
    ['"a\\nb"', 'a\nb'],
  ])('%s is taken as it is written', async (written, value) => {
    expect((await layerOf(`  title: ${written}`)).texts).toEqual({
      title: { value, location: location(2, 10, 'title') },
    });
  });

  it.each(['~', 'null', '""', '" "', '"\\t\\n"', ''])('%s is not given', async (written) => {
    const names = ['title', 'systemId', 'override', 'additionalFields'];
    const lines = names.map((name) => `  ${name}: ${written}`);
    expect(await layerOf(lines.join('\n'))).toEqual(await layerOf('  title: ~'));
  });
});

describe('a list', () => {
  it.each<[string, readonly string[]]>([
    ['ann', ['ann']],
    ['[ann, 007, "@octocat", True]', ['ann', '007', '@octocat', 'True']],
    ['[ann, ~, "", " ", bob]', ['ann', 'bob']],
    ['12345678901234567890', ['12345678901234567890']],
  ])('%s', async (written, values) => {
    const { lists } = await layerOf(`  endUsersIds: ${written}\n  audiencesIds: ${written}`);
    expect(lists.endUsersIds?.map((given) => given.value)).toEqual(values);
    expect(lists.audiencesIds?.map((given) => given.value)).toEqual(values);
  });

  it('knows the location of each item', async () => {
    expect((await layerOf('  endUsersIds: [a, b]\n  systemId: s')).lists).toEqual({
      systemId: [{ value: 's', location: location(3, 13, 'systemId') }],
      endUsersIds: [
        { value: 'a', location: location(2, 17, 'endUsersIds.0') },
        { value: 'b', location: location(2, 20, 'endUsersIds.1') },
      ],
    });
  });
});

describe('override', () => {
  const pairs = (layer: Layer): readonly string[] =>
    Array.from(layer.override, ([key, { value }]) => `${key}=${value}`);

  it.each<[string, readonly string[]]>([
    ['{A: b, B: 1.10, C: true}', ['A=b', 'B=1.10', 'C=true']],
    ['{A: "", B: " ", C: ~}', ['A=', 'B= ']],
    ['{"###URL###": x, "### A ###": y, "#B#": z, c: w}', ['URL=x', 'A=y', '#B#=z', 'c=w']],
    ['{Z: 1, A: 2, a: 3}', ['Z=1', 'A=2', 'a=3']],
    ['[{key: A, value: b}, {value: "", key: "###B###"}, {key: C, value: ~}]', ['A=b', 'B=']],
    ['[{key: 1.10, value: 0x1F}]', ['1.10=0x1F']],
    ['~', []],
    ['{}', []],
    ['[]', []],
  ])('%s', async (written, expected) => {
    expect(pairs(await layerOf(`  override: ${written}`))).toEqual(expected);
  });

  it('knows the location of each pair', async () => {
    expect((await layerOf('  override: {A: b}')).override.get('A')).toEqual({
      value: 'b',
      location: location(2, 14, 'override.A'),
    });
    expect((await layerOf('  override: [{key: A, value: b}]')).override.get('A')).toEqual({
      value: 'b',
      location: location(2, 23, 'override.0.value'),
    });
  });

  it.each<[string, number, string, RegExp]>([
    ['{"": x}', 14, 'override.', /`notification\.override` has an empty key/],
    ['{"######": x}', 14, 'override.######', /empty key/],
    ['{" ": x}', 14, 'override. ', /empty key/],
    ['[{key: "", value: x}]', 24, 'override.0.value', /empty key/],
    ['[{key: ~, value: x}]', 23, 'override.0.value', /empty key/],
    ['{A: x, "###A###": y}', 20, 'override.###A###', /sets the key `A` twice/],
    ['{" A": x, A: y}', 23, 'override.A', /sets the key `A` twice/],
    ['[{key: A, value: x}, {key: A, value: x}]', 43, 'override.1.value', /sets the key `A` twice/],
  ])('%s is refused', async (written, column, key, message) => {
    const { errors } = await read(`notification:\n  override: ${written}`);
    const hint = 'Remove it, or use another key.';
    const found = { hint, message: expect.stringMatching(message) };
    expect(errors).toMatchObject([
      { code: 'payload-invalid', ...found, location: location(2, column, key) },
    ]);
  });

  it('a key that appears twice was reported before: the last one counts', async () => {
    const layer = await layerOf('  override: {A: x, B: y, A: z}');
    expect(pairs(layer)).toEqual(['A=z', 'B=y']);
  });

  it('keeps the pairs that can be used, and counts a value of another type as given', async () => {
    const { errors, layer } = await read(
      'notification: {override: [x, {key: [A], value: b}, {key: C}, {key: D, value: [e]}, {key: F, value: g}]}',
    );
    expect(errors).toHaveLength(4);
    expect(pairs(layer)).toEqual(['D=', 'F=g']);
    expect(layer.override.get('D')?.failed).toBe(true);
  });

  it('quotes a key shortly', async () => {
    const key = 'x'.repeat(5000);
    const { errors } = await read(`notification: {override: {"${key}": 1, "###${key}###": 2}}`);
    expect(errors[0]?.message.length).toBeLessThan(200);
  });
});

describe('additionalFields', () => {
  const body = async (lines: string): Promise<string> => {
    const { additional } = await layerOf(`  additionalFields:\n${lines}`);
    return JSON.stringify(
      Object.fromEntries([...additional].map(([key, { value }]) => [key, value])),
    );
  };

  it.each<[string, string]>([
    ['    a: x', '{"a":"x"}'],
    ['    a: 1.10', '{"a":1.10}'],
    ['    a: 12345678901234567890', '{"a":12345678901234567890}'],
    ['    a: -1e3', '{"a":-1e3}'],
    ['    a: 0x1F', '{"a":31}'],
    ['    a: 012', '{"a":12}'],
    ['    a: +1', '{"a":1}'],
    ['    a: .5', '{"a":0.5}'],
    ['    a: 1.', '{"a":1}'],
    ['    a: .inf', '{"a":".inf"}'],
    ['    a: 1e999', '{"a":"1e999"}'],
    ['    a: true', '{"a":true}'],
    ['    a: "1.10"', '{"a":"1.10"}'],
    ['    a: 2026-06-30', '{"a":"2026-06-30"}'],
    ['    a: ""', '{"a":""}'],
    ['    a: ~', '{}'],
    ['    a: [1, {b: ~, c: [x]}]', '{"a":[1,{"b":null,"c":["x"]}]}'],
    ['    a: {}\n    b: []', '{"a":{},"b":[]}'],
  ])('%j becomes %s', async (lines, expected) => {
    expect(await body(lines)).toBe(expected);
  });

  it('of JSON keep their digits too', async () => {
    const text = '{"notification": {"additionalFields": {"a": [1.10, -1e999, 1E2]}}}';
    const { layer } = await readTree(await treeOf(text, 'p.json'));
    expect(JSON.stringify(layer.additional.get('a')?.value)).toBe('[1.10,"-1e999",1E2]');
  });

  it('know their locations', async () => {
    const { additional } = await layerOf('  additionalFields: {a: 1}');
    expect(additional.get('a')?.location).toEqual(location(2, 22, 'additionalFields.a'));
  });

  it.each(['title', 'override', 'systemId', 'additionalFields'])(
    'cannot hold %s, which is a field',
    async (name) => {
      const { errors } = await read(`notification:\n  additionalFields:\n    ${name}: 1`);
      const message = expect.stringContaining(`\`${name}\` is a field of a notification`);
      const at = location(3, 5, `additionalFields.${name}`);
      expect(errors).toEqual([{ code: 'payload-invalid', message, location: at }]);
    },
  );
});

describe('a document', () => {
  it.each(['{}', '$schema: x', '$schema: []', 'notification: ~', 'notifications: ~'])(
    '%s gives nothing',
    async (text) => {
      expect(await read(text)).toMatchObject({ document: undefined, errors: [] });
    },
  );

  it('that is refused counts as one that may give anything', async () => {
    const { layer, errors } = await read('foo: 1');
    expect(errors).toHaveLength(1);
    expect(layer).toMatchObject({ texts: { templateId: { failed: true } } });
  });

  it('of several gives them in order, also those that cannot be read', async () => {
    const { document, errors } = await read('notifications:\n- {title: a}\n- x\n- {title: b}');
    expect(errors).toHaveLength(1);
    const at = { line: 4, column: 11, key: 'notifications.2.title' };
    expect(document).toMatchObject({
      isList: true,
      layers: [
        { texts: { title: { value: 'a' } } },
        { texts: { templateId: { failed: true } } },
        { texts: { title: { value: 'b', location: at } } },
      ],
    });
  });

  it.each([
    ['notifications: []', 1, '`notifications` is empty.'],
    [
      'notification: {}\nnotifications: [{}]',
      2,
      '`notification` and `notifications` cannot both be in one document.',
    ],
  ])('%j is refused', async (text, line, message) => {
    const { document, errors } = await read(text);
    expect(document).toMatchObject({ isList: true });
    const at = { input: 'payload-file', line, column: 16, key: 'notifications' };
    expect(errors).toEqual([{ code: 'payload-invalid', message, location: at }]);
  });

  it.each(['notification: ~\nnotifications: [{}]', 'notification: {}\nnotifications: ~'])(
    'with one of them blank is fine: %j',
    async (text) => {
      expect((await read(text)).errors).toEqual([]);
    },
  );
});
