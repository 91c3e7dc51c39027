/** Reports missing credentials and the likely cause. */

import type { ErrorDiagnostic } from '../diagnostics.ts';
import { valueAt } from '../text/property.ts';
import type { Environment } from '../world.ts';
import type { Config } from './config.ts';
import { forkOf } from './forks.ts';

/** @returns the error (`credentials-missing`) if the id or the secret is blank. */
export function findMissingCredentials(
  config: Pick<Config, 'credentials' | 'invalidInputs' | 'onMissingCredentials'>,
  env: Environment,
  event: () => unknown,
): (ErrorDiagnostic & { readonly hint: string }) | undefined {
  const { credentials, invalidInputs } = config;
  const values = { 'client-id': credentials.clientId, 'client-secret': credentials.clientSecret() };
  const blank = Object.entries(values)
    .filter(([name, value]) => value === '' && !invalidInputs.has(name))
    .map(([name]) => name);
  const [input] = blank;
  if (input === undefined) return undefined;
  return {
    code: 'credentials-missing',
    message: `${blank.map((name) => `\`${name}\``).join(' and ')} ${blank.length === 1 ? 'is' : 'are'} blank, so nothing was sent`,
    hint: likelyCause(env, event(), config),
    location: { input },
  };
}

/** @see https://docs.github.com/actions/reference/security/secrets */
function likelyCause(
  env: Environment,
  event: unknown,
  { onMissingCredentials }: Pick<Config, 'onMissingCredentials'>,
): string {
  const fails = onMissingCredentials === 'fail';
  const skip = fails ? ' Set `on-missing-credentials: skip` to let such runs pass.' : '';
  if (env['GITHUB_ACTOR'] === 'dependabot[bot]') {
    return `Runs that Dependabot starts read Dependabot secrets, not Actions secrets. Add both secrets under Settings, Secrets and variables, Dependabot.${skip}`;
  }
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  const fork =
    name === 'pull_request_target' || name === 'workflow_run' ? undefined : forkOf(env, event);
  if (fork !== undefined) {
    return `This pull request comes from another repository (${fork || 'since deleted'}), and GitHub does not pass secrets to such runs.${skip}`;
  }
  if (valueAt(event, 'repository', 'fork') === true) {
    return `This repository is a fork, and a fork does not have the secrets of its parent.${skip}`;
  }
  return 'Set both to `${{ secrets.NAME }}`, and check that secrets with these names exist. A workflow that is called requires `secrets: inherit` from its caller, and a job requires `environment:` for the secrets of an environment.';
}
