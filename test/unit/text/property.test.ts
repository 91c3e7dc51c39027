import { describe, expect, it } from 'vitest';
import { hasObjectAt, textAt, valueAt } from '../../../src/text/property.ts';

const value = {
  text: 'a',
  number: 7,
  no: false,
  nothing: null,
  list: ['x', { y: 'z' }],
  deep: { er: { est: 1.5 } },
};

describe('what stands at a path', () => {
  it.each<[readonly string[], unknown, string, boolean]>([
    [['text'], 'a', 'a', false],
    [['number'], 7, '7', false],
    [['no'], false, '', false],
    [['nothing'], null, '', false],
    [['list'], value.list, '', true],
    [['list', '1', 'y'], 'z', 'z', false],
    [['list', '9'], undefined, '', false],
    [['deep', 'er', 'est'], 1.5, '1.5', false],
    [['deep', 'est'], undefined, '', false],
    [['text', 'length'], undefined, '', false],
    [['absent', 'x', 'y'], undefined, '', false],
    [['deep', 'constructor', 'name'], undefined, '', false],
    [[], value, '', true],
  ])('%j', (path, found, text, isObject) => {
    expect(valueAt(value, ...path)).toBe(found);
    expect(textAt(value, ...path)).toBe(text);
    expect(hasObjectAt(value, ...path)).toBe(isObject);
  });
});
