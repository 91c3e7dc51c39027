import { describe, expect, it } from 'vitest';
import { type Given, type Layer, overrideLayer } from '../../../src/layer.ts';
import { mergeLayers } from '../../../src/payload/layers.ts';

const given = <T>(value: T, input = 'payload'): Given<T> => ({ value, location: { input } });

const nothing: Layer = { texts: {}, lists: {}, override: new Map(), additional: new Map() };

describe('layers merge so that', () => {
  it('none gives nothing', () => {
    expect(mergeLayers([])).toEqual(nothing);
    expect(mergeLayers([nothing, nothing])).toEqual(nothing);
  });

  it('a later text or list replaces an earlier one', () => {
    const lower: Layer = {
      ...nothing,
      texts: { title: given('a'), startAt: given('b') },
      lists: { endUsersIds: [given('ann'), given('bob')], audiencesIds: [given('x')] },
    };
    const upper: Layer = {
      ...nothing,
      texts: { title: given('c', 'title') },
      lists: { endUsersIds: [given('eve', 'end-user-ids')] },
    };
    expect(mergeLayers([lower, nothing, upper])).toEqual({
      ...nothing,
      texts: { title: given('c', 'title'), startAt: given('b') },
      lists: { endUsersIds: [given('eve', 'end-user-ids')], audiencesIds: [given('x')] },
    });
  });

  it('overrides merge by key, in the order in which the keys first appear', () => {
    const merged = mergeLayers([
      overrideLayer(
        [
          ['B', '1'],
          ['A', '2'],
        ],
        'standard-overrides',
      ),
      overrideLayer(
        [
          ['C', '3'],
          ['A', '4'],
        ],
        'payload',
      ),
      overrideLayer(
        [
          ['a', '5'],
          ['B', ''],
        ],
        'overrides',
      ),
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
      ...nothing,
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
