import { describe, expect, it } from 'vitest';
import type { Answer } from '../../support/delivering.ts';
import {
  lost,
  noResponse,
  planOf,
  play,
  response,
  silence,
  throttled,
  unsent,
} from '../../support/delivering.ts';

const systems = (count: number) => Array.from({ length: count }, (_, index) => `S${index}`);
const all = (plan: readonly string[], answer: Answer) =>
  Object.fromEntries(plan.map((system) => [system, [answer]]));

describe('deliveries run side by side', () => {
  it('five at a time', async () => {
    const plan = systems(12);
    const played = await play({ plan, sends: all(plan, response(200, { ms: 100 })) });
    const at = [10, 10, 10, 10, 10, 110, 110, 110, 110, 110, 210, 210];
    expect(played.sentAt()).toEqual(at);
    expect(played.endMs).toBe(310);
  });

  it('so that 40 systems at 150 ms each take less than 2 s', async () => {
    const plan = systems(40);
    const played = await play({ plan, sends: all(plan, response(200, { ms: 150 })) });
    expect(played.endMs).toBe(10 + 8 * 150);
    expect(played.outcomes.every(({ status }) => status === 'accepted')).toBe(true);
  });

  it('and a slow one does not hold up the others', async () => {
    const plan = systems(9);
    const sends = { ...all(plan, response(200, { ms: 100 })), S0: [response(200, { ms: 5000 })] };
    const played = await play({ plan, sends });
    expect(played.sentAt('S8')).toEqual([110]);
    expect(played.endMs).toBe(5010);
  });
});

describe('outcomes', () => {
  it('keep the order of the plan, whatever the order of their ends', async () => {
    const plan = systems(8);
    const sends = Object.fromEntries(
      plan.map((system, index) => [system, [response(200 + index, { ms: 1000 - 90 * index })]]),
    );
    const played = await play({ plan, sends });
    expect(played.outcomes.map(({ delivery }) => delivery.systemId)).toEqual(plan);
    expect(played.outcomes.map(({ statusCode }) => statusCode)).toEqual([
      200, 201, 202, 203, 204, 205, 206, 207,
    ]);
    expect(played.told).toEqual(['S4', 'S3', 'S2', 'S1', 'S0', 'S5', 'S6', 'S7']);
  });

  it('are reported as they come, each once', async () => {
    const played = await play({
      plan: ['A', 'B', 'C'],
      sends: { A: [response(200, { ms: 50 })], B: [unsent], C: [response(400)] },
    });
    expect(played.told).toEqual(['C', 'A', 'B']);
  });

  it('are none for an empty plan', async () => {
    expect((await play({ plan: [] })).outcomes).toEqual([]);
  });

  it('of one that reaches nobody keep their position too', async () => {
    const nobody = planOf({ systemId: ['B'], endUsersIds: ['@bot'] }, new Map([['@bot', []]]));
    const plan = [...planOf({ systemId: ['A'] }), ...nobody, ...planOf({ systemId: ['C'] })];
    const played = await play({ plan });
    expect(played.outcomes.map(({ status }) => status)).toEqual([
      'accepted',
      'skipped',
      'accepted',
    ]);
    expect(played.sends.map(({ systemId }) => systemId)).toEqual(['A', 'C']);
  });
});

describe('one failure stops nobody', () => {
  it.each<[string, Answer, string]>([
    ['refused', response(400), 'refused'],
    ['forbidden', response(403), 'refused'],
    ['unknown', lost, 'unknown'],
    ['silent', silence, 'unknown'],
    ['unreachable for good', noResponse('connecting', { cause: 'certificate' }), 'unsent'],
  ])('%s', async (_, answer, status) => {
    const plan = systems(7);
    const played = await play({ plan, sends: { S0: [answer] } });
    expect(played.outcomes.map((outcome) => outcome.status)).toEqual([
      status,
      ...systems(6).map(() => 'accepted'),
    ]);
  });

  it('nor do many of every kind', async () => {
    const played = await play({
      plan: systems(8),
      sends: {
        S0: [response(400)],
        S1: [lost],
        S2: [noResponse('connecting', { cause: 'proxy-settings' })],
        S3: [response(401), response(401)],
        S4: [throttled('1')],
        S5: [response(500)],
      },
    });
    expect(played.outcomes.map(({ status }) => status)).toEqual([
      'refused',
      'unknown',
      'unsent',
      'refused',
      'accepted',
      'unknown',
      'accepted',
      'accepted',
    ]);
  });
});
