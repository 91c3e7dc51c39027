import { expect, it } from 'vitest';
import { decode } from '../../../src/text/decoded.ts';

it.each<[string, readonly string[]]>([
  ['', []],
  ['a "b" <c> {d}', []],
  ['a\\n', []],
  ['\\u0041\\u00e9\\ud83d\\uDE80', ['Aé🚀']],
  ['\\/ \\" \\\\ \\b\\f\\n\\r\\t \\u00 \\', ['/ " \\ \b\f\n\r\t u00 \\']],
  ['%41%c3%A9%E2%82%AC%f0%9f%9a%80', ['Aé€🚀']],
  ['100 % %C3 %4 %zz', ['100 % %C3 %4 %zz']],
  ['&amp;&LT;&gt;&quot;&apos;&nbsp;', ['&<>"\'\u00a0']],
  ['&#65;&#x2F;&#X1f680;&#0000039;&#999999999;', ["A/🚀'\u{10ffff}"]],
  ['a & b &c; &#; &#x;', ['a & b &c; &#; &#x;']],
  ['\\u0041%41&#65;', ['A%41&#65;', '\\u0041A&#65;', '\\u0041%41A']],
])('decodes %j to %j', (text, expected) => {
  expect(decode(text).map((it) => it.text)).toEqual(expected);
});

it.each<[string, readonly number[]]>([
  ['\\u0041b', [0, 6, 7]],
  ['a%f0%9f%9a%80b', [0, 1, 1, 13, 14]],
  ['&amp;&', [0, 5, 6]],
])('finds where each character of %j begins', (text, expected) => {
  expect(decode(text).map((it) => it.origins())).toEqual([expected]);
});
