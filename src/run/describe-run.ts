/** Describes the run: asks GitHub's API, and makes the `run` context of its answers. */

import { Fault } from '../diagnostics.ts';
import { TOKEN_HINT } from './github-fault.ts';
import { askAboutRun } from './run-answers.ts';
import { type RunContext, toRunContext } from './run-context.ts';
import type { RunSources } from './run-source.ts';
import { runSubject } from './run-subject.ts';

/** @throws {Fault} what to do where GitHub cannot be asked. */
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
  const answers = await askAboutRun(subject, github);
  const { job, needs } = config;
  const own = { job, needs, runnerName: env['RUNNER_NAME'] ?? '' };
  return toRunContext(answers, subject.isOwn ? own : undefined, now());
}
