import { describe, expect, it } from 'vitest';
import { bodyOf, MAX_BODY_BYTES } from '../../../src/delivery/body.ts';
import {
  collectPlan,
  type Delivery,
  MAX_DELIVERIES,
  planDeliveries,
  reachesNobody,
} from '../../../src/delivery/plan.ts';
import { createDiagnostics } from '../../../src/diagnostics.ts';
import type { Notification } from '../../../src/payload/notification.ts';
import { notificationWith } from '../../support/delivering.ts';

interface Sources {
  readonly isTest?: boolean;
  readonly people?: Readonly<Record<string, readonly string[]>>;
  readonly secret?: string;
}

function plan(notifications: readonly Notification[], sources: Sources = {}) {
  const { people = {}, secret, isTest = false } = sources;
  const diagnostics = createDiagnostics((text) => text);
  const planning = planDeliveries(
    notifications,
    {
      people: new Map(Object.entries(people)),
      holdsSecret: (text) => secret !== undefined && text.includes(secret),
      isTest,
    },
    diagnostics,
  );
  const deliveries = [...planning];
  const { errors, warnings } = diagnostics;
  return { deliveries, errors, warnings, bodies: deliveries.map((it) => JSON.parse(bodyOf(it))) };
}

const systemsOf = (deliveries: readonly Delivery[]) => deliveries.map(({ systemId }) => systemId);

function systems(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `s${index}`);
}

describe('the body of a request', () => {
  it('has everything that was given, and nothing else', () => {
    const { bodies, deliveries } = plan([
      notificationWith({
        systemId: ['sys-1'],
        templateId: 'template-9',
        endUsersIds: ['ann@example.com', 'ben@example.com'],
        audiencesIds: ['audience-1'],
        notificationType: 'Push',
        title: 'Name',
        runtimeTitle: 'Release "4.7"',
        runtimeDescription: 'It is out.\n🎉',
        startAt: '2027-02-01 08:00',
        endAt: '2027-02-02',
        override: [
          { key: 'URL', value: 'https://example.com' },
          { key: 'EMPTY', value: '' },
        ],
        additional: { category: 5, nested: { list: [1, null, 'x'], on: false } },
      }),
    ]);
    expect(bodies).toEqual([
      {
        notification: {
          systemId: 'sys-1',
          templateId: 'template-9',
          endUsersIds: ['ann@example.com', 'ben@example.com'],
          audiencesIds: ['audience-1'],
          notificationType: 'Push',
          title: 'Name',
          runtimeTitle: 'Release "4.7"',
          runtimeDescription: 'It is out.\n🎉',
          startAt: '2027-02-01 08:00',
          endAt: '2027-02-02',
          override: [
            { key: 'URL', value: 'https://example.com' },
            { key: 'EMPTY', value: '' },
          ],
          category: 5,
          nested: { list: [1, null, 'x'], on: false },
        },
      },
    ]);
    expect(deliveries[0]?.recipients.endUsersIds).toEqual(['ann@example.com', 'ben@example.com']);
  });

  it('leaves out what was not given: no null, no empty text, no empty list', () => {
    const { endUsersIds: _, ...without } = notificationWith({ audiencesIds: ['a'] });
    for (const notification of [without, { ...without, endUsersIds: [] }]) {
      const { deliveries, bodies } = plan([notification]);
      expect(bodies).toStrictEqual([
        { notification: { templateId: 'template-1', audiencesIds: ['a'] } },
      ]);
      expect(deliveries[0]).toMatchObject({ systemId: null, recipients: { endUsersIds: [] } });
    }
  });
});

describe('the order of the plan', () => {
  it('has notifications outside, systems inside', () => {
    const { deliveries, errors, warnings } = plan([
      notificationWith({ templateId: 'one', systemId: ['b', 'a'] }),
      notificationWith({ templateId: 'two', systemId: ['a', 'b', 'c'] }),
      notificationWith({ templateId: 'three' }),
    ]);
    const order = deliveries.map(
      ({ notification, systemId }) => `${notification.templateId} ${systemId}`,
    );
    expect(order).toEqual(['one b', 'one a', 'two a', 'two b', 'two c', 'three null']);
    expect([errors, warnings]).toEqual([[], []]);
  });

  it('is empty for no notifications', () => {
    expect(plan([])).toMatchObject({ deliveries: [], errors: [], warnings: [] });
  });
});

describe('a request that equals an earlier one', () => {
  it('is sent all the same, with a warning for each time', () => {
    const same = notificationWith({ systemId: ['a', 'b'] });
    const other = notificationWith({ templateId: 'other' });
    const { deliveries, warnings, errors } = plan([same, other, same]);
    expect(systemsOf(deliveries)).toEqual(['a', 'b', null, 'a', 'b']);
    expect(errors).toEqual([]);
    const message = expect.stringMatching(
      /^notifications\[2\] \(system [ab]\) equals notifications\[0\] \(system [ab]\), .* twice/,
    );
    expect(warnings).toMatchObject([{ message }, { message }]);
  });

  it('may equal it only after logins were resolved', () => {
    const notifications = [
      notificationWith({ endUsersIds: ['@ann'] }),
      notificationWith({ endUsersIds: ['ann@example.com'] }),
    ];
    const { deliveries, warnings } = plan(notifications, {
      people: { '@ann': ['ann@example.com'] },
    });
    expect(deliveries).toHaveLength(2);
    expect(warnings).toHaveLength(1);
  });

  it.each<[string, Partial<Notification>]>([
    ['another template', { templateId: 'template-2' }],
    ['another person', { endUsersIds: ['ben@example.com'] }],
    ['another order of people', { endUsersIds: ['b', 'ann@example.com'] }],
    ['a title', { title: 'x' }],
    ['another system', { systemId: ['a'] }],
    ['an override', { override: [{ key: 'A', value: '' }] }],
    ['an additional field', { additional: { x: null } }],
  ])('does not equal it with %s', (_, change) => {
    const { deliveries, warnings } = plan([notificationWith(), notificationWith(change)]);
    expect(deliveries).toHaveLength(2);
    expect(warnings).toEqual([]);
  });
});

it('in a test, equal requests are no mistake, because they are meant for different people', () => {
  const { deliveries, warnings } = plan([notificationWith(), notificationWith()], { isTest: true });
  expect(deliveries).toHaveLength(2);
  expect(warnings).toEqual([]);
});

describe('recipients written as a login', () => {
  const people = {
    '@ann': ['ann@example.com'],
    '@team': ['ann@example.com', 'ben@example.com'],
    '@bot': [],
  };

  it('become ids where they were, each once', () => {
    const endUsersIds = ['carl', '@team', '@bot', '@ann', 'ben@example.com', 'dora'];
    const { deliveries, bodies } = plan([notificationWith({ endUsersIds })], { people });
    const ids = ['carl', 'ann@example.com', 'ben@example.com', 'dora'];
    expect(deliveries[0]?.recipients.endUsersIds).toEqual(ids);
    expect(bodies[0].notification.endUsersIds).toEqual(ids);
  });

  it('stay logins in the body that is shown', () => {
    const endUsersIds = ['@team', '@bot', 'carl'];
    const { deliveries } = plan([notificationWith({ systemId: ['s'], endUsersIds })], { people });
    expect(deliveries.map(({ written }) => written)).toEqual([
      { notification: { systemId: 's', templateId: 'template-1', endUsersIds } },
    ]);
  });

  it('stay in the request where they are unknown, as in a dry run', () => {
    const { deliveries } = plan([notificationWith({ endUsersIds: ['@who'] })], { people });
    expect(deliveries[0]?.recipients.endUsersIds).toEqual(['@who']);
  });

  it.each<[string, Partial<Notification>, boolean]>([
    ['only somebody who is nobody', { endUsersIds: ['@bot'] }, true],
    ['somebody besides', { endUsersIds: ['@bot', '@ann'] }, false],
    ['an audience besides', { endUsersIds: ['@bot'], audiencesIds: ['a'] }, false],
    ['only an audience', { endUsersIds: [], audiencesIds: ['a'] }, false],
  ])('%s: reaches nobody is %s', (_, change, expected) => {
    const { deliveries } = plan([notificationWith(change)], { people });
    expect(deliveries.map(reachesNobody)).toEqual([expected]);
  });
});

describe('the bounds', () => {
  it('are 500 requests', () => {
    expect(MAX_DELIVERIES).toBe(500);
    const { deliveries, errors } = plan([notificationWith({ systemId: systems(500) })]);
    expect(deliveries).toHaveLength(500);
    expect(errors).toEqual([]);
  });

  it.each([
    ['501 systems', [notificationWith({ systemId: systems(501) })], '501'],
    [
      '250 systems twice and one more',
      [
        notificationWith({ templateId: 'a', systemId: systems(250) }),
        notificationWith({ templateId: 'b', systemId: systems(250) }),
        notificationWith({ templateId: 'c' }),
      ],
      '501',
    ],
  ])('%s are too many', (_, notifications, count) => {
    const { deliveries, errors } = plan(notifications);
    expect(deliveries).toEqual([]);
    expect(errors).toMatchObject([
      { code: 'payload-invalid', message: expect.stringMatching(`${count} deliveries.*500`) },
    ]);
  });

  /** A notification whose body has so many bytes, in characters of two. */
  function ofBytes(bytes: number): Notification {
    const frame = '{"notification":{"templateId":"template-1","endUsersIds":["a"],"title":""}}';
    const rest = bytes - frame.length;
    const title = 'é'.repeat(Math.floor(rest / 2)) + 'x'.repeat(rest % 2);
    return notificationWith({ endUsersIds: ['a'], title });
  }

  it.each([1_048_575, 1_048_576])('a body of %i bytes is not too long', (bytes) => {
    const { deliveries, errors } = plan([ofBytes(bytes)]);
    expect(deliveries.map((it) => Buffer.byteLength(bodyOf(it)))).toEqual([bytes]);
    expect(errors).toEqual([]);
  });

  it('a body of 1 MiB and a byte is, counted in bytes', () => {
    expect(MAX_BODY_BYTES).toBe(1_048_576);
    const { errors } = plan([ofBytes(1_048_577)]);
    expect(errors).toMatchObject([
      { code: 'payload-invalid', message: expect.stringMatching(/^é+: .*1 MiB/) },
    ]);
  });
});

describe('a secret in a body', () => {
  it.each<[Partial<Notification>, string, string]>([
    [{ runtimeDescription: 'a S3cret-1' }, 'S3cret-1', 'runtimeDescription'],
    [{ override: [{ key: 'K', value: 'S3cret-1' }] }, 'S3cret-1', 'override[0].value'],
    [{ additional: { extra: { list: ['S3cret-1'] } } }, 'S3cret-1', 'extra.list[0]'],
    // In JSON, a secret that `toJSON()` encoded is encoded twice.
    [{ title: 'a\\"b\\\\c' }, 'a\\"b\\\\c', 'title'],
    [{ title: 'a"b&lt;c' }, 'a"b&lt;c', 'title'],
  ])('is an error that names the field: %j', (fields, secret, field) => {
    const { errors } = plan([notificationWith(fields)], { secret });
    expect(errors).toMatchObject([{ message: expect.stringContaining(`\`${field}\` contains`) }]);
  });

  it('is an error that names the notification, and not the secret', () => {
    const notifications = [
      notificationWith(),
      notificationWith({ runtimeDescription: 'see S3cret-of-the-key!' }),
    ];
    const { errors } = plan(notifications, { secret: 'S3cret-of-the-key!' });
    expect(errors).toMatchObject([
      { code: 'payload-invalid', message: expect.stringMatching(/^notifications\[1\]: /) },
    ]);
    expect(JSON.stringify(errors)).not.toContain('S3cret');
  });

  it('is found where a person’s id brought it in', () => {
    const { errors } = plan([notificationWith({ endUsersIds: ['@ann'] })], {
      people: { '@ann': ['S3cret-of-the-key!'] },
      secret: 'S3cret-of-the-key!',
    });
    expect(errors).toMatchObject([{ code: 'payload-invalid' }]);
  });
});

describe('a plan is collected', () => {
  const [delivery] = plan([notificationWith()]).deliveries;
  const planned = delivery === undefined ? [] : Array(6).fill(delivery);

  /** Each delivery takes as long. The job is cancelled during the first pause, if at all. */
  async function collect(stepMs: number, isCancelled = false) {
    const cancellation = new AbortController();
    let ms = 0;
    let pauses = 0;
    const deliveries = await collectPlan(planned, {
      now: () => {
        ms += stepMs;
        return ms;
      },
      sleep: async () => {
        pauses += 1;
        if (isCancelled) cancellation.abort();
      },
      signal: cancellation.signal,
    });
    return { count: deliveries.length, pauses };
  }

  it('at once, if it takes no time', async () => {
    expect(await collect(1)).toEqual({ count: 6, pauses: 0 });
  });

  it('with pauses in which a signal is heard, if it takes long', async () => {
    expect(await collect(101)).toEqual({ count: 6, pauses: 6 });
  });

  it('until the job is cancelled', async () => {
    await expect(collect(101, true)).rejects.toMatchObject({ code: 'deadline-exceeded' });
  });
});
