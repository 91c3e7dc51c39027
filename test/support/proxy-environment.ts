/** The proxy variables of the process, all of them, for one test. */

import { onTestFinished, vi } from 'vitest';

const names = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'ALL_PROXY',
  'all_proxy',
  'NO_PROXY',
  'no_proxy',
];

/** Sets these and unsets the others until the test is over. */
export function setProxyEnvironment(values: Readonly<Record<string, string>>): void {
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  for (const name of names) vi.stubEnv(name, values[name]);
}
