import { expect, it, onTestFinished } from 'vitest';
import { runBundle } from '../support/bundle.ts';
import { startProxy } from '../support/fake-proxy.ts';
import { identity, membersOf, reply, startGraphqlServer } from '../support/graphql-server.ts';
import { inputsFor, simulate } from '../support/simulator.ts';

it('asks GitHub for a login through the proxy, without what the bundle leaves out', async () => {
  const simulator = await simulate();
  const github = await startGraphqlServer((response) =>
    reply(response, membersOf([identity('octocat', 'ada@people.example')])),
  );
  onTestFinished(() => github.close());
  const proxy = await startProxy(github.port);
  const { outputs } = await runBundle({
    inputs: {
      ...inputsFor(simulator),
      'template-id': 't',
      'end-user-ids': '@octocat',
      'github-token': 'ghp_0123456789abcdef',
    },
    env: {
      GITHUB_API_URL: 'http://ghe.invalid/api/v3',
      GITHUB_REPOSITORY_OWNER: 'acme',
      HTTP_PROXY: proxy.url,
    },
  });
  expect(outputs['outcome']).toBe('sent');
  expect(proxy.requests.map(({ line }) => line)).toEqual(['CONNECT ghe.invalid:80 HTTP/1.1']);
  expect(github.asked).toMatchObject([
    { line: 'POST /api/graphql', variables: { organization: 'acme', login0: 'octocat' } },
  ]);
  expect(simulator.ledger.entries.at(-1)?.body).toContain('ada@people.example');
});
