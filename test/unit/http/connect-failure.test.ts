import { describe, expect, it } from 'vitest';
import { connectHint, describeError, isLastingFailure } from '../../../src/http/connect-failure.ts';
import type { NoResponse } from '../../../src/http/http.ts';

const failed: NoResponse = {
  kind: 'no-response',
  phase: 'connecting',
  cause: 'network',
  detail: '',
};

it.each<[facts: Partial<NoResponse>, advice: string, isLasting: boolean]>([
  [{ cause: 'certificate', detail: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'NODE_EXTRA_CA_CERTS', true],
  [{ cause: 'certificate', detail: 'CERT_HAS_EXPIRED: x' }, 'contact its operator', true],
  [{ cause: 'certificate', detail: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'contact its operator', true],
  [{ cause: 'certificate', detail: 'CERT_NOT_YET_VALID: x' }, 'Check the clock', true],
  [{ cause: 'proxy', proxyStatus: 407 }, 'a valid user name and password in HTTPS_PROXY', true],
  [{ cause: 'proxy', proxyStatus: 403 }, 'that the proxy allows this host', true],
  [{ cause: 'proxy', proxyStatus: 502 }, 'that the proxy allows this host', false],
  [{ cause: 'proxy' }, 'that the proxy is running', false],
  [{ cause: 'proxy-settings' }, 'Check HTTPS_PROXY and NO_PROXY', true],
  [{}, 'Check `region` or `base-url`, and the network, firewall, and proxy', false],
])('a connection that fails by %j has the advice: %s', (facts, advice, isLasting) => {
  const result = { ...failed, ...facts };
  expect(connectHint(result)).toContain(advice);
  expect(isLastingFailure(result)).toBe(isLasting);
});

function failure(message: string, code?: unknown): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

describe('an error as people read it', () => {
  it.each([
    ['its text', failure('it broke'), 'it broke'],
    ['its code before the text', failure('it broke', 'EBROKEN'), 'EBROKEN: it broke'],
    [
      'its code once',
      failure('connect ECONNREFUSED ::1:80', 'ECONNREFUSED'),
      'connect ECONNREFUSED ::1:80',
    ],
    ['its code where it has no text', failure('', 'ETIMEDOUT'), 'ETIMEDOUT'],
    ['its name where it has neither', new TypeError(''), 'TypeError'],
    ['its text where the code is a number', failure('it broke', 7), 'it broke'],
    ['its text on one line', failure('it\n  broke\n'), 'it broke'],
    [
      'what OpenSSL means',
      failure(
        '402DEC9E077F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/ssl3_record.c:77:\n',
        'ERR_SSL_WRONG_VERSION_NUMBER',
      ),
      'ERR_SSL_WRONG_VERSION_NUMBER: wrong version number',
    ],
    [
      'its text without advice for whoever starts Node.js',
      failure('unable to verify; if the root CA is installed locally, try --use-system-ca', 'E1'),
      'E1: unable to verify',
    ],
    ['what was thrown, if that is no error', 'nonsense', 'nonsense'],
    [
      'the errors inside it, each once',
      new AggregateError([
        failure('connect ECONNREFUSED ::1:80', 'ECONNREFUSED'),
        failure('connect ECONNREFUSED 127.0.0.1:80', 'ECONNREFUSED'),
        failure('connect ECONNREFUSED ::1:80', 'ECONNREFUSED'),
      ]),
      'connect ECONNREFUSED ::1:80; connect ECONNREFUSED 127.0.0.1:80',
    ],
    [
      'the errors inside the errors inside it',
      new AggregateError([new AggregateError([failure('one')]), failure('two')]),
      'one; two',
    ],
    ['itself, if nothing is inside', new AggregateError([], 'empty'), 'empty'],
  ])('is %s', (_, error, text) => {
    expect(describeError(error)).toBe(text);
  });
});
