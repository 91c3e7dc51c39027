import { describe, expect, it } from 'vitest';
import { grant, play, response, throttled, unsent } from '../../support/delivering.ts';

const ten = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];

describe('a throttled response pauses all deliveries', () => {
  it('those that have not begun, too', async () => {
    const played = await play({ plan: ten, sends: { A: [throttled('5', 5)] } });
    // B to E are in flight from 10 to 20 ms; the pause ends 5 s after 15 ms.
    expect(played.sentAt().slice(0, 5)).toEqual([10, 10, 10, 10, 10]);
    expect(played.sentAt('A')).toEqual([10, 5015]);
    expect(Math.min(...played.sentAt().slice(5))).toBe(5015);
    expect(played.outcomes.map(({ status }) => status)).toEqual(ten.map(() => 'accepted'));
  });

  it('without Retry-After for the backoff', async () => {
    const played = await play({ plan: ten, sends: { A: [throttled(undefined, 5)] } });
    expect(played.sentAt('A')).toEqual([10, 390]);
    expect(Math.min(...played.sentAt('F'))).toBe(390);
  });

  it.each(['0', 'Sun, 06 Nov 1994 08:49:37 GMT'])(
    'with a Retry-After that is over (%s) for half of the first backoff',
    async (retryAfter) => {
      const played = await play({ plan: ten, sends: { A: [throttled(retryAfter, 5)] } });
      expect(played.sentAt('A')).toEqual([10, 265]);
      expect(Math.min(...played.sentAt('F'))).toBe(265);
    },
  );

  it('also when the throttled delivery itself gives up for lack of attempts', async () => {
    const played = await play({
      plan: ten,
      sends: { A: [throttled('5', 5)] },
      rules: { maxAttempts: 1 },
    });
    expect(played.outcome('A')).toMatchObject({
      status: 'throttled',
      attempts: 1,
      error: { code: 'rate-limited', message: expect.stringContaining('`Retry-After` was 5 s') },
    });
    expect(played.sentAt('F')).toEqual([5015]);
    expect(played.outcome('F').status).toBe('accepted');
  });

  it('also those that wait to be repeated for another reason', async () => {
    const played = await play({
      plan: ['A', 'B'],
      sends: { A: [unsent], B: [throttled('5')] },
    });
    // The backoff of A would end at 395 ms.
    expect(played.sentAt('A')).toEqual([10, 5020]);
  });

  it('until the last of several pauses ends, and no pause shortens another', async () => {
    const played = await play({
      plan: ['A', 'B', 'C', 'D', 'E', 'F'],
      sends: {
        A: [throttled('2', 10)],
        B: [throttled('6', 20)],
        C: [throttled('1', 30)],
        D: [response(200, { ms: 40 })],
        E: [response(200, { ms: 3000 })],
      },
    });
    expect(played.sentAt('A')).toEqual([10, 6030]);
    expect(played.sentAt('C')).toEqual([10, 6030]);
    expect(played.sentAt('F')).toEqual([6030]);
  });

  it('to its last millisecond', async () => {
    const plan = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const late = response(200, { ms: 5004 });
    const sends = { A: [throttled('5', 5)], B: [late], C: [late], D: [late], E: [late] };
    const played = await play({ plan, sends, rules: { maxAttempts: 1 } });
    // Another delivery ends, and G begins, one millisecond before the pause does.
    expect(played.outcome('B').durationMs).toBe(5014);
    expect(played.sentAt('F')).toEqual([5015]);
    expect(played.sentAt('G')).toEqual([5015]);
  });

  it('and nothing else does: not what is unsent, nor what may have arrived', async () => {
    const busy = response(503, { headers: { 'retry-after': '5' } });
    const played = await play({
      plan: ten,
      sends: { A: [unsent], B: [busy] },
      rules: { mode: 'at-least-once' },
    });
    expect(played.sentAt('A')).toEqual([10, 395]);
    expect(played.sentAt('B')).toEqual([10, 5020]);
    expect(played.sentAt('F')).toEqual([20]);
    expect(played.sentAt('J')).toEqual([30]);
  });

  it('but not what is in flight', async () => {
    const sends = { A: [throttled('5', 5)], B: [response(200, { ms: 100 })] };
    const played = await play({ plan: ['A', 'B'], sends });
    expect(played.outcome('B')).toMatchObject({ status: 'accepted', durationMs: 110 });
  });

  it('and a throttled request for a token pauses nothing but itself', async () => {
    const headers = { 'retry-after': '3' };
    const played = await play({ tokens: [response(429, { headers }), grant('good-token')] });
    expect(played.sentAt()).toEqual([3020]);
  });
});

describe('a wait that does not fit', () => {
  it('ends the delivery at once, and says how long the service asked for', async () => {
    const played = await play({ sends: { A: [throttled('600')] } });
    expect(played.endMs).toBe(20);
    expect(played.outcome('A')).toMatchObject({
      status: 'throttled',
      attempts: 1,
      error: { code: 'rate-limited', message: expect.stringContaining('`Retry-After` was 10 min') },
    });
    expect(played.info.join('\n')).not.toContain('Retrying');
  });

  it('leaves a second for the send', async () => {
    const rules = { timeoutMs: 11_020 };
    const fits = await play({ sends: { A: [throttled('10')] }, rules });
    expect(fits.outcome('A')).toMatchObject({ status: 'accepted', attempts: 2 });
    const others = await play({ plan: ten.slice(0, 6), sends: { A: [throttled('10')] }, rules });
    expect(others.outcome('F')).toMatchObject({ status: 'accepted', attempts: 1 });
    const late = await play({ sends: { A: [throttled('10')] }, rules: { timeoutMs: 11_019 } });
    expect(late.outcome('A')).toMatchObject({ status: 'throttled', attempts: 1 });
    expect(late.endMs).toBe(20);
  });

  it('ends all others at once as well, and says to them what the service asked for', async () => {
    const played = await play({
      plan: ten,
      sends: {
        A: [throttled('600', 5)],
        B: [response(200, { ms: 7000 })],
        C: [unsent],
      },
    });
    expect(played.sends).toHaveLength(5);
    expect(played.endMs).toBe(7010);
    expect(played.outcome('B').status).toBe('accepted');
    expect(played.outcome('C')).toMatchObject({
      status: 'unsent',
      attempts: 1,
      error: { code: 'unreachable', message: expect.stringContaining('`Retry-After` was 10 min') },
    });
    for (const system of ['F', 'G', 'H', 'I', 'J']) {
      expect(played.outcome(system)).toMatchObject({
        status: 'unsent',
        attempts: 0,
        error: {
          code: 'deadline-exceeded',
          message: expect.stringContaining('`Retry-After` of api.test was 10 min'),
        },
      });
    }
  });

  it('is reported in full to those that start late', async () => {
    const played = await play({
      plan: ['A', 'B', 'C', 'D', 'E', 'F'],
      sends: {
        A: [throttled('30', 5)],
        ...Object.fromEntries(
          ['B', 'C', 'D', 'E'].map((it) => [it, [response(200, { ms: 9000 })]]),
        ),
      },
      rules: { timeoutMs: 31_000, maxAttempts: 1 },
    });
    expect(played.outcome('F').error?.message).toContain('`Retry-After` of api.test was 30 s');
  });

  it('is not put down to the service where it asked for none', async () => {
    const slow = response(200, { ms: 200 });
    const played = await play({
      plan: ['A', 'B', 'C', 'D', 'E', 'F'],
      sends: { A: [throttled(undefined, 5)], B: [slow], C: [slow], D: [slow], E: [slow] },
      rules: { timeoutMs: 1385 },
    });
    expect(played.outcome('F')).toMatchObject({
      status: 'unsent',
      error: { code: 'deadline-exceeded', message: expect.not.stringContaining('Retry-After') },
    });
  });
});
