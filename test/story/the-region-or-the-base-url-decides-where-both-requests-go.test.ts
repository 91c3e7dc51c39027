import { expect, it } from 'vitest';
import { minimal, runStory } from '../support/story.ts';

it.each([
  [{}, 'https://api.walkme.com'],
  [{ region: 'Canada' }, 'https://api-ca1.walkmedap.com'],
  [{ 'base-url': 'https://gateway.example/walkme' }, 'https://gateway.example/walkme'],
  [{ 'base-url': 'https://gateway.example/walkme/' }, 'https://gateway.example/walkme'],
])('with %j both requests go to %s', async (service, baseUrl) => {
  const urls: string[] = [];
  const run = await runStory({
    inputs: { ...minimal, ...service, 'client-id': 'id', 'client-secret': 'a-secret-0001' },
    world: {
      send: async ({ url }) => {
        urls.push(url);
        const body = '{"access_token": "access-token-0001"}';
        return { kind: 'response', status: 200, headers: {}, body };
      },
    },
  });
  expect(run.outputs['outcome']).toBe('sent');
  expect(urls).toEqual([
    `${baseUrl}/accounts/connect/token`,
    `${baseUrl}/public/v1/notifications/send`,
  ]);
  expect(run.log.join('\n')).toContain(new URL(baseUrl).host);
});
