/** Warns of what is unsafe in the way the step is used. */

import type { WarningDiagnostic } from '../diagnostics.ts';
import { isBuiltin } from '../text/names.ts';
import type { Environment } from '../world.ts';
import type { Config } from './config.ts';
import { forkOf } from './forks.ts';

/** @returns what to beware of in this run. The event is read only where it matters. */
export function findWarnings(
  config: Config,
  env: Environment,
  event: () => unknown,
): readonly WarningDiagnostic[] {
  const hasOwnFile = config.payloadFile !== '' && !isBuiltin(config.payloadFile);
  const untrusted = hasOwnFile ? untrustedAuthor(config, env, event) : undefined;
  return [...(untrusted === undefined ? [] : [untrustedFile(untrusted)]), ...movingVersion(env)];
}

/** An occasion on which the author of the payload file may not be trusted. */
interface Untrusted {
  readonly occasion: string;
  /** How the workflow avoids it. */
  readonly hint: string;
}

const BASE_BRANCH =
  'Check out the base branch only, which is what `actions/checkout` does without `ref` and `repository`.';

function untrustedAuthor(
  { credentials }: Config,
  env: Environment,
  event: () => unknown,
): Untrusted | undefined {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  if (name === 'pull_request_target') return { occasion: `On ${name}`, hint: BASE_BRANCH };
  if (!['workflow_run', 'pull_request'].includes(name)) return undefined;
  const fork = forkOf(env, event());
  if (fork === undefined) return undefined;
  const origin = fork === '' ? 'another repository' : fork;
  if (name === 'workflow_run') {
    return { occasion: `On ${name} about a run of ${origin}`, hint: BASE_BRANCH };
  }
  // Without credentials, the expressions see nothing that the author does not know.
  const hasCredentials = credentials.clientId !== '' && credentials.clientSecret() !== '';
  if (!hasCredentials) return undefined;
  return {
    occasion: `On a pull request from ${origin}`,
    hint: 'Check out the base branch instead: set `ref: ${{ github.base_ref }}` for `actions/checkout`.',
  };
}

function untrustedFile({ occasion, hint }: Untrusted): WarningDiagnostic {
  return {
    level: 'warning',
    message: `${occasion}, an untrusted author may have written \`payload-file\`, and its expressions are evaluated next to your secrets.`,
    hint,
    location: { input: 'payload-file' },
  };
}

/** Tags look like versions, commits like hashes; everything else moves. */
function movingVersion(env: Environment): readonly WarningDiagnostic[] {
  const { GITHUB_ACTION_REF: ref = '', GITHUB_ACTION_REPOSITORY: repository = '' } = env;
  if (ref === '' || repository === '' || /^(v?\d+(\.\d+)*([-+][\w.]+)?|[0-9a-f]{40})$/.test(ref))
    return [];
  return [
    {
      level: 'notice',
      message: `This action runs from "${ref}", which can change at any time. Pin a version or a full commit SHA, such as ${repository}@v1.`,
    },
  ];
}

/** @returns a line that says that a run is repeated, if it is. */
export function describeRerun(env: Environment): string | undefined {
  const attempt = Number(env['GITHUB_RUN_ATTEMPT'] ?? 1);
  return attempt > 1
    ? `This is attempt ${attempt} of the run. What an earlier attempt sent is sent again.`
    : undefined;
}
