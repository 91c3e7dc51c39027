import { describe, expect, it } from 'vitest';
import {
  ActionError,
  createFindings,
  describePlace,
  errorCodes,
  type Place,
  type Problem,
  throwIfAny,
  UnreadableError,
} from '../../src/errors.ts';

const problem: Problem = { code: 'payload-invalid', message: 'one' };
const other: Problem = { code: 'value-missing', message: 'two', hint: 'do this' };

it('the error codes are those of the interface, section 8', () => {
  expect(errorCodes.join(' ')).toBe(
    'inputs-invalid credentials-missing payload-unreadable payload-invalid expression-invalid value-missing recipient-unresolved token-refused token-unavailable permission-denied request-refused rate-limited unreachable delivery-unknown deadline-exceeded internal',
  );
});

describe('a place', () => {
  it.each<[Place, string]>([
    [{ input: 'start-at' }, '`start-at`'],
    [{ input: 'payload', line: 3, column: 7 }, '`payload`:3:7'],
    [{ input: 'payload', line: 3 }, '`payload`:3:1'],
    [
      { input: 'payload', line: 1, column: 1, key: 'notification.title' },
      '`payload`:1:1 (notification.title)',
    ],
    [{ input: 'payload-file', file: 'a/b.yml' }, 'a/b.yml'],
    [
      { input: 'payload-file', file: 'a/b.yml', line: 12, column: 5, key: 'x[0].y' },
      'a/b.yml:12:5 (x[0].y)',
    ],
    [{ input: 'overrides', key: 'URL' }, '`overrides` (URL)'],
    [{ input: 'overrides', key: '' }, '`overrides`'],
  ])('%j is written %s', (place, expected) => {
    expect(describePlace(place)).toBe(expected);
  });
});

describe('a stage', () => {
  it('collects what it finds', () => {
    const findings = createFindings((text, length = 60) => text.slice(0, length));
    findings.problems.push(problem);
    expect(findings).toMatchObject({ problems: [problem], remarks: [] });
    expect(findings.quote('abc', 2)).toBe('ab');
  });

  it('goes on where it has found nothing', () => {
    expect(throwIfAny([])).toBeUndefined();
  });

  it('ends with every problem that it has found', () => {
    const error = thrownBy(() => throwIfAny([problem, other]));
    expect(error).toBeInstanceOf(ActionError);
    expect(error).toMatchObject({
      name: 'ActionError',
      message: 'one\ntwo',
      problems: [problem, other],
    });
  });
});

it('an error keeps its cause', () => {
  const cause = new Error('why');
  expect(new ActionError([problem], { cause }).cause).toBe(cause);
});

it('a file that cannot be used says what to do', () => {
  expect(new UnreadableError('does not exist', 'check out first')).toMatchObject({
    name: 'UnreadableError',
    message: 'does not exist',
    hint: 'check out first',
  });
});

function thrownBy(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
