import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { expectRefusedEarly, minimal, runStory } from '../support/story.ts';

it.each([
  ['http://api.walkme.com', /https/],
  ['http://127.0.0.1.example.com', /https/],
  ['http://127.evil.com', /https/],
  ['http://localhost.example.com', /https/],
  ['http://0.0.0.0', /https/],
  ['http://[::2]', /https/],
  ['ftp://api.walkme.com', /URL/],
  ['api.walkme.com', /URL/],
  ['https://api.walkme.com?', /query/],
  ['https://api.walkme.com?a=1', /query/],
  ['https://api.walkme.com/#x', /fragment/],
  ['https://user@api.walkme.com', /user/],
  ['https://user:pass@api.walkme.com', /user|password/],
])('the base URL %s gets no credentials', async (url, said) => {
  const simulator = await simulate();
  let requests = 0;
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'base-url': url },
    world: {
      send: async () => {
        requests += 1;
        return { kind: 'response', status: 500, headers: {}, body: '', isOutOfStep: () => false };
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
    const run = await runStory({
      inputs: {
        ...inputsFor(simulator),
        ...minimal,
        'base-url': `http://${host}:${simulator.port}`,
      },
    });
    expect(run.outputs['outcome']).toBe('sent');
  },
);
