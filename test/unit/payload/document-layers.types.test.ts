import { describe, expect, it } from 'vitest';
import type { ErrorDiagnostic } from '../../../src/diagnostics.ts';
import { readDocument } from '../../../src/payload/document-layers.ts';
import { createTestDiagnostics, secret, sourceOf, treeOf, within } from './support.ts';

async function validate(text: string, name?: string): Promise<readonly ErrorDiagnostic[]> {
  const diagnostics = createTestDiagnostics();
  const source = sourceOf(text, name);
  await readDocument(await treeOf(text, name), { source, diagnostics, judgesValues: true });
  expect(diagnostics.warnings).toEqual([]);
  return diagnostics.errors;
}

describe('sound is', () => {
  it.each([
    '{}',
    'notification:',
    'notifications: ~',
    '$schema: https://example.com/s.json\nnotification: {}',
    'notification: {templateId: 1.10, title: true, startAt: 2026-06-30, systemId: ~, runtimeTitle: }',
    'notification: {endUsersIds: ann, audiencesIds: [a, 1, true, ~]}',
    'notification: {override: {A: b, B: 1.10, C: ~}}',
    'notification: {override: [{key: A, value: b}, {key: 1, value: ~}]}',
    'notification: {override: ~, additionalFields: ~, endUsersIds: ~}',
    'notification: {additionalFields: {a: [1, {b: ~}], titel: x}}',
    'notification:\n  notificationType: PUSH\n  runtimeDescription: |\n    a\n    b\n',
    'notifications: [{templateId: a}, {templateId: b}]',
  ])('%s', async (text) => {
    expect(await validate(text)).toEqual([]);
  });
});

type Row = readonly [text: string, line: number, column: number, key: string, message: RegExp];

describe('a wrong type is refused where it stands', () => {
  it.each<Row>([
    ['[]', 1, 1, '', /^The document must be a mapping, found a list/],
    ['hello', 1, 1, '', /^The document must be a mapping, found text/],
    ['~', 1, 1, '', /^The document must be a mapping, found nothing/],
    ['notification: []', 1, 1, 'notification', /`notification` must be a mapping, found a list/],
    ['notification: x', 1, 1, 'notification', /`notification` must be a mapping, found text/],
    ['notifications: {}', 1, 1, 'notifications', /must be a list.*, found a mapping/],
    ['notifications: x', 1, 1, 'notifications', /must be a list.*, found text/],
    [
      'notifications:\n  - {}\n  - x',
      3,
      5,
      'notifications.1',
      /`notifications\[1\]` must be a mapping, found text/,
    ],
    ['notifications: [~]', 1, 17, 'notifications.0', /must be a mapping, found nothing/],
    ['$schema: []', 1, 1, '$schema', /must be text, found a list/],
    [
      'notification:\n  title:\n    - a',
      2,
      3,
      'notification.title',
      /`notification\.title` must be text, found a list/,
    ],
    [
      'notification:\n  systemId:\n    a: 1',
      2,
      3,
      'notification.systemId',
      /must be text, found a mapping/,
    ],
    [
      'notification:\n  endUsersIds: {a: 1}',
      2,
      3,
      'notification.endUsersIds',
      /must be a list of IDs, found a mapping/,
    ],
    [
      'notification:\n  endUsersIds:\n    - a\n    - [b]',
      4,
      7,
      'notification.endUsersIds.1',
      /`notification\.endUsersIds\[1\]` must be text, found a list/,
    ],
    [
      'notification:\n  audiencesIds: [{a: b}]',
      2,
      18,
      'notification.audiencesIds.0',
      /must be text, found a mapping/,
    ],
    [
      'notification:\n  override: x',
      2,
      3,
      'notification.override',
      /must be a mapping, or a list of \{key, value\}, found text/,
    ],
    [
      'notification:\n  override: "a ${{ b }}"',
      2,
      3,
      'notification.override',
      /must be a mapping, or a list/,
    ],
    [
      'notification:\n  override:\n    A:\n      - 1',
      3,
      5,
      'notification.override.A',
      /`notification\.override\.A` must be text, found a list/,
    ],
    [
      'notification:\n  override:\n    A:\n      b: 1',
      3,
      5,
      'notification.override.A',
      /must be text, found a mapping/,
    ],
    [
      'notification:\n  override: [x]',
      2,
      14,
      'notification.override.0',
      /must be a mapping, found text/,
    ],
    [
      'notification:\n  override:\n    - key: A\n      value: [1]',
      4,
      7,
      'notification.override.0.value',
      /must be text, found a list/,
    ],
    [
      'notification:\n  override:\n    - key: A',
      3,
      7,
      'notification.override.0.value',
      /`notification\.override\[0\]\.value` must be text, found nothing/,
    ],
    [
      'notification:\n  override:\n    - value: A',
      3,
      7,
      'notification.override.0.key',
      /\.key` must be text, found nothing/,
    ],
    [
      'notification:\n  additionalFields: [a]',
      2,
      3,
      'notification.additionalFields',
      /must be a mapping, found a list/,
    ],
    [
      'notification:\n  additionalFields: a',
      2,
      3,
      'notification.additionalFields',
      /must be a mapping, found text/,
    ],
    [
      'notifications:\n  - title: a\n  - title:\n      - b',
      3,
      5,
      'notifications.1.title',
      /`notifications\[1\]\.title` must be text/,
    ],
  ])('%j', async (text, line, column, key, message) => {
    expect(await validate(text)).toMatchObject([
      {
        code: 'payload-invalid',
        message: expect.stringMatching(message),
        location: { input: 'payload-file', line, column, key },
      },
    ]);
  });
});

describe('a list or mapping where text must be', () => {
  it.each([
    'notification:\n  runtimeTitle:\n    - urgent',
    'notification:\n  runtimeTitle:\n    Release: v2',
  ])('%j below its key gets a hint at quotes or a block', async (text) => {
    const [error] = await validate(text);
    expect(error?.hint).toMatch(/^If it is text, put it in quotes, or write it as a block/);
  });

  it.each([
    'notification: {runtimeTitle: [urgent]}',
    'notification:\n  runtimeTitle: &a [urgent]\n  title: *a',
  ])('%j gets none, as the line has more than the value', async (text) => {
    const [error] = await validate(text);
    expect(error).toMatchObject({ message: expect.stringContaining('must be text') });
    expect(error?.hint).toBeUndefined();
  });

  it('gets none in JSON', async () => {
    const [error] = await validate('{"notification": {"title":\n["a"]}}', 'p.json');
    expect(error?.message).toContain('must be text, found a list');
    expect(error?.hint).toBeUndefined();
  });
});

describe('an unknown name is refused, with what was probably meant', () => {
  it.each<readonly [...Row, RegExp]>([
    [
      'notificaton: {}',
      1,
      1,
      'notificaton',
      /`notificaton` is not known.*Did you mean `notification`\?/,
      /`notification` or `notifications`/,
    ],
    ['schema: x', 1, 1, 'schema', /Did you mean `\$schema`\?/, /The top has/],
    [
      'foo: {}',
      1,
      1,
      'foo',
      /`foo` is not known at the top of a payload document\.$/,
      /The top has/,
    ],
    ['constructor: {}', 1, 1, 'constructor', /`constructor` is not known/, /The top has/],
    [
      'templateId: x',
      1,
      1,
      'templateId',
      /^`templateId` must be inside `notification`\.$/,
      /Indent it under `notification:`/,
    ],
    ['override: {}', 1, 1, 'override', /must be inside/, /under `notification:`/],
    [
      'notification:\n  templateID: x',
      2,
      3,
      'notification.templateID',
      /`notification\.templateID` is not a field.*Did you mean `templateId`\?/,
      /additionalFields/,
    ],
    [
      'notification:\n  template-id: x',
      2,
      3,
      'notification.template-id',
      /Did you mean `templateId`\?/,
      /additionalFields/,
    ],
    [
      'notification:\n  endUserIds: x',
      2,
      3,
      'notification.endUserIds',
      /Did you mean `endUsersIds`\?/,
      /additionalFields/,
    ],
    [
      'notification:\n  zzzzzz: x',
      2,
      3,
      'notification.zzzzzz',
      /`notification\.zzzzzz` is not a field of a notification\.$/,
      /additionalFields/,
    ],
    [
      'notification:\n  toString: x',
      2,
      3,
      'notification.toString',
      /not a field/,
      /additionalFields/,
    ],
    [
      'notification:\n  notification: {}',
      2,
      3,
      'notification.notification',
      /not a field/,
      /additionalFields/,
    ],
    [
      'notifications:\n  - {}\n  - {titl: x}',
      3,
      6,
      'notifications.1.titl',
      /`notifications\[1\]\.titl`.*Did you mean `title`\?/,
      /additionalFields/,
    ],
    [
      'notification:\n  override:\n    - {key: A, value: b, note: c}',
      3,
      26,
      'notification.override.0.note',
      /`notification\.override\[0\]\.note` is not known here\. .*`key` and `value`/,
      /`override` can also be a mapping/,
    ],
    [
      '\u00a0notification: {}',
      1,
      1,
      '\u00a0notification',
      /A non-breaking space is before the key/,
      /Replace each non-breaking space/,
    ],
    ['“notification”: {}', 1, 1, '“notification”', /contains the curly quote “/, /straight quote/],
    [
      'notification:\n  ‘title’: x',
      2,
      3,
      'notification.‘title’',
      /contains the curly quote ‘/,
      /straight quote/,
    ],
    [
      'notification:\n  title”: x',
      2,
      3,
      'notification.title”',
      /contains the curly quote ”/,
      /straight quote/,
    ],
  ])('%j', async (text, line, column, key, message, hint) => {
    expect(await validate(text)).toEqual([
      {
        code: 'payload-invalid',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
        location: { input: 'payload-file', line, column, key },
      },
    ]);
  });
});

it.each([
  ['x', 'A key ends in a colon and a space.'],
  ['\u00a0x', 'Replace each non-breaking space with a space.'],
])('a colon without a space makes text of a key, which is reported: %j', async (value, hint) => {
  const [error] = await validate(`notification:\n  runtimeTitle:${value}`);
  expect(error).toMatchObject({ message: '`notification` must be a mapping, found text.', hint });
});

it('an item of the list with another name is one error', async () => {
  expect(await validate('notification:\n  override: [{URL: x}]')).toHaveLength(1);
});

describe('an empty name', () => {
  it.each([
    ['notification:\n  title: []:', 'p.yml'],
    ['{"notification": {"": 1}}', 'p.json'],
  ])('in %s is refused', async (text, name) => {
    const [error] = await validate(text, name);
    expect(error).toMatchObject({
      message: 'A key is empty.',
      hint: expect.stringMatching(/^Remove it/),
    });
  });
});

it('JSON and YAML are judged alike', async () => {
  const json = await validate('{"notification": {\n"titel": 1, "override": [1]}}', 'p.json');
  expect(json).toMatchObject([
    {
      message: expect.stringContaining('`notification.titel`'),
      location: { line: 2, column: 1 },
    },
    {
      message: expect.stringContaining('`notification.override[0]`'),
      location: { line: 2, column: 26 },
    },
  ]);
});

it('all errors are reported at once', async () => {
  const errors = await validate(
    'foo: 1\nnotification:\n  titel: x\n  override: {A: [], B: {}}\nnotifications:\n  - x\n  - override: [{key: []}]\n',
  );
  expect(
    errors.map(({ location }) => `${location?.line}:${location?.column} ${location?.key}`).sort(),
  ).toEqual([
    '1:1 foo',
    '3:3 notification.titel',
    '4:14 notification.override.A',
    '4:21 notification.override.B',
    '6:3 notifications',
    '6:5 notifications.0',
    '7:16 notifications.1.override.0.value',
    '7:17 notifications.1.override.0.key',
  ]);
});

it('a location in what an alias repeats is that of its anchor', async () => {
  const errors = await validate('notifications:\n  - &a {titel: x}\n  - *a');
  expect(
    errors.map(({ location }) => `${location?.line}:${location?.column} ${location?.key}`),
  ).toEqual(['2:9 notifications.0.titel', '2:9 notifications.1.titel']);
});

it('of a name that stands twice the last is judged', async () => {
  expect(await validate('notification:\n  title:\n    - a\n  title: b')).toEqual([]);
  expect(await validate('notification:\n  title: b\n  title:\n    - a')).toMatchObject([
    { location: { line: 3, column: 3 } },
  ]);
});

it('names are quoted shortly and without secrets', async () => {
  const [long] = await validate(`{"notification": {"${'x'.repeat(5000)}": 1}}`, 'p.json');
  expect(long?.message.length).toBeLessThan(400);
  const [telling] = await validate(`notification:\n  ${secret}: 1`);
  expect(telling?.message).toContain('notification.***');
  expect(telling?.message).not.toContain(secret);
});

it('twenty thousand errors are found in no time', async () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `"k${index}": []`).join(',');
  const unknown = await treeOf(`{"notification": {${keys}}}`, 'p.json');
  const wrong = await treeOf(`{"notification": {"override": {${keys}}}}`, 'p.json');
  for (const tree of [unknown, wrong]) {
    const diagnostics = createTestDiagnostics();
    const source = sourceOf('', 'p.json');
    await within(8000, () => readDocument(tree, { source, diagnostics, judgesValues: true }));
    expect(diagnostics.errors).toHaveLength(20_000);
    expect(diagnostics.errors.at(-1)?.location?.key).toMatch(/\.k19999$/);
  }
});
