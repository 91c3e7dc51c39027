/** Explains why GitHub's API does not say what the `run` context is, and what to do. */

import { Fault } from '../diagnostics.ts';
import type { GithubResponse } from '../world.ts';
import type { RunSubject } from './run-subject.ts';

/** The lines to add to the step and to its job. */
export const TOKEN_HINT =
  'Add `github-token: ${{ github.token }}` to the inputs of the step, and `permissions: { actions: read }` to its job, beside the permissions that the job has already.';

/** @returns what to report for a response that is not the wanted one. */
export function toFault(response: GithubResponse, subject: RunSubject): Fault {
  if (response.kind === 'no-response') return toFaultOfNetwork(response.because, response.detail);
  const { owner, repo, id } = subject;
  const { status } = response;
  if (response.isRateLimited) {
    return missing(
      `GitHub limits the rate of requests with this \`github-token\` (HTTP ${status})`,
      'Re-run the job later. Each token has its own limit.',
    );
  }
  switch (status) {
    case 401:
      return missing('GitHub rejected `github-token` (HTTP 401)', TOKEN_HINT);
    case 403:
      return missing(
        '`github-token` lacks the permission `actions: read` (GitHub returned HTTP 403)',
        'Add `actions: read` to the `permissions` of the job, or of the token.',
      );
    case 404:
      return missing(
        `GitHub has no run ${id} of ${owner}/${repo} that \`github-token\` can read (HTTP 404)`,
        'The run was deleted, or the token belongs to another repository. Set `github-token: ${{ github.token }}`, with `actions: read` in the `permissions` of the job.',
      );
    case 200:
      return missing('GitHub returned something that is not a run', RETRY_HINT);
    default:
      return missing(`GitHub returned HTTP ${status}`, RETRY_HINT);
  }
}

const RETRY_HINT = 'Re-run the job later. https://www.githubstatus.com shows known problems.';

function toFaultOfNetwork(because: 'network' | 'deadline' | 'cancelled', detail: string): Fault {
  switch (because) {
    case 'cancelled':
      return new Fault('The job was cancelled before anything was sent.', {
        code: 'deadline-exceeded',
        hint: 'No one was notified.',
      });
    case 'deadline':
      return new Fault('GitHub did not respond within the time of the step (`timeout-seconds`).', {
        code: 'deadline-exceeded',
        hint: 'No one was notified. Re-run the job, or increase `timeout-seconds`.',
      });
    case 'network':
      return missing(
        `GitHub cannot be reached: ${detail}`,
        'Check `GITHUB_API_URL`, the proxy variables, and the network of the runner.',
      );
  }
}

function missing(message: string, hint: string): Fault {
  return new Fault(message, { code: 'value-missing', hint });
}
