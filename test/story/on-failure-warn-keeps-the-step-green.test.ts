import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { createSkippingClock } from '../support/skip.ts';
import { minimal, notify, runStory } from '../support/story.ts';

type Script = { readonly token?: readonly string[]; readonly send?: readonly string[] };

const covered: readonly (readonly [code: string, outcome: string, script: Script])[] = [
  ['token-refused', 'failed', { token: ['401'] }],
  ['token-unavailable', 'failed', { token: ['html', 'html'] }],
  ['permission-denied', 'failed', { send: ['403'] }],
  ['request-refused', 'failed', { send: ['422'] }],
  ['rate-limited', 'failed', { send: ['429', '429'] }],
  ['unreachable', 'failed', { token: ['ok', 'unsent 20000'] }],
  ['delivery-unknown', 'unknown', { send: ['503'] }],
  ['deadline-exceeded', 'failed', {}],
];

it.each(covered)(
  'on-failure: warn keeps the step green after %s',
  async (code, outcome, script) => {
    const simulator = await simulate({ script });
    // As if the token had come just before the end.
    const now = (): number => performance.now() + 119_500 * simulator.ledger.tokens().length;
    const run = await runStory({
      inputs: {
        ...inputsFor(simulator),
        ...minimal,
        'max-attempts': '2',
        'on-failure': 'warn',
      },
      world: code === 'deadline-exceeded' ? { now } : createSkippingClock(),
    });
    expect(run.report.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ outcome, 'error-code': code });
    expect(run.outputs['error-message']).not.toBe('');
    expect(run.annotations).toMatchObject([{ level: 'warning' }]);
    expect(run.deliveries).toMatchObject([{ errorCode: code }]);
    expect(simulator.ledger.accepted()).toEqual([]);
  },
);

const mistakes: readonly (readonly [code: string, inputs: Record<string, string>])[] = [
  ['inputs-invalid', { 'max-attempts': 'x' }],
  ['credentials-missing', { 'client-id': '' }],
  ['payload-unreadable', { 'payload-file': 'missing.yml' }],
  ['payload-invalid', { 'template-id': '' }],
  ['expression-invalid', { 'payload-file': 'unknown.yml' }],
  ['value-missing', { 'payload-file': 'null.yml' }],
  ['recipient-unresolved', { 'end-user-ids': '@octocat' }],
];

it.each(mistakes)('on-failure: warn does not cover %s', async (code, inputs) => {
  const run = await notify({
    inputs: { 'on-failure': 'warn', ...inputs },
    files: {
      'unknown.yml': 'notification: {runtimeTitle: "${{ steps.x }}"}',
      'null.yml': 'notification: {runtimeTitle: "${{ github.nothing }}"}',
    },
  });
  expect(run.report.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ outcome: 'failed', 'error-code': code });
  expect(run.annotations).toMatchObject([{ level: 'error' }]);
  expect(run.ledger.entries).toEqual([]);
});

it('on-failure: warn does not cover a fault of the action', async () => {
  const run = await notify({
    inputs: { 'on-failure': 'warn' },
    world: {
      send: () => {
        throw new Error('a fault in the transport');
      },
    },
  });
  expect(run.report.exitCode).toBe(1);
  expect(run.outputs['error-code']).toBe('internal');
});

it('a partial delivery is green, too', async () => {
  const run = await notify({
    inputs: { 'system-ids': 'desk-1, fault/400, fault/503', 'on-failure': 'warn' },
  });
  expect(run.report.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ outcome: 'partial', 'error-code': 'delivery-unknown' });
  expect(run.annotations.map((it) => it.level)).toEqual(['warning', 'warning']);
});
