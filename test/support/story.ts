/** Runs `main` in a scenario, and checks what must hold in every story. */

import { expect } from 'vitest';
import type { ErrorCode } from '../../src/diagnostics.ts';
import { outputNames } from '../../src/report/outputs.ts';
import { type Run, runAction, type Scenario } from './world.ts';

export const templateId = '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726';
/** An audience of the stories; no log or job summary may show it. */
export const audienceId = 'audience-cf0bd4c1';
/** A person of the stories; no log or job summary may show them. */
export const person = 'ann@people.example';

/** The least that can be sent. */
export const minimal = { 'template-id': templateId, 'audience-ids': audienceId };

/** Recipients of the stories are named so that they are found wherever they leak. */
const recipient = /(?<![\w.-])[\w.-]+@people\.example|audience-[0-9a-f]{8}/i;

/** What would act in the runner's log, or hide there what it says. */
const active =
  /^\s*::|##\[|[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/m;

/** Runs `main`, and checks that its log, outputs and job summary agree and keep to the promises. */
export async function runStory(scenario: Scenario): Promise<Run> {
  const run = await runAction(scenario);
  const { report, outputs, annotations, summary, log } = run;
  expect(Object.keys(outputs)).toEqual(outputNames);
  expect(outputs['outcome']).toBe(report.outcome);
  expect(outputs['error-message'] === '').toBe(outputs['error-code'] === '');
  const isRed = annotations.some((it) => it.level === 'error');
  expect(report.exitCode).toBe(isRed || report.cancelled ? 1 : 0);
  if (outputs['error-code']) expect(summary).toContain(`<code>${outputs['error-code']}</code>`);
  expect(summary.includes('### ')).toBe(report.config?.summary !== false);
  expectPromises(run);
  expect(log.at(-1)).toMatch(
    /^(Test: )?(Sent|Partially sent|Unknown|Not sent|Skipped|Dry run): .+\.$/,
  );
  return run;
}

/** No secret, no recipient, and nothing that acts, in what is told. */
function expectPromises(run: Run): void {
  const { masks, log, debug, annotations, outputs, summary, everything } = run;
  const { payload: _, ...others } = outputs;
  const told = [...log, ...debug, ...annotations.map((it) => JSON.stringify(it)), summary];
  for (const text of [...told, ...Object.values(others)]) {
    expect(text).not.toMatch(recipient);
  }
  const leaks = masks.filter((mask) => everything.includes(mask));
  expect(leaks, 'secrets that were told').toEqual([]);
  for (const line of [...log, ...debug, summary]) expect(line).not.toMatch(active);
}

/** A step that failed before anything could be planned: what it must have told. */
export function expectRefusedEarly(run: Run, code: ErrorCode, ...said: readonly RegExp[]): void {
  expect(run.report.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({
    outcome: 'failed',
    deliveries: '[]',
    payload: '[]',
    'status-code': '',
    attempts: '0',
    'error-code': code,
  });
  for (const text of said) {
    const inLine = new RegExp(text, 'm');
    expect(run.outputs['error-message']).toMatch(inLine);
    expect(run.log.join('\n')).toMatch(inLine);
  }
}
