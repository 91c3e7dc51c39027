/** Compares a run on act with the same run of the project's own imitation of GitHub's runner. */

import { expect } from 'vitest';
import type { LedgerEntry, Simulator } from '../../simulator/simulator.ts';
import { defaultClient } from '../../simulator/simulator.ts';
import { stable } from '../support/bundle.ts';
import type { Occasion } from '../support/occasion.ts';
import { secrets, simulate } from '../support/simulator.ts';
import { runWorkflow } from '../support/workflow-run.ts';
import type { RanStep } from '../support/workflow-steps.ts';
import type { Run } from '../support/world.ts';
import type { ActStep } from './act-log.ts';
import { type ActRun, runOnAct, token } from './act-run.ts';
import type { PublishedWorkflow } from './published-workflows.ts';

/** Runs a workflow on both, with a simulator each, and expects the same of both. */
export async function expectSameRun(
  workflow: PublishedWorkflow,
  occasion: Occasion,
): Promise<ActRun> {
  const { path, text, files } = workflow;
  const [here, there] = [await simulate(), await simulate()];
  const steps: RanStep[] = [];
  const imitation = await runWorkflow(text, occasion, {
    files,
    path,
    secrets,
    inputs: { 'base-url': here.url },
    onStep: (step) => steps.push(step),
  });
  const run = await runOnAct(path, occasion, {
    files: { ...files, [path]: text },
    secrets,
    baseUrl: there.url,
  });
  expect(stepsOf(run)).toEqual(distinct(steps));
  expect(receivedBy(there)).toEqual(receivedBy(here));
  expect(ownSteps(run).map(shownByAct)).toEqual(imitation.map(shown));
  expectResults(run, occasion);
  expectNoSecret(run);
  return run;
}

/** @returns the steps of this action. */
export function ownSteps(run: ActRun): readonly ActStep[] {
  // act also reports what a step inside of a composite action left behind as that of the whole.
  const isWhole = ({ job, id }: ActStep): boolean =>
    run.steps.some((it) => it.job === job && it.id.startsWith(`${id}/`));
  return run.steps.filter((step) => step.outputs['outcome'] !== undefined && !isWhole(step));
}

/** Nothing that is masked, or should be, may be anywhere. */
export function expectNoSecret(run: ActRun): void {
  const everything = [
    run.text,
    run.stderr,
    ...run.steps.flatMap(({ summary, outputs }) => [summary, ...Object.values(outputs)]),
  ].join('\n');
  const masks = run.steps.flatMap((step) => step.masks);
  const found = [defaultClient.secret, token, ...masks].filter((it) => everything.includes(it));
  expect(found, 'secrets in the log, outputs, or job summary').toEqual([]);
}

/** @returns the notifications that were accepted. Those of one step arrive in any order. */
export function receivedBy({ ledger }: Pick<Simulator, 'ledger'>): readonly unknown[] {
  return ledger.accepted().map(notificationOf).toSorted(byText);
}

function notificationOf({ notification }: LedgerEntry): unknown {
  return JSON.parse(comparable(JSON.stringify(notification)));
}

function byText(left: unknown, right: unknown): number {
  return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;
}

/** Jobs fail as the occasion says, the others succeed, and a failed job fails the run. */
function expectResults({ jobs, exitCode }: ActRun, { results = {} }: Occasion): void {
  const expected = Object.keys(jobs).map((id) => [id, results[id] ?? 'success']);
  expect(jobs).toEqual(Object.fromEntries(expected));
  expect(exitCode).toBe(Object.values(jobs).includes('failure') ? 1 : 0);
}

/** Steps, each once, without those inside of an action that stands in. */
function stepsOf({ steps }: ActRun): readonly string[] {
  const standIns = steps.filter(({ name }) => /^(actions|dorny|googleapis)\//.test(name));
  const isInside = ({ job, id }: ActStep): boolean =>
    standIns.some((it) => it.job === job && id.startsWith(`${it.id}/`));
  return distinct(steps.filter((step) => !isInside(step)));
}

/** Jobs that do not need each other run in any order, those of a matrix more than once. */
function distinct(steps: readonly RanStep[]): readonly string[] {
  const sorted = steps.toSorted((left, right) => (left.job < right.job ? -1 : 1));
  return [...new Set(sorted.map(({ job, name }) => `${job}: ${name.trim()}`))];
}

/** What one step of this action shows. */
type Shown = Readonly<Record<string, unknown>>;

function shownByAct({ result, annotations, outputs, summary }: ActStep): Shown {
  return {
    result,
    annotations,
    outputs: comparableOutputs(outputs),
    summary: comparable(summary),
  };
}

function shown({ report, annotations, outputs, summary }: Run): Shown {
  return {
    result: report.exitCode === 0 ? 'success' : 'failure',
    annotations: annotations.map(({ level, text, location }) => {
      const place = location?.file === undefined ? '' : `${location.file}:${location.line}`;
      return { level, text, place };
    }),
    outputs: comparableOutputs(outputs),
    summary: comparable(summary),
  };
}

function comparableOutputs(outputs: Readonly<Record<string, string>>): Shown {
  const entries = Object.entries(outputs).filter(([name]) => name !== 'duration-ms');
  return Object.fromEntries(entries.map(([name, value]) => [name, comparable(value)]));
}

/** Dates that count from now, and durations, differ. */
function comparable(text: string): string {
  return stable(text)
    .replace(/\b20[2-8]\d-\d\d-\d\d \d\d:\d\d\b/g, 'DATE')
    .replace(/Took [\w ]+/g, 'Took TIME');
}
