/** Makes up a run on an event: its environment and contexts, and values set by path. */

import { eventNameOf, eventVariables } from '../src/config/recorded-event.ts';
import { textAt } from '../src/text/property.ts';

/** What a preview or a test knows of a run. */
export interface SampleRun {
  event: Record<string, unknown>;
  env: Record<string, string>;
  /** `needs`, `job`, `matrix`, `strategy` and further contexts, by name. */
  contexts: Record<string, unknown>;
}

/** @returns a run on the event, with the values that GitHub would derive from it. */
export function sampleRun(
  event: Record<string, unknown>,
  name = eventNameOf(event) ?? 'schedule',
): SampleRun {
  const told = Object.entries(eventVariables(name, event)).filter(
    ([, value]) => value !== undefined,
  );
  const server = /^https?:\/\/[^/]+/.exec(textAt(event, 'repository', 'html_url'))?.[0];
  return {
    event,
    env: {
      GITHUB_ACTOR: 'octocat',
      GITHUB_API_URL: 'https://api.github.com',
      GITHUB_BASE_REF: '',
      GITHUB_HEAD_REF: '',
      GITHUB_JOB: 'notify',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_REF_TYPE: 'branch',
      GITHUB_REPOSITORY: textAt(event, 'repository', 'full_name') || 'acme/harbor',
      GITHUB_REPOSITORY_OWNER: textAt(event, 'repository', 'owner', 'login') || 'acme',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: '19571113',
      GITHUB_RUN_NUMBER: '42',
      GITHUB_SERVER_URL: server ?? 'https://github.com',
      GITHUB_SHA: '9c4f0b1e6a7d8c3b2a1f0e9d8c7b6a5f4e3d2c1b',
      GITHUB_WORKFLOW: 'Sample',
      ...Object.fromEntries(told),
    },
    contexts: { job: { status: 'success' }, matrix: null, strategy: {} },
  };
}

/**
 * Sets one value, `github.event.release.name=Harbor 5` or `needs.deploy.result=failure`; in the event
 * and in contexts of the user's own JSON where it is JSON, else text.
 * @throws {Error} if there is no `=`.
 */
export function setValue(run: SampleRun, assignment: string): void {
  const [, path = '', text = ''] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
  if (path === '') throw new Error(`--set needs path=value, found "${assignment}"`);
  const [context = '', ...steps] = path.split('.');
  const [first = '', ...rest] = steps;
  if (context === 'github' && first !== 'event') {
    run.env[`GITHUB_${first.toUpperCase()}`] = text;
  } else if (context === 'env') {
    run.env[first] = text;
  } else if (context === 'github') {
    location(run.event, rest, parse(text));
  } else {
    // In these contexts every value is text, whatever it looks like.
    const isText = ['vars', 'inputs', 'steps', 'needs'].includes(context);
    location(run.contexts, [context, ...steps], isText ? text : parse(text));
  }
}

function location(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [step = '', ...rest] = path;
  if (rest.length === 0) {
    target[step] = value;
    return;
  }
  const below = target[step];
  const inner: Record<string, unknown> =
    typeof below === 'object' && below !== null ? { ...below } : {};
  location(inner, rest, value);
  target[step] = inner;
}

/** Text that JSON would write in another way, such as `1.10`, stays text. */
function parse(text: string): unknown {
  if (/^-?\d/.test(text)) return String(Number(text)) === text ? Number(text) : text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
