import { describe, expect, it } from 'vitest';
import { readToken, type TokenResult, tokenRequest } from '../../../src/delivery/token.ts';
import type { AttemptResult, HttpResponse } from '../../../src/http/http.ts';
import { noResponse, response } from '../../support/delivering.ts';

const secret = 'S3cret-of-the-key!';
const redact = (text: string): string => text.replaceAll(secret, '***');
const read = (result: AttemptResult): TokenResult => readToken(result, 'api.test', redact);
const messageOf = (result: TokenResult): string => ('error' in result ? result.error.message : '');

/** @returns what is read of a 200 with this JSON, or with this text. */
function granted(answer: unknown, change: Partial<HttpResponse> = {}): TokenResult {
  const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return read(response(200, { body, ...change }).result);
}

it('the request is the client credentials grant, with id and secret as they are', () => {
  const service = { tokenUrl: 'https://api.test/token', sendUrl: '', host: 'api.test' };
  const credentials = { clientId: 'key 1/ü%', clientSecret: () => 'a:b+c&d=é %' };
  expect(tokenRequest(service, credentials)).toEqual({
    url: 'https://api.test/token',
    contentType: 'application/x-www-form-urlencoded',
    body: 'grant_type=client_credentials',
    authorization: { scheme: 'basic', user: 'key 1/ü%', password: 'a:b+c&d=é %' },
  });
});

describe('a response with a token (RFC 6749, section 5.1)', () => {
  it.each([
    ['Bearer', { access_token: 'abc-1', token_type: 'Bearer', expires_in: 86_400 }],
    ['bearer', { access_token: 'abc-1', token_type: 'bearer' }],
    ['BEARER', { access_token: 'abc-1', token_type: 'BEARER' }],
    ['fields that nobody knows', { access_token: 'abc-1', scope: 'x', __proto__x: [] }],
    ['one character', { access_token: 'x' }],
    ['every visible character', { access_token: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' }],
    ['16,384 characters', { access_token: 'x'.repeat(16_384) }],
  ])('%s', (_, answer) => {
    expect(granted(answer)).toEqual({ token: answer.access_token });
  });

  it('may have any status of success', () => {
    const body = '{"access_token":"abc-1"}';
    expect(read(response(299, { body }).result)).toEqual({ token: 'abc-1' });
  });

  it('may be cut where nothing was left to come', () => {
    const result = granted({ access_token: 'abc-1' }, { truncatedBy: 'aborted' });
    expect(result).toEqual({ token: 'abc-1' });
  });

  it('may begin with a byte order mark', () => {
    expect(granted('\ufeff{"access_token":"abc-1"}')).toEqual({ token: 'abc-1' });
    expect(messageOf(granted('\ufeff\ufeff{}'))).toContain('not a JSON object');
  });

  const otherType = 'a token of another type than Bearer';
  const noToken = 'no `access_token`';
  const notVisible = 'visible ASCII';

  it.each([
    ['text', 'abc-1', 'it is not a JSON object'],
    ['a JSON array', '[{"access_token":"abc-1"}]', 'it is not a JSON object'],
    ['an empty type', { access_token: 'abc-1', token_type: '' }, otherType],
    ['the type mac', { access_token: 'abc-1', token_type: 'mac' }, otherType],
    ['a type that is no text', { access_token: 'abc-1', token_type: 1 }, otherType],
    ['an empty token', { access_token: '' }, noToken],
    ['no token', { token_type: 'Bearer' }, noToken],
    ['a token that is null', { access_token: null }, noToken],
    ['a token that is a number', { access_token: 12_345_678 }, noToken],
    ['a token in a list', { access_token: ['abc-1'] }, noToken],
    ['16,385 characters', { access_token: 'x'.repeat(16_385) }, 'too long'],
    ['a space at the start of a long one', { access_token: ` ${'x'.repeat(16_383)}` }, notVisible],
    ['a line end at the end', { access_token: 'abc-1\n' }, notVisible],
    ['a NUL', { access_token: 'abc\u0000' }, notVisible],
    ['DEL', { access_token: 'abc\u007f' }, notVisible],
    ['a C1 control', { access_token: 'abc\u0085' }, notVisible],
    ['other than ASCII', { access_token: 'abcé' }, notVisible],
  ])('%s instead is reported, and the request may be retried', (_, answer, part) => {
    const result = granted(answer);
    expect(result).toMatchObject({ error: { code: 'token-unavailable' }, mayRetry: true });
    expect(messageOf(result)).toMatch(/^api\.test returned /);
    expect(messageOf(result)).toContain(part);
  });

  it.each<[string, Partial<HttpResponse>, string]>([
    ['a body that was cut', { truncatedBy: 'it broke off' }, 'it is incomplete (it broke off)'],
    [
      'an encoded body',
      { headers: { 'content-encoding': 'gzip' }, truncatedBy: 'it broke off' },
      'it is not a JSON object (the body is encoded as gzip, which was not requested)',
    ],
  ])('%s is reported with the reason', (_, change, reason) => {
    expect(granted('{"access_to', change)).toMatchObject({
      error: {
        code: 'token-unavailable',
        message: `api.test returned an unusable token response: ${reason}.`,
      },
      mayRetry: true,
    });
  });
});

describe('a refusal (RFC 6749, section 5.2)', () => {
  it.each([400, 401, 403])('%i is one of the API key', (status) => {
    const result = read(response(status).result);
    expect(result).toMatchObject({ error: { code: 'token-refused' }, mayRetry: false });
    expect(messageOf(result)).toBe(`api.test refused the API key with HTTP ${status}.`);
  });

  it.each([402, 404, 499])('%i is one of another service', (status) => {
    const body = JSON.stringify({ error: 'invalid_scope' });
    expect(read(response(status, { body }).result)).toEqual({
      error: {
        code: 'token-refused',
        message: `api.test returned HTTP ${status} for the token request (invalid_scope).`,
        hint: 'This host may not be the WalkMe service. Check `base-url` or `region`.',
      },
      mayRetry: false,
    });
  });

  it.each([
    ['invalid_client', '`client-id` and `client-secret`'],
    ['unauthorized_client', 'may not request tokens'],
    ['invalid_scope', 'lacks the permission'],
    ['something_else', '`client-id` and `client-secret`'],
    ['constructor', '`client-id` and `client-secret`'],
    ['__proto__', '`client-id` and `client-secret`'],
  ])('%s has its hint', (error, hint) => {
    const result = read(response(400, { body: JSON.stringify({ error }) }).result);
    expect(result).toMatchObject({ error: { hint: expect.stringContaining(hint) } });
    expect(messageOf(result)).toContain(`(${error})`);
  });

  it.each([
    ['code and description', { error: 'a', error_description: 'b' }, ' (a: b)'],
    ['a description alone', { error_description: 'b' }, ' (b)'],
    ['a message of another kind', { detail: 'x' }, ' (x)'],
    ['neither', { access_token: 'x' }, ''],
    ['other than texts', { error: 5, error_description: 7 }, ''],
    ['no object', ['a'], ''],
    ['the first of a list', [{ error: 'a' }], ' (a)'],
    ['lines as one', { error: 'a\r\n\tb' }, ' (a b)'],
  ])('shows %s', (_, answer, shown) => {
    const result = read(response(401, { body: JSON.stringify(answer) }).result);
    expect(messageOf(result)).toBe(`api.test refused the API key with HTTP 401${shown}.`);
  });

  it('shows at most 300 characters of that', () => {
    const [short, long] = [300, 301].map((length) => {
      const body = JSON.stringify({ error: 'x'.repeat(length) });
      return messageOf(read(response(400, { body }).result));
    });
    expect(short).toContain(`(${'x'.repeat(300)})`);
    expect(long).toContain(`(${'x'.repeat(299)}…)`);
  });

  it.each([280, 290, 299])('shows no part of a secret, cut at 300: from character %i on', (at) => {
    const error_description = `${'x'.repeat(at)}${secret}${'y'.repeat(99)}`;
    const body = JSON.stringify({ error_description });
    const message = messageOf(read(response(400, { body }).result));
    expect(message).toContain('…)');
    expect(message).not.toContain('S3c');
    expect(message.length).toBeLessThan(350);
  });
});

describe('a web page', () => {
  const body = '<html><title>Access denied</title>';

  it.each([200, 400, 401, 403, 404, 503])(
    'with HTTP %i says nothing about the API key',
    (status) => {
      const result = read(response(status, { body }).result);
      const code = status >= 400 && status <= 499 ? 'token-refused' : 'token-unavailable';
      expect(result).toMatchObject({ error: { code, hint: expect.stringContaining('firewall') } });
      expect(messageOf(result)).toContain(
        '(a web page, probably of a proxy or firewall: "Access denied").',
      );
      expect(JSON.stringify(result)).not.toMatch(/key|permission|secret|client/i);
    },
  );
});

describe('no usable answer', () => {
  it.each([
    [200, 'no `access_token` (invalid_client: Locked)', '`client-id` and `client-secret`'],
    [503, 'HTTP 503 for the token request (invalid_client: Locked)', 'network and proxy'],
    [429, 'HTTP 429 for the token request (invalid_client: Locked)', ' Re-run the job later.'],
    [425, 'HTTP 425 for the token request (invalid_client: Locked)', ' Re-run the job later.'],
  ])('%i shows the reason', (status, message, hint) => {
    const body = JSON.stringify({ error: 'invalid_client', error_description: 'Locked.' });
    const result = read(response(status, { body }).result);
    expect(messageOf(result)).toContain(message);
    expect(result).toMatchObject({
      error: { code: 'token-unavailable', hint: expect.stringContaining(hint) },
      mayRetry: true,
    });
  });

  it.each([408, 429, 503])('%i may change', (status) => {
    const result = read(response(status, { body: '{"access_token":"abc-1"}' }).result);
    expect(result).toMatchObject({
      error: {
        code: 'token-unavailable',
        message: `api.test returned HTTP ${status} for the token request.`,
      },
      mayRetry: true,
    });
  });

  it.each([300, 399])('a redirect (%i) is not followed', (status) => {
    const headers = { location: 'https://evil.test/' };
    expect(read(response(status, { headers }).result)).toMatchObject({
      error: {
        code: 'token-unavailable',
        message: `api.test returned HTTP ${status} for the token request.`,
        hint: expect.stringMatching(/never followed.*`base-url`/),
      },
      mayRetry: false,
    });
  });

  it.each([
    [noResponse('connecting', { detail: 'ENOTFOUND' }), 'could not be reached: ENOTFOUND', true],
    [
      noResponse('connected', { detail: 'ECONNRESET' }),
      'returned no usable token response: ECONNRESET',
      true,
    ],
    [noResponse('connecting', { cause: 'certificate', detail: 'CERT' }), 'reached: CERT', false],
    [noResponse('connecting', { cause: 'proxy', proxyStatus: 407 }), 'could not be reached', false],
    [noResponse('connecting', { cause: 'proxy', proxyStatus: 502 }), 'could not be reached', true],
  ])('%j', ({ result }, part, mayRetry) => {
    expect(read(result)).toMatchObject({
      error: { code: 'token-unavailable', message: expect.stringContaining(part) },
      mayRetry,
    });
  });
});

it('no message has a part of a token in it', () => {
  const token = 'QQQQ-a-very-telling-token-QQQQ';
  const bodies = [
    JSON.stringify({ access_token: `${token} ` }),
    JSON.stringify({ access_token: `${token}\u0000` }),
    JSON.stringify({ access_token: token.repeat(999) }),
    JSON.stringify({ access_token: token, token_type: token }),
    JSON.stringify({ access_token: { token } }),
    JSON.stringify([token]),
    JSON.stringify({ access_token: token }).slice(0, -2),
    token,
  ];
  for (const status of [200, 302, 400, 401, 500]) {
    for (const body of bodies) {
      const result = read(response(status, { body, truncatedBy: 'x' }).result);
      expect(JSON.stringify(result)).toMatch(/"error"/);
      expect(JSON.stringify(result)).not.toMatch(/QQQQ|telling/);
    }
  }
  expect.assertions(80);
});
