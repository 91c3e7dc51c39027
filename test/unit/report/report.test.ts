import { describe, expect, it } from 'vitest';
import { notSent, type Outcome } from '../../../src/delivery/outcome.ts';
import type { Report, Results } from '../../../src/report/report.ts';
import { configured } from '../config/support.ts';
import { delivery, error, outcome, outcomesOf, reported } from './support.ts';

const statuses: Readonly<Record<string, Outcome['status']>> = {
  a: 'accepted',
  r: 'refused',
  t: 'throttled',
  u: 'unsent',
  k: 'unknown',
  s: 'skipped',
};

/** `ark`: three deliveries, accepted, refused and unknown. */
function endedAs(letters: string): readonly Outcome[] {
  return outcomesOf(...[...letters].map((letter) => statuses[letter] ?? 'accepted'));
}

describe('the outcome', () => {
  const table: readonly (readonly [Report['outcome'], 0 | 1, string])[] = [
    ['sent', 0, 'a aa as sa aas'],
    ['skipped', 0, 's ss'],
    ['partial', 1, 'ar at au ak art aru ark atu atk auk artu artk aruk atuk artuk'],
    ['partial', 1, 'ars ats aus aks arts arus arks atus atks auks artus artks aruks atuks artuks'],
    ['partial', 1, 'ra ka aak kkkka'],
    ['unknown', 1, 'k rk tk uk rtk ruk tuk rtuk kr kkk'],
    ['unknown', 1, 'ks rks tks uks rtks ruks tuks rtuks sk'],
    ['failed', 1, 'r t u rt ru tu rtu rs ts us rts rus tus rtus sr'],
  ];
  const rows = table.flatMap(([outcome, exitCode, combinations]) =>
    combinations.split(' ').map((letters) => [letters, outcome, exitCode] as const),
  );
  it.each(rows)('of %s is %s, with exit code %i', (letters, outcome, exitCode) => {
    expect(reported({ outcomes: endedAs(letters) })).toMatchObject({ outcome, exitCode });
  });

  it('covers every combination of statuses', () => {
    const sets = rows.map(([letters]) => [...new Set(letters)].sort().join(''));
    expect(new Set(sets).size).toBe(63);
  });

  it('of a run that an error stopped is failed, in a dry run too', async () => {
    const config = await configured({ 'dry-run': 'true' });
    const errors = [error('no')];
    for (const results of [{ errors }, { errors, config }, { errors, outcomes: endedAs('s') }]) {
      expect(reported(results)).toMatchObject({ outcome: 'failed', exitCode: 1 });
    }
  });

  it('of a dry run is dry-run', async () => {
    const config = await configured({ 'dry-run': 'true' });
    const expected = { outcome: 'dry-run', exitCode: 0, errors: [] };
    expect(reported({ outcomes: endedAs('ss'), config })).toMatchObject(expected);
  });
});

describe('on-failure: warn', () => {
  const policy = { 'on-failure': 'warn' };

  it.each(['inputs-invalid', 'value-missing', 'internal'] as const)(
    'does not forgive %s, whatever else there is',
    async (code) => {
      const errors = [{ code, message: 'no' }];
      const config = await configured(policy);
      for (const outcomes of [[], endedAs('k')]) {
        const expected = { severity: 'error', exitCode: 1 };
        expect(reported({ config, errors, outcomes })).toMatchObject(expected);
      }
    },
  );

  it.each(['github-unavailable', 'delivery-unknown', 'deadline-exceeded'] as const)(
    'forgives %s: the step stays green, the outcome is failed',
    async (code) => {
      const failed = outcome('refused', { error: { code, message: 'no', hint: 'Look.' } });
      const results = { config: await configured(policy), outcomes: [failed] };
      const expected = { outcome: 'failed', severity: 'warning', exitCode: 0 };
      expect(reported(results)).toMatchObject(expected);
    },
  );

  it.each(['ak', 'k', 'r'])('keeps the outcome of %s', async (letters) => {
    const outcomes = endedAs(letters);
    const { outcome, errors, ...strict } = reported({ outcomes });
    expect(strict).toMatchObject({ severity: 'error', exitCode: 1 });
    expect(reported({ config: await configured(policy), outcomes })).toMatchObject({
      ...{ outcome, errors },
      ...{ severity: 'warning', exitCode: 0 },
    });
  });
});

describe('credentials that are missing', () => {
  const error = { code: 'credentials-missing', message: 'blank', hint: 'Give them.' } as const;
  it.each([
    ['fail', 'unsent', 'failed', 'error', 1],
    ['warn', 'skipped', 'skipped', 'warning', 0],
    ['skip', 'skipped', 'skipped', 'line', 0],
  ] as const)('under %s', async (policy, status, outcome, severity, exitCode) => {
    const config = await configured({ 'on-missing-credentials': policy, 'on-failure': 'warn' });
    const outcomes = [notSent(delivery('A'), status, error), notSent(delivery('B'), status, error)];
    const report = reported({ config, outcomes });
    expect(report).toMatchObject({ outcome, severity, exitCode });
    expect(report.errors).toEqual([error]);
  });
});

describe('a run that was cancelled', () => {
  it.each<[string, Record<string, string>, string, Report['outcome']]>([
    ['before anything was sent', {}, 'u', 'failed'],
    ['while something was under way', {}, 'k', 'unknown'],
    ['but forgives failures', { 'on-failure': 'warn' }, 'u', 'failed'],
    ['too late', {}, 'a', 'sent'],
    ['in a dry run', { 'dry-run': 'true' }, 's', 'dry-run'],
    ['with nobody to notify', {}, 's', 'skipped'],
  ])('%s exits with 1', async (_, inputs, letters, outcome) => {
    const config = await configured(inputs);
    const results: Partial<Results> = { config, outcomes: endedAs(letters), cancelled: true };
    const report = reported(results);
    expect(report).toMatchObject({ outcome, exitCode: 1, cancelled: true });
    // A failed step always says why.
    expect(report.errors.length + report.warnings.length).toBeGreaterThan(0);
  });
});
