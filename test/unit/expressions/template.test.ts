import { describe, expect, it } from 'vitest';
import {
  containsExpression,
  hasExpression,
  type Part,
  splitTemplate,
} from '../../../src/expressions/template.ts';
import { treeOf } from '../payload/support.ts';

const literal = (text: string): Part => ({ kind: 'literal', text });
const expression = (text: string): Part => ({ kind: 'expression', text });

describe('a text', () => {
  it.each<[string, readonly Part[]]>([
    ['', []],
    ['plain', [literal('plain')]],
    ['${{ a }}', [expression('a')]],
    ['${{a}}', [expression('a')]],
    ['${{\n  a\n}}', [expression('a')]],
    ['a ${{ b }} c', [literal('a '), expression('b'), literal(' c')]],
    ['${{ a }}${{ b }}', [expression('a'), expression('b')]],
    ['${{ a }} ${{ b }}', [expression('a'), literal(' '), expression('b')]],
    // Blanks around exactly one expression do not count.
    [' ${{ a }}', [expression('a')]],
    ['${{ a }}\n', [expression('a')]],
    ['\n\t${{ a }} \n', [expression('a')]],
    [' ${{ a }}${{ b }} ', [literal(' '), expression('a'), expression('b'), literal(' ')]],
    ['${{}}', [expression('')]],
    ['${{   }}', [expression('')]],
    ["${{ 'a}}b' }}", [expression("'a}}b'")]],
    ["${{ 'it''s }} so' }}c", [expression("'it''s }} so'"), literal('c')]],
    ['${{ a }}}}', [expression('a'), literal('}}')]],
    ['${{ a } }}', [expression('a }')]],
    ['}} a {{ b }} $ {{ c }}', [literal('}} a {{ b }} $ {{ c }}')]],
    ['$${{ a }}', [literal('$'), expression('a')]],
    ["it's ${{ a }}", [literal("it's "), expression('a')]],
    ['${{ ${{ a }} }}', [expression('${{ a'), literal(' }}')]],
  ])('%j has the parts %j', (text, parts) => {
    expect(splitTemplate(text)).toEqual(parts);
  });

  it.each(['${{', '${{ a', '${{ a }', "${{ 'a }}", "${{ 'a'' }}", '${{ a }} ${{ b', 'x ${{ } }'])(
    '%j has an expression without an end',
    (text) => {
      expect(splitTemplate(text)).toBeUndefined();
    },
  );

  it.each<[string, boolean]>([
    ['${{ a }}', true],
    ['a ${{', true],
    ['{{ a }}', false],
    ['$ {{ a }}', false],
    ['', false],
  ])('%j has an expression: %s', (text, expected) => {
    expect(hasExpression(text)).toBe(expected);
  });
});

it.each<[string, boolean]>([
  ['a: 1\nb: [true, x]', false],
  ['a: [x, {b: "${{ c }}"}]', true],
  ['"${{ a }}": 1', true],
  ['a:\n  ${{ b }}: 1', true],
  ['# ${{ a }}\nb: 1', false],
  ['${{ a }}', true],
  ['~', false],
])('the document %j has an expression: %s', async (text, expected) => {
  expect(containsExpression(await treeOf(text))).toBe(expected);
});
