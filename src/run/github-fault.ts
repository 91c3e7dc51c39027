/** Explains why GitHub's API does not say what the `run` context is, and what to do. */

import { Fault } from '../diagnostics.ts';
import { textAt } from '../text/property.ts';
import type { GithubResponse } from '../world.ts';
import type { RunSubject } from './github-run.ts';

const PERMISSIONS = '`permissions: { contents: read, actions: read }`';

/** The lines to add to the step and to its job. */
export const TOKEN_HINT = `Add \`github-token: \${{ github.token }}\` to the inputs of the step, and ${PERMISSIONS} to its job, in addition to the permissions that the job has already.`;

/** UTF-16 units of what GitHub says. */
const MAX_WORDS = 300;

/**
 * @returns what to report for a response that is not the wanted one: `github-unavailable` where a later
 * one may be, `value-missing` where that would not help.
 */
export function toFault(response: GithubResponse, { owner, repo, id }: RunSubject): Fault {
  if (response.kind === 'no-response') return toFaultOfNetwork(response);
  const { status, body, isRateLimited } = response;
  if (isRateLimited) return unavailable(`GitHub limits the rate of requests (HTTP ${status})`);
  if (status >= 500) return unavailable(`GitHub returned HTTP ${status}`);
  if (status < 300) return unavailable('GitHub returned something that is not what was requested');
  const words = textAt(body, 'message').slice(0, MAX_WORDS);
  const said = words === '' ? `HTTP ${status}` : `HTTP ${status}: ${words}`;
  if (status === 401) return missing(`GitHub rejected \`github-token\` (${said})`, TOKEN_HINT);
  if (status === 403 && /^Resource not accessible/i.test(words)) {
    return missing(
      `\`github-token\` lacks a permission (GitHub returned ${said})`,
      `Set ${PERMISSIONS} for the job, in addition to the permissions that the job has already.`,
    );
  }
  if (status === 404) {
    return missing(
      `GitHub has no run ${id} of ${owner}/${repo} that \`github-token\` can read (HTTP 404)`,
      `The run was deleted, or the token cannot read the repository. Set \`github-token: \${{ github.token }}\`, and ${PERMISSIONS} for the job.`,
    );
  }
  return missing(
    `GitHub refused the request with \`github-token\` (${said})`,
    'Check `GITHUB_API_URL`, and what the owner of the repository allows the token.',
  );
}

function toFaultOfNetwork(response: Extract<GithubResponse, { kind: 'no-response' }>): Fault {
  switch (response.because) {
    case 'cancelled':
      return new Fault('The job was cancelled before anything was sent.', {
        code: 'deadline-exceeded',
        hint: 'No one was notified.',
      });
    case 'deadline':
      return unavailable('GitHub did not respond in time');
    case 'network': {
      const message = `GitHub cannot be reached: ${response.detail}`;
      return response.isLasting
        ? missing(
            message,
            'Check `GITHUB_API_URL`, the proxy variables, and the network of the runner. If a private authority issued the certificate, set `NODE_EXTRA_CA_CERTS`.',
          )
        : unavailable(message);
    }
  }
}

/** @returns an outage: whoever asks sends all the same (interface, section 11). */
export function unavailable(message: string): Fault {
  return new Fault(message, { code: 'github-unavailable' });
}

function missing(message: string, hint: string): Fault {
  return new Fault(message, { code: 'value-missing', hint });
}
