import { describe, expect, it } from 'vitest';
import {
  builtInContexts,
  didYouMean,
  nearest,
  standardOverrideNames,
  withoutHashes,
} from '../../../src/text/names.ts';

it('the standard overrides are those of the interface, section 6', () => {
  expect(standardOverrideNames.join(' ')).toBe(
    'REPOSITORY REPOSITORY_URL REF_NAME HEAD_REF COMMIT_SHA COMMIT_SHORT_SHA COMMIT_URL COMMIT_MESSAGE ACTOR EVENT_NAME WORKFLOW JOB JOB_STATUS RUN_ID RUN_NUMBER RUN_ATTEMPT RUN_URL RELEASE_NAME RELEASE_TAG RELEASE_URL DEPLOYMENT_ENVIRONMENT DEPLOYMENT_STATE DEPLOYMENT_URL PULL_REQUEST_NUMBER PULL_REQUEST_TITLE PULL_REQUEST_URL ISSUE_NUMBER ISSUE_TITLE ISSUE_URL JOB_URL DURATION FAILED_JOBS PREVIOUS_RESULT EVENT_TITLE EVENT_URL',
  );
});

it('the contexts are those of the interface, section 4', () => {
  expect(builtInContexts.join(' ')).toBe('github env runner job matrix strategy needs run');
});

it.each<[string, string]>([
  ['URL', 'URL'],
  [' URL ', 'URL'],
  ['###URL###', 'URL'],
  [' ### URL ### ', 'URL'],
  ['###a b###', 'a b'],
  ['######', ''],
  ['###', '###'],
  ['#####', '#####'],
  ['###URL', '###URL'],
  ['##URL##', '##URL##'],
  ['###URL### x', '###URL### x'],
  ['####URL####', '#URL#'],
  ['', ''],
])('the key %j without its hashes is %j', (key, expected) => {
  expect(withoutHashes(key)).toBe(expected);
});

describe('a misspelled name', () => {
  const known = ['templateId', 'endUsersIds', 'audiencesIds', 'title', 'startAt'];

  it.each<[string, string | undefined]>([
    ['templateID', 'templateId'],
    ['template-id', 'templateId'],
    ['template_ids', 'templateId'],
    ['tempalteId', 'templateId'],
    ['endUserIds', 'endUsersIds'],
    ['audienceIds', 'audiencesIds'],
    ['tittle', 'title'],
    ['titel', 'title'],
    ['tilte', 'title'],
    ['user', 'endUsersIds'],
    ['start', 'startAt'],
    ['template', 'templateId'],
    ['users', 'endUsersIds'],
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
