import { expect, it } from 'vitest';
import { minimal, runStory } from '../support/story.ts';

const credentials = { 'client-id': 'key-1', 'client-secret': 'a-long-secret' };
const never = new Promise<never>(() => undefined);

it('a run whose event loop runs dry is a bug that is reported, with what may have been sent', async () => {
  const { promise: stalled, reject } = Promise.withResolvers<never>();
  const body = '{"access_token": "a-fresh-token"}';
  const run = await runStory({
    inputs: { ...credentials, ...minimal },
    world: {
      stalled,
      openAhead: () => undefined,
      send(request) {
        const isToken = request.url.endsWith('/token');
        if (!isToken) setTimeout(() => reject(new Error('nothing was left to wait for')), 20);
        return isToken
          ? Promise.resolve({ kind: 'response', status: 200, headers: {}, body })
          : never;
      },
    },
  });
  expect(run.outputs).toMatchObject({ outcome: 'unknown', 'error-code': 'internal' });
  expect(run.deliveries).toMatchObject([{ status: 'unknown' }]);
  expect(run.outputs['error-message']).toMatch(/nothing was left to wait for.*sends them again/);
});
