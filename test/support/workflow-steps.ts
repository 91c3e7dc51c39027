/**
 * Runs the steps of a job as the runner does, composite actions included. Steps of this action run
 * in this process; other steps do what the occasion says.
 */

import { parse } from 'yaml';
import { textAt, valueAt } from '../../src/text/property.ts';
import { folderWith } from './folder-with.ts';
import type { Occasion } from './occasion.ts';
import { read } from './project.ts';
import { type Contexts, expand, isMet, type Status } from './runner-expressions.ts';
import { runnerEnvironment } from './workflow-event.ts';
import { type Run, runAction } from './world.ts';

type Texts = Readonly<Record<string, string>>;

/** Where a run finds its files and credentials. */
export interface Surroundings {
  /** Path of the workflow, which names it if nothing else does. */
  readonly path?: string;
  /** Files of the repository, and of other repositories under `owner/name/`. */
  readonly files: Texts;
  /** Replaces inputs of each step of this action. */
  readonly inputs: Texts;
  readonly secrets: Texts;
  /** Receives each step that runs. */
  readonly onStep?: (step: RanStep) => void;
}

/** A step that runs. */
export interface RanStep {
  /** ID of the job. */
  readonly job: string;
  /** The name of the step, else what it uses or runs. */
  readonly name: string;
}

/** A job under way. */
export interface JobProgress {
  /** Its ID. */
  readonly id: string;
  readonly occasion: Occasion;
  readonly surroundings: Surroundings;
  /** Collects the runs of this action. */
  readonly runs: Run[];
  /** What checkout steps have put into the workspace. */
  readonly workspace: { files: Texts };
  /** How the own work of the job ends. */
  readonly result: Status;
}

/** How a job ended. */
export interface EndedJob {
  readonly status: Status;
  readonly outputs: Texts;
}

/** Runs the steps of a job, or of the `runs` of a composite action. */
export async function runSteps(
  job: unknown,
  contexts: Contexts,
  progress: JobProgress,
): Promise<EndedJob> {
  let status: Status = progress.occasion.cancelled ? 'cancelled' : 'success';
  const done: Record<string, unknown> = {};
  const inBackground = new Map<string, EndedJob>();
  const finish = (id: string, ended: EndedJob): void => {
    done[id] = { outputs: ended.outputs, outcome: ended.status };
    if (status === 'success') status = ended.status;
  };
  const seenNow = (): Contexts => ({
    ...contexts,
    steps: done,
    job: { ...Object(contexts['job']), status, check_run_id: 7 },
    matrix: null,
    strategy: {},
    runner: {},
    workspace: progress.workspace.files,
  });
  const steps = valueAt(job, 'steps');
  for (const step of Array.isArray(steps) ? steps : []) {
    const seen = seenNow();
    if (!isMet(valueAt(step, 'if'), seen, status)) continue;
    // The outcome and outputs of a background step are known as soon as something waits for it.
    const awaited = textAt(step, 'wait');
    if (awaited !== '') {
      finish(awaited, inBackground.get(awaited) ?? { status: 'success', outputs: {} });
      continue;
    }
    const env = expandAll(valueAt(step, 'env'), seen, status);
    progress.surroundings.onStep?.({ job: progress.id, name: labelOf(step) });
    const ended = await runStep(step, { ...seen, env }, status, progress);
    const id = textAt(step, 'id');
    const isTolerated = valueAt(step, 'continue-on-error') === true;
    if (valueAt(step, 'background') === true) inBackground.set(id, ended);
    else finish(id, isTolerated ? { ...ended, status: 'success' } : ended);
  }
  return { status, outputs: expandAll(valueAt(job, 'outputs'), seenNow(), status) };
}

function labelOf(step: unknown): string {
  return textAt(step, 'name') || textAt(step, 'uses') || textAt(step, 'run').trim();
}

async function runStep(
  step: unknown,
  contexts: Contexts,
  status: Status,
  progress: JobProgress,
): Promise<EndedJob> {
  const { occasion, runs, result } = progress;
  const uses = textAt(step, 'uses');
  const given = expandAll(valueAt(step, 'with'), contexts, status);
  if (/\/notify-walkme-workstation@/.test(uses)) {
    const run = await notify(uses, given, contexts, status, progress);
    runs.push(run);
    return { status: run.report.exitCode === 0 ? 'success' : 'failure', outputs: run.outputs };
  }
  const known = { ...occasion.standIns, ...occasion.outputs };
  const outputs = known[textAt(step, 'id')] ?? {};
  if (uses.startsWith('actions/checkout@')) checkOut(given, progress);
  if (uses === '') return { status: result, outputs };
  if (!isOwn(uses, progress.surroundings.files)) return { status: 'success', outputs };
  return { status: (await runComposite(uses, given, contexts, progress)).status, outputs };
}

async function notify(
  uses: string,
  given: Texts,
  contexts: Contexts,
  status: Status,
  { occasion, surroundings, workspace }: JobProgress,
): Promise<Run> {
  const action: unknown = parse(read('action.yml'));
  const path = textAt(contexts, 'github', 'action_path');
  const [repository = '', ref = ''] = uses.split('@');
  return runAction({
    inputs: { ...withDefaults(action, given, contexts, status), ...surroundings.inputs },
    event: occasion.payload,
    env: {
      GITHUB_ACTION_REPOSITORY: repository,
      GITHUB_ACTION_REF: ref,
      ...runnerEnvironment(occasion),
      ...(path !== '' && { GITHUB_ACTION_PATH: path }),
    },
    files: workspace.files,
    ...(occasion.world !== undefined && { world: occasion.world }),
  });
}

function checkOut(given: Texts, { surroundings, workspace }: JobProgress): void {
  const from = given['repository'] ? `${given['repository']}/` : '';
  const to = given['path'] ? `${given['path']}/` : '';
  const found = Object.entries(surroundings.files)
    .filter(([path]) => path.startsWith(from))
    .map(([path, text]) => [to + path.slice(from.length), text]);
  workspace.files = { ...workspace.files, ...Object.fromEntries(found) };
}

async function runComposite(
  uses: string,
  given: Texts,
  contexts: Contexts,
  progress: JobProgress,
): Promise<EndedJob> {
  const { files } = progress.surroundings;
  const action: unknown = parse(fileOf(uses, files));
  const prefix = `${uses.replace(/@.*$/, '')}/`;
  const own = Object.entries(files).filter(([path]) => path.startsWith(prefix));
  const folder = folderWith(
    Object.fromEntries(own.map(([path, text]) => [path.slice(prefix.length), text])),
  );
  // A composite action sees neither secrets nor variables.
  const { vars: _, secrets: __, needs: ___, ...visible } = contexts;
  const github = { ...Object(contexts['github']), action_path: folder };
  const inputs = withDefaults(action, given, contexts, 'success');
  return runSteps(valueAt(action, 'runs'), { ...visible, github, inputs }, progress);
}

/** Whether an action is among the files of the pages. Others only do what the occasion says. */
function isOwn(uses: string, files: Texts): boolean {
  return Object.keys(files).some((path) =>
    path.startsWith(`${uses.replace(/@.*$/, '')}/action.yml`),
  );
}

/** The text of `owner/name/path@ref` or `./path`, or of the `action.yml` in such a folder. */
export function fileOf(uses: string, files: Texts): string {
  const path = uses.replace(/@.*$/, '').replace(/^\.\//, '');
  const text = files[path] ?? files[`${path}/action.yml`];
  if (text === undefined) throw new Error(`no file for ${uses}`);
  return text;
}

/** Expands each value of a mapping such as `with`. */
export function expandAll(values: unknown, contexts: Contexts, status: Status): Texts {
  const entries = Object.entries(Object(values ?? {}));
  return Object.fromEntries(
    entries.map(([name, it]) => [name, expand(String(it), contexts, status)]),
  );
}

/** The inputs of an action: those of the step, and its defaults. */
function withDefaults(action: unknown, given: Texts, contexts: Contexts, status: Status): Texts {
  const inputs: Readonly<Record<string, unknown>> = Object(valueAt(action, 'inputs'));
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(inputs, name));
  if (unknown.length > 0) throw new Error(`no such input: ${unknown.join(', ')}`);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, it]) => [
      name,
      given[name] ?? expand(textAt(it, 'default'), contexts, status),
    ]),
  );
}
