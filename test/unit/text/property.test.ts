import { describe, expect, it } from 'vitest';
import { hasObjectAt, textAt, valueAt } from '../../../src/text/property.ts';

const value = {
  text: 'a',
  blank: '',
  number: 7,
  zero: 0,
  no: false,
  nothing: null,
  list: ['x', { y: 'z' }],
  deep: { er: { est: 1.5 } },
};

describe('what stands at a path', () => {
  it.each<[readonly string[], unknown, string, boolean]>([
    [['text'], 'a', 'a', false],
    [['blank'], '', '', false],
    [['number'], 7, '7', false],
    [['zero'], 0, '0', false],
    [['no'], false, '', false],
    [['nothing'], null, '', false],
    [['list'], value.list, '', true],
    [['list', '1', 'y'], 'z', 'z', false],
    [['list', '9'], undefined, '', false],
    [['deep'], value.deep, '', true],
    [['deep', 'er', 'est'], 1.5, '1.5', false],
    [['deep', 'est'], undefined, '', false],
    [['text', 'length'], undefined, '', false],
    [['nothing', 'x'], undefined, '', false],
    [['absent', 'x', 'y'], undefined, '', false],
    [['toString'], undefined, '', false],
    [['deep', 'constructor', 'name'], undefined, '', false],
    [['__proto__'], undefined, '', false],
    [[], value, '', true],
  ])('%j', (path, found, text, isObject) => {
    expect(valueAt(value, ...path)).toBe(found);
    expect(textAt(value, ...path)).toBe(text);
    expect(hasObjectAt(value, ...path)).toBe(isObject);
  });

  it.each([undefined, null, 'text', 3, true])('inside %j there is nothing', (whole) => {
    expect(valueAt(whole, 'length')).toBeUndefined();
    expect(textAt(whole, 'length')).toBe('');
    expect(hasObjectAt(whole, 'length')).toBe(false);
  });
});
