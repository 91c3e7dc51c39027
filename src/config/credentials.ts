/** Registers the secrets of a run before anything is printed, and reports missing credentials. */

import type { Diagnostics, ErrorDiagnostic } from '../diagnostics.ts';
import { hasObjectAt, textAt, valueAt } from '../text/property.ts';
import { MIN_SECRET_LENGTH } from '../text/redact.ts';
import { isInEveryRequest, isOwnWord } from '../text/secret-looks.ts';
import type { Environment, World } from '../world.ts';
import type { Config } from './config.ts';

/**
 * Registers the client secret, the Basic form that it is sent in, the GitHub token, and the passwords
 * of proxies. A secret that equals a word of our texts is not masked, so that statuses stay
 * readable. It gets a warning, or an error (`payload-invalid`) if every request contains it.
 */
export function registerSecrets(
  { input, redactor, otherSecrets, log }: World,
  diagnostics: Diagnostics,
): void {
  const secret = input('client-secret');
  const basic = Buffer.from(`${input('client-id')}:${secret}`).toString('base64');
  const known = [secret, input('github-token'), ...otherSecrets, ...(secret === '' ? [] : [basic])];
  log.mask(...known.filter((it) => !isWord(it)).flatMap((it) => redactor.register(it)));
  for (const name of ['client-secret', 'github-token']) checkInput(name, input(name), diagnostics);
  warnOfLooks(input, diagnostics);
}

/** What is visibly wrong with one of the credentials. The message never shows the value. */
const oddLooks: readonly (readonly [look: RegExp, said: string])[] = [
  [/^(["'`]).*\1$/s, 'has quotes around it'],
  [/\p{Cf}/u, 'contains a character of no width, which comes with copied text'],
  [/^[{[]/, 'begins like JSON. Store the client ID and the client secret alone, as two secrets'],
  [/^Basic\s/i, 'begins with `Basic`. Store the client secret alone'],
  [
    /^(?:(?:secrets|vars|env)\.\w+|\$\{?[A-Z_]+\}?)$/,
    'is the name of a value, not the value. Set it to `${{ secrets.NAME }}`',
  ],
];

function warnOfLooks(input: World['input'], { warnings }: Diagnostics): void {
  const warn = (name: string, said: string): void => {
    const message = `\`${name}\` ${said}.`;
    warnings.push({ level: 'warning', message, location: { input: name } });
  };
  for (const name of ['client-id', 'client-secret']) {
    for (const [look, said] of oddLooks) if (look.test(input(name))) warn(name, said);
  }
  const secret = input('client-secret');
  if (secret !== '' && secret === input('client-id')) {
    warn('client-secret', 'is the same as `client-id`');
  }
}

function checkInput(name: string, secret: string, { errors, warnings }: Diagnostics): void {
  if (!isWord(secret)) return;
  const location = { input: name };
  const hint = 'Set it to the secret itself.';
  const what = `\`${name}\` is a word that`;
  if (isInEveryRequest(secret)) {
    const message = `${what} every request contains`;
    errors.push({ code: 'payload-invalid', message, hint: `Nothing was sent. ${hint}`, location });
  } else {
    const message = `${what} the action itself writes, so it is not masked`;
    warnings.push({ level: 'warning', message, hint, location });
  }
}

/** Registers the access token before it is used. A short one would shred the log if it were masked. */
export function registerToken(
  token: string,
  { redactor, log }: Pick<World, 'redactor' | 'log'>,
  diagnostics: Diagnostics,
): void {
  const isOwn = isWord(token);
  if (!isOwn) log.mask(...redactor.register(token));
  if (!isOwn && token.length >= MIN_SECRET_LENGTH) return;
  const why = isOwn
    ? 'is a word that the action itself writes'
    : `has fewer than ${MIN_SECRET_LENGTH} characters`;
  const message = `The access token ${why}, so it is not masked in the log.`;
  diagnostics.warnings.push({ level: 'warning', message });
}

function isWord(secret: string): boolean {
  return secret.length >= MIN_SECRET_LENGTH && isOwnWord(secret);
}

/** @returns the error (`credentials-missing`) if the id or the secret is blank. */
export function findMissingCredentials(
  config: Config,
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
    hint: likelyCause(env, event(), config, blank.length),
    location: { input },
  };
}

/** @see https://docs.github.com/actions/reference/security/secrets */
function likelyCause(
  env: Environment,
  event: unknown,
  { onMissingCredentials }: Config,
  blankCount: number,
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
  const set =
    blankCount === 1
      ? 'Set it to `${{ secrets.NAME }}`, and check that a secret with this name exists.'
      : 'Set both to `${{ secrets.NAME }}`, and check that secrets with these names exist.';
  return set.concat(
    ' A workflow that is called requires `secrets: inherit` from its caller, and a job requires `environment:` for the secrets of an environment.',
  );
}

/**
 * @returns the other repository that a pull request, or the run of a `workflow_run`, comes from; blank
 * where it was deleted or is not known. Nothing where it comes from this repository.
 */
export function forkOf(env: Environment, event: unknown): string | undefined {
  const head = hasObjectAt(event, 'pull_request')
    ? textAt(event, 'pull_request', 'head', 'repo', 'full_name')
    : headOfRun(env, event);
  return head === env['GITHUB_REPOSITORY'] ? undefined : head;
}

function headOfRun(env: Environment, event: unknown): string | undefined {
  const here = env['GITHUB_REPOSITORY'];
  if (env['GITHUB_EVENT_NAME'] !== 'workflow_run') return here;
  const run = valueAt(event, 'workflow_run');
  const isKnown = hasObjectAt(run, 'head_repository');
  // Only pull requests run code from a fork.
  const cannotBeFork = /^(push|schedule|workflow_dispatch|release)$/.test(textAt(run, 'event'));
  return !isKnown && cannotBeFork ? here : textAt(run, 'head_repository', 'full_name');
}
