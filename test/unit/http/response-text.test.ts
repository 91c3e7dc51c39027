import { describe, expect, it } from 'vitest';
import { findContradiction, readText } from '../../../src/http/response-text.ts';
import fc from '../../support/fast-check.ts';

const page = 'a web page, probably of a proxy or firewall';
const html = { 'content-type': 'text/html; charset=utf-8' };

/** @returns what a body says, a JSON if it is no text, as `kind: text`. */
function said(body: unknown, headers: Readonly<Record<string, string>> = {}): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const read = readText({ headers, body: text });
  return `${read.kind}: ${read.text}`;
}

describe('JSON', () => {
  it.each<[name: string, body: unknown, expected: string]>([
    ['OAuth', { error: 'a', error_description: 'b' }, 'message: a: b'],
    ['OAuth without an error', { error_description: 'b' }, 'message: b'],
    ['Spring', { status: 400, error: 'Bad Request', message: 'x' }, 'message: Bad Request: x'],
    ['one message', { message: ' No such template. ' }, 'message: No such template.'],
    ['an AWS gateway', { Message: 'User is not authorized' }, 'message: User is not authorized'],
    ['the same twice', { error: 'no', message: 'no' }, 'message: no'],
    ['an error as a mapping', { error: { code: 5, message: 'x' } }, 'message: x'],
    ['errors as a list', { errors: [{ message: 'x.' }, 'y', { detail: 'z' }] }, 'message: x. y; z'],
    ['many errors', { errors: ['1', '2', '3', '4', '5', '6'] }, 'message: 1; 2; 3; 4; 5'],
    [
      'RFC 9457 with errors by field',
      { title: 'Invalid.', errors: { templateId: ['is required', 'x'], y: 7, z: 'no' } },
      'message: Invalid. templateId: is required; x; z: no',
    ],
    ['the first of a list', [{ error: 'a', message: 'b' }], 'message: a: b'],
    ['a byte order mark', '\ufeff{"message":"x"}', 'message: x'],
    ['an encoding that is none', '{"message":"x"}', 'message: x'],
    ['other members', { status: 'no', success: false }, 'other: {"status":"no","success":false}'],
    [
      'other types',
      { error: 5, message: null, errors: [[[[{ message: 'deep' }]]]] },
      'other: {"error":5,"message":null,"errors":[[[[{"message":"deep"}]]]]}',
    ],
    ['nothing', {}, 'other: {}'],
    ['texts in a list', ['a'], 'other: ["a"]'],
    ['a text', '"a"', 'other: "a"'],
    ['null', 'null', 'other: null'],
    ['a half', '{"message":', 'other: {"message":'],
  ])('%s', (_, body, expected) => {
    const headers = { 'content-encoding': 'gzip', ...html };
    expect(said(body, typeof body === 'object' ? headers : {})).toBe(expected);
  });
});

it.each([
  ['\ufeff{"a":1}', { a: 1 }],
  ['[{"a":1}]', undefined],
  ['null', undefined],
  ['{"a":', undefined],
])('the JSON object in %j is %j', (body, json) => {
  expect(readText({ headers: {}, body }).json).toEqual(json);
});

describe('other bodies', () => {
  it.each([
    ['plain text', ' No \n', {}, 'other: No'],
    ['text that claims to be HTML', 'Forbidden', html, 'other: Forbidden'],
    ['nothing', '', html, 'other: '],
    [
      'XML',
      '<?xml version="1.0"?><Error>no</Error>',
      {},
      'other: <?xml version="1.0"?><Error>no</Error>',
    ],
    ['a page', '<!doctype html><p>no', {}, `page: ${page}`],
    ['a page by its type', '<center>no', html, `page: ${page}`],
    [
      'a title',
      '<HTML>\n<Title a="b"> Access\n denied </title>',
      {},
      `page: ${page}: "Access\n denied"`,
    ],
    ['a blank title', '<html><title> </title>', {}, `page: ${page}`],
    ['a title without an end', '<html><title>Access', {}, `page: ${page}`],
    ['a title that is no tag', '<html><title ', {}, `page: ${page}`],
    ['XHTML', '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', {}, `page: ${page}`],
  ])('%s', (_, body, headers, expected) => {
    expect(said(body, headers)).toBe(expected);
  });

  it.each([
    ['gzip', 'encoded: the body is encoded as gzip, which was not requested'],
    [' GZIP , br', 'encoded: the body is encoded as gzip, which was not requested'],
    ['utf-8', 'page: '],
    ['', 'page: '],
    [' ', 'page: '],
    ['Identity ', 'page: '],
  ])('encoded as %j', (encoding, expected) => {
    expect(said('<html>', { 'content-encoding': encoding })).toContain(expected);
  });
});

describe('an accepted request', () => {
  it.each<[status: number, body: unknown, expected: string | undefined]>([
    [200, '', undefined],
    [202, 'OK', undefined],
    [200, { success: true, error: null, errors: [] }, undefined],
    [200, { error: false, errors: {} }, undefined],
    [200, { error: ' ', message: 'done' }, undefined],
    [200, [{ error: 'x' }], undefined],
    [200, { success: false }, '{"success":false}'],
    [200, { success: false, message: 'no' }, 'no'],
    [201, { error: 'x' }, 'x'],
    [200, { error: true }, '{"error":true}'],
    [200, { errors: [{ userId: 7 }] }, '{"errors":[{"userId":7}]}'],
    [200, { errors: { a: 'b' } }, 'a: b'],
    [200, '<html><title>Sign in</title>', `${page}: "Sign in"`],
    [207, '', 'HTTP 207'],
    [207, '{"id":7}', '{"id":7}'],
    [199, { error: 'x' }, undefined],
    [300, { error: 'x' }, undefined],
  ])('%i %j', (status, body, expected) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect(findContradiction({ status, headers: {}, body: text })).toBe(expected);
  });
});

it('a body that is encoded does not confirm its status', () => {
  const headers = { 'content-encoding': 'gzip' };
  expect(findContradiction({ status: 200, headers, body: '\u001f\ufffd' })).toMatch(/as gzip/);
  expect(findContradiction({ status: 204, headers, body: '' })).toBeUndefined();
});

describe('whatever arrives', () => {
  const bodies = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.json(),
    fc.json().map((json) => `{"errors":${json},"message":${json}}`),
    fc.string({ maxLength: 20 }).map((title) => `<html><title>${title}`),
  );

  it('is read, and never into something longer', () => {
    fc.assert(
      fc.property(bodies, fc.string(), (body, encoding) => {
        const headers = { 'content-encoding': encoding };
        const { kind, text } = readText({ headers, body });
        if (kind !== 'encoded') expect(text.length).toBeLessThanOrEqual(body.length * 2 + 60);
        expect(typeof findContradiction({ status: 207, headers, body })).toBe('string');
      }),
    );
  });

  it.each(['<title', '<html><title>', '[', '{"errors":', ' ', '\ufeff', '.', '<'])(
    'is looked at only as far as 64 KiB: %j',
    (piece) => {
      const body = piece.repeat(40_000);
      expect(readText({ headers: html, body }).text.length).toBeLessThanOrEqual(65_536);
      const long = `{"a":"${body}${'x'.repeat(65_536)}"}`;
      expect(readText({ headers: {}, body: long }).json).toBe(undefined);
    },
  );
});
