import { expect, it } from 'vitest';
import { defaultClient } from '../../simulator/simulator.ts';
import { expectRefusedEarly, notify } from '../support/story.ts';

const { id, secret } = defaultClient;
const basic = Buffer.from(`${id}:${secret}`).toString('base64');

it.each([
  ['the client secret', { 'runtime-title': `x${secret}y` }],
  ['its URL form', { overrides: `URL=https://x/?q=${encodeURIComponent(secret)}` }],
  ['its Base64 form', { title: Buffer.from(`>${secret}<`).toString('base64') }],
  ['the Basic form', { payload: `notification: {runtimeDescription: "Basic ${basic}"}` }],
  ['the GitHub token', { 'github-token': 'ghp_0123456789abcdef', title: 'ghp_0123456789abcdef' }],
  ['the password of a proxy', { title: 'the proxy-pass-0001 it is' }],
  ['a secret as a key', { payload: `notification: {additionalFields: {"${secret}": 1}}` }],
])('%s in the request is never sent', async (_, inputs) => {
  const run = await notify({ inputs, world: { otherSecrets: ['proxy-pass-0001'] } });
  expectRefusedEarly(run, 'payload-invalid', /contains a secret.*Nothing was sent/);
  expect(run.masks).toEqual(expect.arrayContaining([secret, basic, 'proxy-pass-0001']));
});
