/** Runs a workflow as GitHub does: its triggers, the conditions of its jobs, and reusable workflows. */

import { parse } from 'yaml';
import { textAt, valueAt } from '../../src/text/property.ts';
import type { Occasion } from './occasion.ts';
import { type Contexts, isMet, type Status } from './runner-expressions.ts';
import { eventsOf, githubContext, starts } from './workflow-event.ts';
import { type EndedJob, expandAll, fileOf, runSteps, type Surroundings } from './workflow-steps.ts';
import type { Run } from './world.ts';

/** The token that GitHub creates for a run. */
const token = 'ghs_sampleTokenOfTheRun0123456789';

/** @returns the runs of this action, in order; none if the event starts nothing. */
export async function runWorkflow(
  text: string,
  occasion: Occasion,
  surroundings: Surroundings,
): Promise<readonly Run[]> {
  const workflow: unknown = parse(text);
  const started = eventsOf(occasion).filter((it) => starts(workflow, it));
  const runs: Run[] = [];
  for (const it of started) runs.push(...(await runStarted(workflow, it, surroundings)));
  return runs;
}

async function runStarted(
  workflow: unknown,
  occasion: Occasion,
  surroundings: Surroundings,
): Promise<readonly Run[]> {
  const { path = '' } = surroundings;
  const name = { GITHUB_WORKFLOW: textAt(workflow, 'name') || path };
  const named = { ...occasion, env: { ...name, ...occasion.env } };
  const contexts = {
    github: githubContext(named),
    vars: occasion.vars ?? {},
    inputs: valueAt(occasion.payload, 'inputs') ?? {},
    secrets: { ...(occasion.secrets ?? surroundings.secrets), GITHUB_TOKEN: token },
    env: {},
  };
  const runs: Run[] = [];
  const source = { repository: contexts.github['repository'], sha: contexts.github['sha'] };
  await runJobs(workflow, contexts, { occasion: named, surroundings, runs, source });
  return runs;
}

interface Progress {
  readonly occasion: Occasion;
  readonly surroundings: Surroundings;
  readonly runs: Run[];
  /** Where the file of the workflow is, which differs from the run for a reusable workflow. */
  readonly source: { readonly repository: unknown; readonly sha: unknown };
}

/** Runs the jobs in the order of the file, in which each comes after those that it needs. */
async function runJobs(workflow: unknown, contexts: Contexts, progress: Progress): Promise<void> {
  const ended = new Map<string, EndedJob>();
  const chains = new Map<string, readonly Status[]>();
  const jobs: Readonly<Record<string, unknown>> = Object(valueAt(workflow, 'jobs'));
  for (const [id, job] of Object.entries(jobs)) {
    const names = [valueAt(job, 'needs') ?? []].flat().map(String);
    const needs = names.map((name) => {
      const known = ended.get(name);
      if (known === undefined) throw new Error(`${id} needs ${name}, which comes later`);
      return [name, { result: known.status, outputs: known.outputs }] as const;
    });
    const known = needs.map(([, { result }]) => result);
    const ancestors = names.flatMap((name) => chains.get(name) ?? []);
    const status = progress.occasion.cancelled ? 'cancelled' : statusAfter(known, ancestors);
    const seen = { ...contexts, needs: Object.fromEntries(needs) };
    const isRun = isMet(valueAt(job, 'if'), seen, status);
    const end = isRun ? await runJob(id, job, seen, progress) : skipped;
    ended.set(id, end);
    chains.set(id, [...ancestors, end.status]);
  }
}

const skipped: EndedJob = { status: 'skipped', outputs: {} };

/** After a job that timed out or was skipped, neither `success()` nor `failure()` holds. */
function statusAfter(results: readonly Status[], ancestors: readonly Status[]): Status {
  if (ancestors.includes('failure')) return 'failure';
  return results.every((it) => it === 'success') ? 'success' : 'skipped';
}

async function runJob(
  id: string,
  job: unknown,
  contexts: Contexts,
  progress: Progress,
): Promise<EndedJob> {
  const { occasion, surroundings, source } = progress;
  const uses = textAt(job, 'uses');
  if (uses !== '') {
    const inputs = expandAll(valueAt(job, 'with'), contexts, 'success');
    const called: unknown = parse(fileOf(uses, surroundings.files));
    const [, repository, sha] = /^([^/]+\/[^/]+)\/.*@(.*)$/.exec(uses) ?? [];
    await runJobs(called, { ...contexts, inputs }, { ...progress, source: { repository, sha } });
    return { status: 'success', outputs: {} };
  }
  const workspace = { files: {} };
  const result = occasion.results?.[id] ?? 'success';
  const self = { workflow_repository: source.repository, workflow_sha: source.sha };
  return runSteps(job, { ...contexts, job: self }, { ...progress, id, workspace, result });
}
