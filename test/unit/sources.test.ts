import { describe, expect, it } from 'vitest';
import { ActionError, createFindings, type Findings } from '../../src/errors.ts';
import { openEvent, readPayloadFile, readSettings } from '../../src/sources.ts';
import { type Contents, createWorld } from './support.ts';

const collect = (): Findings => createFindings((text, length = 60) => `‹${text.slice(0, length)}›`);

async function read(contents: Contents) {
  const findings = collect();
  const world = createWorld(contents);
  const settings = await readSettings(world, findings);
  return { ...settings, findings, reads: world.reads };
}

/** The problems with which reading ends. */
async function problemsOf(contents: Contents) {
  const findings = collect();
  try {
    await readSettings(createWorld(contents), findings);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { thrown: error.problems, all: findings.problems };
  }
  throw new Error('no problem was found');
}

describe('inputs', () => {
  it('are read without any file where none is named', async () => {
    const { config, userMap, findings, reads } = await read({ inputs: { title: 'T' } });
    expect(config.fields.title).toBe('T');
    expect(userMap).toBeUndefined();
    expect(findings).toMatchObject({ problems: [], remarks: [] });
    expect(reads).toEqual([]);
  });

  it('may take context and needs from files', async () => {
    const { config, reads } = await read({
      inputs: { context: '@out/context.json', needs: '@needs.json' },
      files: {
        'out/context.json': '\n{"steps": {"a": 1}}\n',
        'needs.json': '{"build": {"result": "success"}}',
      },
    });
    expect(config.context).toEqual({ steps: { a: 1 } });
    expect(config.needs).toEqual({ build: { result: 'success' } });
    expect(reads).toEqual(['out/context.json', 'needs.json']);
  });

  it('take a blank file for an input that was not given', async () => {
    const { config } = await read({
      inputs: { context: '@blank', needs: '@blank' },
      files: { blank: ' \n' },
    });
    expect(config.context).toEqual({});
    expect(config.needs).toBeUndefined();
  });

  it('never read a second file because the first begins with @', async () => {
    const { thrown } = await problemsOf({
      inputs: { needs: '@a' },
      files: { a: '@b', b: '{}' },
    });
    expect(thrown).toMatchObject([{ code: 'inputs-invalid', place: { input: 'needs' } }]);
  });

  it('take @ literally everywhere else', async () => {
    const { config, reads } = await read({ inputs: { title: '@a', 'payload-file': '@b' } });
    expect(config).toMatchObject({ fields: { title: '@a' }, payloadFile: '@b' });
    expect(reads).toEqual([]);
  });

  it('count the lines of a file from its first', async () => {
    const { thrown } = await problemsOf({
      inputs: { context: '@context.json' },
      files: { 'context.json': '\n\n{\n  "a": }' },
    });
    expect(thrown).toMatchObject([
      { place: { input: 'context' }, message: expect.stringContaining('line 4, column 8') },
    ]);
  });
});

describe('the user map', () => {
  it('is read from its file', async () => {
    const { userMap } = await read({
      inputs: { 'user-map': 'people.yml' },
      files: { 'people.yml': 'Octocat: ann\nbot: []\n"*": "{login}@corp.example"\n' },
    });
    expect(userMap).toEqual({
      entries: new Map([
        ['octocat', ['ann']],
        ['bot', []],
      ]),
      fallback: '{login}@corp.example',
    });
  });

  it('has its problems told with their lines', async () => {
    const { thrown } = await problemsOf({
      inputs: { 'user-map': 'people.yml' },
      files: { 'people.yml': 'octocat: ann\n"@mona": bob\n' },
    });
    expect(thrown).toMatchObject([
      { code: 'inputs-invalid', place: { input: 'user-map', file: 'people.yml', line: 2 } },
    ]);
  });
});

describe('every problem of the inputs', () => {
  it('is told at once, those of files included', async () => {
    const { thrown } = await problemsOf({
      inputs: {
        context: '@missing.json',
        needs: '@broken.json',
        'user-map': 'missing.yml',
        region: 'mars',
        'dry-run': 'yes',
      },
      files: { 'broken.json': '{' },
    });
    expect(thrown.map(({ code, place }) => [code, place?.input])).toEqual([
      ['inputs-invalid', 'context'],
      ['inputs-invalid', 'region'],
      ['inputs-invalid', 'needs'],
      ['inputs-invalid', 'dry-run'],
      ['inputs-invalid', 'user-map'],
    ]);
    expect(thrown[0]).toMatchObject({
      message: expect.stringMatching(/`context`: .*‹missing\.json› does not exist\./),
      hint: 'Check it out first.',
    });
  });

  it('does not include those of the payload, which may still be joined by others', async () => {
    const { findings } = await read({ inputs: { 'audience-ids': '["a"' } });
    expect(findings.problems).toMatchObject([
      { code: 'payload-invalid', place: { input: 'audience-ids' } },
    ]);
    const { thrown } = await problemsOf({
      inputs: { 'audience-ids': '["a"', 'user-map': 'missing.yml' },
    });
    expect(thrown).toMatchObject([{ code: 'inputs-invalid', place: { input: 'user-map' } }]);
  });

  it('leaves a fault of the file system what it is', async () => {
    const world = createWorld({ inputs: { 'user-map': 'people.yml' } });
    const broken = {
      ...world,
      readFile: (): never => {
        throw new TypeError('a fault');
      },
    };
    await expect(readSettings(broken, collect())).rejects.toThrow(new TypeError('a fault'));
  });
});

describe('the payload file', () => {
  const files = { 'n.yml': 'notification: {}' };

  it('is read if it is given', () => {
    const findings = collect();
    expect(readPayloadFile('', createWorld({ files }), findings)).toBeUndefined();
    expect(readPayloadFile('n.yml', createWorld({ files }), findings)).toEqual({
      name: 'n.yml',
      text: 'notification: {}',
    });
    expect(findings.problems).toEqual([]);
  });

  it('is a problem if it cannot be read', () => {
    const findings = collect();
    expect(readPayloadFile('m.yml', createWorld({ files }), findings)).toBeUndefined();
    expect(findings.problems).toEqual([
      {
        code: 'payload-unreadable',
        message: expect.stringMatching(/`payload-file`: .*‹m\.yml› does not exist\./),
        hint: 'Check it out first.',
        place: { input: 'payload-file' },
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
  ])('%j is %j', (text, expected) => {
    const findings = collect();
    expect(openEvent(createWorld({ event: text }), findings)()).toEqual(expected);
    expect(findings.remarks).toEqual([]);
  });

  it('is read and parsed when it is first asked for, and only then', () => {
    const findings = collect();
    const world = createWorld({ event: '{"broken":' });
    const event = openEvent(world, findings);
    expect(world.reads).toEqual([]);
    expect(event()).toEqual({});
    expect(event()).toBe(event());
    expect(world.reads).toEqual(['event']);
    expect(findings.remarks).toEqual([
      { level: 'warning', message: expect.stringContaining('GITHUB_EVENT_PATH') },
    ]);
  });
});
