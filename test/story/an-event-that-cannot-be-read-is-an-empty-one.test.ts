import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

const yaml = 'notification: {title: "${{ github.event.a || \'none\' }}"}';

it.each([
  ['broken JSON', '{"a": ', 1],
  ['text', 'not JSON', 1],
  ['null', 'null', 0],
  ['a list', '[1]', 0],
  ['a number', '7', 0],
  ['nothing', '', 0],
])('%s in GITHUB_EVENT_PATH is an empty event', async (_, text, warnings) => {
  const run = await notify({
    inputs: { 'standard-overrides': 'EVENT_NAME, RELEASE_NAME' },
    env: { GITHUB_EVENT_NAME: 'release' },
    yaml,
    world: { readEvent: () => text },
  });
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.accepted[0]).toMatchObject({
    title: 'none',
    override: [{ key: 'EVENT_NAME', value: 'release' }],
  });
  expect(run.annotations).toHaveLength(warnings);
  if (warnings > 0) expect(run.annotations[0]?.text).toMatch(/GITHUB_EVENT_PATH.*not valid JSON/);
});

it('an event that nothing asks for is never read', async () => {
  let reads = 0;
  const run = await notify({
    world: {
      readEvent: () => {
        reads += 1;
        return '{';
      },
    },
  });
  expect(run.outputs['outcome']).toBe('sent');
  expect(reads).toBe(0);
  expect(run.annotations).toEqual([]);
});
