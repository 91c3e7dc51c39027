import { expect, it } from 'vitest';
import { defaultClient } from '../../simulator/simulator.ts';
import { firstMasksOf, masksOf, runBundle } from '../support/bundle.ts';
import { grant, listenAndAnswer, ok } from '../support/raw-server.ts';
import { inputsFor, simulate } from '../support/simulator.ts';

const minimal = { 'template-id': 't', 'audience-ids': 'a' };
const basic = Buffer.from(`${defaultClient.id}:${defaultClient.secret}`).toString('base64');

it.each([
  ['a success', {}, {}],
  ['wrong inputs', { 'max-attempts': 'x' }, {}],
  ['a malformed payload', { payload: '{' }, {}],
  ['an unreadable file', { 'payload-file': 'missing.yml', 'user-map': 'missing.yml' }, {}],
  [
    'a warning before anything else',
    { 'payload-file': 'x.yml' },
    { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_RUN_ATTEMPT: '3' },
  ],
])('masks of all secrets come before everything in %s', async (_, inputs, env) => {
  const simulator = await simulate();
  const { stdout } = await runBundle({
    inputs: {
      ...inputsFor(simulator),
      ...minimal,
      'github-token': 'ghp_0123456789abcdef',
      ...inputs,
    },
    env: { HTTPS_PROXY: 'http://user:proxy%20pass-0001@proxy.example:3128', ...env },
  });
  const others = ['ghp_0123456789abcdef', 'proxy%20pass-0001', 'proxy pass-0001'];
  expect(firstMasksOf(stdout)).toEqual(
    expect.arrayContaining([defaultClient.secret, basic, ...others]),
  );
});

it('the access token is masked before its first use, and a secret of several signs arrives whole', async () => {
  const token = 'to%0Aken-"<&>\'::x##[y]0001';
  const secret = 's%25cret::"<&>##[add-mask]1';
  const server = await listenAndAnswer(grant(token), ok(`"${token} ${secret}"`));
  const { stdout, outputs, exitCode } = await runBundle({
    inputs: { ...minimal, 'client-id': 'id', 'client-secret': secret, 'base-url': server.url },
  });
  expect(exitCode).toBe(0);
  expect(masksOf(stdout)).toEqual(expect.arrayContaining([token, secret]));
  expect(stdout.indexOf('Token: received')).toBeGreaterThan(stdout.lastIndexOf('::add-mask::'));
  expect(outputs['response']).toBe('"*** ***"');
});
