import { describe, expect, it } from 'vitest';
import type { ErrorDiagnostic } from '../../../src/diagnostics.ts';
import { readDocument } from '../../../src/payload/document-layers.ts';
import { within } from '../../support/within.ts';
import { createTestDiagnostics, secret, sourceOf, treeOf } from './support.ts';

async function validate(text: string, name?: string): Promise<readonly ErrorDiagnostic[]> {
  const diagnostics = createTestDiagnostics();
  const source = sourceOf(text, name);
  await readDocument(await treeOf(text, name), { source, diagnostics, judgesValues: true });
  expect(diagnostics.warnings).toEqual([]);
  return diagnostics.errors;
}

const locationOf = ({ location }: ErrorDiagnostic): string =>
  `${location?.line}:${location?.column} ${location?.key}`;

const PAIRS = 'a mapping, or a list of {key, value}';
const IDS = 'an ID, or IDs separated by commas';

const inNotification = [
  ['title:\n    - a', '2:3', 'title', 'text, found a list'],
  ['systemId:\n    a: 1', '2:3', 'systemId', `${IDS}, found a mapping`],
  ['systemId: [a, b]', '2:3', 'systemId', `${IDS}, found a list`],
  ['endUsersIds: {a: 1}', '2:3', 'endUsersIds', 'a list of IDs, found a mapping'],
  ['endUsersIds:\n    - a\n    - [b]', '4:7', 'endUsersIds[1]', 'text, found a list'],
  ['override: "a ${{ b }}"', '2:3', 'override', `${PAIRS}, found text`],
  ['override:\n    A:\n      - 1', '3:5', 'override.A', 'text, found a list'],
  ['override:\n    A:\n      b: 1', '3:5', 'override.A', 'text, found a mapping'],
  ['override: [x]', '2:14', 'override[0]', 'a mapping, found text'],
  ['override: [{key: A, value: [1]}]', '2:23', 'override[0].value', 'text, found a list'],
  ['override:\n    - key: A', '3:7', 'override[0].value', 'text, found nothing'],
  ['override:\n    - value: A', '3:7', 'override[0].key', 'text, found nothing'],
  ['additionalFields: a', '2:3', 'additionalFields', 'a mapping, found text'],
] as const;

it.each<[text: string, position: string, path: string, reason: string]>([
  ['[]', '1:1', '', 'a mapping, found a list'],
  ['hello', '1:1', '', 'a mapping, found text'],
  ['~', '1:1', '', 'a mapping, found nothing'],
  ['notification: x', '1:1', 'notification', 'a mapping, found text'],
  ['notifications: {}', '1:1', 'notifications', 'a list of notifications, found a mapping'],
  ['notifications:\n  - {}\n  - x', '3:5', 'notifications[1]', 'a mapping, found text'],
  ['notifications: [~]', '1:17', 'notifications[0]', 'a mapping, found nothing'],
  ...inNotification.map(([lines, position, path, reason]): [string, string, string, string] => [
    `notification:\n  ${lines}`,
    position,
    `notification.${path}`,
    reason,
  ]),
])(
  'a wrong type is refused where it stands, %j: %s %s must be %s',
  async (text, position, path, reason) => {
    const errors = await validate(text);
    const name = path === '' ? 'The document' : `\`${path}\``;
    const message = `${name} must be ${reason}.`;
    expect(errors).toMatchObject([{ code: 'payload-invalid', message }]);
    const key = path.replace(/\[(\d+)\]/g, '.$1');
    expect(errors.map(locationOf)).toEqual([`${position} ${key}`]);
  },
);

const BLOCK = 'If it is text, put it in quotes, or write it as a block: `key: |`';

it.each([
  ['notification:\n  runtimeTitle:\n    - urgent', BLOCK],
  ['notification:\n  runtimeTitle:\n    Release: v2', BLOCK],
  // The line has more than the value.
  ['notification: {runtimeTitle: [urgent]}', undefined],
  ['notification:\n  runtimeTitle: &a [urgent]\n  title: *a', undefined],
  ['{"notification": {"title":\n["a"]}}', undefined, 'p.json'],
])('a list or mapping where text must be, %j, gets the hint %j', async (text, hint, name?) => {
  const [error] = await validate(text, name);
  expect(error?.message).toContain('must be text');
  expect(error?.hint).toEqual(hint && expect.stringContaining(hint));
});

describe('an unknown name is refused, with what was probably meant', () => {
  const top = 'The top has `notification` or `notifications`.';
  const below = /Put a field that WalkMe added later under `additionalFields`\.$/;
  const curly = /Replace each with a straight quote/;

  it.each<[text: string, where: string, message: string | RegExp, hint: string | RegExp]>([
    ['notificaton: {}', '1:1 notificaton', 'Did you mean `notification`?', top],
    ['schema: x', '1:1 schema', 'Did you mean `$schema`?', top],
    ['constructor: {}', '1:1 constructor', /`constructor` is not known at .* document\.$/, top],
    [
      'templateId: x',
      '1:1 templateId',
      '`templateId` must be inside `notification`.',
      'Indent it under `notification:`.',
    ],
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
    const errors = await validate(text);
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.hint).toMatch(hint);
    expect(errors.map(locationOf)).toEqual([where]);
  });

  it.each<[name: string, message: string | RegExp, hint: string | RegExp]>([
    ['templateID', /`notification\.templateID` is not a field.*Did you mean `templateId`\?/, below],
    ['endUserIds', 'Did you mean `endUsersIds`?', below],
    ['zzzzzz', /^`notification\.zzzzzz` is not a field of a notification\.$/, below],
    ['toString', '`notification.toString` is not a field', below],
    ['notification', '`notification.notification` is inside a notification', /^Remove/],
    ['sendAt', 'Did you mean `startAt`?', below],
    ['send_at', 'Did you mean `startAt`?', below],
    ['‘title’', 'contains the curly quote ‘', curly],
  ])('%s in a notification', async (name, message, hint) => {
    const errors = await validate(`notification:\n  ${name}: x`);
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

it.each([
  ['notification:\n  title: []:', 'p.yml'],
  ['{"notification": {"": 1}}', 'p.json'],
])('an empty name is refused: %j', async (text, name) => {
  const [error] = await validate(text, name);
  const hint = expect.stringMatching(/^Remove it/);
  expect(error).toMatchObject({ message: 'A key is empty.', hint });
});

it('JSON and YAML are judged alike', async () => {
  const json = await validate('{"notification": {\n"titel": 1, "override": [1]}}', 'p.json');
  expect(json.map(locationOf)).toEqual(['2:1 notification.titel', '2:26 notification.override.0']);
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
  const name = `${secret}${'x'.repeat(5000)}`;
  const [error] = await validate(`{"notification": {"${name}": 1}}`, 'p.json');
  expect(error?.message).toContain('notification.***');
  expect(error?.message.length).toBeLessThan(400);
});

it('twenty thousand errors are found in no time', async () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `"k${index}": []`).join(',');
  for (const fields of [keys, `"override": {${keys}}`]) {
    const errors = await within(8000, () => validate(`{"notification": {${fields}}}`, 'p.json'));
    expect(errors).toHaveLength(20_000);
    expect(errors.at(-1)?.location?.key).toMatch(/\.k19999$/);
  }
});
