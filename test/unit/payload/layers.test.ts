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

it.each([
  ['template-id', 'Write one ID, on one line.'],
  ['audience-ids', 'Write one ID per line'],
])('several IDs in one in %s are an error', async (input, hint) => {
  const id = 'a@x.example b@x.example';
  const { errors } = await build({ inputs: { ...least, [input]: id } });
  expect(errors).toMatchObject([{ hint: expect.stringContaining(hint), location: { input } }]);
});
