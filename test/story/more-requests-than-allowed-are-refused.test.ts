import { expect, it } from 'vitest';
import { expectRefusedEarly, notify } from '../support/story.ts';

const systems = (count: number): string =>
  Array.from({ length: count }, (_, index) => `desk-${index}`).join('\n');

it('501 requests are refused', async () => {
  const run = await notify({ inputs: { 'system-ids': systems(501) } });
  expectRefusedEarly(run, 'payload-invalid', /501 deliveries.*500.*audience/);
});

it('500 requests are allowed, and their outputs stay below 900 KB', async () => {
  const run = await notify({
    inputs: { 'system-ids': systems(500), 'runtime-description': 'long '.repeat(300) },
  });
  expect(run.outputs).toMatchObject({ outcome: 'sent', attempts: '500' });
  expect(run.deliveries).toHaveLength(500);
  expect(run.deliveries.at(-1)).toMatchObject({ systemId: 'desk-499', status: 'accepted' });
  const bytes = Object.values(run.outputs).map((it) => Buffer.byteLength(it));
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(900_000);
  expect(run.annotations.map((it) => it.text)).toEqual([
    expect.stringMatching(/cut from the outputs/),
  ]);
  expect(run.summary.length).toBeLessThan(200_000);
});

it('a request of nearly 1 MiB is sent, and left out of the outputs with a warning', async () => {
  const run = await notify({ inputs: { overrides: `A=${'x'.repeat(1_000_000)}` } });
  expect(run.accepted).toHaveLength(1);
  expect(run.outputs).toMatchObject({ outcome: 'sent', payload: '[]', 'status-code': '200' });
  expect(run.annotations).toMatchObject([
    { level: 'warning', text: expect.stringMatching(/payload.*cut from the outputs.*900 KB/) },
  ]);
  expect(run.summary.length).toBeLessThan(50_000);
});

it('more than 100,000 overrides of all notifications together are refused', async () => {
  const shared = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`K${n}`, '']));
  const own = Array.from({ length: 5 }, (_, n) => ({ title: `${n}`, override: { N: n } }));
  const run = await notify({
    inputs: { 'payload-file': 'p.json', payload: JSON.stringify({ notifications: own }) },
    files: { 'p.json': JSON.stringify({ notification: { override: shared } }) },
  });
  expectRefusedEarly(
    run,
    'payload-invalid',
    /have more than 100000 overrides and further fields in total\. Split/,
  );
  expect(run.report.errors).toMatchObject([{ location: { input: 'payload' } }]);
});
