/** Makes the standard overrides: what nearly every notification says of the run and its event. */

import { firstLine, isWebAddress } from '../text/format.ts';
import type { StandardOverrideName } from '../text/names.ts';
import { hasObjectAt, textAt } from '../text/property.ts';
import type { Environment } from '../world.ts';
import { type EventSubject, eventSubject } from './event-subject.ts';

/** What the overrides are made of. */
interface OverrideSources {
  readonly env: Environment;
  readonly event: () => unknown;
  /** The `job` context. */
  readonly job: unknown;
  /** What only GitHub's API knows. */
  readonly run?: Values;
}

type Values = Readonly<Partial<Record<StandardOverrideName, string>>>;

/** Blank where there is no run. */
type RunValues = Values & { readonly RUN_URL: string };

/**
 * @returns the overrides of these names that have a value in this run, in the order of the names.
 * Whatever shape the event has, a member that is lacking only leaves its override out.
 */
export function standardOverrides(
  names: readonly StandardOverrideName[],
  sources: OverrideSources,
): readonly (readonly [StandardOverrideName, string])[] {
  if (names.length === 0) return [];
  const event = sources.event();
  const subject = eventSubject(event);
  const values = { ...runValues(sources, event, subject), ...eventValues(event, subject) };
  const telling = tellingValues(values, sources.env, event);
  const all: Values = { ...values, ...sources.run, ...telling };
  return names.flatMap((name) => {
    const value = all[name] ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
}

function runValues(
  { env, job }: OverrideSources,
  event: unknown,
  subject: EventSubject | undefined,
): RunValues {
  const variable = (name: string): string => env[`GITHUB_${name}`] ?? '';
  const repository = variable('REPOSITORY');
  const home = repository === '' ? '' : `${variable('SERVER_URL')}/${repository}`;
  const sha = subject?.sha ?? (textAt(event, 'pull_request', 'head', 'sha') || variable('SHA'));
  const hasCommit = sha !== '' && !/^0+$/.test(sha);
  const below = (path: string): string => (home === '' ? '' : `${home}${path}`);
  const runUrl = variable('RUN_ID') === '' ? '' : below(`/actions/runs/${variable('RUN_ID')}`);
  const checkRun = textAt(job, 'check_run_id');
  return {
    REPOSITORY: repository,
    REPOSITORY_URL: home,
    REF_NAME: subject?.refName ?? variable('REF_NAME'),
    HEAD_REF: subject?.headRef ?? variable('HEAD_REF'),
    ...(hasCommit && {
      COMMIT_SHA: sha,
      COMMIT_SHORT_SHA: sha.slice(0, 7),
      COMMIT_URL: below(`/commit/${sha}`),
    }),
    ACTOR: variable('ACTOR'),
    EVENT_NAME: variable('EVENT_NAME'),
    WORKFLOW: variable('WORKFLOW'),
    JOB: variable('JOB'),
    JOB_STATUS: subject?.status ?? textAt(job, 'status'),
    RUN_ID: variable('RUN_ID'),
    RUN_NUMBER: variable('RUN_NUMBER'),
    RUN_ATTEMPT: variable('RUN_ATTEMPT'),
    RUN_URL: runUrl,
    JOB_URL: runUrl === '' || checkRun === '' ? '' : `${runUrl}/job/${checkRun}`,
  };
}

function eventValues(event: unknown, subject: EventSubject | undefined): Values {
  const message =
    subject?.message ??
    (textAt(event, 'head_commit', 'message') ||
      textAt(event, 'merge_group', 'head_commit', 'message'));
  const status = (name: string): string => textAt(event, 'deployment_status', name);
  const pull = hasObjectAt(event, 'pull_request') ? 'pull_request' : 'issue';
  const isPull = hasObjectAt(event, 'pull_request') || hasObjectAt(event, 'issue', 'pull_request');
  return {
    COMMIT_MESSAGE: firstLine(message),
    RELEASE_NAME: textAt(event, 'release', 'name') || textAt(event, 'release', 'tag_name'),
    RELEASE_TAG: textAt(event, 'release', 'tag_name'),
    RELEASE_URL: linkAt(event, 'release', 'html_url'),
    DEPLOYMENT_ENVIRONMENT: status('environment') || textAt(event, 'deployment', 'environment'),
    DEPLOYMENT_STATE: status('state'),
    DEPLOYMENT_URL: linkAt(event, 'deployment_status', 'environment_url') || deploymentLog(event),
    ...(isPull && {
      PULL_REQUEST_NUMBER: textAt(event, pull, 'number'),
      PULL_REQUEST_TITLE: textAt(event, pull, 'title'),
      PULL_REQUEST_URL: linkAt(event, pull, 'html_url'),
    }),
    ISSUE_NUMBER: textAt(event, 'issue', 'number'),
    ISSUE_TITLE: textAt(event, 'issue', 'title'),
    ISSUE_URL: linkAt(event, 'issue', 'html_url'),
  };
}

/** The address of a deployment's log. */
function deploymentLog(event: unknown): string {
  return (
    linkAt(event, 'deployment_status', 'log_url') ||
    linkAt(event, 'deployment_status', 'target_url')
  );
}

/** What says most about the event; where it says nothing, the run itself. */
function tellingValues(values: RunValues, env: Environment, event: unknown): Values {
  const candidates: readonly (readonly [string | undefined, string | undefined])[] = [
    [values.RELEASE_NAME, values.RELEASE_URL],
    [values.DEPLOYMENT_ENVIRONMENT, deploymentLink(values, event)],
    [values.PULL_REQUEST_TITLE, values.PULL_REQUEST_URL],
    [values.ISSUE_TITLE, values.ISSUE_URL],
    [
      textAt(event, 'workflow_run', 'display_title') || textAt(event, 'workflow_run', 'name'),
      linkAt(event, 'workflow_run', 'html_url'),
    ],
    [textAt(event, 'check_run', 'name'), linkAt(event, 'check_run', 'html_url')],
    [textAt(event, 'context'), linkAt(event, 'target_url')],
    [
      env['GITHUB_REF_TYPE'] === 'tag' && hasObjectAt(event, 'pusher') ? values.REF_NAME : '',
      values.COMMIT_URL,
    ],
    [values.COMMIT_MESSAGE, values.COMMIT_URL],
    [values.WORKFLOW, values.RUN_URL],
  ];
  const [title, url] = candidates.find(([it]) => it) ?? [];
  return { EVENT_TITLE: title ?? '', EVENT_URL: url || values.RUN_URL };
}

/** A deployment that failed is explained by its log; one that succeeded is there to be seen. */
function deploymentLink(values: RunValues, event: unknown): string {
  const { DEPLOYMENT_STATE: state } = values;
  const hasFailed = state === 'failure' || state === 'error';
  const log = hasFailed ? deploymentLog(event) : '';
  return log || values.DEPLOYMENT_URL || values.RUN_URL;
}

/** The text at a path, if it is an address that a browser opens. */
function linkAt(value: unknown, ...path: readonly string[]): string {
  const found = textAt(value, ...path);
  return isWebAddress(found) ? found : '';
}
