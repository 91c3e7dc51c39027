import { describe, expect, it } from 'vitest';
import { builtInContexts, didYouMean, nearest, withoutHashes } from '../../../src/text/names.ts';

it('the contexts are those of the interface, section 4', () => {
  expect(builtInContexts.join(' ')).toBe('github env runner job matrix strategy needs run');
});

it.each<[string, string]>([
  [' URL ', 'URL'],
  ['###URL###', 'URL'],
  [' ### URL ### ', 'URL'],
  ['###', '###'],
  ['#####', '#####'],
  ['###URL', '###URL'],
  ['###URL### x', '###URL### x'],
  ['####URL####', '#URL#'],
])('the key %j without its hashes is %j', (key, expected) => {
  expect(withoutHashes(key)).toBe(expected);
});

describe('a misspelled name', () => {
  const known = ['templateId', 'endUsersIds', 'audiencesIds', 'title', 'startAt'];

  it.each<[string, string | undefined]>([
    ['templateID', 'templateId'],
    ['template-id', 'templateId'],
    ['tempalteId', 'templateId'],
    ['endUserIds', 'endUsersIds'],
    ['tittle', 'title'],
    ['tilte', 'title'],
    ['user', 'endUsersIds'],
    ['start', 'startAt'],
    ['ids', 'endUsersIds'],
    ['at', undefined],
    ['start at', 'startAt'],
    ['colour', undefined],
    ['', undefined],
    ['t'.repeat(100_000), undefined],
  ])('%.20j is near to %j', (name, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });

  it('is near to the first of equals', () => {
    expect(nearest('cat', ['bat', 'hat', 'cut'])).toBe('bat');
    expect(nearest('cat', ['bat', 'cat'])).toBe('cat');
    expect(nearest('x', ['', 'y'])).toBe('');
  });

  it('ends a sentence with the suggestion, or with nothing', () => {
    expect(didYouMean('tittle', known)).toBe(' Did you mean `title`?');
    expect(didYouMean('colour', known)).toBe('');
  });
});
