import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/config.ts';
import type { Given } from '../../../src/layer.ts';
import { configure, configured } from './support.ts';

it('what is not given takes its default', async () => {
  const { credentials, githubToken, ...config } = await configured({});
  const { clientId, clientSecret } = credentials;
  expect([clientId, clientSecret(), githubToken()]).toEqual(['', '', '']);
  expect(config).toEqual({
    invalidInputs: new Set(),
    service: {
      tokenUrl: 'https://api.walkme.com/accounts/connect/token',
      sendUrl: 'https://api.walkme.com/public/v1/notifications/send',
      host: 'api.walkme.com',
    },
    payloadFile: '',
    payload: '',
    layer: { texts: {}, lists: {}, override: new Map(), additional: new Map() },
    testRecipients: undefined,
    standardOverrides: [],
    context: {},
    needs: undefined,
    job: undefined,
    matrix: undefined,
    strategy: undefined,
    userMap: '',
    unresolvedRecipients: 'error',
    eventFile: undefined,
    missingValues: 'error',
    when: 'always',
    dryRun: false,
    checksKey: false,
    rules: {
      mode: 'at-most-once',
      maxAttempts: 4,
      requestTimeoutMs: 30_000,
      timeoutMs: 120_000,
    },
    onFailure: 'fail',
    onMissingCredentials: 'fail',
    summary: true,
  });
});

function valuesOf(given: readonly Given<string>[] | undefined): readonly string[] | undefined {
  return given?.map(({ value }) => value);
}

describe('what is given is read', () => {
  it.each<[string, string, (config: Config) => unknown, unknown]>([
    ['client-id', 'key with spaces', (it) => it.credentials.clientId, 'key with spaces'],
    ['client-secret', '12345678', (it) => it.credentials.clientSecret(), '12345678'],
    ['client-secret', 'with:"colon"', (it) => it.credentials.clientSecret(), 'with:"colon"'],
    ['region', 'US', (it) => it.service.host, 'api.walkme.com'],
    ['region', 'eu', (it) => it.service.host, 'eu-api.walkme.com'],
    ['region', 'canada', (it) => it.service.host, 'api-ca1.walkmedap.com'],
    ['region', 'fedramp', (it) => it.service.host, 'api.walkmegov.com'],
    ['base-url', 'https://proxy.example/walkme', (it) => it.service.host, 'proxy.example'],
    ['payload-file', 'a/b.yml', (it) => it.payloadFile, 'a/b.yml'],
    ['payload', '${{ not evaluated', (it) => it.payload, '${{ not evaluated'],
    ['template-id', '007', (it) => it.layer.texts.templateId?.value, '007'],
    ['system-ids', 'b, a', (it) => valuesOf(it.layer.lists.systemId), ['b', 'a']],
    ['end-user-ids', '["a,b"]', (it) => valuesOf(it.layer.lists.endUsersIds), ['a,b']],
    ['audience-ids', 'a\n- b', (it) => valuesOf(it.layer.lists.audiencesIds), ['a', 'b']],
    ['test-recipients', '@ann; ben', (it) => it.testRecipients, ['@ann', 'ben']],
    ['notification-type', 'PopUp', (it) => it.layer.texts.notificationType?.value, 'PopUp'],
    ['title', 'T', (it) => it.layer.texts.title?.value, 'T'],
    ['runtime-title', 'T', (it) => it.layer.texts.runtimeTitle?.value, 'T'],
    ['runtime-description', 'a\nb', (it) => it.layer.texts.runtimeDescription?.value, 'a\nb'],
    ['start-at', '+1h', (it) => it.layer.texts.startAt?.value, '+1h'],
    ['end-at', '+2h', (it) => it.layer.texts.endAt?.value, '+2h'],
    ['overrides', 'A=1', (it) => it.layer.override.get('A')?.value, '1'],
    ['standard-overrides', 'false', (it) => it.standardOverrides, []],
    ['standard-overrides', 'RUN_URL, actor', (it) => it.standardOverrides, ['ACTOR', 'RUN_URL']],
    ['standard-overrides', '["ACTOR"]', (it) => it.standardOverrides, ['ACTOR']],
    ['standard-overrides', '###ACTOR###', (it) => it.standardOverrides, ['ACTOR']],
    ['standard-overrides', '### who\nACTOR ### x', (it) => it.standardOverrides, ['ACTOR']],
    ['standard-overrides', 'TRUE', (it) => it.standardOverrides.length, 32],
    ['standard-overrides', 'False', (it) => it.standardOverrides, []],
    ['context', '{"steps": {"a": 1}}', (it) => it.context, { steps: { a: 1 } }],
    [
      'needs',
      '{"build": {"result": "success"}}',
      (it) => it.needs,
      { build: { result: 'success' } },
    ],
    ['job', '{"status": "failure"}', (it) => it.job, { status: 'failure' }],
    ['matrix', '{"os": "linux"}', (it) => it.matrix, { os: 'linux' }],
    ['matrix', 'null', (it) => it.matrix, undefined],
    ['strategy', '{"fail-fast": true}', (it) => it.strategy, { 'fail-fast': true }],
    ['user-map', '.github/people.yml', (it) => it.userMap, '.github/people.yml'],
    ['github-token', 'ghs_1', (it) => it.githubToken(), 'ghs_1'],
    ['unresolved-recipients', 'Error', (it) => it.unresolvedRecipients, 'error'],
    ['unresolved-recipients', 'warn', (it) => it.unresolvedRecipients, 'warn'],
    ['event-file', 'e/push.json', (it) => it.eventFile, { path: 'e/push.json' }],
    [
      'event-file',
      'pull_request_target: e.json',
      (it) => it.eventFile,
      { eventName: 'pull_request_target', path: 'e.json' },
    ],
    ['event-file', 'C:\\events\\e.json', (it) => it.eventFile, { path: 'C:\\events\\e.json' }],
    ['missing-values', 'Error', (it) => it.missingValues, 'error'],
    ['missing-values', 'WARN', (it) => it.missingValues, 'warn'],
    ['missing-values', 'empty', (it) => it.missingValues, 'empty'],
    ['when', 'always', (it) => it.when, 'always'],
    ['when', 'Changed', (it) => it.when, 'changed'],
    ['when', 'failed-or-fixed', (it) => it.when, 'failed-or-fixed'],
    ['dry-run', 'true', (it) => it.dryRun, true],
    ['dry-run', 'True', (it) => it.dryRun, true],
    ['dry-run', 'TRUE', (it) => it.dryRun, true],
    ['dry-run', 'Token', (it) => [it.dryRun, it.checksKey], [true, true]],
    ['summary', 'false', (it) => it.summary, false],
    ['summary', 'False', (it) => it.summary, false],
    ['summary', 'FALSE', (it) => it.summary, false],
    ['delivery', 'At-Least-Once', (it) => it.rules.mode, 'at-least-once'],
    ['delivery', 'at-most-once', (it) => it.rules.mode, 'at-most-once'],
    ['max-attempts', '1', (it) => it.rules.maxAttempts, 1],
    ['max-attempts', '10', (it) => it.rules.maxAttempts, 10],
    ['request-timeout-seconds', '1', (it) => it.rules.requestTimeoutMs, 1000],
    ['request-timeout-seconds', '300', (it) => it.rules.requestTimeoutMs, 300_000],
    ['timeout-seconds', '2', (it) => it.rules.timeoutMs, 2000],
    ['timeout-seconds', '3600', (it) => it.rules.timeoutMs, 3_600_000],
    ['on-failure', 'Fail', (it) => it.onFailure, 'fail'],
    ['on-failure', 'warn', (it) => it.onFailure, 'warn'],
    ['on-missing-credentials', 'FAIL', (it) => it.onMissingCredentials, 'fail'],
    ['on-missing-credentials', 'Warn', (it) => it.onMissingCredentials, 'warn'],
    ['on-missing-credentials', 'skip', (it) => it.onMissingCredentials, 'skip'],
  ])('%s: %j', async (name, text, select, expected) => {
    expect(select(await configured({ [name]: text }))).toEqual(expected);
  });

  it('and the base URL replaces the host of the region', async () => {
    const { service } = await configured({ region: 'eu', 'base-url': 'https://a.example/x/' });
    expect(service).toEqual({
      tokenUrl: 'https://a.example/x/accounts/connect/token',
      sendUrl: 'https://a.example/x/public/v1/notifications/send',
      host: 'a.example',
    });
  });
});

const notBoolean = ['yes', 'no', 'on', 'off', 'y', 'n', '1', '0', 'tRUE', 'fALSE', 'null', 'true,'];
const notWhole = ['10s', '1e3', '-1', '+5', '4.0', '0x4', '٤', '0', '1 000', '5,5', '99999999999'];

describe('what cannot be used is named with its input and what was found', () => {
  it.each<[string, string, string]>([
    ['client-id', 'id:secret', 'RFC 7617'],
    ['client-id', 'a\tb', 'control characters'],
    ['client-secret', '1234567', 'at least 8 characters'],
    ['client-secret', '1234\n56789', 'control characters'],
    ['region', 'usa', 'must be us, eu, canada, or fedramp, found "‹usa›"'],
    ['region', 'us, eu', 'found "‹us, eu›"'],
    ['base-url', 'ftp://a.example', 'must be a URL'],
    ['missing-values', 'ignore', 'must be error, warn, or empty, found "‹ignore›"'],
    ['delivery', 'exactly-once', 'must be at-most-once or at-least-once, found "‹exactly-once›"'],
    ['on-failure', 'skip', 'must be fail or warn, found "‹skip›"'],
    ['on-missing-credentials', 'true', 'must be fail, warn, or skip, found "‹true›"'],
    ['overrides', 'KEY', 'line 1'],
    ['standard-overrides', 'tRUE', 'unknown name "‹tRUE›"'],
    ['standard-overrides', 'yes', 'unknown name "‹yes›". Set the input to true, false, or a list'],
    ['standard-overrides', 'RUN_URL ACTOR', '"‹RUN_URL ACTOR›". Put a comma between two names'],
    ['standard-overrides', 'RUN_ULR', 'unknown name "‹RUN_ULR›". Did you mean `RUN_URL`?'],
    ['standard-overrides', '["ACTOR"', 'not valid JSON'],
    ['context', '[]', 'must be a JSON object'],
    ['needs', 'out/needs.json', 'is not JSON. To read it from a file, write @out/needs.json'],
    ['needs', '{"build": }', 'line 1, column 11'],
    ['needs', '["build"]', 'must be a JSON object. Set it to ${{ toJSON(needs) }}'],
    ['needs', '"build"', 'must be a JSON object'],
    ['job', 'success', 'is set by the runner'],
    ['matrix', '{', 'is set by the runner'],
    ['strategy', "{'a': 1}", 'is set by the runner'],
    ...notBoolean.flatMap((text): [string, string, string][] => [
      ['dry-run', text, `must be true, false, or token, found "‹${text}›"`],
      ['summary', text, `must be true or false, found "‹${text}›"`],
    ]),
    ...notWhole.flatMap((text): [string, string, string][] => [
      ['max-attempts', text, `from 1 to 10, found "‹${text}›"`],
      ['request-timeout-seconds', text, `from 1 to 300, found "‹${text}›"`],
      ['timeout-seconds', text, `from 2 to 3600, found "‹${text}›"`],
    ]),
    ['max-attempts', '11', 'from 1 to 10, found "‹11›"'],
    ['request-timeout-seconds', '301', 'from 1 to 300, found "‹301›"'],
    ['timeout-seconds', '1', 'from 2 to 3600, found "‹1›"'],
    ['timeout-seconds', '3601', 'from 2 to 3600, found "‹3601›"'],
  ])('%s: %j', async (name, text, expected) => {
    const { config, errors } = await configure({ [name]: text });
    expect([...config.invalidInputs]).toEqual([name]);
    expect(errors).toEqual([
      {
        code: 'inputs-invalid',
        message: expect.stringContaining(expected),
        location: { input: name },
      },
    ]);
    expect(errors[0]?.message.startsWith(`\`${name}\` `)).toBe(true);
  });

  it('without what only follows from it', async () => {
    const { errors } = await configure({ 'dry-run': 'yes', context: '{"run": {}}' });
    expect(errors).toMatchObject([{ location: { input: 'dry-run' } }]);
  });

  it('each of them, all at once, in the order of the inputs', async () => {
    const wrong: readonly (readonly [name: string, text: string, errors?: number])[] = [
      ['client-id', 'a:b'],
      ['client-secret', 'short'],
      ['region', 'mars'],
      ['base-url', 'http://example.com'],
      ['system-ids', '["a"'],
      ['overrides', 'A=1\nB\nA=2\nC', 3],
      ['standard-overrides', 'RUN_ULR, NOTHING_LIKE_THIS', 2],
      ['context', '{"github": 1, "secrets": 2, "a b": 3}', 3],
      ['needs', '{'],
      ['missing-values', '?'],
      ['dry-run', '1'],
      ['delivery', 'twice'],
      ['max-attempts', '0'],
      ['request-timeout-seconds', '10s'],
      ['timeout-seconds', '1e3'],
      ['on-failure', 'ignore'],
      ['on-missing-credentials', 'ignore'],
      ['summary', 'yes'],
      ['job', '{'],
      ['matrix', '{'],
      ['strategy', '{'],
    ];
    const { config, errors } = await configure(Object.fromEntries(wrong.toReversed()));
    expect(config.invalidInputs.size).toBe(wrong.length);
    expect(errors.map(({ code, location }) => [location?.input, code])).toEqual(
      wrong.flatMap(([name, , count = 1]) => {
        const code = name === 'system-ids' ? 'payload-invalid' : 'inputs-invalid';
        return Array.from({ length: count }, () => [name, code]);
      }),
    );
  });
});

it('a list of ids is a part of the payload, and the configuration is there all the same', async () => {
  const { config, errors } = await configure({
    'system-ids': 'a, "b',
    'end-user-ids': '["a", null, {}]',
    'audience-ids': 'fine',
    'dry-run': 'true',
  });
  expect(config).toMatchObject({
    dryRun: true,
    layer: { lists: { audiencesIds: [{ value: 'fine' }], systemId: [{ failed: true }] } },
  });
  expect(errors).toEqual(
    [
      ['system-ids', /^`system-ids` .*line 1/],
      ['end-user-ids', /item 2/],
      ['end-user-ids', /item 3/],
    ].map(([input, message]) => ({
      code: 'payload-invalid',
      location: { input },
      message: expect.stringMatching(message ?? ''),
    })),
  );
});

describe('the credentials', () => {
  it('print without the secret, however they are printed', async () => {
    const config = await configured({
      'client-id': 'key-1',
      'client-secret': 'correct horse battery',
      'github-token': 'ghs_0123456789',
    });
    const printed = [
      JSON.stringify(config),
      inspect(config, { depth: null, showHidden: true, getters: true }),
      `${config.credentials} ${config.credentials.clientSecret} ${config.githubToken}`,
      inspect(config.credentials.clientSecret, { depth: null, showHidden: true }),
      Object.values(config.credentials).join(),
    ].join('\n');
    expect(printed).toContain('key-1');
    expect(printed).not.toContain('horse');
    expect(printed).not.toContain('0123456789');
  });

  it.each(['s3cr3t!', 'line\nend of it', 'a\u0000bcdefghij'])(
    'are never echoed: %j',
    async (text) => {
      const { errors } = await configure({ 'client-secret': text, 'client-id': `x:${text}` });
      expect(errors.map(({ location }) => location?.input)).toEqual(['client-id', 'client-secret']);
      expect(JSON.stringify(errors)).not.toContain(JSON.stringify(text).slice(1, -1));
    },
  );
});
