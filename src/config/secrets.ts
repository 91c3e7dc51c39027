/** Secrets of the run in; the redactor and the runner know them before anything is printed. */

import type { Diagnostics } from '../diagnostics.ts';
import { MIN_SECRET_LENGTH } from '../text/redact.ts';
import type { World } from '../world.ts';

/**
 * Registers the client secret, the Basic form that it is sent in, the GitHub token, and what the
 * environment hides in proxy URLs.
 */
export function registerSecrets({ input, redactor, otherSecrets, log }: World): void {
  const secret = input('client-secret');
  const basic = Buffer.from(`${input('client-id')}:${secret}`).toString('base64');
  const known = [secret, input('github-token'), ...otherSecrets, ...(secret === '' ? [] : [basic])];
  log.mask(...known.flatMap((it) => redactor.register(it)));
}

/** Registers the access token before it is used. A short one would shred the log if it were masked. */
export function registerToken(
  token: string,
  { redactor, log }: World,
  diagnostics: Diagnostics,
): void {
  log.mask(...redactor.register(token));
  if (token.length >= MIN_SECRET_LENGTH) return;
  diagnostics.warnings.push({
    level: 'warning',
    message: `The access token has fewer than ${MIN_SECRET_LENGTH} characters and cannot be masked in the log.`,
  });
}
