import { describe, expect, it } from 'vitest';
import { connectHint, describeError, isLastingFailure } from '../../../src/http/connect-failure.ts';
import type { NoResponse } from '../../../src/http/http.ts';

type Facts = Partial<NoResponse>;

const failed: NoResponse = {
  kind: 'no-response',
  phase: 'connecting',
  cause: 'network',
  detail: '',
};

describe('a connection that cannot be opened', () => {
  it.each<[name: string, facts: Facts, advice: string, isLasting: boolean]>([
    [
      'a certificate of a private authority',
      { cause: 'certificate', detail: 'SELF_SIGNED_CERT_IN_CHAIN' },
      'set the environment variable NODE_EXTRA_CA_CERTS of the job',
      true,
    ],
    [
      'an expired certificate',
      { cause: 'certificate', detail: 'CERT_HAS_EXPIRED: certificate has expired' },
      'Check `region` or `base-url`. If the host is right, contact its operator.',
      true,
    ],
    [
      'a certificate of another host',
      { cause: 'certificate', detail: 'ERR_TLS_CERT_ALTNAME_INVALID: …' },
      'contact its operator',
      true,
    ],
    [
      'a certificate of the future',
      { cause: 'certificate', detail: 'CERT_NOT_YET_VALID: certificate is not yet valid' },
      'Check the clock of the runner',
      true,
    ],
    [
      '407',
      { cause: 'proxy', proxyStatus: 407 },
      'a valid user name and password in HTTPS_PROXY',
      true,
    ],
    ['403', { cause: 'proxy', proxyStatus: 403 }, 'that the proxy allows this host', true],
    ['502', { cause: 'proxy', proxyStatus: 502 }, 'that the proxy allows this host', false],
    ['no proxy there', { cause: 'proxy' }, 'that the proxy is running', false],
    [
      'a variable that is no URL',
      { cause: 'proxy-settings' },
      'Check HTTPS_PROXY and NO_PROXY',
      true,
    ],
    [
      'anything else',
      {},
      'Check `region` or `base-url`, and the network, firewall, and proxy',
      false,
    ],
  ])('%s has its advice', (_, facts, advice, isLasting) => {
    const result = { ...failed, ...facts };
    expect(connectHint(result)).toContain(advice);
    expect(isLastingFailure(result)).toBe(isLasting);
  });
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
