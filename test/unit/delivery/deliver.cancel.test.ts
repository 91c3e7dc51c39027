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

const plan = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
const slow = Object.fromEntries(plan.map((it) => [it, [response(200, { ms: 1000 })]]));

describe('after a cancellation nothing new starts', () => {
  it('before anything began', async () => {
    const played = await play({ plan, cancelAtMs: 0 });
    expect([played.tokenRequests, played.sends]).toEqual([[], []]);
    expect(played.endMs).toBe(0);
    for (const outcome of played.outcomes) {
      expect(outcome).toMatchObject({ status: 'unsent', attempts: 0 });
    }
    expect(played.outcomes).toHaveLength(7);
  });

  it.each([
    ['while the token is on its way', 500, 100],
    ['just as the token has come', 99.5, 99.5],
  ])('%s', async (_, tokenMs, cancelAtMs) => {
    const played = await play({ plan, tokens: [grant('late-token', tokenMs)], cancelAtMs });
    expect(played.sends).toEqual([]);
    expect(played.endMs).toBe(cancelAtMs);
    expect(played.outcomes.every(({ status }) => status === 'unsent')).toBe(true);
  });

  it('in flight: what is on its way may have arrived, the rest is unsent', async () => {
    const played = await play({ plan, sends: slow, cancelAtMs: 500 });
    expect(played.sends).toHaveLength(5);
    expect(played.endMs).toBe(500);
    expect(played.outcomes.map(({ status, attempts }) => [status, attempts])).toEqual([
      ...['A', 'B', 'C', 'D', 'E'].map(() => ['unknown', 1]),
      ['unsent', 0],
      ['unsent', 0],
    ]);
    expect(played.outcome('A').error).toMatchObject({
      code: 'delivery-unknown',
      message: expect.stringContaining('the job was cancelled'),
    });
    expect(played.outcome('F').error).toMatchObject({
      code: 'deadline-exceeded',
      message: expect.stringContaining('the job was cancelled'),
    });
  });

  it('during a wait that the service requested, which the error names', async () => {
    const sends = { A: [throttled('30')] };
    const played = await play({ sends, cancelAtMs: 500 });
    expect(played.outcome('A').error?.message).toMatch(
      /`Retry-After` was 30 s\. The job was cancel/,
    );
  });

  it('in flight, at least once: it is not repeated, and not announced', async () => {
    const rules = { mode: 'at-least-once' } as const;
    const played = await play({ sends: slow, cancelAtMs: 500, rules });
    expect(played.sends).toHaveLength(1);
    expect(played.info.join('\n')).not.toContain('Retrying');
    expect(played.outcome('A')).toMatchObject({
      status: 'unknown',
      error: { message: expect.stringContaining('response: the job was cancelled.') },
    });
  });

  it('before the connection came about: it is unsent', async () => {
    const unconnected = noResponse('connecting', { ms: 1000 });
    const played = await play({ sends: { A: [unconnected] }, cancelAtMs: 500 });
    expect(played.sends).toHaveLength(1);
    expect(played.info.join('\n')).not.toContain('Retrying');
    expect(played.outcome('A')).toMatchObject({
      status: 'unsent',
      attempts: 1,
      error: { code: 'unreachable', message: expect.stringContaining('cancelled') },
    });
  });

  it('between two sends: the last one counts', async () => {
    const played = await play({ sends: { A: [unsent] }, cancelAtMs: 100 });
    expect(played.sends).toHaveLength(1);
    expect(played.endMs).toBe(100);
    expect(played.outcome('A')).toMatchObject({
      status: 'unsent',
      attempts: 1,
      error: { code: 'unreachable', message: expect.stringContaining('The job was cancelled') },
    });
  });

  it('in a pause: those that were throttled and those that wait for it', async () => {
    const sends = { A: [throttled('60', 5)] };
    const played = await play({ plan, sends, cancelAtMs: 1000 });
    expect(played.sends).toHaveLength(5);
    expect(played.endMs).toBe(1000);
    expect(played.outcome('A')).toMatchObject({
      status: 'throttled',
      error: { code: 'rate-limited', message: expect.stringContaining('cancelled') },
    });
    expect(played.outcome('G')).toMatchObject({ status: 'unsent', attempts: 0 });
  });

  it('during the renewal of the token', async () => {
    const played = await play({
      sends: { A: [response(401)] },
      tokens: [grant('first-token'), silence],
      cancelAtMs: 700,
    });
    expect(played.sends).toHaveLength(1);
    expect(played.endMs).toBe(700);
    expect(played.outcome('A')).toMatchObject({ status: 'refused', attempts: 1 });
  });

  it('what had ended before keeps its outcome', async () => {
    const played = await play({
      plan,
      sends: { A: [response(200, { ms: 50 })], B: [response(400)], C: [silence] },
      cancelAtMs: 70,
    });
    expect(played.outcome('A')).toMatchObject({ status: 'accepted', error: null });
    expect(played.outcome('B').status).toBe('refused');
    expect(played.outcome('C').status).toBe('unknown');
  });
});
