/** Decides whether an event starts a workflow, and derives the `github` context from it. */

import { sampleRun } from '../../scripts/sample-run.ts';
import { textAt, valueAt } from '../../src/text/property.ts';

/** An event with what the webhook carries. */
export interface WorkflowEvent {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Activity types, if GitHub sends one event for each. Otherwise that of the payload counts. */
  readonly actions?: readonly string[];
  /** What keeps GitHub from starting any workflow on the event, whatever its `on:` says. */
  readonly startsNothing?: 'caused by GITHUB_TOKEN' | 'more than three tags at once';
  /** Environment variables of the runner that differ from those that the event implies. */
  readonly env?: Readonly<Record<string, string>>;
}

/** @returns the events that GitHub sends for what happened, one for each activity type. */
export function eventsOf<T extends WorkflowEvent>(happened: T): readonly T[] {
  const { actions, payload } = happened;
  return actions?.map((action) => ({ ...happened, payload: { ...payload, action } })) ?? [happened];
}

/** Types that start a workflow whose `on:` lists none. */
const defaultTypes: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
};

/**
 * Applies the `on:` of a workflow: event, types, branches, tags, and workflows.
 * @see https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#on
 */
export function starts(workflow: unknown, occasion: WorkflowEvent): boolean {
  const on = valueAt(workflow, 'on');
  const { event, payload, startsNothing } = occasion;
  if (startsNothing !== undefined) return false;
  const isNamed = typeof on === 'string' || Array.isArray(on);
  if (isNamed ? ![on].flat().includes(event) : !Object.hasOwn(Object(on), event)) return false;
  const filter = isNamed ? undefined : valueAt(on, event);
  const env = runnerEnvironment(occasion);
  const types = listAt(filter, 'types') ?? defaultTypes[event];
  const isTag = env['GITHUB_REF_TYPE'] === 'tag';
  const branches = listAt(filter, 'branches');
  const tags = listAt(filter, 'tags');
  const branch = event === 'workflow_run' ? textAt(payload, 'workflow_run', 'head_branch') : '';
  const matches = (patterns: readonly string[] | undefined): boolean =>
    patterns?.some((it) => globOf(it).test(branch || (env['GITHUB_REF_NAME'] ?? ''))) ?? false;
  const refs = event === 'push' && isTag ? tags : branches;
  const isFiltered = branches !== undefined || tags !== undefined;
  const workflows = listAt(filter, 'workflows');
  return (
    (types === undefined || types.includes(textAt(payload, 'action'))) &&
    (!isFiltered || matches(refs)) &&
    (workflows === undefined || workflows.includes(textAt(payload, 'workflow_run', 'name')))
  );
}

function listAt(value: unknown, name: string): readonly string[] | undefined {
  const found = valueAt(value, name);
  if (found === undefined) return undefined;
  return (Array.isArray(found) ? found : [found]).map(String);
}

function globOf(pattern: string): RegExp {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${source}$`);
}

/** The variables that the runner sets for a run on the event. */
export function runnerEnvironment(occasion: WorkflowEvent): Readonly<Record<string, string>> {
  const { event, payload, env } = occasion;
  return {
    ...sampleRun({ ...payload }, event).env,
    GITHUB_WORKFLOW: 'Sample',
    RUNNER_OS: 'Linux',
    ...env,
  };
}

/** The `github` context of a workflow, which has the names of the variables in lower case. */
export function githubContext(occasion: WorkflowEvent): Readonly<Record<string, unknown>> {
  const entries = Object.entries(runnerEnvironment(occasion))
    .filter(([name]) => name.startsWith('GITHUB_'))
    .map(([name, value]) => [name.slice('GITHUB_'.length).toLowerCase(), value] as const);
  const fields: Readonly<Record<string, unknown>> = Object.fromEntries(entries);
  return { ...fields, event: occasion.payload, token: 'ghs_sampleTokenOfTheRun0123456789' };
}
