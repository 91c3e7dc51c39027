import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

it('a partial delivery lists which deliveries were accepted and which are unknown', async () => {
  const run = await notify({
    inputs: {
      'runtime-title': 'Deploy',
      'system-ids': 'desk-1, fault/400, fault/accepted then reset, desk-2, fault/503',
    },
  });

  expect(run.outputs).toMatchObject({
    outcome: 'partial',
    'error-code': 'delivery-unknown',
    'status-code': '200',
    attempts: '5',
  });
  expect(run.deliveries.map((it) => [it['systemId'], it['status']])).toEqual([
    ['desk-1', 'accepted'],
    ['fault/400', 'refused'],
    ['fault/accepted then reset', 'unknown'],
    ['desk-2', 'accepted'],
    ['fault/503', 'unknown'],
  ]);
  const after =
    /Accepted: Deploy \(system desk-1\), Deploy \(system desk-2\)\. Unknown: Deploy \(system fault\/accepted then reset\), Deploy \(system fault\/503\)\. .*re-run/;
  expect(run.outputs['error-message']).toMatch(after);
  expect(run.outputs['error-message']).toMatch(
    /^Deploy \(system fault\/accepted then reset\): Delivery unknown: /,
  );
  expect(run.log.join('\n')).toMatch(after);
  expect(run.summary.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))).toMatch(after);
  expect(run.annotations.map((it) => it.level)).toEqual(['error', 'error', 'error']);
  expect(run.annotations[2]?.text).toMatch(/^Deploy \(system fault\/400\): .*HTTP 400/);
  expect(run.log.at(-1)).toMatch(/^Partially sent: 2 of 5 deliveries accepted/);
  expect(run.accepted).toHaveLength(3);
});

it('one that fails stops nobody, and without a doubt the rest is partial with the first error', async () => {
  const run = await notify({ inputs: { 'system-ids': 'fault/404, desk-1, fault/403' } });
  expect(run.outputs).toMatchObject({
    outcome: 'partial',
    'error-code': 'request-refused',
    'status-code': '404',
  });
  expect(run.outputs['error-message']).toMatch(/Unknown: none/);
  expect(run.accepted).toHaveLength(1);
});

it('none accepted and one unknown is unknown; none of either is failed', async () => {
  const unknown = await notify({ inputs: { 'system-ids': 'fault/400, fault/500' } });
  expect(unknown.outputs).toMatchObject({ outcome: 'unknown', 'error-code': 'delivery-unknown' });
  const failed = await notify({ inputs: { 'system-ids': 'fault/403, fault/400' } });
  expect(failed.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'permission-denied' });
  expect(failed.outputs['error-message']).not.toContain('Accepted:');
});

it('a partial delivery is green with `on-failure: warn`, too', async () => {
  const run = await notify({
    inputs: { 'system-ids': 'desk-1, fault/400, fault/503', 'on-failure': 'warn' },
  });
  expect(run.report.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ outcome: 'partial', 'error-code': 'delivery-unknown' });
  expect(run.annotations.map((it) => it.level)).toEqual(['warning', 'warning']);
});
