import { expect, it } from 'vitest';
import type { ErrorCode } from '../../src/diagnostics.ts';
import { answer, grant, listenAndAnswer, ok } from '../support/raw-server.ts';
import { type Spelling, spellings } from '../support/secret-forms.ts';
import { minimal, runStory } from '../support/story.ts';
import type { Run, Scenario } from '../support/world.ts';

/** Each has what some spelling changes. */
const secrets = {
  'client secret': `cl!ent/s3cret+"q<u>o&t'e~ü`,
  'access token': `t0ken/a+b"c<d>e&f'g~h==`,
  'GitHub token': 'ghp_g1thubT0ken0123456789',
  'proxy password': `pr0xy p@ss/w0rd+"<&>'~é`,
} as const;
const clientId = 'the-client';
const basic = Buffer.from(`${clientId}:${secrets['client secret']}`).toString('base64');

const planted: readonly Spelling[] = [
  ...Object.entries(secrets).flatMap(([of, secret]) =>
    spellings(secret).map((it) => ({ ...it, name: `${it.name} of the ${of}` })),
  ),
  { name: 'the Basic form', text: basic, telling: basic },
  {
    name: 'the URL form of the Basic form',
    text: encodeURIComponent(basic),
    telling: encodeURIComponent(basic),
  },
];

/** All of them, apart from each other, as a text of the service or of an event. */
const all = planted.map(({ text }) => text).join(' | ');
const raw = Object.values(secrets).join(' | ');
const token = secrets['access token'];
const granted = grant(token);
const throwing = (): never => {
  throw new Error(`broken by ${all}`);
};

/** What the step is given, and what the service answers: first to the token request. */
interface Scene extends Scenario {
  readonly code: ErrorCode | '';
  readonly answers?: readonly string[];
}

const inFile = (text: string): Pick<Scenario, 'inputs' | 'files'> => ({
  inputs: { 'payload-file': 'p.yml' },
  files: { 'p.yml': text },
});
const quoted = JSON.stringify(raw);

const scenes: Readonly<Record<string, Scene>> = {
  'nothing wrong': { code: '' },
  'a dry run': { code: '', inputs: { 'dry-run': 'true' } },
  'the secrets as values of inputs': {
    code: 'inputs-invalid',
    inputs: {
      region: raw,
      'base-url': `https://${raw}`,
      'max-attempts': raw,
      delivery: raw,
      'dry-run': raw,
      summary: raw,
    },
  },
  'the secrets in lists and pairs': {
    code: 'inputs-invalid',
    inputs: {
      'standard-overrides': JSON.stringify(planted.map(({ text }) => text)),
      overrides: `${raw.replaceAll('=', '')}\nA=1\nA=${raw}`,
      context: JSON.stringify({ [raw]: 1, [secrets['client secret']]: 2 }),
      needs: `{${raw}`,
    },
  },
  'the secrets in paths': {
    code: 'inputs-invalid',
    inputs: { 'payload-file': `${raw}.yml`, context: `@${raw}`, 'user-map': `${raw}.yml` },
  },
  'a base URL with a secret in its path': {
    code: 'token-unavailable',
    inputs: { 'base-url': `http://127.0.0.1:1/${secrets['GitHub token']}` },
    world: { sleep: async () => undefined },
  },
  'the secrets in the request': {
    code: 'payload-invalid',
    inputs: {
      title: raw,
      'runtime-title': all,
      'template-id': secrets['client secret'],
      overrides: JSON.stringify({ KEY: all }),
    },
  },
  'the secrets as keys of the overrides input': {
    code: 'inputs-invalid',
    inputs: { overrides: JSON.stringify({ [`a b ${raw}`]: all }) },
  },
  'the secrets in the event': {
    code: 'payload-invalid',
    ...inFile(
      'notification: {title: "${{ github.event.text }}", override: {A: "${{ toJSON(github.event) }}"}}',
    ),
    event: { text: all },
  },
  'the secrets as names of fields': {
    code: 'payload-invalid',
    ...inFile(`notification: {${quoted}: 1, additionalFields: {${quoted}: 2}}`),
  },
  'the secrets as keys of overrides': {
    code: 'payload-invalid',
    ...inFile(`notification:\n  override: {${quoted}: 1, ${JSON.stringify(`###${raw}###`)}: 2}`),
  },
  'the secrets in wrong dates and types': {
    code: 'payload-invalid',
    inputs: { 'start-at': raw, 'end-at': all, 'notification-type': raw },
  },
  'the secrets in expressions': {
    code: 'expression-invalid',
    ...inFile(`notification:
  title: \${{ ${secrets['GitHub token']} }}
  runtimeTitle: \${{ fromJSON('${secrets['GitHub token']} ${basic}') }}
  startAt: \${{ github.event['${secrets['GitHub token']}'] }}
  override: {A: "\${{ ${secrets['GitHub token']}.x }}", B: "\${{ f${secrets['GitHub token']}() }}"}
`),
  },
  'the secrets in a broken document': {
    code: 'payload-invalid',
    inputs: { payload: `{"notification": ${raw}` },
  },
  'the secrets behind a broken alias': {
    code: 'payload-invalid',
    inputs: { payload: `notification: *${secrets['GitHub token']}` },
  },
  'the secrets as recipients': {
    code: 'payload-invalid',
    inputs: { 'end-user-ids': JSON.stringify([`@${raw}`, `@${secrets['GitHub token']}`]) },
  },
  'a look-up that quotes the secrets': {
    code: 'recipient-unresolved',
    inputs: { 'end-user-ids': '@octocat' },
    world: { lookUpIdentities: async () => ({ found: new Map(), reason: all }) },
  },
  'the secrets as somebody’s identity': {
    code: 'payload-invalid',
    inputs: { 'end-user-ids': '@octocat' },
    world: {
      lookUpIdentities: async () => ({
        found: new Map([['octocat', secrets['GitHub token']]]),
        reason: undefined,
      }),
    },
  },
  'a fault that quotes the secrets': { code: 'internal', world: { send: throwing } },
  'an event that cannot be read': {
    code: 'internal',
    inputs: { 'standard-overrides': 'true' },
    world: { readEvent: throwing },
  },
  'a token refused with an echo': {
    code: 'token-refused',
    answers: [
      answer('401 No', JSON.stringify({ error: 'invalid_client', error_description: raw })),
    ],
  },
  'a token refused with the secrets as the code': {
    code: 'token-refused',
    answers: [answer('400 No', JSON.stringify({ error: raw }))],
  },
  'a token request that fails with an echo': {
    code: 'token-unavailable',
    answers: [answer('503 Oh', all)],
  },
  'a token reply that is no JSON': { code: 'token-unavailable', answers: [answer('200 OK', all)] },
  'a token of another type': {
    code: 'token-unavailable',
    answers: [answer('200 OK', JSON.stringify({ access_token: token, token_type: raw }))],
  },
  'a send that is accepted with an echo': {
    code: '',
    answers: [granted, answer('200 OK', all, `X-Request-Id: ${token}`)],
  },
  'a send that is refused with an echo': {
    code: 'request-refused',
    answers: [granted, answer('400 No', all)],
  },
  'a send that is refused with an echo in JSON': {
    code: 'request-refused',
    answers: [granted, answer('422 No', JSON.stringify({ detail: raw }))],
  },
  'a send that fails with an echo': {
    code: 'delivery-unknown',
    answers: [granted, answer('500 Oh', all)],
  },
  'a throttled send with an echo': {
    code: 'rate-limited',
    answers: [granted, answer('429 Wait', all)],
  },
  'an echo that is cut by its end': {
    code: '',
    answers: [granted, answer('200 OK', `${all}${token}`.slice(0, -9))],
  },
  'a second token that is rejected, too': {
    code: 'token-refused',
    answers: [granted, answer('401 No', all), granted, answer('401 No', all)],
  },
  ...Object.fromEntries(
    [300, 4096, 8192, 65_536, 262_144].map((limit): [string, Scene] => [
      `an echo across the limit of ${limit} bytes`,
      {
        code: 'request-refused',
        answers: [granted, answer('400 No', `${'x'.repeat(limit - 12)}${token}${'y'.repeat(20)}`)],
      },
    ]),
  ),
};

it.each(Object.entries(scenes))(
  'no secret is told in any form: %s',
  async (_, { code, answers, ...scene }) => {
    const server = await listenAndAnswer(...(answers ?? [granted, ok()]));
    const run = await runStory({
      ...scene,
      inputs: {
        'base-url': server.url,
        ...minimal,
        'client-id': clientId,
        'client-secret': secrets['client secret'],
        'github-token': secrets['GitHub token'],
        'max-attempts': '1',
        ...scene.inputs,
      },
      world: { otherSecrets: [secrets['proxy password']], ...scene.world },
    });
    expect(run.outputs['error-code']).toBe(code);
    expectNoSecret(run);
  },
);

function expectNoSecret(run: Run): void {
  const locations = JSON.stringify(run.annotations.map((it) => it.location ?? null));
  const told = `${run.everything}\n${locations}`;
  // A token that was never granted is no secret.
  const isKnown = (name: string): boolean =>
    run.masks.includes(token) || !name.endsWith('access token');
  const known = planted.filter(({ name }) => isKnown(name));
  const found = known.filter(
    ({ telling }) => told.includes(telling) || told.includes(inJson(telling)),
  );
  expect(found.map(({ name }) => name)).toEqual([]);
  // Nor the beginning of one, cut off.
  for (const [name, secret] of Object.entries(secrets)) {
    if (isKnown(name)) expect(told).not.toContain(secret.slice(0, 9));
  }
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What others may print of a step. The runner adds more forms of a mask, such as that of XML. */
const MASKED =
  /^(?:as it is|JSON\.stringify|encodeURIComponent|encodeURIComponent, \+ for a space|HTML of lodash|Base64.*) of|Basic/;

it('the usual forms of every secret are given to the runner as masks', async () => {
  const server = await listenAndAnswer(granted, ok());
  const run = await runStory({
    inputs: {
      ...minimal,
      'base-url': server.url,
      'client-id': clientId,
      'client-secret': secrets['client secret'],
      'github-token': secrets['GitHub token'],
    },
    world: { otherSecrets: [secrets['proxy password']] },
  });
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.masks).toEqual(expect.arrayContaining(Object.values(secrets)));
  expect(run.masks).toContain(basic);
  const usual = planted.filter(({ name }) => MASKED.test(name));
  expect(usual).toHaveLength(38);
  const unmasked = usual.filter(({ text }) => !run.masks.some((mask) => text.includes(mask)));
  expect(unmasked.map(({ name }) => name)).toEqual([]);
});
