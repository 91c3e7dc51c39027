import { describe, expect, it } from 'vitest';
import {
  basic,
  type Call,
  call,
  getToken,
  notification,
  send,
  sendPath,
  start,
  startWithToken,
} from './support.ts';

const full = {
  systemId: 'bcf4c7f5682b4aa6875a0fc9bdfa21ca',
  templateId: '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
  endUsersIds: ['name@example.com', 'employee 7'],
  audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63'],
  notificationType: 'Push',
  title: 'deploy-4711',
  runtimeTitle: 'Release 4.7 is live 🎉',
  runtimeDescription: 'What changed\nand who to ask \ud800',
  startAt: '2025-06-01 08:00',
  endAt: '2025-06-02 08:00',
  override: [
    { key: 'URL', value: 'https://example.com/releases/4.7' },
    { key: 'url', value: '' },
    { key: 'C#', value: '###' },
  ],
};

async function sendBody(body: string | Uint8Array, change: Call = {}, extraFields: string[] = []) {
  const simulator = await start({ extraFields });
  const seen = await send(simulator, await getToken(simulator), { body, ...change });
  return { seen, entry: simulator.ledger.sends()[0] };
}

describe('a valid send', () => {
  it.each<[string, object]>([
    ['the least', notification],
    ['audiences only', { templateId: 't', audiencesIds: ['a'] }],
    ['every field', full],
    ['a popup', { ...notification, notificationType: 'Popup' }],
    ['bare dates', { ...notification, startAt: '2024-02-29', endAt: '2024-03-01' }],
    ['a bare start', { ...notification, startAt: '2025-01-01', endAt: '2025-01-01 00:01' }],
  ])('is accepted with %s', async (_name, value) => {
    const body = JSON.stringify({ notification: value });
    const { seen, entry } = await sendBody(body);
    expect(seen.status).toBe(200);
    expect(JSON.parse(seen.body)).toEqual({ message: 'Request has been received' });
    expect(seen.headers['x-request-id']).toBe('sim-2');
    expect(entry).toMatchObject({ id: 2, accepted: true, status: 200, problems: [], body });
    expect(entry?.notification).toEqual(value);
  });

  it('may set a charset', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    const simulator = await start();
    expect((await send(simulator, await getToken(simulator), { headers })).status).toBe(200);
  });

  it('may have the fields in extraFields', async () => {
    const body = JSON.stringify({ notification: { ...notification, category: null } });
    expect((await sendBody(body, {}, ['category'])).seen.status).toBe(200);
    expect((await sendBody(body, {}, ['other'])).seen.status).toBe(400);
  });
});

describe('an invalid notification', () => {
  const override = (...list: readonly object[]) => ({ override: list });
  const a = { key: 'a', value: 'b' };
  const pair = (key: unknown, value: unknown = 'b') => override({ key, value });
  const times = (startAt: string, endAt: string) => ({ startAt, endAt });
  const wrong: readonly [string, object, string][] = [
    ['no template', { templateId: undefined }, 'templateId: is missing'],
    ['no recipients', { endUsersIds: undefined }, 'endUsersIds or audiencesIds is required'],
    ['an unknown field', { endUserIds: ['a'] }, 'endUserIds: unknown field'],
    ['a field called toString', { toString: 'a' }, 'toString: unknown field'],
    ['an empty template', { templateId: '' }, 'templateId: must not be empty'],
    ['a number for a template', { templateId: 7 }, 'templateId: must be a string, found number'],
    ['a null system', { systemId: null }, 'systemId: must be a string, found null'],
    ['an empty title', { title: '' }, 'title: must not be empty'],
    ['a null title', { runtimeTitle: null }, 'runtimeTitle: must be a string'],
    ['a boolean text', { runtimeDescription: true }, 'runtimeDescription: must be a string'],
    ['a text for users', { endUsersIds: 'ada' }, 'endUsersIds: must be a list, found string'],
    ['no users', { endUsersIds: [] }, 'endUsersIds: must not be empty'],
    ['an empty user', { endUsersIds: ['a', ''] }, 'endUsersIds[1]: must not be empty'],
    ['a null user', { endUsersIds: [null] }, 'endUsersIds[0]: must be a string, found null'],
    ['a numeric audience', { audiencesIds: [1] }, 'audiencesIds[0]: must be a string'],
    ['null audiences', { audiencesIds: null }, 'audiencesIds: must be a list, found null'],
    ['type push', { notificationType: 'push' }, 'notificationType: must be Push or Popup'],
    ['type PopUp', { notificationType: 'PopUp' }, 'notificationType: must be Push or Popup'],
    ['an empty override', { override: [] }, 'override: must not be empty'],
    ['an override object', { override: { URL: 'x' } }, 'override: must be a list, found object'],
    ['an override text', { override: ['x'] }, 'override[0]: must be an object'],
    ['an override without key', override({ value: 'x' }), 'override[0].key: must be a string'],
    ['an empty key', pair(''), 'override[0].key: must not be empty'],
    ['an override without value', override({ key: 'a' }), 'value: must be a string, found nothing'],
    ['a null value', pair('a', null), 'value: must be a string, found null'],
    ['a further member', override({ ...a, c: 1 }), 'override[0].c: unknown'],
    ['hashes around a key', pair('###URL###'), 'without the hashes'],
    ['a hash on each side', pair('#URL#'), 'without the hashes'],
    ['hashes before a key', pair('###URL'), 'without the hashes'],
    ['a key twice', override(a, { ...a, value: 'c' }), '"a" more than once'],
    ['the end before the start', times('2025-06-01 08:00', '2025-06-01'), 'endAt: must be after'],
    ['the end at the start', times('2025-06-01', '2025-06-01 00:00'), 'endAt: must be after'],
    ...[
      '2025-02-29',
      '2025-13-01',
      '2025-00-10',
      '2025-06-31',
      '2025-06-01 24:00',
      '2025-06-01 08:60',
      '2025-06-01T08:00',
      '2025-06-01 08:00:00',
      '2025-06-01 08:00Z',
      '2025-6-1',
      '2025-06-01 8:00',
      ' 2025-06-01',
      '2025-06-01\n',
      '0050-01-01',
      '',
    ].map((date): [string, object, string] => [
      `the date ${JSON.stringify(date)}`,
      { startAt: date },
      'startAt: must be an existing day',
    ]),
    ['a numeric date', { endAt: 20250601 }, 'endAt: must be an existing day'],
  ];

  it.each(wrong)('returns 400 with the problem for %s', async (_name, change, problem) => {
    const { seen, entry } = await sendBody(
      JSON.stringify({ notification: { ...notification, ...change } }),
    );
    expect(seen.status).toBe(400);
    const reply = JSON.parse(seen.body);
    expect(reply.errors).toHaveLength(1);
    expect(reply.errors[0]).toContain(problem);
    expect(entry).toMatchObject({ status: 400, accepted: false, problems: reply.errors });
  });

  it('returns every problem at once', async () => {
    const value = { templateId: '', endUsersIds: [''], notificationType: 'x', startAt: 'y', z: 1 };
    const { seen } = await sendBody(JSON.stringify({ notification: value }));
    expect(JSON.parse(seen.body).errors).toHaveLength(5);
  });
});

describe('an invalid body', () => {
  const least = JSON.stringify(notification);
  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'not JSON'],
    ['65 levels', `{"notification":${'['.repeat(64)}${']'.repeat(64)}}`, 'nested too deeply'],
    ['a million levels', '['.repeat(1e6) + ']'.repeat(1e6), 'nested too deeply'],
    ['64 levels', `{"notification":${'['.repeat(63)}${']'.repeat(63)}}`, 'must be an object'],
    ['half of it', '{"notification":', 'not JSON'],
    ['comments', `{"notification":${least}} // x`, 'not JSON'],
    ['a byte order mark', `\ufeff{"notification":${least}}`, 'not JSON'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'not valid UTF-8'],
    ['a list', `[{"notification":${least}}]`, 'must be a JSON object'],
    ['null', 'null', 'must be a JSON object'],
    ['no wrapper', least, 'notification: is missing'],
    ['an empty object', '{}', 'notification: is missing'],
    ['a list of notifications', `{"notification":[${least}]}`, 'notification: must be an object'],
    ['a null notification', '{"notification":null}', 'notification: must be an object'],
    ['something beside it', `{"notification":${least},"dryRun":true}`, 'dryRun: unknown member'],
    ['the notification twice', `{"notification":{},"notification":${least}}`, 'has a name twice'],
    [
      'a name twice',
      `{"notification":{"title":"\\":",${least.slice(1, -1)},"title":"b"}}`,
      'has a name twice',
    ],
  ])('returns 400 for %s', async (_name, body, problem) => {
    const { seen, entry } = await sendBody(body);
    expect(seen.status).toBe(400);
    expect(JSON.parse(seen.body).errors.join()).toContain(problem);
    expect(entry?.accepted).toBe(false);
  });

  it('does not count text that looks like a name', async () => {
    const value = {
      ...notification,
      endUsersIds: ['p', ':', '"title":', '\\'],
      title: '{"title":1}',
      runtimeTitle: 'say "hi": x',
    };
    expect((await sendBody(JSON.stringify({ notification: value }))).seen.status).toBe(200);
  });

  it('returns 413 above 2 MiB, and 200 below', async () => {
    const title = (sizeBytes: number) =>
      JSON.stringify({ notification: { ...notification, title: 'x'.repeat(sizeBytes) } });
    const large = await sendBody(title(2 * 1024 * 1024));
    expect(large.seen.status).toBe(413);
    expect(large.entry).toMatchObject({ body: '', accepted: false, notification: null });
    expect((await sendBody(title(2 * 1024 * 1024 - 200))).seen.status).toBe(200);
  });
});

describe('an invalid request to send', () => {
  it.each<[string, number, Call]>([
    ['with an empty Authorization', 401, { headers: { authorization: '' } }],
    ['with an unknown token', 401, { headers: { authorization: 'Bearer abc.def.ghi' } }],
    ['with the client credentials', 401, { headers: { authorization: basic } }],
    ['with another type', 400, { headers: { 'content-type': 'text/plain' } }],
    ['with a query', 400, { path: `${sendPath}?dry=1` }],
    ['by PUT', 405, { method: 'PUT' }],
    ['to another path', 404, { path: `${sendPath}/` }],
    ['to a path with a prefix', 404, { path: `/v2${sendPath}` }],
  ])('returns for a send %s HTTP %i', async (_name, status, change) => {
    const simulator = await start();
    const seen = await send(simulator, await getToken(simulator), change);
    expect(seen.status).toBe(status);
    expect(seen.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined);
    expect(seen.headers.allow).toBe(status === 405 ? 'POST' : undefined);
    expect(simulator.ledger.accepted()).toEqual([]);
    expect(simulator.ledger.entries[1]).toMatchObject({
      status,
      endpoint: status === 404 ? 'other' : 'send',
    });
  });

  it('returns 401 without Authorization', async () => {
    const simulator = await start();
    const body = JSON.stringify({ notification });
    const seen = await call(simulator, { body, headers: { 'content-type': 'application/json' } });
    expect(seen.status).toBe(401);
    expect(simulator.ledger.sends()).toMatchObject([{ authorization: null, accepted: false }]);
  });

  it('returns 401 for the token of another simulator', async () => {
    const [one, two] = [await start(), await start()];
    expect((await send(two, await getToken(one))).status).toBe(401);
  });

  it('is served only under the prefix', async () => {
    const simulator = await start({ prefix: '/gateway/eu' });
    const seen = await call(simulator, { path: `/gateway/eu${sendPath}` });
    expect(seen.status).toBe(401);
    expect((await call(simulator)).status).toBe(404);
  });

  it('is recorded and not accepted if the client cuts it off', async () => {
    const { simulator, token } = await startWithToken();
    const seen = await send(simulator, token, {
      headers: { 'content-length': '500' },
      patienceMs: 50,
    });
    expect(seen.end).toBe('patience');
    await expect
      .poll(() => simulator.ledger.sends())
      .toMatchObject([
        {
          status: null,
          settled: true,
          accepted: false,
          problems: [expect.stringContaining('cut off')],
        },
      ]);
  });
});
