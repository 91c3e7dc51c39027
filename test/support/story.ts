/** Runs `main` in a scenario, and checks what must hold in every story. */

import { expect } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import type { ErrorCode } from '../../src/diagnostics.ts';
import { outputNames } from '../../src/report/outputs.ts';
import { inputsFor, simulate } from './simulator.ts';
import { type Run, runAction, type Scenario } from './world.ts';

export const templateId = '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726';
/** An audience of the stories; no log or job summary may show it. */
export const audienceId = 'audience-cf0bd4c1';
/** A person of the stories; no log or job summary may show them. */
export const person = 'ann@people.example';

/** The least that can be sent. */
export const minimal = { 'template-id': templateId, 'audience-ids': audienceId };
/** What is sent of it. */
export const least = { templateId, audiencesIds: [audienceId] };

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
  const isGreen = ['sent', 'dry-run', 'skipped'].includes(report.outcome);
  if (report.config?.onFailure !== 'warn') expect(report.exitCode).toBe(isGreen ? 0 : 1);
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

/** What a step against a simulator is given; its credentials and `minimal` need not be said. */
export interface Story extends Scenario {
  /** Instead of the template and the recipients in `minimal`. */
  readonly to?: Readonly<Record<string, string>>;
  /** The text of the payload file, which is `p.yml`. */
  readonly yaml?: string;
  /** The faults that requests for a token meet, in order. */
  readonly token?: readonly string[];
  /** The faults that sends meet, in order. */
  readonly send?: readonly string[];
  readonly simulator?: SimulatorOptions;
  /** Whether a delivery may be accepted more than once. */
  readonly repeats?: boolean;
}

/** What a step against a simulator left behind. */
export interface StoryRun extends Run, Pick<Simulator, 'ledger'> {
  /** The notifications that the simulator accepted, in order. */
  readonly accepted: readonly Readonly<Record<string, unknown>>[];
}

/** Runs a story against a simulator of its own. */
export async function notify(story: Story = {}): Promise<StoryRun> {
  const { to = minimal, yaml, token = [], send = [], repeats = false, ...scenario } = story;
  const options = { script: { token, send }, ...scenario.simulator };
  const simulator = await simulate(options, repeats);
  const file = yaml === undefined ? {} : { 'payload-file': 'p.yml' };
  const run = await runStory({
    ...scenario,
    inputs: { ...inputsFor(simulator), ...to, ...file, ...scenario.inputs },
    files: { ...(yaml !== undefined && { 'p.yml': yaml }), ...scenario.files },
  });
  const { ledger } = simulator;
  const accepted = ledger.accepted().map(({ notification }) => Object(notification));
  return { ...run, ledger, accepted };
}

/** A step that failed before anything could be planned: what it must have told, and sent nothing. */
export function expectRefusedEarly(
  run: Run & Partial<Pick<StoryRun, 'ledger'>>,
  code: ErrorCode,
  ...said: readonly RegExp[]
): void {
  expect(run.ledger?.entries ?? []).toEqual([]);
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
