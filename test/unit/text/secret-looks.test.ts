import { describe, expect, it } from 'vitest';
import { createDiagnostics, errorCodes } from '../../../src/diagnostics.ts';
import { fields } from '../../../src/fields.ts';
import { outputNames, toOutputs } from '../../../src/report/outputs.ts';
import { MIN_SECRET_LENGTH } from '../../../src/text/redact.ts';
import { isInEveryRequest, isOwnWord, withoutSecretLooks } from '../../../src/text/secret-looks.ts';
import { outcome, reported } from '../report/support.ts';

const token = `ghp_${'a1B2'.repeat(9)}`;

it.each([
  [{ input: 'overrides' }, '`overrides` contains'],
  [{ input: 'payload', key: 'notification.title' }, '`notification.title` contains'],
])('at %j, what looks like a secret is named by its place', (location, said) => {
  const diagnostics = createDiagnostics((text) => text);
  expect(withoutSecretLooks({ value: `a ${token}`, location }, () => false, diagnostics)).toBe(
    'a ***',
  );
  expect(diagnostics.warnings).toMatchObject([{ message: expect.stringContaining(said) }]);
});

const { outputs } = toOutputs(reported({ outcomes: [outcome('accepted')] }));
const keys = Object.keys(JSON.parse(outputs.deliveries)[0]);
const statuses = ['accepted', 'refused', 'throttled', 'unsent', 'unknown', 'skipped'];
const outcomes = ['sent', 'partial', 'failed', 'unknown', 'skipped', 'dry-run'];
const words = [
  ...outputNames,
  ...keys,
  ...statuses,
  ...outcomes,
  ...Object.keys(errorCodes),
  ...fields.map(({ name }) => name),
  'notification',
].filter((word) => word.length >= MIN_SECRET_LENGTH);

describe('a word of ours', () => {
  it.each([...new Set(words)])('is %s, and its parts', (word) => {
    expect(isOwnWord(word)).toBe(true);
    expect(isOwnWord(word.slice(0, MIN_SECRET_LENGTH))).toBe(true);
  });

  it.each(['simulator-secret-0001', 'acceptedly', 'x-notification'])('is not %s', (text) => {
    expect(isOwnWord(text)).toBe(false);
  });
});

it.each([
  ['notification', true],
  ['notificat', true],
  ['templateId', true],
  ['template', true],
  ['accepted', false],
  ['override', false],
])('every request contains %s: %s', (text, expected) => {
  expect(isInEveryRequest(text)).toBe(expected);
});
