/** Configuration and run in, what to beware of out. */

import type { WarningDiagnostic } from '../diagnostics.ts';
import type { Config } from './config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Events on which somebody else's branch can be checked out beside the secrets. */
const privileged: ReadonlySet<string> = new Set(['pull_request_target', 'workflow_run']);

/** @returns what to beware of in this run. */
export function findWarnings(config: Config, env: Environment): readonly WarningDiagnostic[] {
  return [...untrustedFile(config, env), ...movingVersion(env)];
}

function untrustedFile(config: Config, env: Environment): readonly WarningDiagnostic[] {
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  if (config.payloadFile === '' || !privileged.has(event)) return [];
  return [
    {
      level: 'warning',
      message: `On ${event}, \`payload-file\` may come from somebody who is not trusted: its expressions are evaluated beside your secrets. Check out the base branch only.`,
      location: { input: 'payload-file' },
    },
  ];
}

/** Tags look like versions, commits like hashes; everything else moves. */
function movingVersion(env: Environment): readonly WarningDiagnostic[] {
  const { GITHUB_ACTION_REF: ref = '', GITHUB_ACTION_REPOSITORY: repository = '' } = env;
  if (ref === '' || repository === '' || /^(v?\d+(\.\d+)*([-+][\w.]+)?|[0-9a-f]{40})$/.test(ref))
    return [];
  return [
    {
      level: 'notice',
      message: `This action runs from "${ref}", which is neither a version nor a full commit and may change at any time: pin it, as in ${repository}@v1.`,
    },
  ];
}

/** @returns a line that says that a run is repeated, if it is. */
export function describeRerun(env: Environment): string | undefined {
  const attempt = Number(env['GITHUB_RUN_ATTEMPT'] ?? 1);
  return attempt > 1
    ? `This is attempt ${attempt} of the run: what an earlier attempt sent is sent again.`
    : undefined;
}
