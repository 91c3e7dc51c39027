/** Stories of steps that ask GitHub about their run. */

import { ownJobId } from './github-answers.ts';
import { type Github, type GithubServer, runEnv, startGithub } from './github-server.ts';
import { inputsFor, simulate } from './simulator.ts';
import { minimal, runStory } from './story.ts';
import type { Run, Scenario } from './world.ts';

/** A token of the job; no log or output may show it. */
export const token = 'ghs_0123456789abcdef';

/** What came of a step. */
export interface RunStory {
  readonly run: Run;
  /** The overrides that were sent, by key; none where nothing was. */
  readonly sent: Readonly<Record<string, string>>;
  readonly server: GithubServer;
  /** The endpoints of the service that were called. */
  readonly endpoints: readonly string[];
}

/** Runs a step with these inputs in a run that GitHub knows, with a payload file of expressions. */
export async function runStoryOf(
  github: Github,
  expressions: Readonly<Record<string, string>> = {},
  change: Scenario = {},
): Promise<RunStory> {
  const server = await startGithub(github);
  const simulator = await simulate();
  const lines = Object.entries(expressions).map(([key, it]) => `    ${key}: \${{ ${it} }}\n`);
  const run = await runStory({
    ...change,
    inputs: {
      ...inputsFor(simulator),
      ...minimal,
      'payload-file': 'p.yml',
      'github-token': token,
      job: jobContext('success'),
      ...change.inputs,
    },
    env: { ...runEnv, GITHUB_API_URL: server.url, ...change.env },
    files: {
      'p.yml': `notification:\n  runtimeTitle: a\n  override:\n${lines.join('')}`,
      ...change.files,
    },
  });
  const overrides = simulator.ledger.accepted()[0]?.notification?.['override'] ?? [];
  const sent = Object(overrides).map((it: { key: string; value: string }) => [it.key, it.value]);
  const endpoints = simulator.ledger.entries.map(({ endpoint }) => endpoint);
  return { run, sent: Object.fromEntries(sent), server, endpoints };
}

/** @returns the `job` context of the step's job, as an input. */
export function jobContext(status: string): string {
  return JSON.stringify({ status, check_run_id: ownJobId });
}
