import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

it('several notifications to several systems share one token and the fields of the other document', async () => {
  const run = await notify({
    to: {
      'payload-file': 'both.yml',
      payload: '{"notification": {"audiencesIds": ["audience-cf0bd4c1"], "override": {"A": "1"}}}',
      'system-ids': 'desk-1, desk-2',
      'notification-type': 'PUSH',
    },
    files: {
      'both.yml': `notifications:
  - {templateId: first, override: {B: "2"}}
  - {templateId: second, systemId: replaced, override: {A: "3"}}
`,
    },
  });

  const common = { audiencesIds: ['audience-cf0bd4c1'], notificationType: 'Push' };
  const first = {
    ...common,
    templateId: 'first',
    override: [
      { key: 'B', value: '2' },
      { key: 'A', value: '1' },
    ],
  };
  const second = { ...common, templateId: 'second', override: [{ key: 'A', value: '1' }] };
  expect(run.payload).toEqual([
    { notification: { ...first, systemId: 'desk-1' } },
    { notification: { ...first, systemId: 'desk-2' } },
    { notification: { ...second, systemId: 'desk-1' } },
    { notification: { ...second, systemId: 'desk-2' } },
  ]);
  expect(run.deliveries).toMatchObject([
    { templateId: 'first', systemId: 'desk-1', status: 'accepted' },
    { templateId: 'first', systemId: 'desk-2', status: 'accepted' },
    { templateId: 'second', systemId: 'desk-1', status: 'accepted' },
    { templateId: 'second', systemId: 'desk-2', status: 'accepted' },
  ]);
  expect(run.accepted).toHaveLength(4);
  expect(run.ledger.tokens()).toHaveLength(1);
  expect(run.report.exitCode).toBe(0);
});
