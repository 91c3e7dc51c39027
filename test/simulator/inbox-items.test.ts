import { describe, expect, it } from 'vitest';
import { createScript } from '../../simulator/faults/script.ts';
import { buttonOf, cardOf, cut } from '../../simulator/inbox/card.ts';
import { inboxState, itemOf } from '../../simulator/inbox/items.ts';
import { createLedger } from '../../simulator/ledger.ts';
import type { LedgerEntry } from '../../simulator/simulator.ts';
import { acceptedEntry } from './support.ts';

const none = { first: [], more: 0 };

describe('a card', () => {
  it('has every field of a notification', () => {
    const card = cardOf({
      systemId: 's',
      templateId: 't',
      endUsersIds: ['ada'],
      audiencesIds: ['all'],
      notificationType: 'Popup',
      title: 'name',
      runtimeTitle: 'title',
      runtimeDescription: 'text',
      startAt: '2026-03-12',
      endAt: '2026-03-13 10:30',
      override: [{ key: 'K', value: 'v' }],
    });
    expect(card).toEqual({
      title: 'title',
      text: 'text',
      type: 'Popup',
      button: null,
      startMs: Date.UTC(2026, 2, 12),
      endMs: Date.UTC(2026, 2, 13, 10, 30),
      people: { first: ['ada'], more: 0 },
      audiences: { first: ['all'], more: 0 },
      overrides: { first: [{ key: 'K', value: 'v' }], more: 0 },
      name: 'name',
      systemId: 's',
      templateId: 't',
    });
  });

  it.each([
    {},
    { runtimeTitle: 7, endUsersIds: 'ada', override: { key: 'a', value: 'b' }, startAt: 'soon' },
    { runtimeTitle: null, endUsersIds: [1, null], override: [null, 1, {}, { key: 'a' }], endAt: 1 },
  ])('leaves out values of another type: %j', (notification) => {
    expect(cardOf(notification)).toMatchObject({
      title: null,
      startMs: null,
      endMs: null,
      people: none,
      overrides: none,
    });
  });

  it('is small, however large the notification is', () => {
    const long = 'x'.repeat(100_000);
    const card = cardOf({
      runtimeTitle: long,
      runtimeDescription: long,
      templateId: long,
      endUsersIds: Array.from({ length: 5000 }, () => long),
      override: Array.from({ length: 5000 }, () => ({ key: long, value: `https://x/${long}` })),
    });
    expect(JSON.stringify(card).length).toBeLessThan(60_000);
    expect(card.people).toMatchObject({ first: { length: 8 }, more: 4992 });
    expect(card.overrides).toMatchObject({ first: { length: 20 }, more: 4980 });
  });

  it.each<[string, number, string]>([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'abc…'],
    ['ab😀', 3, 'ab…'],
    ['ab😀', 4, 'ab😀'],
  ])('cuts %j after %i units to %j', (text, units, expected) => {
    expect(cut(text, units)).toBe(expected);
  });
});

describe('the button', () => {
  const override = (...keys: readonly string[]) =>
    keys.map((key) => ({ key, value: `https://example.com/${key}` }));

  it.each([
    ['READ_MORE', 'Read more'],
    ['URL', 'Open'],
    ['RELEASE_URL', 'Open release'],
    ['pull-request.link', 'Open pull request'],
    ['OPEN_RUN', 'Open run'],
    ['', 'Open'],
    ['__', 'Open'],
    ['ÉTAT', 'État'],
  ])('for the override %j has the label %j', (key, label) => {
    expect(buttonOf([{ key, value: 'https://example.com' }])?.label).toBe(label);
  });

  it.each([
    [override('RUN_URL', 'URL'), 'https://example.com/URL'],
    [override('RUN_URL', 'link'), 'https://example.com/link'],
    [override('RUN_URL', 'REPOSITORY_URL'), 'https://example.com/RUN_URL'],
    [[{ key: 'URL', value: 'none' }, ...override('MORE')], 'https://example.com/MORE'],
  ])('of %j opens %s', (list, href) => {
    expect(buttonOf(list)?.href).toBe(href);
  });

  it.each([undefined, 7, {}, [], [null, 1, {}, { key: 7, value: 'https://example.com' }]])(
    'does not exist for %j',
    (list) => {
      expect(buttonOf(list)).toBe(null);
    },
  );
});

describe('the link of the button', () => {
  const linkOf = (value: string) => buttonOf([{ key: 'K', value }])?.href;

  it.each([
    'https://example.com',
    'HTTP://example.com/a?b=c#d',
    'https://example.com/ä/😀',
    'http://127.0.0.1:8080/',
  ])('is %s', (value) => {
    expect(linkOf(value)).toBe(value);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)//https://example.com',
    ' https://example.com',
    'https://example.com/a b',
    'https://example.com/\u202egnp.exe',
    'https://example.com/\u0000',
    'https://example.com/\nx',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.com',
    '//example.com',
    'example.com',
    'https://',
    'https://[',
    `https://example.com/${'x'.repeat(2000)}`,
    '',
  ])('is not %j', (value) => {
    expect(linkOf(value)).toBe(undefined);
  });
});

it('shows the short command on the default port', () => {
  const { ledger } = createLedger();
  const scripts = { token: createScript('token'), send: createScript('send') };
  const { fillCommand } = inboxState({ url: 'http://127.0.0.1:4010', prefix: '', ledger, scripts });
  expect(fillCommand).toMatch(/--send$/);
});

describe('the list of a request', () => {
  const token = { accepted: false, endpoint: 'token' } as const;

  it.each<[string, Partial<LedgerEntry>, string | undefined, string | undefined]>([
    ['an accepted send', {}, 'inbox', 'accepted'],
    ['one whose answer is awaited', { settled: false, status: null }, 'inbox', 'waiting'],
    ['one accepted and then cut off', { status: null }, 'inbox', 'accepted'],
    ['a refused send', { accepted: false, status: 400 }, 'others', 'refused'],
    ['a send without answer', { accepted: false, status: null }, 'others', 'no response'],
    ['a granted token', token, undefined, undefined],
    ['a token on its way', { ...token, status: null, settled: false }, undefined, undefined],
    ['a token without answer', { ...token, status: null }, 'others', 'no response'],
    [
      'a refused token request',
      { ...token, status: 401, problems: ['Wrong.'] },
      'others',
      'refused',
    ],
    ['a token with a fault', { ...token, fault: 'empty token' }, 'others', 'issued'],
    ['a token with the fault ok', { ...token, fault: 'ok' }, undefined, undefined],
    [
      'a path that is not ours',
      { ...token, endpoint: 'other', status: 404 },
      'others',
      'other path',
    ],
  ])('%s', (_name, change, place, verdict) => {
    const item = itemOf({ ...acceptedEntry, ...change }, []);
    expect([item?.list, item?.outcome]).toEqual([place, verdict]);
  });
});

describe('an item', () => {
  it('names the first accepted request with the same body', () => {
    const earlier: readonly LedgerEntry[] = [
      { ...acceptedEntry, id: 1, accepted: false },
      { ...acceptedEntry, id: 2, body: '{ }' },
      { ...acceptedEntry, id: 3 },
      { ...acceptedEntry, id: 4 },
    ];
    const duplicateOf = (change: Partial<LedgerEntry>) =>
      itemOf({ ...acceptedEntry, ...change }, [...earlier, acceptedEntry])?.duplicateOf;
    expect(duplicateOf({})).toBe(3);
    expect(duplicateOf({ id: 3 })).toBe(null);
    expect(duplicateOf({ body: '[]' })).toBe(null);
    expect(duplicateOf({ accepted: false })).toBe(null);
  });

  it.each<[boolean, Readonly<Record<string, unknown>>]>([
    [true, { endUsersIds: ['ada'] }],
    [true, { endUsersIds: ['eve', 'ada'], audiencesIds: [] }],
    [false, { endUsersIds: ['ada', 'bob'] }],
    [false, { endUsersIds: ['ada'], audiencesIds: ['all'] }],
    [false, { endUsersIds: ['ada'], audiencesIds: 'all' }],
    [false, { audiencesIds: ['all'] }],
    [false, { endUsersIds: [] }],
    [false, { endUsersIds: 'ada' }],
  ])(
    'is a test (%s) if it is to people who test, and to no one else: %j',
    (isTest, notification) => {
      expect(itemOf({ ...acceptedEntry, notification }, [], ['ada', 'eve'])).toMatchObject({
        isTest,
      });
    },
  );

  it('is small, however large the request is, and counts what it leaves out', () => {
    const problems = Array.from({ length: 25 }, () => 'x'.repeat(1000));
    const item = itemOf({ ...acceptedEntry, body: 'y'.repeat(70_000), problems }, []);
    expect(item).toMatchObject({ bodyUnitsLeft: 4464, problemsLeft: 5, problems: { length: 20 } });
    expect(item?.body).toHaveLength(65_537);
    expect(item?.problems[0]).toHaveLength(501);
    expect(item).not.toHaveProperty('notification');
  });
});
