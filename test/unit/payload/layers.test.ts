import { describe, expect, it } from 'vitest';
import { emptyLayer, type Given, type Layer, overrideLayer } from '../../../src/layer.ts';
import { mergeLayers } from '../../../src/payload/layers.ts';
import { build, least } from './support.ts';

const given = <T>(value: T, input = 'payload'): Given<T> => ({ value, location: { input } });

describe('layers merge so that', () => {
  it('none gives nothing', () => {
    expect(mergeLayers([])).toEqual(emptyLayer);
    expect(mergeLayers([emptyLayer, emptyLayer])).toEqual(emptyLayer);
  });

  it('a later text or list replaces an earlier one', () => {
    const lower: Layer = {
      ...emptyLayer,
      texts: { title: given('a'), startAt: given('b') },
      lists: { endUsersIds: [given('ann'), given('bob')], audiencesIds: [given('x')] },
    };
    const upper: Layer = {
      ...emptyLayer,
      texts: { title: given('c', 'title') },
      lists: { endUsersIds: [given('eve', 'end-user-ids')] },
    };
    expect(mergeLayers([lower, emptyLayer, upper])).toEqual({
      ...emptyLayer,
      texts: { title: given('c', 'title'), startAt: given('b') },
      lists: { endUsersIds: [given('eve', 'end-user-ids')], audiencesIds: [given('x')] },
    });
  });

  it('overrides merge by key, in the order in which the keys first appear', () => {
    const merged = mergeLayers([
      overrideLayer(Object.entries({ B: '1', A: '2' }), 'standard-overrides'),
      overrideLayer(Object.entries({ C: '3', A: '4' }), 'payload'),
      overrideLayer(Object.entries({ a: '5', B: '' }), 'overrides'),
    ]);
    expect([...merged.override]).toEqual([
      ['B', { value: '', location: { input: 'overrides', key: 'B' } }],
      ['A', { value: '4', location: { input: 'payload', key: 'A' } }],
      ['C', { value: '3', location: { input: 'payload', key: 'C' } }],
      ['a', { value: '5', location: { input: 'overrides', key: 'a' } }],
    ]);
  });

  it('additional fields merge by name, and are not merged within', () => {
    const additional = (fields: Readonly<Record<string, unknown>>): Layer => ({
      ...emptyLayer,
      additional: new Map(Object.entries(fields).map(([name, value]) => [name, given(value)])),
    });
    const merged = mergeLayers([
      additional({ a: { x: 1 }, b: 2 }),
      additional({ c: 3, a: { y: 4 } }),
    ]);
    expect([...merged.additional]).toEqual([
      ['a', given({ y: 4 })],
      ['b', given(2)],
      ['c', given(3)],
    ]);
  });

  it('the layers themselves stay as they are', () => {
    const lower = overrideLayer([['A', '1']], 'payload');
    mergeLayers([lower, overrideLayer([['A', '2']], 'overrides')]);
    expect(lower.override.get('A')?.value).toBe('1');
  });
});

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
    /outside of quotes, .*`\/\/` in JSON/,
  ],
])('the hint about an ID fits %s: %s', async (input, value, hint) => {
  const { errors } = await build({ inputs: { ...least, [input]: value } });
  const expected = typeof hint === 'string' ? hint : expect.stringMatching(hint);
  expect(errors).toMatchObject([{ hint: expected, location: { input } }]);
});
