import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

it.each([
  ['ok 201', '201', /Request has been received/],
  ['ok 202', '202', /Request has been received/],
  ['ok 204', '204', /^$/],
  ['ok close', '200', /Request has been received/],
  ['html', '200', /<!DOCTYPE html>/],
  ['cut json', '200', /^\{"mes$/],
  ['drip', '200', /^\{ *$/],
  ['huge', '200', /^"x{60000}/],
])('"%s" is accepted, and its body is the response', async (fault, status, response) => {
  const run = await notify({ send: [fault], inputs: { 'request-timeout-seconds': '1' } });
  expect(run.ledger.sends()).toMatchObject([{ fault, accepted: true }]);
  expect(run.outputs).toMatchObject({
    outcome: 'sent',
    'status-code': status,
    'error-code': '',
    attempts: '1',
  });
  expect(run.outputs['response']).toMatch(response);
  expect(Buffer.byteLength(run.outputs['response'] ?? '')).toBeLessThanOrEqual(65_536);
  expect(run.deliveries).toMatchObject([{ status: 'accepted', errorMessage: null }]);
  expect(Number(run.outputs['duration-ms'])).toBeLessThan(2000);
});
