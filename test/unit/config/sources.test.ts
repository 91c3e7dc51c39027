import { describe, expect, it } from 'vitest';
import { builtinPayloads } from '../../../src/builtin/payloads.ts';
import type { Config } from '../../../src/config/config.ts';
import {
  openEvent,
  readConfig,
  readPayloadFile,
  readUserMapFile,
} from '../../../src/config/sources.ts';
import { createDiagnostics, type Diagnostics, Fault } from '../../../src/diagnostics.ts';
import { type Contents, createWorld } from '../support.ts';

const collect = (): Diagnostics =>
  createDiagnostics((text, length = 60) => `‹${text.slice(0, length)}›`);

const throwing = (error: Error) => (): never => {
  throw error;
};

async function readAll(contents: Contents) {
  const diagnostics = collect();
  const world = createWorld(contents);
  const config = await readConfig(world, diagnostics);
  const userMap = readUserMapFile(world, diagnostics);
  return { config, userMap, diagnostics, reads: world.reads };
}

describe('inputs', () => {
  const needs = '{"build": {"result": "success"}}';
  it.each<[string, Contents, Partial<Config>, readonly string[]]>([
    ['are read without any file', { inputs: { needs } }, { needs: JSON.parse(needs) }, []],
    [
      'may take context and needs from files',
      {
        inputs: { context: '@out/context.json', needs: '@ needs.json' },
        files: { 'out/context.json': '\n{"steps": {"a": 1}}\n', 'needs.json': needs },
      },
      { context: { steps: { a: 1 } }, needs: JSON.parse(needs) },
      ['out/context.json', 'needs.json'],
    ],
    [
      'take a blank file for an input that was not given',
      { inputs: { context: '@blank', needs: '@blank' }, files: { blank: ' \n' } },
      { context: {}, needs: undefined },
      ['blank', 'blank'],
    ],
    [
      'take @ literally everywhere else',
      { inputs: { payload: '@a', 'payload-file': '@b' } },
      { payload: '@a', payloadFile: '@b' },
      [],
    ],
  ])('%s', async (_, contents, expected, read) => {
    const { config, diagnostics, reads } = await readAll(contents);
    expect(config).toMatchObject(expected);
    expect(diagnostics).toMatchObject({ errors: [], warnings: [] });
    expect(reads).toEqual(read);
  });

  it.each<[string, Contents, RegExp]>([
    [
      'never read a second file because the first begins with @',
      { inputs: { needs: '@a' }, files: { a: '@b', b: '{}' } },
      /^`needs` is not valid JSON/,
    ],
    [
      'count the lines of a file from its first',
      { inputs: { context: '@a' }, files: { a: '\n\n{\n  "a": }' } },
      /^`context` .*line 4, column 8/,
    ],
  ])('%s', async (_, contents, message) => {
    const { errors } = (await readAll(contents)).diagnostics;
    expect(errors).toMatchObject([
      { code: 'inputs-invalid', message: expect.stringMatching(message) },
    ]);
  });
});

it('the user map is read from its file', async () => {
  const contents = { inputs: { 'user-map': 'm.yml' }, files: { 'm.yml': 'Octocat: ann\n' } };
  const { userMap } = await readAll(contents);
  expect(userMap).toEqual({ name: 'm.yml', text: 'Octocat: ann\n' });
});

describe('every error of the inputs', () => {
  it('is reported at once, those of files included', async () => {
    const { config, diagnostics } = await readAll({
      inputs: {
        context: '@missing.json',
        needs: '@broken.json',
        'user-map': 'missing.yml',
        region: 'mars',
        'dry-run': 'yes',
      },
      files: { 'broken.json': '{' },
    });
    const { errors } = diagnostics;
    expect(errors.map(({ code, location }) => [code, location?.input])).toEqual([
      ['inputs-invalid', 'context'],
      ['inputs-invalid', 'region'],
      ['inputs-invalid', 'needs'],
      ['inputs-invalid', 'dry-run'],
      ['inputs-invalid', 'user-map'],
    ]);
    // An input whose file cannot be read is invalid, so that no expression is blamed.
    expect(config.invalidInputs).toEqual(new Set(['region', 'needs', 'dry-run', 'context']));
    expect(errors[0]).toMatchObject({
      message: expect.stringMatching(/`context`: .*‹missing\.json› does not exist\./),
      hint: '‹Check it out first.›',
    });
  });

  it.each(['octocat: ann', '{"octocat": "ann"}', 'a: b\nc: d'])(
    'does not name the people in a map that is no path: %j',
    async (map) => {
      const diagnostics = collect();
      expect(readUserMapFile(createWorld({ inputs: { 'user-map': map } }), diagnostics)).toBe(
        undefined,
      );
      expect(diagnostics.errors).toMatchObject([
        {
          code: 'inputs-invalid',
          message: '`user-map`: the value is a document.',
          hint: '‹Write it to a file, and set the path.›',
        },
      ]);
    },
  );

  it('leaves a bug what it is', () => {
    const world = createWorld({ inputs: { 'user-map': 'people.yml' } });
    const broken = { ...world, readFile: throwing(new TypeError('a fault')) };
    expect(() => readUserMapFile(broken, collect())).toThrow(new TypeError('a fault'));
  });
});

describe('the payload file', () => {
  async function readFile(path: string) {
    const diagnostics = collect();
    const world = createWorld({ files: { 'n.yml': 'notification: {}' } });
    const file = await readPayloadFile(path, world, diagnostics);
    return { file, errors: diagnostics.errors, reads: world.reads };
  }

  it.each<[string, unknown, readonly string[]]>([
    ['', undefined, []],
    ['n.yml', { name: 'n.yml', text: 'notification: {}' }, ['n.yml']],
    // A ready-made one is no file.
    ['builtin:release', { name: 'builtin:release', text: builtinPayloads['release'] }, []],
  ])('%j is read, if it is given', async (path, file, reads) => {
    expect(await readFile(path)).toEqual({ file, errors: [], reads });
  });

  it.each<[string, RegExp, RegExp]>([
    ['file:///w/m.yml', /is a URL\.$/, /^‹Write the path of a file in the workspace\.›$/],
    ['{"notification": {}}', /is a document\.$/, /^‹Set `payload` to it/],
    ['notification:\n  title: x', /is a document\.$/, /^‹Set `payload` to it/],
    ['FILE:m.yml', /is a URL\.$/, /^‹Write the path of/],
    ['https://x.example/m.yml', /is a URL\.$/, /^‹Write the path of/],
    ['m.yml', /`payload-file`: .*‹m\.yml› does not exist\./, /^‹Check it out first\.›$/],
    ['Builtin:deploymnet', /Did you mean .*deployment`\?$/, /builtin:result/],
    ['builtin:constructor', /no ready-made payload file/, /builtin:result/],
  ])('%s cannot be read, which is an error', async (path, message, hint) => {
    const { file, errors } = await readFile(path);
    expect(file).toBeUndefined();
    expect(errors).toEqual([
      {
        code: 'payload-unreadable',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
        location: { input: 'payload-file' },
      },
    ]);
  });
});

describe('the event', () => {
  it.each<[string, unknown]>([
    ['{"action": "opened"}', { action: 'opened' }],
    ['', {}],
    ['null', {}],
    ['[1]', [1]],
    ['\ufeff{"action": "opened"}', { action: 'opened' }],
    ['\ufeff', {}],
  ])('%j is %j', (text, expected) => {
    const diagnostics = collect();
    expect(openEvent(createWorld({ event: text }), diagnostics)()).toEqual(expected);
    expect(diagnostics.warnings).toEqual([]);
  });

  it('is read and parsed when it is first asked for, and only then', () => {
    const diagnostics = collect();
    const world = createWorld({ event: '{"broken":' });
    const event = openEvent(world, diagnostics);
    expect(world.reads).toEqual([]);
    expect(event()).toEqual({});
    expect(event()).toBe(event());
    expect(world.reads).toEqual(['event']);
    expect(diagnostics.warnings).toEqual([
      { level: 'warning', message: expect.stringContaining('GITHUB_EVENT_PATH') },
    ]);
  });

  it('is empty, with a warning, if its file cannot be read', () => {
    const diagnostics = collect();
    const world = { ...createWorld({}), readEvent: throwing(new Fault('cannot be read (EISDIR)')) };
    expect(openEvent(world, diagnostics)()).toEqual({});
    const message =
      'The event file (GITHUB_EVENT_PATH) cannot be read (EISDIR), so `github.event` is empty.';
    expect(diagnostics.warnings).toEqual([{ level: 'warning', message }]);
  });

  it('leaves a bug what it is', () => {
    const world = { ...createWorld({}), readEvent: throwing(new TypeError('a fault')) };
    expect(openEvent(world, collect())).toThrow(new TypeError('a fault'));
  });
});
