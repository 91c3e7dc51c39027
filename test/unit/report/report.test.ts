import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import { notSent } from '../../../src/delivery/outcome.ts';
import type { ErrorDiagnostic } from '../../../src/diagnostics.ts';
import type { Report, Results } from '../../../src/report/report.ts';
import { configured } from '../config/support.ts';
import { delivery, outcome, reported } from './support.ts';

const statuses: Readonly<Record<string, Outcome['status']>> = {
  a: 'accepted',
  r: 'refused',
  t: 'throttled',
  u: 'unsent',
  k: 'unknown',
  s: 'skipped',
};

/** `ark`: three deliveries, accepted, refused and unknown. */
function outcomesOf(letters: string): readonly Outcome[] {
  return [...letters].map((letter, index) =>
    outcome(statuses[letter] ?? 'accepted', { delivery: delivery(`S${index}`) }),
  );
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
    expect(reported({ outcomes: outcomesOf(letters) })).toMatchObject({
      outcome: outcome,
      exitCode,
    });
  });

  it('covers every combination of statuses', () => {
    const sets = rows.map(([letters]) => [...new Set(letters)].sort().join(''));
    expect(new Set(sets).size).toBe(63);
  });

  it('of a run that an error stopped is failed, in a dry run too', async () => {
    const error: ErrorDiagnostic = { code: 'payload-invalid', message: 'no' };
    expect(reported({ errors: [error] })).toMatchObject({ outcome: 'failed', exitCode: 1 });
    const config = await configured({ 'dry-run': 'true' });
    expect(reported({ errors: [error], config })).toMatchObject({
      outcome: 'failed',
      exitCode: 1,
    });
  });

  it('of a run with nothing to send and an error is failed', () => {
    const error = { code: 'internal', message: 'a fault' } as const;
    const results = { errors: [error], outcomes: outcomesOf('s') };
    expect(reported(results)).toMatchObject({ outcome: 'failed', exitCode: 1 });
  });

  it('of a dry run is dry-run', async () => {
    const config = await configured({ 'dry-run': 'true' });
    expect(reported({ outcomes: outcomesOf('ss'), config })).toMatchObject({
      outcome: 'dry-run',
      exitCode: 0,
      errors: [],
    });
  });
});

describe('on-failure: warn', () => {
  it.each(['inputs-invalid', 'value-missing', 'internal'] as const)(
    'does not forgive %s',
    async (code) => {
      const config = await configured({ 'on-failure': 'warn' });
      expect(reported({ config, errors: [{ code, message: 'no' }] })).toMatchObject({
        outcome: 'failed',
        severity: 'error',
        exitCode: 1,
      });
    },
  );

  const forgivable = ['github-unavailable', 'delivery-unknown', 'deadline-exceeded'] as const;

  it.each(forgivable)('forgives %s: the step stays green, the outcome is failed', async (code) => {
    const failed = outcome('refused', { error: { code, message: 'no', hint: 'Look.' } });
    for (const [policy, severity, exitCode] of [
      ['warn', 'warning', 0],
      ['fail', 'error', 1],
    ] as const) {
      const config = await configured({ 'on-failure': policy });
      expect(reported({ config, outcomes: [failed] })).toMatchObject({
        outcome: 'failed',
        severity,
        exitCode,
      });
    }
  });

  it('forgives nothing if there is another error', async () => {
    const config = await configured({ 'on-failure': 'warn' });
    const errors: ErrorDiagnostic[] = [{ code: 'internal', message: 'a fault' }];
    expect(reported({ config, errors, outcomes: outcomesOf('k') })).toMatchObject({
      severity: 'error',
      exitCode: 1,
    });
  });

  it.each(['ak', 'k', 'r'])('keeps the outcome of %s', async (letters) => {
    const config = await configured({ 'on-failure': 'warn' });
    const strict = reported({ outcomes: outcomesOf(letters) });
    expect(reported({ config, outcomes: outcomesOf(letters) })).toMatchObject({
      outcome: strict.outcome,
      errors: strict.errors,
      severity: 'warning',
      exitCode: 0,
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
    expect(report).toMatchObject({ outcome: outcome, severity, exitCode });
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
    const results: Partial<Results> = { config, outcomes: outcomesOf(letters), cancelled: true };
    const report = reported(results);
    expect(report).toMatchObject({ outcome: outcome, exitCode: 1, cancelled: true });
    // A failed step always says why.
    expect(report.errors.length + report.warnings.length).toBeGreaterThan(0);
  });
});
