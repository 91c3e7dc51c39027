import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../../src/delivery/body.ts';
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
  return play({ ...scene, sends: { A: answers }, rules });
}

/** Everything that may have arrived. */
const doubtful: readonly [name: string, answer: Answer][] = [
  ['a reset', lost],
  ['a timeout in flight', response(200, { ms: 40_000 })],
  ['HTTP 503', response(503)],
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
    ['a bad certificate', noResponse('connecting', { cause: 'certificate' }), 'unreachable'],
    ['302', response(302), 'request-refused'],
    ['400', response(400), 'request-refused'],
    ['403', response(403), 'permission-denied'],
  ])('but never after %s', async (_, answer, code) => {
    const status = code === 'unreachable' ? 'unsent' : 'refused';
    for (const rules of [atMostOnce, atLeastOnce]) {
      const played = await playA([answer], rules);
      expect(played.sends).toHaveLength(1);
      expect(played.outcome('A')).toMatchObject({ status, attempts: 1, error: { code } });
      expect(played.endMs).toBe(20);
    }
  });

  it.each<[string, Answer]>([
    ['whole', response(200)],
    ['cut', response(200, { body: '{"id', truncatedBy: 'aborted' })],
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
    expect(played.endMs).toBe(10 + 10 + 2000 + 10 + 2000 + 10);
  });
});

describe('what may have arrived stays unknown until one is accepted', () => {
  it.each<[string, readonly Answer[], number]>([
    ['refused', [response(400)], 2],
    ['unsent, then refused', [unsent, response(404)], 3],
    ['unsent without end', [unsent, unsent, unsent, unsent], 4],
    ['throttled without end', [throttled(), throttled(), throttled()], 4],
    ['a lasting failure', [noResponse('connecting', { cause: 'certificate' })], 2],
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
