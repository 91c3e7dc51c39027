/** Each request has a connection of its own; those of the token and the first delivery are opened ahead. */

import tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import { readSourceFile } from '../../src/io/files.ts';
import { createTransport } from '../../src/io/transport.ts';
import { createAuthority } from '../support/certificates.ts';
import { startProxy } from '../support/fake-proxy.ts';
import { failedJob, workflowRun } from '../support/github-answers.ts';
import { runEnv, startGithub } from '../support/github-server.ts';
import { needsProgram } from '../support/programs.ts';
import { setProxyEnvironment } from '../support/proxy-environment.ts';
import { answer, type Behaviour, grant, listen, ok, type Visit } from '../support/raw-server.ts';
import { inputsFor } from '../support/simulator.ts';
import { createSkippingClock } from '../support/skip.ts';
import { minimal, notify, runStory, type Story } from '../support/story.ts';

interface Service extends Pick<Behaviour, 'keys'> {
  /** The statuses of the sends; then 200. */
  readonly statuses?: readonly number[];
  /** Called with each connection and its number, from 1. */
  readonly onConnect?: (visit: Visit, number: number) => void;
}

/** Runs a step, and lists in order what it began to do and what the service saw on which connection. */
async function record(story: Story, { statuses = [], onConnect, keys }: Service = {}) {
  const events: string[] = [];
  const left = statuses.values();
  const server = await listen({
    ...(keys && { keys }),
    onConnect: (visit) => onConnect?.(visit, server.visits.length),
    onRequest(visit, { line }) {
      const endpoint = line.includes('/token') ? 'token' : 'send';
      events.push(`${endpoint} on ${server.visits.indexOf(visit) + 1}`);
      const isToken = endpoint === 'token';
      visit.socket.end(isToken ? grant() : answer(`${left.next().value ?? 200} X`, '{}'));
    },
  });
  const proxy = await startProxy(server.port);
  setProxyEnvironment(keys ? { HTTPS_PROXY: proxy.url } : {});
  const transport = createTransport();
  const url = keys ? 'https://api.walkme.invalid' : server.url;
  const run = await notify({
    ...story,
    inputs: { 'base-url': url, ...story.inputs },
    world: {
      ...createSkippingClock(),
      send: transport.send,
      openAhead(url) {
        events.push(`ahead ${url.includes('/token') ? 'token' : 'send'}`);
        return transport.openAhead(url);
      },
    },
  });
  return { events, run, server, proxy, connections: server.visits.length };
}

const both = ['ahead token', 'ahead send'];
const plain = [...both, 'token on 1', 'send on 2'];

it.each<[string, Story, readonly string[], Service?]>([
  ['inputs only', {}, plain],
  ['a payload file', { yaml: 'notification: {title: "${{ github.repository }}"}' }, plain],
  ['a payload file that is wrong', { yaml: 'notification: {titel: a}' }, both],
  ['wrong inputs', { inputs: { 'max-attempts': '0' } }, []],
  ['a dry run', { inputs: { 'dry-run': 'true' } }, []],
  [
    'a dry run that checks the key',
    { inputs: { 'dry-run': 'token' } },
    ['ahead token', 'token on 1'],
  ],
  ['no client secret', { inputs: { 'client-secret': '' } }, []],
  ['a throttled send', {}, [...plain, 'send on 3'], { statuses: [429] }],
  ['a rejected token', {}, [...plain, 'token on 3', 'send on 4'], { statuses: [401] }],
  [
    'a server that speaks first',
    {},
    [...both, 'token on 1', 'send on 3'],
    { onConnect: ({ socket }, number) => number === 2 && socket.write(ok('{"stray":true}')) },
  ],
  [
    'a server that closes early',
    {},
    [...both, 'token on 1', 'send on 3'],
    { onConnect: ({ socket }, number) => number === 2 && socket.end() },
  ],
])('%s', async (_, story, expected, service) => {
  const { events, connections } = await record(story, service);
  expect(events).toEqual(expected);
  const used = expected.filter((event) => event.includes(' on '));
  const opened = expected.filter((event) => event.startsWith('ahead'));
  expect(connections).toBeGreaterThanOrEqual(used.length);
  expect(connections).toBeLessThanOrEqual(used.length + opened.length);
});

it('a payload file is read after the system was asked to connect', async () => {
  const order: string[] = [];
  const { openAhead, send } = createTransport();
  const env = { GITHUB_WORKSPACE: import.meta.dirname };
  await runStory({
    inputs: {
      ...inputsFor({ url: 'http://127.0.0.1:1' }),
      ...minimal,
      'payload-file': 'p.yml',
      'max-attempts': '1',
    },
    env,
    world: {
      send,
      readFile(path) {
        order.push('read');
        return readSourceFile(path, env);
      },
      async openAhead(url) {
        order.push('ahead');
        await openAhead(url);
        order.push('under way');
      },
    },
  });
  expect(order).toEqual(['ahead', 'ahead', 'under way', 'under way', 'read']);
});

it.each([
  ['success', 0],
  ['failure', 2],
])('`when` decides first: with the result %s, %i connections', async (status, count) => {
  const github = await startGithub({
    attempts: [workflowRun()],
    jobs: status === 'failure' ? [failedJob('build')] : [],
  });
  const { connections, events } = await record({
    inputs: {
      when: 'failed-or-fixed',
      'github-token': 'ghs_0123456789abcdef',
      job: JSON.stringify({ status }),
    },
    env: { ...runEnv, GITHUB_API_URL: github.url },
  });
  expect([connections, events.length]).toEqual([count, 2 * count]);
});

it('twelve systems: each lane opens its next connection while its delivery is in flight', async () => {
  const systems = Array.from({ length: 12 }, (_, index) => `desk-${index}`).join(',');
  const { events, run, server } = await record({ inputs: { 'system-ids': systems } });
  expect(run.outputs).toMatchObject({ outcome: 'sent', attempts: '12' });
  expect(server.visits).toHaveLength(13);
  expect(server.visits.map(({ received }) => received.split('POST ').length - 1)).toEqual(
    Array.from({ length: 13 }, () => 1),
  );
  expect(events.filter((event) => event === 'ahead send')).toHaveLength(1 + 7);
});

describe('a proxy (needs openssl)', () => {
  needsProgram('openssl');

  it('opens a tunnel for each request', async () => {
    const authority = createAuthority();
    tls.setDefaultCACertificates([authority.certificate]);
    const keys = authority.issue(['DNS:api.walkme.invalid']);
    const { events, proxy } = await record({}, { keys });
    expect(events).toEqual(plain);
    const tunnel = 'CONNECT api.walkme.invalid:443 HTTP/1.1';
    expect(proxy.requests.map(({ line }) => line)).toEqual([tunnel, tunnel]);
  });
});
