import { expect, it } from 'vitest';
import { minimal, runStory } from '../support/story.ts';

it.each([
  ['', 'https://api.walkme.com'],
  ['Canada', 'https://api-ca1.walkmedap.com'],
])('the region "%s" gets both calls at %s', async (region, host) => {
  const urls: string[] = [];
  const run = await runStory({
    inputs: { ...minimal, region, 'client-id': 'id', 'client-secret': 'a-secret-0001' },
    world: {
      send: async ({ url }) => {
        urls.push(url);
        const body = '{"access_token": "access-token-0001"}';
        return { kind: 'response', status: 200, headers: {}, body };
      },
    },
  });
  expect(run.outputs['outcome']).toBe('sent');
  expect(urls).toEqual([`${host}/accounts/connect/token`, `${host}/public/v1/notifications/send`]);
  expect(run.log.join('\n')).toContain(host.replace('https://', ''));
});
