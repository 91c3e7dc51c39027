/** Puts GitHub's API beside a workflow that asks it about its run. */

import type { ServerResponse } from 'node:http';
import { parse } from 'yaml';
import { textAt, valueAt } from '../../src/text/property.ts';
import { earlierRun, failedJob, type Job, job, runId, workflowRun } from './github-answers.ts';
import { startGithub } from './github-server.ts';
import { reply } from './graphql-server.ts';
import type { Occasion } from './occasion.ts';

/** How long the run has been going on. */
const RUNNING_MS = 200_000;

/** @returns the occasion with the address of GitHub, if the workflow has a token for it. */
export async function withGithub(text: string, occasion: Occasion): Promise<Occasion> {
  if (!text.includes('github-token:')) return occasion;
  const { past = {}, env, payload, world } = occasion;
  const count = Number(env?.['GITHUB_RUN_ATTEMPT'] ?? 1);
  const run_started_at = new Date((world?.now?.() ?? Date.now()) - RUNNING_MS).toISOString();
  const ended = (conclusion: string) => workflowRun({ status: 'completed', conclusion });
  const about = textAt(payload, 'workflow_run', 'conclusion');
  const now = about === '' ? workflowRun({ run_started_at }) : ended(about);
  const { attempts = Array.from({ length: count - 1 }, () => 'failure') } = past;
  const { url } = await startGithub({
    instead: (path, response) => answerOthers(path, text, response),
    attempts: [...attempts.map(ended), now],
    jobs:
      about === ''
        ? jobsOf(text, occasion)
        : [about === 'failure' ? failedJob('test') : job('test')],
    runs: past.runs ?? [earlierRun(41, 'success')],
  });
  const own = {
    GITHUB_API_URL: url,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    GITHUB_RUN_ID: String(runId),
  };
  return { ...occasion, env: { ...env, ...own } };
}

/**
 * What else GitHub knows: who committed, that each cancelled job exceeded its time limit, and that the
 * organization has no SAML.
 */
function answerOthers(path: string, workflow: string, response: ServerResponse): boolean {
  const authors = ['jonasr', 'octocat', 'stranger'];
  const commits = authors.map((login) => ({ author: { login, type: 'User' } }));
  const message = 'The job has exceeded the maximum execution time of 1h0m0s';
  const refused = { message: 'Resource not accessible by integration', status: '403' };
  const noSaml = { data: { organization: { samlIdentityProvider: null } } };
  if (path === '/graphql') reply(response, noSaml);
  else if (path.includes('/compare/')) reply(response, { total_commits: commits.length, commits });
  else if (!path.endsWith('/annotations')) return false;
  else if (workflow.includes('checks: read')) reply(response, [{ message }]);
  else reply(response, refused, { status: 403 });
  return true;
}

/** The jobs that have ended when the action asks, as the occasion says. */
function jobsOf(text: string, { results = {} }: Occasion): readonly Job[] {
  const jobs = Object.keys(Object(valueAt(parse(text), 'jobs')));
  return jobs.flatMap((id) => {
    const result = results[id];
    if (result === undefined) return [];
    return result === 'failure' ? [failedJob(id)] : [job(id, { conclusion: result })];
  });
}
