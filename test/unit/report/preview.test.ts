import { describe, expect, it } from 'vitest';
import { bodyWithoutRecipients, recipientCounts } from '../../../src/report/preview.ts';
import { delivery } from './support.ts';

describe('how many a delivery reaches', () => {
  it.each<[readonly string[], readonly string[], string]>([
    [['p1'], [], '1 person'],
    [['p1', 'p2'], [], '2 people'],
    [[], ['a1'], '1 audience'],
    [[], ['a1', 'a2'], '2 audiences'],
    [['p1', 'p2'], ['a1'], '2 people and 1 audience'],
    [[], [], 'nobody'],
  ])('%j and %j: %s', (endUsersIds, audiencesIds, expected) => {
    expect(recipientCounts(delivery(null, { endUsersIds, audiencesIds }))).toBe(expected);
  });

  it('counts the people that a login stands for', () => {
    const planned = delivery(null, { endUsersIds: ['@octocat'], audiencesIds: [] });
    expect(recipientCounts({ ...planned, endUsersIds: ['p1', 'p2', 'p3'] })).toBe('3 people');
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
      additional: { priority: [1] },
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
        priority: [1],
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
});
