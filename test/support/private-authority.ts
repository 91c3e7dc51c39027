/** A private certificate authority for the tests of one `describe`. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Authority, createAuthority } from './certificates.ts';
import { hasProgram, needsProgram } from './programs.ts';

/** An authority whose certificate is in a file. */
export interface PrivateAuthority {
  /** For `NODE_EXTRA_CA_CERTS`. */
  readonly file: string;
  readonly issue: Authority['issue'];
}

/** Creates the authority before the tests, which are skipped without openssl. */
export function usePrivateAuthority(): PrivateAuthority {
  needsProgram('openssl');
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  const file = join(folder, 'ca.pem');
  let authority: Authority | undefined;
  beforeAll(() => {
    if (!hasProgram('openssl')) return;
    authority = createAuthority();
    writeFileSync(file, authority.certificate);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    file,
    issue(names, days) {
      if (authority === undefined) throw new Error('openssl is missing');
      return authority.issue(names, days);
    },
  };
}
