/** Runs a workflow as GitHub does: its triggers, the conditions of its jobs, and reusable workflows. */

import { parse } from 'yaml';
import { textAt, valueAt } from '../../src/text/property.ts';
import type { Occasion } from './occasion.ts';
import { type Contexts, isMet, type Status } from './runner-expressions.ts';
import { githubContext, starts } from './workflow-event.ts';
import { expandAll, fileOf, runSteps, type Surroundings } from './workflow-steps.ts';
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
  if (!starts(workflow, occasion)) return [];
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
  await runJobs(workflow, contexts, { occasion: named, surroundings, runs });
  return runs;
}

interface Progress {
  readonly occasion: Occasion;
  readonly surroundings: Surroundings;
  readonly runs: Run[];
}

/** Runs the jobs in the order of the file, in which each comes after those that it needs. */
async function runJobs(workflow: unknown, contexts: Contexts, progress: Progress): Promise<void> {
  const results = new Map<string, Status>();
  const jobs: Readonly<Record<string, unknown>> = Object(valueAt(workflow, 'jobs'));
  for (const [id, job] of Object.entries(jobs)) {
    const needs = [valueAt(job, 'needs') ?? []].flat().map((name) => {
      const result = results.get(String(name));
      if (result === undefined) throw new Error(`${id} needs ${name}, which comes later`);
      return [String(name), { result, outputs: {} }] as const;
    });
    const known = needs.map(([, { result }]) => result);
    const status = progress.occasion.cancelled ? 'cancelled' : statusAfter(known);
    const seen = { ...contexts, needs: Object.fromEntries(needs) };
    const isRun = isMet(valueAt(job, 'if'), seen, status);
    results.set(id, isRun ? await runJob(id, job, seen, progress) : 'skipped');
  }
}

/** After a job that timed out or was skipped, neither `success()` nor `failure()` holds. */
function statusAfter(results: readonly Status[]): Status {
  if (results.includes('failure')) return 'failure';
  return results.every((it) => it === 'success') ? 'success' : 'skipped';
}

async function runJob(
  id: string,
  job: unknown,
  contexts: Contexts,
  progress: Progress,
): Promise<Status> {
  const { occasion, surroundings } = progress;
  const uses = textAt(job, 'uses');
  if (uses !== '') {
    const inputs = expandAll(valueAt(job, 'with'), contexts, 'success');
    const called: unknown = parse(fileOf(uses, surroundings.files));
    await runJobs(called, { ...contexts, inputs }, progress);
    return 'success';
  }
  const workspace = { files: {} };
  const result = occasion.results?.[id] ?? 'success';
  return runSteps(valueAt(job, 'steps'), contexts, { ...progress, id, workspace, result });
}
