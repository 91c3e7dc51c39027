/** Stories of steps that ask GitHub about their run. */

import { ownJobId } from './github-answers.ts';
import { type Github, runEnv, startGithub } from './github-server.ts';
import { notify, type Story } from './story.ts';

/** A token of the job; no log or output may show it. */
export const token = 'ghs_0123456789abcdef';

/**
 * Runs a step with these inputs in a run that GitHub knows, with a payload file of expressions.
 * @returns what came of it, and the overrides that were sent, by key; none where nothing was.
 */
export async function runStoryOf(
  github: Github,
  expressions: Readonly<Record<string, string>> = {},
  change: Story = {},
) {
  const server = await startGithub(github);
  const lines = Object.entries(expressions).map(([key, it]) => `    ${key}: \${{ ${it} }}\n`);
  const run = await notify({
    yaml: `notification:\n  runtimeTitle: a\n  override:\n${lines.join('')}`,
    ...change,
    inputs: { 'github-token': token, job: jobContext('success'), ...change.inputs },
    env: { ...runEnv, GITHUB_API_URL: server.url, ...change.env },
  });
  const overrides = run.accepted[0]?.['override'] ?? [];
  const sent = Object(overrides).map((it: { key: string; value: string }) => [it.key, it.value]);
  const byKey: Readonly<Record<string, string>> = Object.fromEntries(sent);
  return { run, sent: byKey, server };
}

/** @returns the `job` context of the step's job, as an input. */
export function jobContext(status: string): string {
  return JSON.stringify({ status, check_run_id: ownJobId });
}
