import { describe, expect, it } from 'vitest';
import { reachesNobody } from '../../../src/delivery/plan.ts';
import {
  bodyWithoutRecipients,
  MAX_BODY_LETTERS,
  previewsOf,
  recipientCounts,
} from '../../../src/report/preview.ts';
import { delivery } from './support.ts';

describe('how many a delivery reaches', () => {
  it.each<[readonly string[], readonly string[], string]>([
    [['p1'], [], '1 person'],
    [['p1', 'p2'], [], '2 people'],
    [[], ['a1'], '1 audience'],
    [[], ['a1', 'a2'], '2 audiences'],
    [['p1', 'p2'], ['a1'], '2 people and 1 audience'],
    [[], [], 'no one'],
  ])('%j and %j: %s', (endUsersIds, audiencesIds, expected) => {
    const planned = delivery(null, { endUsersIds, audiencesIds });
    expect(recipientCounts(planned)).toBe(expected);
    expect(reachesNobody(planned)).toBe(expected === 'no one');
  });

  it('counts the people that a login stands for', () => {
    const planned = delivery(null, { endUsersIds: ['@octocat'], audiencesIds: [] });
    expect(recipientCounts({ ...planned, recipients: { endUsersIds: ['p1', 'p2', 'p3'] } })).toBe(
      '3 people',
    );
  });
});

describe('a body without its recipients', () => {
  it('shows everything else as it is sent', () => {
    const sent = delivery('A', {
      endUsersIds: ['ann@corp.example', '@octocat'],
      audiencesIds: ['cf0bd4c1'],
      notificationType: 'Push',
      runtimeTitle: 'Hi "all"',
      override: [{ key: 'URL', value: '' }],
      additional: { category: [1] },
    });
    const shown = bodyWithoutRecipients(sent);
    expect(JSON.parse(shown)).toEqual({
      notification: {
        systemId: 'A',
        templateId: 'template-1',
        endUsersIds: ['2 people'],
        audiencesIds: ['1 audience'],
        notificationType: 'Push',
        runtimeTitle: 'Hi "all"',
        override: [{ key: 'URL', value: '' }],
        category: [1],
      },
    });
    expect(shown).not.toMatch(/ann|octocat|cf0bd4c1/);
    expect(shown.split('\n')[1]).toBe('  "notification": {');
  });

  it('has no recipients where none were given', () => {
    const shown = JSON.parse(bodyWithoutRecipients(delivery(null)));
    expect(shown).toEqual({
      notification: { templateId: 'template-1', audiencesIds: ['1 audience'] },
    });
    const nobody = delivery(null, { audiencesIds: [] });
    expect(JSON.parse(bodyWithoutRecipients(nobody))).toEqual({
      notification: { templateId: 'template-1' },
    });
  });

  it('is empty where nothing is sent', () => {
    const unwritten = { ...delivery(null), written: undefined };
    expect(JSON.parse(bodyWithoutRecipients(unwritten))).toEqual({ notification: {} });
  });

  it('has the start of a long list of overrides, and of nothing else', () => {
    const override = Array.from({ length: 300 }, (_, index) => ({ key: `K${index}`, value: '' }));
    const shown = bodyWithoutRecipients(delivery(null, { override, runtimeTitle: 'Hi' }));
    const { notification } = JSON.parse(shown);
    expect(notification.override).toEqual(override.slice(0, 200));
    expect(notification.runtimeTitle).toBe('Hi');
    const whole = JSON.stringify({ notification: { ...notification, override } }, null, 2);
    expect(shown.slice(0, MAX_BODY_LETTERS)).toBe(whole.slice(0, MAX_BODY_LETTERS));
  });
});

describe('the deliveries that are shown', () => {
  it('are five of each of the first five notifications', () => {
    const plan = Array.from({ length: 6 }, (_, index) => {
      const first = delivery('0', { runtimeTitle: `${index}` });
      const systems = Array.from({ length: index + 1 }, (_, system) => `${system}`);
      return systems.map((systemId) => ({ ...first, systemId }));
    }).flat();
    const shown = previewsOf(plan).map((preview) =>
      preview.shown.map((it) => `${it.notification.runtimeTitle}${it.systemId}`).join(' '),
    );
    expect(shown).toEqual(['00', '10 11', '20 21 22', '30 31 32 33', '40 41 42 43 44']);
    const [last, ...others] = previewsOf(plan.slice(15));
    expect(others).toEqual([]);
    expect(last).toMatchObject({ first: { systemId: '0' }, hiddenCount: 1 });
    expect(last?.shown).toHaveLength(5);
  });
});
