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

const locationOf = ({ location }: ErrorDiagnostic): string =>
  `${location?.line}:${location?.column} ${location?.key}`;

/** The key of a location, of a path as messages name it. */
const keyOf = (path: string): string => path.replace(/\[(\d+)\]/g, '.$1');

describe('sound is', () => {
  it.each([
    '{}',
    'notification:',
    'notifications: ~',
    '$schema: https://example.com/s.json\nnotification: {}',
    '$schema: []',
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

const PAIRS = 'a mapping, or a list of {key, value}';
const IDS = 'an ID, or IDs separated by commas';

describe('a wrong type is refused where it stands', () => {
  it.each<[text: string, position: string, path: string, reason: string]>([
    ['[]', '1:1', '', 'a mapping, found a list'],
    ['hello', '1:1', '', 'a mapping, found text'],
    ['~', '1:1', '', 'a mapping, found nothing'],
    ['notification: []', '1:1', 'notification', 'a mapping, found a list'],
    ['notification: x', '1:1', 'notification', 'a mapping, found text'],
    ['notifications: {}', '1:1', 'notifications', 'a list of notifications, found a mapping'],
    ['notifications: x', '1:1', 'notifications', 'a list of notifications, found text'],
    ['notifications:\n  - {}\n  - x', '3:5', 'notifications[1]', 'a mapping, found text'],
    ['notifications: [~]', '1:17', 'notifications[0]', 'a mapping, found nothing'],
    [
      'notifications:\n  - title:\n      - b',
      '2:5',
      'notifications[0].title',
      'text, found a list',
    ],
  ])('%j: %s %s must be %s', async (text, position, path, reason) => {
    const [error, ...others] = await validate(text);
    const name = path === '' ? 'The document' : `\`${path}\``;
    expect(error).toMatchObject({
      code: 'payload-invalid',
      message: `${name} must be ${reason}.`,
      location: { input: 'payload-file' },
    });
    expect(error && locationOf(error)).toBe(`${position} ${keyOf(path)}`);
    expect(others).toEqual([]);
  });

  it.each<[lines: string, position: string, path: string, reason: string]>([
    ['title:\n    - a', '2:3', 'title', 'text, found a list'],
    ['systemId:\n    a: 1', '2:3', 'systemId', `${IDS}, found a mapping`],
    ['systemId: [a, b]', '2:3', 'systemId', `${IDS}, found a list`],
    ['templateId: [a]', '2:3', 'templateId', 'text, found a list'],
    ['notificationType: [push]', '2:3', 'notificationType', 'text, found a list'],
    ['endUsersIds: {a: 1}', '2:3', 'endUsersIds', 'a list of IDs, found a mapping'],
    ['endUsersIds:\n    - a\n    - [b]', '4:7', 'endUsersIds[1]', 'text, found a list'],
    ['audiencesIds: [{a: b}]', '2:18', 'audiencesIds[0]', 'text, found a mapping'],
    ['override: x', '2:3', 'override', `${PAIRS}, found text`],
    ['override: "a ${{ b }}"', '2:3', 'override', `${PAIRS}, found text`],
    ['override:\n    A:\n      - 1', '3:5', 'override.A', 'text, found a list'],
    ['override:\n    A:\n      b: 1', '3:5', 'override.A', 'text, found a mapping'],
    ['override: [x]', '2:14', 'override[0]', 'a mapping, found text'],
    ['override: [{key: A, value: [1]}]', '2:23', 'override[0].value', 'text, found a list'],
    ['override:\n    - key: A', '3:7', 'override[0].value', 'text, found nothing'],
    ['override:\n    - value: A', '3:7', 'override[0].key', 'text, found nothing'],
    ['additionalFields: [a]', '2:3', 'additionalFields', 'a mapping, found a list'],
    ['additionalFields: a', '2:3', 'additionalFields', 'a mapping, found text'],
  ])('in a notification, %j: %s %s must be %s', async (lines, position, path, reason) => {
    const errors = await validate(`notification:\n  ${lines}`);
    expect(errors.map(({ message }) => message)).toEqual([
      `\`notification.${path}\` must be ${reason}.`,
    ]);
    expect(errors.map(locationOf)).toEqual([`${position} notification.${keyOf(path)}`]);
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
  const top = 'The top has `notification` or `notifications`.';
  const below = /Put a field that WalkMe added later under `additionalFields`\.$/;
  const curly = /Replace each with a straight quote/;

  it.each<[text: string, where: string, message: string | RegExp, hint: string | RegExp]>([
    ['notificaton: {}', '1:1 notificaton', 'Did you mean `notification`?', top],
    ['schema: x', '1:1 schema', 'Did you mean `$schema`?', top],
    ['foo: {}', '1:1 foo', /^`foo` is not known at the top of a payload document\.$/, top],
    ['constructor: {}', '1:1 constructor', '`constructor` is not known at', top],
    [
      'templateId: x',
      '1:1 templateId',
      '`templateId` must be inside `notification`.',
      'Indent it under `notification:`.',
    ],
    ['override: {}', '1:1 override', 'must be inside', 'Indent it under `notification:`.'],
    ['if: true', '1:1 if', 'must be inside', 'Indent it under `notification:`.'],
    ['\u00a0notification: {}', '1:1 \u00a0notification', 'A non-breaking space', /^Replace each/],
    ['“notification”: {}', '1:1 “notification”', 'contains the curly quote “', curly],
    [
      'notifications: [{}, {titl: x}]',
      '1:22 notifications.1.titl',
      '`notifications[1].titl` is not a field of a notification. Did you mean `title`?',
      below,
    ],
  ])('%j', async (text, where, message, hint) => {
    const [error, ...others] = await validate(text);
    expect(error?.message).toMatch(message);
    expect(error?.hint).toMatch(hint);
    expect(error && locationOf(error)).toBe(where);
    expect(others).toEqual([]);
  });

  it.each<[name: string, message: string | RegExp, hint: string | RegExp]>([
    ['templateID', /`notification\.templateID` is not a field.*Did you mean `templateId`\?/, below],
    ['template-id', 'Did you mean `templateId`?', below],
    ['endUserIds', 'Did you mean `endUsersIds`?', below],
    ['zzzzzz', /^`notification\.zzzzzz` is not a field of a notification\.$/, below],
    ['toString', '`notification.toString` is not a field', below],
    ['notification', '`notification.notification` is inside a notification', /^Remove/],
    ['notifications', '`notification.notifications` is inside a notification', /^Remove/],
    ['sendAt', 'Did you mean `startAt`?', below],
    ['send_at', 'Did you mean `startAt`?', below],
    ['‘title’', 'contains the curly quote ‘', curly],
    ['title”', 'contains the curly quote ”', curly],
  ])('%s in a notification', async (name, message, hint) => {
    const errors = await validate(`notification:\n  ${name}: x`);
    expect(errors).toMatchObject([
      { code: 'payload-invalid', location: { input: 'payload-file' } },
    ]);
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.hint).toMatch(hint);
    expect(errors.map(locationOf)).toEqual([`2:3 notification.${name}`]);
  });

  it('is one error in an item of the list', async () => {
    const item = await validate('notification:\n  override:\n    - {key: A, value: b, note: c}');
    expect(item.map(locationOf)).toEqual(['3:26 notification.override.0.note']);
    expect(item).toMatchObject([
      {
        message:
          '`notification.override[0].note` is not known here. An item of the list has `key` and `value`.',
        hint: expect.stringContaining('`override` can also be a mapping'),
      },
    ]);
    expect(await validate('notification:\n  override: [{URL: x}]')).toHaveLength(1);
  });
});

it('overrides that are one item of a list are an error', async () => {
  const errors = await validate('notification:\n  override: {value: x, key: URL}');
  expect(errors).toMatchObject([
    {
      message: '`override` is one item of a list, not a list.',
      hint: expect.stringMatching(/`override: \[\{key: URL, value: .*`override: \{URL: /),
    },
  ]);
  expect(errors.map(locationOf)).toEqual(['2:3 notification.override']);
});

it.each([
  ['x', 'A key ends in a colon and a space.'],
  ['\u00a0x', 'Replace each non-breaking space with a space.'],
])('a colon without a space makes text of a key, which is reported: %j', async (value, hint) => {
  const [error] = await validate(`notification:\n  runtimeTitle:${value}`);
  expect(error).toMatchObject({ message: '`notification` must be a mapping, found text.', hint });
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
  expect(errors.map(locationOf).sort()).toEqual([
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
  expect(errors.map(locationOf)).toEqual([
    '2:9 notifications.0.titel',
    '2:9 notifications.1.titel',
  ]);
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
