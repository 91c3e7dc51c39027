import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { expectRefusedEarly, minimal, notify, runStory } from '../support/story.ts';

it.each([
  ['http://127.0.0.1.example.com', /https/],
  ['ftp://api.walkme.com', /URL/],
  ['https://api.walkme.com?', /query/],
  ['https://api.walkme.com/#x', /fragment/],
  ['https://user:pass@api.walkme.com', /user|password/],
])('the base URL %s gets no credentials', async (url, said) => {
  let requests = 0;
  const run = await notify({
    inputs: { 'base-url': url },
    world: {
      send: async () => {
        requests += 1;
        return { kind: 'response', status: 500, headers: {}, body: '' };
      },
    },
  });
  expect(requests).toBe(0);
  expectRefusedEarly(run, 'inputs-invalid', /`base-url`/, said);
});

it.each(['localhost', '127.0.0.1', '127.1'])(
  'plain http reaches %s, this machine',
  async (host) => {
    const simulator = await simulate();
    const url = `http://${host}:${simulator.port}`;
    const run = await runStory({ inputs: { ...inputsFor({ url }), ...minimal } });
    expect(run.outputs['outcome']).toBe('sent');
  },
);
