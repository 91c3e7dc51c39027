import { expect, it } from 'vitest';
import { duration, longDuration, plural, sentence } from '../../../src/text/format.ts';

it.each<[number, string]>([
  [0.4, '0 ms'],
  [850, '850 ms'],
  [999.6, '1 s'],
  [1000, '1 s'],
  [2449, '2.4 s'],
  [119_960, '2 min'],
  [150_000, '3 min'],
  [7_170_000, '2 h'],
  [172_800_000, '48 h'],
  [176_400_000, 'more than 2 days'],
])('%d ms is %s', (ms, expected) => {
  expect(duration(ms)).toBe(expected);
});

it.each<[number, string]>([
  [0.9, '0 s'],
  [59.9, '59 s'],
  [200, '3 min 20 s'],
  [3600, '1 h'],
  [3630, '1 h'],
  [3900, '1 h 5 min'],
  [86_400, '1 d'],
  [180_000, '2 d 2 h'],
])('%d s in its two largest units is %s', (seconds, expected) => {
  expect(longDuration(seconds)).toBe(expected);
});

it.each<[number, string, string | undefined, string]>([
  [0, 'request', undefined, '0 requests'],
  [1, 'request', undefined, '1 request'],
  [1, 'person', 'people', '1 person'],
  [3, 'person', 'people', '3 people'],
])('%i of %s', (count, one, many, expected) => {
  expect(plural(count, one, many)).toBe(expected);
});

it.each<[string, string]>([
  ['It is empty', 'It is empty.'],
  ['Did you mean this?', 'Did you mean this?'],
  ['Stop!', 'Stop!'],
  ['', '.'],
])('%j ends as a sentence', (text, expected) => {
  expect(sentence(text)).toBe(expected);
});
