/** Warns of what is unsafe in the way the step is used. */

import type { WarningDiagnostic } from '../diagnostics.ts';
import { plural } from '../text/format.ts';
import { isBuiltin } from '../text/names.ts';
import { hasObjectAt } from '../text/property.ts';
import type { Environment, World } from '../world.ts';
import type { Config } from './config.ts';
import { forkOf } from './credentials.ts';
import { pathIn } from './sources.ts';

/** @returns the warnings for this run. The event is read only if it matters. */
export function findWarnings(
  config: Pick<Config, 'credentials' | 'testRecipients'>,
  { input, env }: Pick<World, 'input' | 'env'>,
  event: () => unknown,
): readonly WarningDiagnostic[] {
  const inputs = inputsFromWorkspace(input, env);
  const occasion = inputs.length === 0 ? undefined : untrustedOccasion(config, env, event);
  const untrusted = occasion === undefined ? [] : [untrustedFiles(inputs, occasion, env)];
  return [...untrusted, ...movingVersion(env), ...testNotice(config)];
}

/** @returns the inputs that name a file of the workspace, which a checkout may have written. */
function inputsFromWorkspace(input: World['input'], env: Environment): readonly string[] {
  const paths = [
    ...['payload-file', 'user-map'].map((name) => [name, input(name)] as const),
    ...['context', 'needs'].map((name) => [name, pathIn(input(name)) ?? ''] as const),
  ];
  return paths.filter(([, path]) => isInWorkspace(path, env)).map(([name]) => name);
}

/** Ready-made payloads are no files, and other folders than the workspace hold no checkout. */
function isInWorkspace(path: string, env: Environment): boolean {
  if (path === '' || isBuiltin(path)) return false;
  const isAbsolute = /^(?:[\\/]|[a-z]:)/i.test(path);
  const workspace = stepsOf(env['GITHUB_WORKSPACE'] ?? '');
  const steps = stepsOf(isAbsolute ? path : `${workspace.join('/')}/${path}`);
  return workspace.every((step, index) => step === steps[index]);
}

/** @returns the folders of a path, without `.` and `..`. */
function stepsOf(path: string): readonly string[] {
  const steps: string[] = [];
  for (const step of path.split(/[\\/]+/)) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps;
}

/** @returns an occasion on which the author of a file may not be trusted. */
function untrustedOccasion(
  { credentials }: Pick<Config, 'credentials'>,
  env: Environment,
  event: () => unknown,
): string | undefined {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  if (name === 'pull_request_target') return `On ${name}`;
  if (name === 'issue_comment') {
    const isPull = hasObjectAt(event(), 'issue', 'pull_request');
    return isPull ? `On ${name} about a pull request` : undefined;
  }
  if (!['workflow_run', 'pull_request'].includes(name)) return undefined;
  const fork = forkOf(env, event());
  if (fork === undefined) return undefined;
  const origin = fork === '' ? 'another repository' : fork;
  if (name === 'workflow_run') return `On ${name} about a run of ${origin}`;
  // Without credentials, the expressions see nothing that the author does not know.
  const hasCredentials = credentials.clientId !== '' && credentials.clientSecret() !== '';
  return hasCredentials ? `On a pull request from ${origin}` : undefined;
}

function untrustedFiles(
  inputs: readonly string[],
  occasion: string,
  env: Environment,
): WarningDiagnostic {
  const names = inputs.map((name) => `\`${name}\``).join(' and ');
  const [input = ''] = inputs;
  return {
    level: 'warning',
    message: `${occasion}, an untrusted author may have written the file in ${names}. It decides what is sent, to whom, and which environment variables it contains.`,
    hint:
      env['GITHUB_EVENT_NAME'] === 'pull_request'
        ? 'Check out the base branch instead: set `ref: ${{ github.base_ref }}` for `actions/checkout`.'
        : 'Check out the base branch only, which is what `actions/checkout` does without `ref` and `repository`.',
    location: { input },
  };
}

/** A test must be seen: the real recipients get nothing. */
function testNotice({
  testRecipients,
}: Pick<Config, 'testRecipients'>): readonly WarningDiagnostic[] {
  if (!testRecipients?.length) return [];
  const message = `Test: \`test-recipients\` replaces the people and audiences of all notifications. Only ${plural(testRecipients.length, 'recipient')} can be notified.`;
  return [{ level: 'notice', message, location: { input: 'test-recipients' } }];
}

/** Tags look like versions, commits like hashes; everything else moves. */
function movingVersion(env: Environment): readonly WarningDiagnostic[] {
  const { GITHUB_ACTION_REF: ref = '', GITHUB_ACTION_REPOSITORY: repository = '' } = env;
  const isPinned = /^(v?\d+(\.\d+)*([-+][\w.]+)?|[0-9a-f]{40})$/.test(ref);
  if (ref === '' || repository === '' || isPinned) return [];
  const message = `This action runs from "${ref}", which can change at any time. Pin a version or a full commit SHA, such as ${repository}@v1.`;
  return [{ level: 'notice', message }];
}

/** @returns a line that says that a run is repeated, if it is. */
export function describeRerun(env: Environment): string | undefined {
  const attempt = Number(env['GITHUB_RUN_ATTEMPT'] ?? 1);
  return attempt > 1
    ? `This is attempt ${attempt} of the run. Notifications from earlier attempts are sent again.`
    : undefined;
}
