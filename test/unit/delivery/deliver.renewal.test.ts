import { describe, expect, it } from 'vitest';
import { grant, lost, ok, play, response, throttled, unsent } from '../../support/delivering.ts';

const rejected = response(401);

describe('a 401 on a send', () => {
  it('renews the token, and the delivery is attempted once more, half a backoff later', async () => {
    const played = await play({ sends: { A: [rejected] } });
    expect(played.tokenRequests.map(({ atMs }) => atMs)).toEqual([0, 20]);
    expect(played.sends.map(({ atMs, by }) => [atMs, by])).toEqual([
      [10, 'token-0001'],
      [405, 'token-0002'],
    ]);
    expect(played.masks).toEqual(['token-0001', 'token-0002']);
    expect(played.outcome('A')).toMatchObject({ status: 'accepted', attempts: 2, error: null });
    expect(played.info.join('\n')).toContain('System A: the access token was rejected (HTTP 401)');
  });

  it('that comes again is refused', async () => {
    const body = '{"error":"no"}';
    const played = await play({ sends: { A: [rejected, response(401, { body })] } });
    expect(played.tokenRequests).toHaveLength(2);
    expect(played.outcome('A')).toMatchObject({
      status: 'refused',
      statusCode: 401,
      attempts: 2,
      response: body,
      error: {
        code: 'token-refused',
        message: expect.stringContaining('even with a new access token'),
      },
    });
  });

  it('that comes again later is refused as well', async () => {
    const answers = [rejected, throttled('1'), unsent, rejected];
    const played = await play({ sends: { A: answers } });
    expect(played.tokenRequests).toHaveLength(2);
    expect(played.outcome('A')).toMatchObject({
      status: 'refused',
      attempts: 4,
      error: { code: 'token-refused' },
    });
  });

  it('does not count: the send after it is outside max-attempts', async () => {
    const once = await play({ sends: { A: [rejected, ok] }, rules: { maxAttempts: 1 } });
    expect(once.outcome('A')).toMatchObject({ status: 'accepted', attempts: 2 });

    const again = await play({ sends: { A: [rejected, unsent, ok] }, rules: { maxAttempts: 2 } });
    expect(again.outcome('A')).toMatchObject({ status: 'accepted', attempts: 3 });

    const throttledAfter = await play({
      sends: { A: [rejected, throttled(), ok] },
      rules: { maxAttempts: 1 },
    });
    expect(throttledAfter.outcome('A')).toMatchObject({ status: 'throttled', attempts: 2 });

    const twice = await play({
      sends: { A: [unsent, rejected, unsent, ok] },
      rules: { maxAttempts: 2 },
    });
    expect(twice.outcome('A')).toMatchObject({ status: 'unsent', attempts: 3 });
  });

  it('does not excuse what may have arrived after it', async () => {
    const played = await play({ sends: { A: [rejected, lost, ok] } });
    expect(played.outcome('A')).toMatchObject({ status: 'unknown', attempts: 2 });
  });
});

describe('the renewal is one for all', () => {
  const plan = ['A', 'B', 'C', 'D', 'E'];

  it('when all deliveries are rejected at the same time', async () => {
    const sends = Object.fromEntries(plan.map((system) => [system, [rejected]]));
    const played = await play({ plan, sends });
    expect(played.tokenRequests).toHaveLength(2);
    expect(played.sends.map(({ by }) => by)).toEqual([
      ...plan.map(() => 'token-0001'),
      ...plan.map(() => 'token-0002'),
    ]);
    expect(played.outcomes.map(({ status }) => status)).toEqual(plan.map(() => 'accepted'));
  });

  it('when one is rejected while the others already have the next token, or are about to', async () => {
    const sends = {
      A: [response(401, { ms: 10 })],
      B: [response(401, { ms: 60 })],
      C: [response(401, { ms: 500 })],
    };
    const played = await play({
      plan: ['A', 'B', 'C'],
      sends,
      tokens: [grant('first-token'), grant('second-token', 100)],
    });
    expect(played.tokenRequests.map(({ atMs }) => atMs)).toEqual([0, 20]);
    expect(played.sends.map(({ systemId, by, atMs }) => [systemId, by, atMs])).toEqual([
      ['A', 'first-token', 10],
      ['B', 'first-token', 10],
      ['C', 'first-token', 10],
      ['A', 'second-token', 495],
      ['B', 'second-token', 495],
      ['C', 'second-token', 885],
    ]);
  });

  it('for each token that is rejected: another delivery may have the second one renewed', async () => {
    const sends = {
      A: [response(401, { ms: 10 })],
      B: [response(200, { ms: 100 })],
      C: [response(200, { ms: 100 })],
      D: [response(200, { ms: 100 })],
      E: [response(200, { ms: 100 })],
      F: [rejected],
      G: [ok],
    };
    const played = await play({ plan: [...plan, 'F', 'G'], sends });
    const tokensOf = (system: string) =>
      played.sends.filter(({ systemId }) => systemId === system).map(({ by }) => by);
    expect(tokensOf('A')).toEqual(['token-0001', 'token-0002']);
    expect(tokensOf('F')).toEqual(['token-0002', 'token-0003']);
    expect(played.tokenRequests).toHaveLength(3);
  });

  it('when the service issues the rejected token again', async () => {
    const sends = { A: [rejected, rejected], B: [rejected, rejected] };
    const tokens = [grant('same-token'), grant('same-token'), grant('same-token')];
    const played = await play({ plan: ['A', 'B'], sends, tokens });
    expect(played.tokenRequests).toHaveLength(2);
    expect(played.outcomes.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['refused', 2],
      ['refused', 2],
    ]);
  });

  it('and deliveries that begin during it wait for it', async () => {
    const sends = { A: [response(401, { ms: 20 })] };
    const tokens = [grant('first-token'), grant('second-token', 1000)];
    const played = await play({ plan: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'], sends, tokens });
    const late = played.sends.filter(({ atMs }) => atMs > 30);
    expect(late.map(({ by }) => by)).toEqual(late.map(() => 'second-token'));
    expect(played.tokenRequests).toHaveLength(2);
    expect(played.outcomes.every(({ status }) => status === 'accepted')).toBe(true);
  });
});

describe('a renewal that fails', () => {
  it.each([
    ['refused', [response(401), response(401)], 'token-refused', 2],
    ['unavailable', [response(500), response(500)], 'token-unavailable', 3],
  ])('%s: the delivery is refused with the token’s code', async (_, failures, code, requests) => {
    const played = await play({
      sends: { A: [response(401, { body: 'no' })] },
      tokens: [grant('first-token'), ...failures],
      rules: { maxAttempts: 2 },
    });
    expect(played.tokenRequests).toHaveLength(requests);
    expect(played.outcome('A')).toMatchObject({
      status: 'refused',
      statusCode: 401,
      response: 'no',
      attempts: 1,
      error: { code },
    });
  });

  it('fails all that were rejected, and those that have not begun, but not those accepted', async () => {
    const plan = ['A', 'B', 'C', 'D', 'E', 'F'];
    const played = await play({
      plan,
      sends: { A: [rejected], B: [rejected], E: [response(200, { ms: 500 })] },
      tokens: [grant('first-token'), response(403, { ms: 50 })],
    });
    expect(played.outcomes.map(({ status }) => status).join(' ')).toBe(
      'refused refused accepted accepted accepted unsent',
    );
    expect(played.outcome('F')).toMatchObject({ attempts: 0, error: { code: 'token-refused' } });
    expect(played.tokenRequests).toHaveLength(2);
  });

  it('for lack of time is reported as a timeout', async () => {
    const played = await play({
      sends: { A: [response(401, { ms: 900 })] },
      rules: { timeoutMs: 1900 },
    });
    expect(played.tokenRequests).toHaveLength(1);
    expect(played.outcome('A')).toMatchObject({
      status: 'refused',
      attempts: 1,
      error: { code: 'deadline-exceeded' },
    });
  });

  it('a renewal that leaves no time for the send leaves it refused', async () => {
    const played = await play({
      sends: { A: [rejected] },
      tokens: [grant('first-token'), grant('second-token', 1000)],
      rules: { timeoutMs: 2000 },
    });
    expect(played.sends).toHaveLength(1);
    expect(played.outcome('A')).toMatchObject({
      status: 'refused',
      attempts: 1,
      error: { code: 'token-refused', message: expect.stringContaining('leaves no time to retry') },
    });
  });
});
