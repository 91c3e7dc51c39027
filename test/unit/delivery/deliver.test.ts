import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../../src/delivery/plan.ts';
import {
  type Answer,
  grant,
  lost,
  noResponse,
  ok,
  planOf,
  planTo,
  play,
  response,
  type Scene,
  throttled,
  unsent,
} from '../../support/delivering.ts';

const atMostOnce = { mode: 'at-most-once' } as const;
const atLeastOnce = { mode: 'at-least-once' } as const;

/** Plays one delivery to the system A that meets these answers. */
function playA(answers: readonly Answer[], rules: Scene['rules'] = {}, scene: Scene = {}) {
  return play({ ...scene, plan: ['A'], sends: { A: answers }, rules });
}

/** Everything that may have arrived. */
const doubtful: readonly [name: string, answer: Answer][] = [
  ['a reset', lost],
  ['a timeout in flight', response(200, { ms: 40_000 })],
  ...[408, 500, 501, 502, 503, 504, 599].map((status): [string, Answer] => [
    `HTTP ${status}`,
    response(status),
  ]),
];

describe('one delivery', () => {
  it('is one send with the token, after the token', async () => {
    const played = await playA([response(200, { body: '{"id":1}', ms: 150 })]);
    expect(played.sends).toEqual([
      {
        systemId: 'A',
        atMs: 10,
        timeoutMs: 30_000,
        by: 'token-0001',
        scheme: 'bearer',
        url: 'https://api.test/send',
        contentType: 'application/json',
        body: planTo('A').map(bodyOf)[0],
      },
    ]);
    expect(played.outcome('A')).toMatchObject({
      status: 'accepted',
      statusCode: 200,
      attempts: 1,
      durationMs: 160,
      error: null,
      response: '{"id":1}',
    });
  });

  it('that reaches nobody is skipped without a request, not even for a token', async () => {
    const people = new Map([['@bot', []]]);
    const played = await play({
      plan: planOf({ systemId: ['A'], endUsersIds: ['@bot'] }, people),
    });
    expect(played.outcome('A')).toMatchObject({ status: 'skipped', attempts: 0, error: null });
    expect([played.sends, played.tokenRequests]).toEqual([[], []]);
  });

  it('leaves a line in the debug log for each attempt', async () => {
    const played = await playA([unsent, response(200, { ms: 20 })]);
    const sends = played.debug.filter((line) => line.startsWith('System A'));
    expect(sends).toEqual([
      'System A: attempt 1 ended in 10 ms: ECONNREFUSED.',
      'System A: attempt 2 ended in 20 ms: HTTP 200.',
    ]);
  });
});

describe('a send is repeated', () => {
  it.each<[string, Answer]>([
    ['a connection that did not come about', unsent],
    ['a timeout before connecting', noResponse('connecting', { cause: 'timeout' })],
    ['a proxy that is overloaded', noResponse('connecting', { cause: 'proxy', proxyStatus: 503 })],
    ['425', response(425)],
    ['429', throttled()],
  ])('after %s, in both modes', async (_, answer) => {
    for (const rules of [atMostOnce, atLeastOnce]) {
      const played = await playA([answer], rules);
      // Token 10 ms, send 10 ms, backoff 375 ms.
      expect(played.sentAt('A')).toEqual([10, 395]);
      expect(played.outcome('A')).toMatchObject({ status: 'accepted', attempts: 2, error: null });
      const { result } = answer;
      const came = result.kind === 'response' ? `HTTP ${result.status}` : 'ECONNREFUSED';
      const [, said] =
        /^System A: (.*)\. Retrying in 375 ms\.$/.exec(played.info.at(-1) ?? '') ?? [];
      expect(said).toContain(came);
    }
  });

  it.each(doubtful)('after %s only at least once', async (_, answer) => {
    const once = await playA([answer], atMostOnce);
    expect(once.sends).toHaveLength(1);
    expect(once.outcome('A')).toMatchObject({
      status: 'unknown',
      attempts: 1,
      error: { code: 'delivery-unknown' },
    });
    expect(once.info.join('\n')).not.toContain('Retrying');

    const repeated = await playA([answer], atLeastOnce);
    expect(repeated.sends).toHaveLength(2);
    expect(repeated.outcome('A')).toMatchObject({ status: 'accepted', attempts: 2, error: null });
  });

  it('after 503 with Retry-After: at most once not at all, at least once after that time', async () => {
    const busy = response(503, { headers: { 'retry-after': '3' } });
    expect((await playA([busy], atMostOnce)).sentAt()).toEqual([10]);
    expect((await playA([busy], atLeastOnce)).sentAt()).toEqual([10, 3020]);
  });

  it.each([
    [
      'a bad certificate',
      noResponse('connecting', { cause: 'certificate' }),
      'unsent',
      'unreachable',
    ],
    [
      'a proxy that forbids',
      noResponse('connecting', { cause: 'proxy', proxyStatus: 403 }),
      'unsent',
      'unreachable',
    ],
    [
      'a proxy that wants a password',
      noResponse('connecting', { cause: 'proxy', proxyStatus: 407 }),
      'unsent',
      'unreachable',
    ],
    [
      'a malformed proxy variable',
      noResponse('connecting', { cause: 'proxy-settings' }),
      'unsent',
      'unreachable',
    ],
    ['302', response(302), 'refused', 'request-refused'],
    ['400', response(400), 'refused', 'request-refused'],
    ['403', response(403), 'refused', 'permission-denied'],
    ['404', response(404), 'refused', 'request-refused'],
    ['409', response(409), 'refused', 'request-refused'],
    ['422', response(422), 'refused', 'request-refused'],
  ])('but never after %s', async (_, answer, status, code) => {
    for (const rules of [atMostOnce, atLeastOnce]) {
      const played = await playA([answer], rules);
      expect(played.sends).toHaveLength(1);
      expect(played.outcome('A')).toMatchObject({ status, attempts: 1, error: { code } });
      expect(played.endMs).toBe(status === 'refused' ? 270 : 20);
    }
  });

  it.each<[string, Answer]>([
    ['whole', response(200)],
    ['cut', response(200, { body: '{"id', truncatedBy: 'aborted' })],
    [
      'too long',
      response(202, { body: 'x'.repeat(262_144), truncatedBy: 'it is longer than 256 KiB' }),
    ],
    ['late', response(200, { truncatedBy: 'timed out after 30 s' })],
  ])('nor after a 2xx whose body is %s', async (_, answer) => {
    const played = await playA([answer], atLeastOnce);
    expect(played.sends).toHaveLength(1);
    expect(played.outcome('A').status).toBe('accepted');
  });
});

describe('how often and when', () => {
  it.each([
    [1, [10]],
    [2, [10, 395]],
    [4, [10, 395, 1155, 2665]],
  ])('max-attempts: %i', async (maxAttempts, at) => {
    const played = await playA(
      Array.from({ length: 9 }, () => unsent),
      { maxAttempts },
    );
    expect(played.sentAt()).toEqual(at);
    expect(played.outcome('A')).toMatchObject({
      status: 'unsent',
      attempts: maxAttempts,
      error: {
        code: 'unreachable',
        message: expect.stringContaining(
          `Stopped after ${maxAttempts} attempt${maxAttempts === 1 ? '' : 's'}`,
        ),
      },
    });
  });

  it.each([
    [0, [10, 270, 780]],
    [1, [10, 520, 1530]],
  ])('chance %i', async (random, at) => {
    const played = await playA([unsent, unsent], {}, { random });
    expect(played.sentAt()).toEqual(at);
  });

  it('a Retry-After replaces the backoff', async () => {
    const date = 'Fri, 15 Jan 2027 08:00:09 GMT';
    const played = await playA([throttled('2'), throttled(date), throttled('rubbish')]);
    // 2 s after 20 ms; 9 s, reckoned from the Date, after 2030 ms; the third backoff of 1500 ms.
    expect(played.sentAt()).toEqual([10, 2020, 11_030, 12_540]);
  });

  it('a throttled response that comes again and again is rate-limited', async () => {
    const played = await playA([throttled('2'), throttled('2'), throttled('5')], {
      maxAttempts: 3,
    });
    expect(played.outcome('A')).toMatchObject({
      status: 'throttled',
      statusCode: 429,
      attempts: 3,
      error: {
        code: 'rate-limited',
        message: expect.stringContaining('`Retry-After` was 5 s. Stopped after 3 attempts'),
      },
    });
    expect(played.endMs).toBe(10 + 10 + 2000 + 10 + 2000 + 10 + 250);
  });
});

describe('a response that turns out to belong to another request', () => {
  const stray = (status: number, strayAfterMs: number, retryAfter = ''): Answer => {
    return { ...response(status, { headers: { 'retry-after': retryAfter } }), strayAfterMs };
  };
  const unknown = { status: 'unknown', statusCode: null, error: { code: 'delivery-unknown' } };

  it.each([200, 400, 401, 429, 500])(
    'at once (HTTP %i) is unknown, without a wait',
    async (status) => {
      const played = await playA([stray(status, 0)], atMostOnce);
      expect(played.sends).toHaveLength(1);
      expect(played.outcome('A')).toMatchObject(unknown);
      expect(played.endMs).toBe(20);
    },
  );

  it.each([
    ['429 during the backoff', stray(429, 100), 395],
    ['429 at the end of the backoff', stray(429, 375), 395],
    ['429 during Retry-After', stray(429, 4000, '5'), 5020],
    ['401 during the renewal of the token', stray(401, 100), 270],
    ['401 at its end', stray(401, 250), 270],
    ['400 a moment later', stray(400, 250), 270],
  ])('%s is unknown, and not attempted again', async (_, answer, endMs) => {
    const played = await playA([answer], atMostOnce);
    expect(played.sends).toHaveLength(1);
    expect(played.outcome('A')).toMatchObject({ ...unknown, attempts: 1 });
    expect(played.endMs).toBe(endMs);
  });

  it('during a pause that another delivery caused is unknown', async () => {
    const sends = { A: [stray(429, 2000)], B: [throttled('5')] };
    const played = await play({ plan: ['A', 'B'], sends });
    expect(played.sentAt('A')).toEqual([10]);
    expect(played.outcome('A')).toMatchObject(unknown);
    expect(played.sentAt('B')).toEqual([10, 5020]);
  });

  it('is retried at least once, and unknown until one is accepted', async () => {
    const accepted = await playA([stray(429, 100)], atLeastOnce);
    expect(accepted.sentAt()).toEqual([10, 395]);
    expect(accepted.outcome('A')).toMatchObject({ status: 'accepted', attempts: 2 });
    const refused = await playA([stray(429, 100), response(400)], atLeastOnce);
    expect(refused.outcome('A')).toMatchObject({ ...unknown, attempts: 2 });
  });

  it.each([
    ['at the last attempt', { maxAttempts: 1 }, 270],
    ['when no time is left to retry', { timeoutMs: 1300 }, 270],
    ['until the step ends', { timeoutMs: 1019 }, 270],
  ])('is unknown %s, too', async (_, rules, endMs) => {
    const played = await playA([stray(429, 100)], { ...atMostOnce, ...rules });
    expect(played.outcome('A')).toMatchObject({ ...unknown, attempts: 1 });
    expect(played.endMs).toBe(endMs);
  });

  it('is looked for until the step ends at the latest', async () => {
    const slow = { ...stray(400, 100), ms: 1000 };
    const played = await playA([slow], { ...atMostOnce, timeoutMs: 1150 });
    expect(played.outcome('A').status).toBe('unknown');
    expect(played.endMs).toBe(1150);
  });

  it('is unknown although the job was cancelled meanwhile', async () => {
    const played = await playA([stray(400, 100)], atMostOnce, { cancelAtMs: 50 });
    expect(played.outcome('A').status).toBe('unknown');
    expect(played.endMs).toBe(270);
  });

  it('after the next attempt leaves that one as it is', async () => {
    const played = await playA([stray(429, 380)], atMostOnce);
    expect(played.outcome('A')).toMatchObject({ status: 'accepted', attempts: 2 });
  });

  it.each([
    ['accepted', 200],
    ['refused', 400],
    ['throttled', 429],
  ])(
    'after its delivery ended as %s is corrected, while others are under way',
    async (_, status) => {
      const sends = { A: [stray(status, 300)], B: [response(200, { ms: 900 })] };
      const played = await play({ plan: ['A', 'B', 'C'], sends, rules: { maxAttempts: 1 } });
      expect(played.outcome('A')).toMatchObject({ ...unknown, attempts: 1, response: null });
      expect(played.outcome('A').durationMs).toBe(status === 200 ? 20 : 270);
      expect(played.outcome('B').status).toBe('accepted');
      expect(played.told.filter((system) => system === 'A')).toEqual(['A', 'A']);
      expect(played.told.filter((system) => system !== 'A')).toHaveLength(2);
    },
  );

  it('makes a token no worse, because a token proves itself', async () => {
    const { result } = grant('good-token');
    const token = { result, ms: 10, strayAfterMs: 0 };
    const played = await play({ plan: ['A'], tokens: [token] });
    expect(played.tokenRequests).toHaveLength(1);
    expect(played.outcome('A').status).toBe('accepted');
  });
});

describe('what may have arrived stays unknown until one is accepted', () => {
  it.each<[string, readonly Answer[], number]>([
    ['refused', [response(400)], 2],
    ['unsent, then refused', [unsent, response(404)], 3],
    ['unsent without end', [unsent, unsent, unsent, unsent], 4],
    ['throttled without end', [throttled(), throttled(), throttled()], 4],
    ['a lasting failure', [noResponse('connecting', { cause: 'certificate' })], 2],
    ['403', [response(403)], 2],
    ['401 twice', [response(401), response(401)], 3],
    ['a wait that does not fit', [throttled('600')], 2],
  ])('then %s', async (_, then, attempts) => {
    const first = response(503, { body: 'may have', headers: { 'x-request-id': 'r-1' } });
    const played = await playA([first, ...then], atLeastOnce);
    expect(played.outcome('A')).toMatchObject({
      status: 'unknown',
      statusCode: 503,
      response: 'may have',
      requestId: 'r-1',
      attempts,
      error: { code: 'delivery-unknown' },
    });
  });

  it('then 401 and no new token', async () => {
    const played = await play({
      plan: ['A'],
      sends: { A: [lost, response(401)] },
      tokens: [grant('first-token'), response(401)],
      rules: atLeastOnce,
    });
    expect(played.tokenRequests).toHaveLength(2);
    expect(played.outcome('A')).toMatchObject({
      status: 'unknown',
      statusCode: null,
      attempts: 2,
      error: { code: 'delivery-unknown' },
    });
  });

  it('through all of these, until one is accepted', async () => {
    const answers = [lost, unsent, throttled('1'), response(401), response(500), ok];
    const played = await playA(answers, { ...atLeastOnce, maxAttempts: 10 });
    expect(played.outcome('A')).toMatchObject({
      status: 'accepted',
      statusCode: 200,
      attempts: 6,
      error: null,
    });
  });

  it('the last one counts where several may have arrived', async () => {
    const played = await playA([response(500), response(502), response(400)], atLeastOnce);
    expect(played.outcome('A').statusCode).toBe(502);
  });
});
