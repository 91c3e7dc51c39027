import { describe, expect, it } from 'vitest';
import { describeError } from '../../src/io/describe-error.ts';

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
