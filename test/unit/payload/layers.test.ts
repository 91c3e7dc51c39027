import { expect, it } from 'vitest';
import { emptyLayer, overrideLayer } from '../../../src/layer.ts';
import { mergeLayers } from '../../../src/payload/layers.ts';
import { build, least, sound } from './support.ts';

it('no layers merge to nothing', () => {
  expect(mergeLayers([])).toEqual(emptyLayer);
});

it('merging leaves the layers as they are', () => {
  const lower = overrideLayer([['A', '1']], 'payload');
  mergeLayers([lower, overrideLayer([['A', '2']], 'overrides')]);
  expect(lower.override.get('A')?.value).toBe('1');
});

const fields = [
  ['template-id', 'templateId', ' (found "null")'],
  ['system-ids', 'systemId', ' (found "null")'],
  ['end-user-ids', 'endUsersIds', ''],
  ['audience-ids', 'audiencesIds', ''],
] as const;

it.each(fields)('checks the ID of %s once, after the last layer', async (input, field, found) => {
  const file = JSON.stringify({ notification: { [field]: 'null' } });
  await sound({ file, name: 'n.json', inputs: { ...least, [input]: 'fine' } });
  const { errors } = await build({ file, name: 'n.json', inputs: { ...least, [input]: '' } });
  const message = `The ID in \`notification.${field}\` is what a missing value becomes${found}.`;
  const location = { file: 'n.json', line: 1 };
  expect(errors).toMatchObject([{ code: 'payload-invalid', message, location }]);
});

it('checks those of the layers and the test recipients alike', async () => {
  const inputs = { ...least, 'end-user-ids': '["a\nb"]', 'test-recipients': '<your id>' };
  const { errors } = await build({ inputs });
  expect(errors.map(({ location }) => location?.input)).toEqual([
    'end-user-ids',
    'test-recipients',
  ]);
  expect(JSON.stringify(errors)).not.toContain('your id');
});

it('sends to the test recipients only, in the systems of the layers', async () => {
  const inputs = { ...least, 'end-user-ids': 'ann', 'system-ids': 's1', 'test-recipients': 'me' };
  const { notifications } = await sound({ inputs });
  expect(notifications).toMatchObject([{ systemId: ['s1'], endUsersIds: ['me'] }]);
  expect(notifications[0]).not.toHaveProperty('audiencesIds');
});

it('reports an ID that several notifications share once', async () => {
  const file = 'notifications: [{title: a}, {title: b}]';
  const { errors } = await build({ file, inputs: { ...least, 'audience-ids': 'undefined' } });
  expect(errors).toHaveLength(1);
});

const perLine = 'Write one ID per line, or a list: `["…", "…"]`.';
const folded = (input: string): string =>
  `${perLine} A workflow folds lines without \`|\` after the key: \`${input}: |\`.`;

it.each([
  ['template-id', 'a@x.example b@x.example', 'Write one ID, on one line.'],
  ['audience-ids', 'a@x.example b@x.example', folded('audience-ids')],
  ['system-ids', 'a@x.example b@x.example', folded('system-ids')],
  ['test-recipients', 'a b@x.example', folded('test-recipients')],
  ['payload', '{"notification": {"endUsersIds": ["a b@x.example"]}}', perLine],
  ['payload', 'notification:\n  systemId: a b@x.example', perLine],
  ['audience-ids', '["a\\nb"]', perLine],
  ['template-id', '<template id>', /^Replace it with the ID\. To copy its ID, .*template\.$/],
  ['system-ids', 'YOUR_ID', /^Replace it with the ID\.$/],
  ['end-user-ids', '<ada>', /^Replace it with the ID\.$/],
  [
    'payload',
    '{"notification": {"endUsersIds": ["a # b"]}}',
    /outside of quotes: .*`\/\/` in JSON/,
  ],
])('the hint about an ID fits %s: %s', async (input, value, hint) => {
  const { errors } = await build({ inputs: { ...least, [input]: value } });
  const expected = typeof hint === 'string' ? hint : expect.stringMatching(hint);
  expect(errors).toMatchObject([{ hint: expected, location: { input } }]);
});

it('wrong IDs of one list are told apart by their number', async () => {
  const list = 'ann\nBob <bob@x.example>\ncid\nmailto:dan@x.example';
  const { errors } = await build({ inputs: { ...least, 'end-user-ids': list } });
  expect(errors.map(({ message }) => message.replace(/ is .*/, ''))).toEqual([
    'The ID in `end-user-ids` (item 2 of 4)',
    'The ID in `end-user-ids` (item 4 of 4)',
  ]);
});
