/** Registers the secrets of a run before anything is printed. */

import type { Diagnostics } from '../diagnostics.ts';
import { MIN_SECRET_LENGTH } from '../text/redact.ts';
import { isInEveryRequest, isOwnWord } from '../text/secret-looks.ts';
import type { World } from '../world.ts';

type SecretWorld = Pick<World, 'input' | 'redactor' | 'otherSecrets' | 'log'>;

/**
 * Registers the client secret, the Basic form that it is sent in, the GitHub token, and the passwords
 * of proxies. A secret that equals a word of our texts is not masked, so that statuses stay
 * readable. It gets a warning, or an error (`payload-invalid`) if every request contains it.
 */
export function registerSecrets(world: SecretWorld, diagnostics: Diagnostics): void {
  const { input, redactor, otherSecrets, log } = world;
  const secret = input('client-secret');
  const basic = Buffer.from(`${input('client-id')}:${secret}`).toString('base64');
  const known = [secret, input('github-token'), ...otherSecrets, ...(secret === '' ? [] : [basic])];
  log.mask(...known.filter((it) => !isWord(it)).flatMap((it) => redactor.register(it)));
  for (const name of ['client-secret', 'github-token']) checkInput(name, input(name), diagnostics);
  warnOfLooks(input, diagnostics);
}

/** What is visibly wrong with one of the credentials. It is said, and never shown. */
const oddLooks: readonly (readonly [look: RegExp, said: string])[] = [
  [/^(["'`]).*\1$/s, 'has quotes around it'],
  [/\p{Cf}/u, 'contains a character of no width, which comes with copied text'],
  [/^[{[]/, 'begins like JSON. Store the client ID and the client secret alone, as two secrets'],
  [/^Basic\s/i, 'begins with `Basic`. Store the client secret alone'],
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

function checkInput(name: string, secret: string, diagnostics: Diagnostics): void {
  if (!isWord(secret)) return;
  const location = { input: name };
  if (isInEveryRequest(secret)) {
    diagnostics.errors.push({
      code: 'payload-invalid',
      message: `\`${name}\` equals a word that every request contains`,
      hint: 'Nothing was sent. Set it to the secret itself.',
      location,
    });
  } else {
    diagnostics.warnings.push({
      level: 'warning',
      message: `\`${name}\` equals a word that the action itself writes, so it is not masked`,
      hint: 'Set it to the secret itself.',
      location,
    });
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
    ? 'equals a word that the action itself writes'
    : `has fewer than ${MIN_SECRET_LENGTH} characters`;
  diagnostics.warnings.push({
    level: 'warning',
    message: `The access token ${why}, so it is not masked in the log.`,
  });
}

function isWord(secret: string): boolean {
  return secret.length >= MIN_SECRET_LENGTH && isOwnWord(secret);
}
