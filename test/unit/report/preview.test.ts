import { describe, expect, it } from 'vitest';
import {
  bodyWithoutRecipients,
  MAX_BODY_LETTERS,
  previewsOf,
  recipientCounts,
} from '../../../src/report/preview.ts';
import { delivery, times } from './support.ts';

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
      additional: { category: [1], contact: 'by bob@corp.example' },
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
        contact: 'by …@corp.example',
      },
    });
    expect(shown).not.toMatch(/ann|octocat|cf0bd4c1/);
    expect(shown.split('\n')[1]).toBe('  "notification": {');
  });

  it.each([
    [delivery(null), { templateId: 'template-1', audiencesIds: ['1 audience'] }],
    [delivery(null, { audiencesIds: [] }), { templateId: 'template-1' }],
    // Nothing is sent.
    [{ ...delivery(null), written: undefined }, {}],
  ])('has only what is sent: %#', (planned, expected) => {
    expect(JSON.parse(bodyWithoutRecipients(planned))).toEqual({ notification: expected });
  });

  it('has the start of a long list of overrides, and of nothing else', () => {
    const override = times(300, (index) => ({ key: `K${index}`, value: '' }));
    const shown = bodyWithoutRecipients(delivery(null, { override, runtimeTitle: 'Hi' }));
    const { notification } = JSON.parse(shown);
    expect(notification.override).toEqual(override.slice(0, 200));
    expect(notification.runtimeTitle).toBe('Hi');
    const whole = JSON.stringify({ notification: { ...notification, override } }, null, 2);
    expect(shown.slice(0, MAX_BODY_LETTERS)).toBe(whole.slice(0, MAX_BODY_LETTERS));
  });
});

it('shows five deliveries of each of the first five notifications', () => {
  const plan = times(6, (index) => {
    const first = delivery('0', { runtimeTitle: `${index}` });
    return times(index + 1, (system) => ({ ...first, systemId: `${system}` }));
  }).flat();
  const shown = previewsOf(plan).map((preview) =>
    preview.shown.map((it) => `${it.notification.runtimeTitle}${it.systemId}`).join(' '),
  );
  expect(shown).toEqual(['00', '10 11', '20 21 22', '30 31 32 33', '40 41 42 43 44']);
  expect(previewsOf(plan.slice(15))).toMatchObject([
    { first: { systemId: '0' }, shown: times(5, () => ({})), hiddenCount: 1 },
  ]);
});
