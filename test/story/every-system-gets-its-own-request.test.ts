import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

it.each([
  ['a list', 'desk-1\n"desk 2, upstairs"\n# not this one\n\ndesk-3, desk-1'],
  ['a JSON array', '["desk-1", "desk 2, upstairs", "desk-3"]'],
])('every system of %s gets its own request, in order, with one token', async (_, systems) => {
  const run = await notify({ inputs: { 'system-ids': systems } });

  const expected = ['desk-1', 'desk 2, upstairs', 'desk-3'];
  expect(run.outputs).toMatchObject({ outcome: 'sent', attempts: '3' });
  expect(run.deliveries.map((it) => it['systemId'])).toEqual(expected);
  expect(run.payload.map((it) => it.notification['systemId'])).toEqual(expected);
  const sent = run.accepted.map(({ systemId }) => systemId);
  expect(sent.toSorted()).toEqual(expected.toSorted());
  expect(run.ledger.tokens()).toHaveLength(1);
  expect(run.log.filter((line) => line.includes('accepted'))).toHaveLength(4);
});
