import { describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/config.ts';
import {
  type Given,
  inputLayer,
  type Layer,
  mergeLayers,
  overrideLayer,
} from '../../../src/payload/layers.ts';
import { createTestDiagnostics } from './support.ts';

const given = <T>(value: T, input = 'payload'): Given<T> => ({ value, location: { input } });

const nothing: Layer = { texts: {}, lists: {}, override: new Map(), additional: new Map() };

const noFields: Config['fields'] = { texts: {}, lists: {}, override: [] };

const layerOf = (fields: Config['fields'], invalid: readonly string[] = []): Layer =>
  inputLayer({ fields, invalidInputs: new Set(invalid) }, createTestDiagnostics());

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

describe('the inputs', () => {
  it('that are blank give nothing', () => {
    expect(layerOf(noFields)).toEqual(nothing);
  });

  it('that cannot be read count as given', () => {
    const layer = layerOf(noFields, ['end-user-ids']);
    expect(layer.lists).toEqual({
      endUsersIds: [{ value: '', location: { input: 'end-user-ids' }, failed: true }],
    });
  });

  it('give one field each', () => {
    const layer = layerOf({
      texts: {
        templateId: 't',
        notificationType: 'push',
        title: 'n',
        runtimeTitle: 'rt',
        runtimeDescription: 'rd',
        startAt: '+1h',
        endAt: '+2h',
      },
      lists: { systemId: ['s1', 's2'], endUsersIds: ['@octocat'], audiencesIds: ['a'] },
      override: [
        ['A', ''],
        ['B', 'x'],
      ],
    });
    expect(layer).toEqual({
      texts: {
        templateId: given('t', 'template-id'),
        notificationType: given('push', 'notification-type'),
        title: given('n', 'title'),
        runtimeTitle: given('rt', 'runtime-title'),
        runtimeDescription: given('rd', 'runtime-description'),
        startAt: given('+1h', 'start-at'),
        endAt: given('+2h', 'end-at'),
      },
      lists: {
        systemId: [given('s1', 'system-ids'), given('s2', 'system-ids')],
        endUsersIds: [given('@octocat', 'end-user-ids')],
        audiencesIds: [given('a', 'audience-ids')],
      },
      override: new Map([
        ['A', { value: '', location: { input: 'overrides', key: 'A' } }],
        ['B', { value: 'x', location: { input: 'overrides', key: 'B' } }],
      ]),
      additional: new Map(),
    });
  });
});
