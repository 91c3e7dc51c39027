/** Decides which environment variables expressions can read: none that may hold a secret. */

import { secretLookOf } from '../text/secret-looks.ts';

/** Names of the runner's own, and of the inputs. */
const RUNNER = /^(INPUT_|ACTIONS_)/i;

/** In any part of a name, between underscores. */
const TELLING =
  /TOKEN|SECRET|PASSW|PASSPHRASE|CRED|PRIVATE|PROXY|DSN|HOOK|CONNECTION|JWT|(PASS|PWD)$/;

/** A whole part of a name. */
const TELLING_PART = /^(AUTH|OAUTH|AUTHORIZATION|BEARER|KEY|APIKEY|PAT|OTP)$/;

/** @returns why a variable is not shown to expressions, as the end of a sentence. */
export function reasonToWithhold(
  name: string,
  value: string,
  holdsSecret: (text: string) => boolean,
): string | undefined {
  if (RUNNER.test(name)) return "it is the runner's own";
  const parts = name.toUpperCase().split('_');
  const word = parts.find((part) => TELLING.test(part) || TELLING_PART.test(part));
  if (word !== undefined) return `a variable with ${word} in its name may hold a secret`;
  if (parts.some((part, index) => part === 'DATABASE' && parts[index + 1] === 'URL')) {
    return 'a variable with DATABASE_URL in its name may hold a secret';
  }
  if (holdsSecret(value)) return 'its value contains a secret';
  const what = secretLookOf(value);
  return what === undefined ? undefined : `its value looks like ${what}`;
}
