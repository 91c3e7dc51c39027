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

  it('are none for an empty plan, without a token', async () => {
    const played = await play({ plan: [] });
    expect([played.outcomes, played.tokenRequests]).toEqual([[], []]);
  });

  it('of one that reaches nobody keep their position too', async () => {
    const nobody = planOf({ systemId: ['B'], endUsersIds: ['@bot'] }, new Map([['@bot', []]]));
    const plan = [...planOf({ systemId: ['A'] }), ...nobody, ...planOf({ systemId: ['C'] })];
    const played = await play({ plan });
    expect(played.outcomes.map(({ status }) => status).join(' ')).toBe('accepted skipped accepted');
    expect(played.sends.map(({ systemId }) => systemId)).toEqual(['A', 'C']);
  });
});

it('failures of every kind stop no other delivery', async () => {
  const played = await play({
    plan: systems(9),
    sends: {
      S0: [response(400)],
      S1: [lost],
      S2: [noResponse('connecting', { cause: 'proxy-settings' })],
      S3: [response(401), response(401)],
      S4: [throttled('1')],
      S5: [response(500)],
      S6: [silence],
    },
  });
  expect(played.outcomes.map(({ status }) => status).join(' ')).toBe(
    'refused unknown unsent refused accepted unknown unknown accepted accepted',
  );
});
