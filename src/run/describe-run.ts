/** Describes the run: asks GitHub's API, and makes the `run` context from its responses. */

import { Fault } from '../diagnostics.ts';
import { TOKEN_HINT } from './github-fault.ts';
import { type RunContext, toRunContext } from './run-context.ts';
import { fetchRun } from './run-requests.ts';
import type { RunSources } from './run-source.ts';
import { runSubject } from './run-subject.ts';

/** @throws {Fault} that says what to do if GitHub cannot be asked. */
export async function describeRun({
  config,
  event,
  deadlineMs,
  world,
}: RunSources): Promise<RunContext> {
  const { env, signal, now, log } = world;
  const token = config.githubToken();
  const subject = runSubject(env, event);
  if (token === '') {
    throw new Fault('`github-token` is not set', { code: 'value-missing', hint: TOKEN_HINT });
  }
  const github = await world.openGithub({
    token,
    apiUrl: env['GITHUB_API_URL'] ?? '',
    requestTimeoutMs: config.rules.requestTimeoutMs,
    remainingMs: deadlineMs() - now(),
    signal,
    log: log.debug,
  });
  const fetched = await fetchRun(subject, github);
  const { job, needs } = config;
  const own = { job, needs, runnerName: env['RUNNER_NAME'] ?? '' };
  return toRunContext(fetched, subject.isOwn ? own : undefined, now());
}
