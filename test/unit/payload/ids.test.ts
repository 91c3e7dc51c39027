import { expect, it } from 'vitest';
import { build, least } from './support.ts';

const fields = [
  ['template-id', 'templateId', ' (found "null")'],
  ['system-ids', 'systemId', ' (found "null")'],
  ['end-user-ids', 'endUsersIds', ''],
  ['audience-ids', 'audiencesIds', ''],
] as const;

it.each(fields)('checks the ID of %s once, after the last layer', async (input, field, found) => {
  const file = JSON.stringify({ notification: { [field]: 'null' } });
  const asInput = await build({ file, name: 'n.json', inputs: { ...least, [input]: 'fine' } });
  expect(asInput.errors).toEqual([]);
  const inputs = Object.fromEntries(Object.entries(least).filter(([name]) => name !== input));
  const { errors } = await build({ file, name: 'n.json', inputs });
  expect(errors).toMatchObject([
    {
      code: 'payload-invalid',
      message: `The ID in \`notification.${field}\` is what a missing value becomes${found}.`,
      location: { file: 'n.json', line: 1 },
    },
  ]);
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

it('reports an ID that several notifications share once', async () => {
  const file = 'notifications: [{title: a}, {title: b}]';
  const { errors } = await build({ file, inputs: { ...least, 'audience-ids': 'undefined' } });
  expect(errors).toHaveLength(1);
});
