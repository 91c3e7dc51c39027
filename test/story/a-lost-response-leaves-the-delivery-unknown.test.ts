import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

it.each([
  ['500', '500', false],
  ['501', '501', false],
  ['502', '502', false],
  ['503', '503', false],
  ['503 retry-after 1', '503', false],
  ['504', '504', false],
  ['408', '408', false],
  ['500 after accepting', '500', true],
  ['reset', '', false],
  ['accepted then reset', '', true],
  ['reset early', '', false],
  ['close', '', false],
  ['accepted then close', '', true],
  ['garbage', '', false],
])(
  'after "%s" it is unknown whether people were notified, and nothing is repeated',
  async (fault, status, accepted) => {
    const run = await notify({ send: [fault, 'ok'] });
    expect(run.ledger.sends()).toMatchObject([{ fault, accepted }]);
    expect(run.outputs).toMatchObject({
      outcome: 'unknown',
      'error-code': 'delivery-unknown',
      'status-code': status,
      attempts: '1',
    });
    expect(run.deliveries).toMatchObject([
      { status: 'unknown', attempts: 1, errorCode: 'delivery-unknown' },
    ]);
    const said = /may have been delivered.*Communication Center.*at-least-once/;
    expect(run.outputs['error-message']).toMatch(said);
    // A single delivery needs no list of the accepted ones.
    expect(run.outputs['error-message']).not.toContain('Accepted');
    expect(run.annotations).toMatchObject([{ level: 'error', text: expect.stringMatching(said) }]);
    expect(run.summary).not.toContain('Accepted:');
    expect(run.log.at(-1)).toMatch(/^Unknown: 0 of 1 delivery accepted in .*, 1 unknown\.$/);
  },
);

it('without an answer the attempt ends with its timeout, and its status is unknown', async () => {
  const faults = ['stall', 'accepted then stall'];
  const runs = await Promise.all(
    faults.map(async (fault) => {
      const run = await notify({ send: [fault], inputs: { 'request-timeout-seconds': '1' } });
      expect(run.ledger.sends()).toHaveLength(1);
      return run;
    }),
  );
  for (const { outputs } of runs) {
    expect(outputs).toMatchObject({ outcome: 'unknown', 'error-code': 'delivery-unknown' });
    expect(outputs['error-message']).toMatch(/timed out after 1 s/);
    expect(Number(outputs['duration-ms'])).toBeGreaterThanOrEqual(990);
    expect(Number(outputs['duration-ms'])).toBeLessThan(2000);
  }
});
