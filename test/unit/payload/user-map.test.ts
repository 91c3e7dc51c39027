import { describe, expect, it } from 'vitest';
import type { ErrorDiagnostic } from '../../../src/diagnostics.ts';
import { parseUserMap, type UserMap } from '../../../src/payload/user-map.ts';
import { createTestDiagnostics, secret, within } from './support.ts';

interface Read {
  readonly map: UserMap | undefined;
  readonly errors: readonly ErrorDiagnostic[];
}

async function read(text: string, name = 'people.yml'): Promise<Read> {
  const diagnostics = createTestDiagnostics();
  const map = await parseUserMap({ name, text }, diagnostics);
  return { map, errors: diagnostics.errors };
}

async function soundMap(text: string, name?: string): Promise<UserMap> {
  const { map, errors } = await read(text, name);
  expect(errors).toEqual([]);
  if (map === undefined) throw new Error('no map, and no error');
  return map;
}

describe('an entry', () => {
  it.each<[string, string, readonly string[]]>([
    ['octocat: ann@corp.example', 'octocat', ['ann@corp.example']],
    ['OctoCat: ann', 'octocat', ['ann']],
    ['octocat: [ann, bob]', 'octocat', ['ann', 'bob']],
    ['octocat:\n  - ann\n  - bob\n  - ann', 'octocat', ['ann', 'bob']],
    ['octocat: []', 'octocat', []],
    ['octocat: 0012345678901234567890', 'octocat', ['0012345678901234567890']],
    ['octocat: [1.10, yes]', 'octocat', ['1.10', 'yes']],
    ['12345: ann', '12345', ['ann']],
    ['true: ann', 'true', ['ann']],
    ['a-b_c: ann', 'a-b_c', ['ann']],
    ['"dependabot[bot]": []', 'dependabot[bot]', []],
    ['Renovate[BOT]: ops', 'renovate[bot]', ['ops']],
    [`${'x'.repeat(39)}: ann`, 'x'.repeat(39), ['ann']],
    ['octocat: a@x, b@x', 'octocat', ['a@x', 'b@x']],
    ['octocat: |\n  - a@x\n  - b@x', 'octocat', ['a@x', 'b@x']],
    ['octocat: "[\\"a@x\\", \\"b@x\\"]"', 'octocat', ['a@x', 'b@x']],
    ['octocat: ["ann, of sales"]', 'octocat', ['ann, of sales']],
    ['Acme/Release-Team: [ann, bob]', 'acme/release-team', ['ann', 'bob']],
    ['$schema: x\nnull: ann', 'null', ['ann']],
    ['octocat: " ann\\n"', 'octocat', ['ann']],
    ['octocat: |\n  ann\n', 'octocat', ['ann']],
    ['" octocat ": [" ann", "ann "]', 'octocat', ['ann']],
    ['a: &team [ann, bob]\nb: *team', 'b', ['ann', 'bob']],
  ])('%j', async (text, login, ids) => {
    expect((await soundMap(text)).entries.get(login)).toEqual(ids);
  });

  it.each(['people.json', 'people.jsonc'])('may stand in %s', async (name) => {
    const { entries } = await soundMap('{\n  // pilots\n  "Octocat": ["ann", 7.0],\n}', name);
    expect([...entries]).toEqual([['octocat', ['ann', '7.0']]]);
  });

  it.each(['people', 'people.txt', 'CODEOWNERS'])('in %s is read as YAML', async (name) => {
    expect([...(await soundMap('octocat: ann', name)).entries]).toEqual([['octocat', ['ann']]]);
  });
});

describe('the fallback', () => {
  it.each([
    ['"*": "{login}@corp.example"', '{login}@corp.example'],
    ["'*': '{login}'", '{login}'],
    ['"*": corp-{login}-{login}', 'corp-{login}-{login}'],
  ])('%s', async (text, fallback) => {
    const map = await soundMap(`${text}\noctocat: ann\n`);
    expect(map.fallback).toBe(fallback);
    expect([...map.entries.keys()]).toEqual(['octocat']);
  });

  it('need not be there', async () => {
    expect((await soundMap('octocat: ann')).fallback).toBeUndefined();
    const empty = { entries: new Map(), fallback: undefined, syntax: 'yaml' };
    expect(await soundMap('{}')).toEqual(empty);
  });
});

describe('refused at its line is', () => {
  it.each<[string, number, number, RegExp]>([
    ['octocat: ann\n"@ann": x', 2, 1, /not a GitHub login.*write `ann`, without @/],
    ['octocat: ann\n@Ann: x', 2, 1, /not a GitHub login.*write `Ann`, without @/],
    ['"@Acme/ops": x', 1, 1, /write `Acme\/ops`/],
    ['"/ops": x', 1, 1, /not a GitHub login or team/],
    ['"a/b/c": x', 1, 1, /not a GitHub login or team/],
    ['octocat: ann\nann: @bob', 2, 6, /a value begins with @/],
    ['octocat:\n  - ann\n  - @bob', 3, 5, /a value begins with @/],
    ['octocat: "@hubot"', 1, 1, /a value begins with @/],
    ['octocat: [ann, " @hubot"]', 1, 1, /a value begins with @/],
    ['"*": "@{login}"', 1, 1, /a value begins with @/],
    ...['{login}@x', '${login}@x', '{{login}}@x', '${{ github.actor }}', '{LOGIN}'].map(
      (id): [string, number, number, RegExp] => [`octocat: "${id}"`, 1, 1, /placeholder/],
    ),
    ...['${login}@x', '{{login}}', '${{ login }}', '%{login}', '{login}@x, {login}@y'].map(
      (pattern): [string, number, number, RegExp] => [
        `"*": "${pattern}"`,
        1,
        1,
        /one line of text/,
      ],
    ),
    ['"*": "{login}@a"\n" *": "{login}@b"', 2, 1, /appears twice/],
    ['octocat: "a@x, \\"b@x"', 1, 1, /a value has a quote/],
    ['octocat: "# sales"', 1, 1, /must be an ID/],
    ['octocat: ["\\u200b"]', 1, 1, /must be an ID/],
    ['octocat: [true]', 1, 1, /an ID is what a missing value becomes/],
    ['octo cat: x', 1, 1, /not a GitHub login/],
    ['a.b: x', 1, 1, /not a GitHub login/],
    ['"": x', 1, 1, /not a GitHub login/],
    [`${'x'.repeat(40)}: x`, 1, 1, /not a GitHub login/],
    ['"a[bot]b": x', 1, 1, /not a GitHub login/],
    ['"**": "{login}"', 1, 1, /not a GitHub login/],
    ['octöcat: x', 1, 1, /not a GitHub login/],
    ['octocat: ~', 1, 1, /must be an ID, a list of IDs, or \[\]/],
    ['octocat:', 1, 1, /must be an ID/],
    ['octocat: ""', 1, 1, /must be an ID/],
    ['octocat: " "', 1, 1, /must be an ID/],
    ['octocat: [a, "b\\u2028c"]', 1, 1, /an ID contains a line break/],
    ['"*": "{login}\\nx"', 1, 1, /one line of text with `\{login\}`/],
    ['octocat: {id: x}', 1, 1, /must be an ID/],
    ['octocat: [ann, ~]', 1, 1, /must be an ID/],
    ['octocat: [[ann]]', 1, 1, /must be an ID/],
    ['octocat: ann\nOctocat: bob', 2, 1, /appears twice.*ignore case/],
    ['octocat: ann\noctocat: bob', 2, 1, /`octocat` is given twice/],
    ['"*": "{login}@a"\n"*": "{login}@b"', 2, 1, /`\*` is given twice/],
    ['__proto__: ann', 1, 1, /`__proto__` is not allowed/],
    [
      '"*": everybody@corp.example',
      1,
      1,
      /fallback `\*` must be one line of text with `\{login\}`/,
    ],
    ['"*": ["{login}"]', 1, 1, /fallback/],
    ['"*": ~', 1, 1, /fallback/],
    ['"*": "{LOGIN}"', 1, 1, /fallback/],
  ])('%j', async (text, line, column, message) => {
    const { errors } = await read(text);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      code: 'inputs-invalid',
      message: expect.stringMatching(message),
      location: { input: 'user-map', file: 'people.yml', line, column },
    });
    expect(errors[0]?.message).toContain('`user-map`');
  });

  it('all of it at once, each with its key', async () => {
    const { map, errors } = await read('a.b: x\nann: ~\nbob: bob\n"*": x\n"@bob": x');
    expect(errors.map(({ location }) => [location?.line, location?.key])).toEqual([
      [1, 'a.b'],
      [2, 'ann'],
      [4, '*'],
      [5, '@bob'],
    ]);
    expect(map).toBeUndefined();
  });

  it('a key that is quoted shortly and without secrets', async () => {
    const { errors } = await read(`{"${secret} ${'x'.repeat(500)}": 1}`, 'people.json');
    expect(errors[0]?.location?.key).toMatch(/^\*\*\* x{1,45}…$/);
    expect(JSON.stringify(errors)).not.toContain(secret);
  });
});

describe('a file that is no map', () => {
  it.each<[string, string, number, number, RegExp]>([
    ['people.yml', '', 1, 1, /`user-map` is not valid YAML: it is empty/],
    ['people.yml', '# nobody\n', 1, 1, /empty/],
    ['people.json', ' ', 1, 1, /empty/],
    ['people.yml', '- octocat: ann', 1, 1, /must be a mapping/],
    ['people.yml', 'octocat', 1, 1, /must be a mapping/],
    ['people.json', '["octocat"]', 1, 1, /must be a mapping/],
    ['people.yml', 'a: b\n---\nc: d', 2, 1, /second document/],
    ['people.json', '{"a": “b”}', 1, 7, /curly quote “/],
    ['people.json', 'octocat: ann', 1, 1, /not valid JSON/],
  ])('(%s, %j) is refused as a whole', async (name, text, line, column, message) => {
    const { map, errors } = await read(text, name);
    expect(map).toBeUndefined();
    expect(errors).toMatchObject([
      {
        code: 'inputs-invalid',
        message: expect.stringMatching(message),
        location: { input: 'user-map', file: name, line, column },
      },
    ]);
  });
});

it('a parse error never quotes the file at length, and not with its secrets', async () => {
  const { errors } = await read(`octocat: *${secret}${'x'.repeat(100_000)}`);
  expect(errors[0]?.message).toMatch(/^`user-map` is not valid YAML: /);
  expect(errors[0]?.message.length).toBeLessThan(260);
  expect(errors[0]?.hint).toBe('Write `octocat: "…"`.');
  expect(errors[0]?.hint?.length).toBeLessThanOrEqual(300);
});

it('a quoted line shows no mailbox', async () => {
  const { errors } = await read('ann: ann@corp.example: x\n');
  expect(errors[0]?.hint).toBe('Write `ann: "…"`.');
  const pattern = await read('*: {login}@corp.example\n');
  expect(pattern.errors[0]?.hint).toBe('Write `"*": "{login}@corp.example"`.');
});

it('twenty thousand people are read in no time', async () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `"u${index}": "p${index}"`).join(',');
  const { entries } = await within(2000, () => soundMap(`{${text}}`, 'people.json'));
  expect(entries.size).toBe(20_000);
});
