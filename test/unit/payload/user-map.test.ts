import { describe, expect, it } from 'vitest';
import { parseUserMap, type UserMap } from '../../../src/payload/user-map.ts';
import { within } from '../../support/within.ts';
import { createTestDiagnostics, secret } from './support.ts';

async function read(text: string, name = 'people.yml') {
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
    expect((await soundMap('{}')).entries.size).toBe(0);
  });
});

describe('refused at its line is', () => {
  it.each<[text: string, message: RegExp, line?: number, column?: number]>([
    ['octocat: ann\n"@ann": x', /not a GitHub login.*write `ann`, without @/, 2, 1],
    ['octocat: ann\n@Ann: x', /not a GitHub login.*write `Ann`, without @/, 2, 1],
    ['"@Acme/ops": x', /write `Acme\/ops`/],
    ['"a/b/c": x', /not a GitHub login or team/],
    ['octocat: ann\nann: @bob', /a value begins with @/, 2, 6],
    ['octocat:\n  - ann\n  - @bob', /a value begins with @/, 3, 5],
    ['octocat: "@hubot"', /a value begins with @/],
    ['octocat: [ann, " @hubot"]', /a value begins with @/],
    ['"*": "@{login}"', /a value begins with @/],
    ...['{login}@x', '${login}@x', '{{login}}@x', '${{ github.actor }}', '{LOGIN}'].map(
      (id): [string, RegExp] => [`octocat: "${id}"`, /placeholder/],
    ),
    ...['${login}@x', '{{login}}', '${{ login }}', '%{login}', '{login}@x, {login}@y'].map(
      (pattern): [string, RegExp] => [`"*": "${pattern}"`, /one line of text/],
    ),
    ['"*": "{login}@a"\n" *": "{login}@b"', /appears twice/, 2, 1],
    ['octocat: "a@x, \\"b@x"', /a value has a quote/],
    ['octocat: "# sales"', /must be an ID/],
    ['octocat: ["\\u200b"]', /must be an ID/],
    ['octocat: [true]', /an ID is what a missing value becomes/],
    ['a.b: x', /not a GitHub login/],
    ['"": x', /not a GitHub login/],
    [`${'x'.repeat(40)}: x`, /not a GitHub login/],
    ['"a[bot]b": x', /not a GitHub login/],
    ['"**": "{login}"', /not a GitHub login/],
    ['octöcat: x', /not a GitHub login/],
    ['octocat: ~', /must be an ID, a list of IDs, or \[\]/],
    ['octocat:', /must be an ID/],
    ['octocat: " "', /must be an ID/],
    ['octocat: [a, "b\\u2028c"]', /an ID contains a line break/],
    ['"*": "{login}\\nx"', /one line of text with `\{login\}`/],
    ['octocat: {id: x}', /must be an ID/],
    ['octocat: [ann, ~]', /must be an ID/],
    ['octocat: [[ann]]', /must be an ID/],
    ['octocat: ann\nOctocat: bob', /appears twice.*ignore case/, 2, 1],
    ['octocat: ann\noctocat: bob', /`octocat` is set twice/, 2, 1],
    ['"*": "{login}@a"\n"*": "{login}@b"', /`\*` is set twice/, 2, 1],
    ['__proto__: ann', /`__proto__` is not allowed/],
    ['"*": everybody@corp.example', /fallback `\*` must be one line of text with `\{login\}`/],
    ['"*": ["{login}"]', /fallback/],
    ['"*": ~', /fallback/],
  ])('%j', async (text, message, line = 1, column = 1) => {
    const { errors } = await read(text);
    const location = { input: 'user-map', file: 'people.yml', line, column };
    expect(errors).toMatchObject([{ code: 'inputs-invalid', location }]);
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.message).toContain('`user-map`');
  });

  it('all of it at once, each with its key', async () => {
    const { map, errors } = await read('a.b: x\nann: ~\nbob: bob\n"*": x\n"@bob": x');
    const found = errors.map(({ location }) => `${location?.line} ${location?.key}`);
    expect(found).toEqual(['1 a.b', '2 ann', '4 *', '5 @bob']);
    expect(map).toBeUndefined();
  });

  it('a key that is quoted shortly and without secrets', async () => {
    const { errors } = await read(`{"${secret} ${'x'.repeat(500)}": 1}`, 'people.json');
    expect(errors[0]?.location?.key).toMatch(/^\*\*\* x{1,45}…$/);
    expect(JSON.stringify(errors)).not.toContain(secret);
  });
});

it.each<[string, string, number, number, RegExp]>([
  ['people.yml', '', 1, 1, /`user-map` is not valid YAML: it is empty/],
  ['people.yml', '# nobody\n', 1, 1, /empty/],
  ['people.json', ' ', 1, 1, /empty/],
  [
    'people.yml',
    '- octocat: ann',
    1,
    1,
    /must be a mapping.*found a list.*Write one login per line, such as `octocat: ada@/,
  ],
  ['people.yml', 'octocat', 1, 1, /must be a mapping.*found text/],
  ['people.json', '["octocat"]', 1, 1, /found a list.*Write `\{"octocat": "ada@/],
  ['people.yml', 'a: b\n---\nc: d', 2, 1, /second document.* Remove the line\.$/],
  ['people.json', '{"a": “b”}', 1, 7, /curly quote “/],
  ['people.json', 'octocat: ann', 1, 1, /not valid JSON/],
])(
  'a file that is no map, (%s, %j), is refused as a whole',
  async (name, text, line, column, message) => {
    const { map, errors } = await read(text, name);
    expect(map).toBeUndefined();
    const location = { input: 'user-map', file: name, line, column };
    expect(errors).toMatchObject([{ code: 'inputs-invalid', location }]);
    expect(`${errors[0]?.message} ${errors[0]?.hint}`).toMatch(message);
  },
);

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
