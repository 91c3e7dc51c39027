import { describe, expect, it } from 'vitest';
import {
  grant,
  noResponse,
  play,
  response,
  silence,
  throttled,
  unsent,
} from '../../support/delivering.ts';

const atLeastOnce = { mode: 'at-least-once' } as const;
/** Never connects, or never answers to CONNECT. */
const unconnected = noResponse('connecting', { ms: Number.POSITIVE_INFINITY });

describe('a send has request-timeout-seconds, or what is left', () => {
  it('each from its own start', async () => {
    const rules = { ...atLeastOnce, requestTimeoutMs: 5000, timeoutMs: 12_010 };
    const played = await play({ sends: { A: [silence, silence, silence] }, rules });
    // After the second timeout, at 10,385 ms, a backoff of 750 ms leaves less than a second.
    expect(played.sends.map(({ atMs, timeoutMs }) => [atMs, timeoutMs])).toEqual([
      [10, 5000],
      [5385, 5000],
    ]);
    expect(played.outcome('A')).toMatchObject({
      status: 'unknown',
      attempts: 2,
      error: { message: expect.stringContaining('`timeout-seconds` leaves no time to retry') },
    });
  });

  it('and ends with the step', async () => {
    const rules = { requestTimeoutMs: 30_000, timeoutMs: 12_000 };
    const played = await play({ sends: { A: [silence] }, rules });
    expect(played.sends.map(({ timeoutMs }) => timeoutMs)).toEqual([11_990]);
    expect(played.endMs).toBe(12_000);
    expect(played.outcome('A').status).toBe('unknown');
  });

  it('a timeout before connecting is unsent, and repeated', async () => {
    const rules = { requestTimeoutMs: 3000, timeoutMs: 20_000, maxAttempts: 2 };
    const played = await play({ sends: { A: [unconnected, unconnected] }, rules });
    expect(played.sentAt()).toEqual([10, 3385]);
    expect(played.outcome('A')).toMatchObject({
      status: 'unsent',
      attempts: 2,
      error: { code: 'unreachable' },
    });
  });
});

describe('no send starts with less than a second left', () => {
  it.each([
    [1000, 1],
    [1001, 0],
  ])('after a token that took all but 1 s and %i ms', async (tokenMs, sends) => {
    const played = await play({
      tokens: [grant('good-token', tokenMs)],
      rules: { timeoutMs: 2000 },
    });
    expect(played.sends).toHaveLength(sends);
    expect(played.outcome('A')).toMatchObject(
      sends === 1
        ? { status: 'accepted' }
        : {
            status: 'unsent',
            attempts: 0,
            error: {
              code: 'deadline-exceeded',
              message: expect.stringContaining('`timeout-seconds` leaves no time'),
            },
          },
    );
  });

  it('those that have not begun end as unsent, and those in flight end with the step', async () => {
    const plan = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const sends = Object.fromEntries(plan.map((it) => [it, [response(200, { ms: 2500 })]]));
    const played = await play({
      plan,
      sends: { ...sends, E: [silence] },
      rules: { timeoutMs: 3000 },
    });
    expect(played.sends).toHaveLength(5);
    expect(played.endMs).toBe(3000);
    expect(played.outcomes.map(({ status, error }) => [status, error?.code])).toEqual([
      ['accepted', undefined],
      ['accepted', undefined],
      ['accepted', undefined],
      ['accepted', undefined],
      ['unknown', 'delivery-unknown'],
      ['unsent', 'deadline-exceeded'],
      ['unsent', 'deadline-exceeded'],
    ]);
  });

  it('nor a wait that would end so late', async () => {
    // 10 ms token, 10 ms send, 375 ms backoff, 1 s.
    const inTime = await play({ sends: { A: [unsent] }, rules: { timeoutMs: 1395 } });
    expect(inTime.outcome('A')).toMatchObject({ status: 'accepted', attempts: 2 });
    const late = await play({ sends: { A: [unsent] }, rules: { timeoutMs: 1394 } });
    expect(late.endMs).toBe(20);
    expect(late.outcome('A')).toMatchObject({
      status: 'unsent',
      attempts: 1,
      error: {
        code: 'unreachable',
        message: expect.stringContaining('`timeout-seconds` leaves no time to retry'),
      },
    });
  });

  it.each([
    ['unsent', [unsent, unsent, unsent, unsent, unsent, unsent, unsent, unsent]],
    ['throttled', Array.from({ length: 9 }, () => throttled())],
    ['lost', Array.from({ length: 9 }, () => noResponse('connected', { ms: 700 }))],
    ['silent', Array.from({ length: 9 }, () => silence)],
  ])('whatever happens (%s), the step ends in time', async (_, answers) => {
    for (const timeoutMs of [1000, 1500, 4000, 7777, 30_000]) {
      const rules = { ...atLeastOnce, maxAttempts: 10, requestTimeoutMs: 2000, timeoutMs };
      const plan = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
      const sends = Object.fromEntries(plan.map((it) => [it, answers]));
      const played = await play({ plan, sends, rules });
      expect(played.endMs).toBeLessThanOrEqual(timeoutMs);
      expect(Math.max(0, ...played.sentAt())).toBeLessThanOrEqual(timeoutMs - 1000);
      expect(played.outcomes).toHaveLength(7);
    }
  });
});
