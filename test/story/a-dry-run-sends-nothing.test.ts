import { expect, it } from 'vitest';
import { expectRefusedEarly, notify, person } from '../support/story.ts';

const credentials = ['with credentials', 'without credentials'] as const;

it.each(credentials)('a dry run %s sends nothing and shows what it would', async (given) => {
  const run = await notify({
    inputs: {
      ...(given === 'without credentials' && { 'client-id': '', 'client-secret': '' }),
      'dry-run': 'true',
      'end-user-ids': person,
      'system-ids': 'desk-1, desk-2',
      'runtime-title': 'Harbor 4.7 is out',
    },
  });

  expect(run.ledger.entries).toEqual([]);
  expect(run.ledger.connections).toBe(0);
  expect(run.outputs).toMatchObject({ outcome: 'dry-run', attempts: '0', 'error-code': '' });
  expect(run.deliveries).toMatchObject([
    { systemId: 'desk-1', status: 'skipped', statusCode: null, attempts: 0, errorCode: null },
    { systemId: 'desk-2', status: 'skipped', statusCode: null, attempts: 0, errorCode: null },
  ]);
  expect(run.payload.map((it) => it.notification)).toMatchObject([
    { systemId: 'desk-1', endUsersIds: [person], runtimeTitle: 'Harbor 4.7 is out' },
    { systemId: 'desk-2', endUsersIds: [person], runtimeTitle: 'Harbor 4.7 is out' },
  ]);
  const log = run.log.join('\n');
  expect(log).toContain('Harbor 4.7 is out (system desk-2): 1 person and 1 audience');
  expect(log).toContain('"runtimeTitle": "Harbor 4.7 is out"');
  expect(log).toContain('Dry run: 2 deliveries would be sent.');
  expect(run.summary).toContain('Harbor 4.7 is out');
});

it('a dry run finds the mistakes that a real run would', async () => {
  const run = await notify({ to: { 'template-id': 'x' }, inputs: { 'dry-run': 'True' } });
  expectRefusedEarly(run, 'payload-invalid', /no recipients/);
});

it.each([
  [[], 'dry-run', '', 0],
  [['401'], 'failed', 'token-refused', 1],
])(
  'with `dry-run: token`, the key is checked against %j',
  async (token, outcome, code, exitCode) => {
    const run = await notify({ token, inputs: { 'dry-run': 'token' } });
    expect(run.report.exitCode).toBe(exitCode);
    expect(run.outputs).toMatchObject({ outcome, 'error-code': code });
    expect(run.ledger.entries).toHaveLength(1);
    expect(run.ledger.sends()).toEqual([]);
  },
);

it('a notification that its own condition leaves out says so', async () => {
  const run = await notify({ yaml: 'notification: {if: false}' });
  expect(run.outputs['outcome']).toBe('skipped');
  expect(run.log.at(-1)).toBe('Skipped: nothing was sent, because of `if`.');
  expect(run.ledger.entries).toEqual([]);
});
