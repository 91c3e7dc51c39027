import { describe, expect, it } from 'vitest';
import { notSent } from '../../../src/delivery/outcome.ts';
import type { ErrorDiagnostic, Location } from '../../../src/diagnostics.ts';
import { diagnosticText } from '../../../src/report/errors.ts';
import { errorText, outcomeLine, rerunAdvice } from '../../../src/report/messages.ts';
import { configured } from '../config/support.ts';
import { delivery, docs, outcome, reported } from './support.ts';

function error(message: string, location?: Location): ErrorDiagnostic {
  return { code: 'payload-invalid', message, ...(location && { location }) };
}

describe('an error as a text', () => {
  it.each<[ErrorDiagnostic, string]>([
    [error('It is wrong'), 'It is wrong.'],
    [error('It is wrong.'), 'It is wrong.'],
    [error('Why? Did you mean `x`?'), 'Why? Did you mean `x`?'],
    [{ ...error('It is wrong'), hint: 'Do this.' }, 'It is wrong. Do this.'],
    [error('It is wrong', { input: 'title' }), '`title`: It is wrong.'],
    [error('`title` is wrong', { input: 'title' }), '`title` is wrong.'],
    [
      error('`payload` is wrong', { input: 'payload', line: 2, column: 3 }),
      '`payload`:2:3: `payload` is wrong.',
    ],
    [
      error('no such field', {
        input: 'payload-file',
        file: 'n.yml',
        line: 2,
        column: 3,
        key: 'a.b',
      }),
      'n.yml:2:3 (a.b): no such field.',
    ],
  ])('%j', (it, expected) => {
    expect(diagnosticText(it)).toBe(expected);
  });
});

describe('an error of a run that fails', () => {
  const url = `${docs}/errors.md#payload-invalid`;
  const failing = { severity: 'error', docs } as const;

  it('ends with the address of its section', () => {
    expect(errorText(error('no'), failing)).toBe(`no. See ${url}`);
    expect(errorText({ ...error('no'), hint: 'Look.' }, failing)).toBe(`no. Look. See ${url}`);
  });

  it('ends with it after advice, too', () => {
    expect(errorText(error('no'), failing, { advice: 'Wait.' })).toBe(`no.\nWait.\nSee ${url}`);
  });

  it('ends with it however long the text is', () => {
    const text = errorText(error('x'.repeat(9000)), failing);
    expect(text).toMatch(/^x{3599}… See \S+#payload-invalid$/);
    expect(errorText(error('x'.repeat(900)), failing, { length: 10 })).toBe(
      `xxxxxxxxx… See ${url}`,
    );
  });

  it('has no address where the pages have none, or where the step stays green', () => {
    expect(errorText(error('no'), { ...failing, docs: undefined })).toBe('no.');
    expect(errorText(error('no'), { ...failing, docs: undefined }, { advice: 'Wait.' })).toBe(
      'no.\nWait.',
    );
    expect(errorText(error('no'), { ...failing, severity: 'warning' })).toBe('no.');
  });

  it('names ten deliveries, and counts the others', () => {
    const namesOf = (count: number): string => {
      const deliveries = Array.from({ length: count }, (_, index) => `D${index}`);
      return errorText({ ...error('no'), deliveries }, { ...failing, docs: undefined });
    };
    expect(namesOf(2)).toBe('D0, D1: no.');
    expect(namesOf(10)).toMatch(/, D8, D9: no\.$/);
    expect(namesOf(300)).toMatch(/^D0, .*, D9, and 290 more: no\.$/);
  });

  it('names its input once', () => {
    const text = (message: string): string =>
      errorText(
        { ...error(message), location: { input: 'when' } },
        { ...failing, docs: undefined },
      );
    expect(text('`when: changed` is odd')).toBe('`when: changed` is odd.');
    expect(text('`when` is odd')).toBe('`when` is odd.');
    expect(text('GitHub is odd')).toBe('`when`: GitHub is odd.');
  });
});

describe('what a re-run sends again', () => {
  it('is listed if some deliveries were accepted', () => {
    const text = rerunAdvice(
      reported({
        outcomes: [
          outcome('accepted', { delivery: delivery('A') }),
          outcome('refused', { delivery: delivery('B') }),
          outcome('unknown', { delivery: delivery(null, { templateId: 'T' }) }),
          outcome('accepted', { delivery: delivery('D') }),
        ],
      }),
    );
    expect(text).toMatch(/^Accepted: System A, System D\. Unknown: Template T\. .*re-run/);
  });

  it('is listed if none was accepted for certain', () => {
    const outcomes = [
      outcome('unknown', { delivery: delivery('S') }),
      outcome('unsent', { delivery: delivery('T') }),
    ];
    expect(rerunAdvice(reported({ outcomes }))).toMatch(/^Accepted: none\. Unknown: System S\. /);
  });

  it('is listed if none is unknown', () => {
    const outcomes = [outcome('accepted'), outcome('refused')];
    expect(rerunAdvice(reported({ outcomes }))).toContain('Unknown: none.');
  });

  it('is listed with as many names as fit', () => {
    const outcomes = Array.from({ length: 200 }, (_, index) =>
      outcome(index === 199 ? 'refused' : 'accepted', {
        delivery: delivery(`system-${String(index).padStart(3, '0')}`),
      }),
    );
    const text = rerunAdvice(reported({ outcomes })) ?? '';
    expect(text).toBe(
      'Accepted: 199 deliveries. Unknown: none. A re-run of the job sends all deliveries again.',
    );
    const unknown = outcomes.map((it) => ({ ...it, status: 'unknown' as const }));
    const names = rerunAdvice(reported({ outcomes: unknown })) ?? '';
    expect(names).toMatch(/Unknown: System system-000, .*, System system-062, and 137 more\. /);
  });

  it('goes without saying for a single delivery', () => {
    expect(rerunAdvice(reported({ outcomes: [outcome('unknown')] }))).toBeUndefined();
  });

  it.each(['accepted', 'refused', 'throttled', 'unsent', 'skipped'] as const)(
    'goes without saying if all are %s',
    (status) => {
      const outcomes = [outcome(status), outcome(status, { delivery: delivery('B') })];
      expect(rerunAdvice(reported({ outcomes }))).toBeUndefined();
    },
  );
});

describe('the outcome in one line', () => {
  it.each([
    [['accepted', 'accepted'], /^Sent: 2 of 2 deliveries accepted in 1\.5 s\.$/],
    [['accepted'], /^Sent: 1 of 1 delivery accepted in 1\.5 s\.$/],
    [['accepted', 'refused'], /^Partially sent: 1 of 2 deliveries accepted/],
    [['unknown'], /^Unknown: 0 of 1 delivery accepted in 1\.5 s, 1 unknown\.$/],
    [['refused', 'unsent'], /^Not sent: 0 of 2 deliveries accepted in 1\.5 s\.$/],
    [['accepted', 'skipped'], /^Sent: 1 of 1 delivery accepted in 1\.5 s, 1 skipped\.$/],
    [['skipped'], /^Skipped: nothing was sent, because there is no one to notify\.$/],
  ] as const)('%j', (statuses, expected) => {
    expect(
      outcomeLine(reported({ outcomes: statuses.map((status) => outcome(status)) }), 'above'),
    ).toMatch(expected);
  });

  it('without a plan refers to the errors', () => {
    const report = reported({ errors: [error('no')] });
    expect(outcomeLine(report, 'above')).toBe('Not sent: see the error above.');
    const two = reported({ errors: [error('no'), error('not either')] });
    expect(outcomeLine(two, 'below')).toBe('Not sent: see the errors below.');
  });

  it('names what `when` compared only where the log does not', () => {
    const comparison = 'the result of this run is success';
    const skippedBy = 'when: changed';
    const report = reported({ outcomes: [outcome('skipped')], skippedBy, comparison });
    const line = 'Skipped: nothing was sent, because of `when: changed`';
    expect(outcomeLine(report, 'above')).toBe(`${line}.`);
    expect(outcomeLine(report, 'below')).toBe(`${line}: ${comparison}.`);
  });

  it.each([
    [['A'], 'Dry run: 1 delivery would be sent.'],
    [['A', 'B'], 'Dry run: 2 deliveries would be sent.'],
    [['A', 'nobody'], 'Dry run: 1 delivery would be sent, 1 skipped.'],
  ])('of a dry run counts what would be sent: %j', async (systems, expected) => {
    const config = await configured({ 'dry-run': 'true' });
    const outcomes = systems.map((it) => {
      const fields = it === 'nobody' ? { endUsersIds: [], audiencesIds: [] } : {};
      return notSent(delivery(it, fields), 'skipped', null);
    });
    expect(outcomeLine(reported({ config, outcomes }), 'above')).toBe(expected);
  });
});
