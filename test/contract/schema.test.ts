import { Ajv } from 'ajv';
import { parse as parseJsonc } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { payloadJsonSchema } from '../../scripts/payload-schema.ts';
import { userMapJsonSchema } from '../../scripts/user-map-schema.ts';
import { createDiagnostics } from '../../src/diagnostics.ts';
import { fields } from '../../src/fields.ts';
import { parseUserMap } from '../../src/payload/user-map.ts';
import { filesIn, read } from '../support/project.ts';
import { pagesWith, snippetsOf } from '../support/snippets.ts';
import { runAction } from '../support/world.ts';

const schema = read('schema/payload.schema.json');
const validate = new Ajv({ strict: false }).compile(JSON.parse(schema));

const userMapSchema = read('schema/user-map.schema.json');
const validateUserMap = new Ajv({ strict: false }).compile(JSON.parse(userMapSchema));

const payloads = 'test/fixtures/payloads';
const parse = (path: string, text: string): unknown =>
  /\.jsonc?$/.test(path) ? parseJsonc(text) : parseYaml(text, { intAsBigInt: false });

/** A dry run of the action itself on the document. */
const dryRun = (path: string, text: string) => {
  const name = path.replaceAll('/', '-');
  return runAction({
    inputs: { 'payload-file': name, 'dry-run': 'true' },
    files: { [name]: text },
  });
};

it('the files are what `npm run schema` writes', () => {
  expect(schema).toBe(payloadJsonSchema());
  expect(userMapSchema).toBe(userMapJsonSchema());
});

it('every field and every form has a description', () => {
  const { definitions } = JSON.parse(schema);
  const properties: readonly [string, { readonly description?: string }][] = Object.entries(
    definitions.notification.properties,
  );
  expect(properties.map(([name]) => name)).toEqual(['if', ...fields.map(({ name }) => name)]);
  for (const [name, { description }] of properties) expect(description, name).toMatch(/.{10}/);
});

it.each([
  [{ notification: { templatId: 't' } }, '/notification', { additionalProperty: 'templatId' }],
  [{ notification: { override: { A: [] } } }, '/notification/override/A', {}],
  [{ notification: { override: [{ key: 'A', val: 'b' }] } }, '/notification/override/0', {}],
  [{ notification: { endUsersIds: [] } }, '/notification/endUsersIds', {}],
  [{ notifications: [{ title: {} }] }, '/notifications/0/title', {}],
  [{ notifications: [null] }, '/notifications/0', { type: 'object' }],
  [{ notification: { if: 1 } }, '/notification/if', {}],
])('a validator names the value that is wrong: %j', (document, path, params) => {
  expect(validate(document)).toBe(false);
  expect(validate.errors).toMatchObject([{ instancePath: path, params }]);
});

it.each([true, "run.result == 'failure'", '${{ failure() }}', null])('`if` can be %j', (value) => {
  expect(validate({ notification: { if: value, templateId: 't' } })).toBe(true);
});

describe.each(filesIn(payloads, /^valid\//))('%s', (name) => {
  const path = `${payloads}/${name}`;

  it('is valid for the editor', () => {
    expect(validate(parse(path, read(path))), JSON.stringify(validate.errors)).toBe(true);
  });

  it('is valid for the action', async () => {
    const run = await dryRun(path, read(path));
    expect(run.report.errors).toEqual([]);
    expect(run.outputs['outcome']).toBe('dry-run');
  });
});

describe.each(filesIn(payloads, /^invalid\//))('%s', (name) => {
  const path = `${payloads}/${name}`;

  it('is invalid for the editor', () => {
    expect(validate(parse(path, read(path)))).toBe(false);
  });

  it('is invalid for the action, at a line of the file', async () => {
    const run = await dryRun(path, read(path));
    expect(run.outputs['error-code']).toBe('payload-invalid');
    expect(run.report.errors[0]?.location?.line).toBeGreaterThan(0);
  });
});

const examples = filesIn('examples', /\/.*(?<!workflow|event)\.(yml|jsonc?)$/);
const published =
  'https://raw.githubusercontent.com/your-org/notify-walkme-workstation/v1/schema/payload.schema.json';

it.each(examples)('%s is valid for the editor, and names the published schema', (path) => {
  const text = read(`examples/${path}`);
  expect(validate(parse(path, text))).toBe(true);
  expect(text).toContain(published);
});

const documents = ['README.md', 'docs/payload.md', ...pagesWith('docs/recipes/')]
  .flatMap(snippetsOf)
  .filter(({ text }) => /^notifications?:/m.test(text));

it.each(documents)('the payload in $page, line $line, is valid for the editor', ({ text }) => {
  expect(validate(parseYaml(text)), JSON.stringify(validate.errors)).toBe(true);
});

it.each<[string, boolean]>([
  ['octocat: mona@example.com', true],
  ['octocat: 0012345', true],
  ['octocat: [ada@example.com, grace]', true],
  ['"dependabot[bot]": []', true],
  ['acme/release-team: ada@example.com, grace@example.com', true],
  ['"*": "{login}@example.com"', true],
  ['$schema: https://example.com', true],
  ['"@octocat": mona', false],
  ['octocat: "@mona"', false],
  ['octocat: "{login}@example.com"', false],
  ['octocat: ${{ github.actor }}', false],
  ['octocat: ~', false],
  ['octocat: ""', false],
  ['octocat: {id: mona}', false],
  ['"*": "${login}@example.com"', false],
  ['"*": "{{login}}@example.com"', false],
  ['"*": ["{login}"]', false],
  ['"*": everyone@example.com', false],
  ['a/b/c: mona', false],
])('the user map %s is the same for the editor and for the action', async (text, isValid) => {
  const diagnostics = createDiagnostics(String);
  await parseUserMap({ name: 'people.yml', text }, diagnostics);
  expect(validateUserMap(parseYaml(text, { intAsBigInt: false }))).toBe(isValid);
  expect(diagnostics.errors).toHaveLength(isValid ? 0 : 1);
});
