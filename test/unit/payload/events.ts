/** Recorded events: shapes of GitHub's webhooks, trimmed, with data of a harbor that does not exist. */

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { valueAt } from '../../../src/text/property.ts';
import type { Environment } from '../../../src/world.ts';

const folder = new URL('../../fixtures/events/', import.meta.url);

/** The names of all recorded events. */
export const eventNames: readonly string[] = readdirSync(folder).map((name) =>
  name.replace(/\.json$/, ''),
);

/** @returns a recorded event. */
export function recorded(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

/** The commit on `main` of the recorded events, and that of their pull request. */
export const mainSha = 'ffac537e6cbbf934b08745a378932722df287a53';
export const headSha = 'ec26c3e57ca3a959ca5aad62de7213c562f8c821';

/** The variables of a run on `main`. */
export const runEnv: Environment = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/harbor',
  GITHUB_REF_NAME: 'main',
  GITHUB_REF_TYPE: 'branch',
  GITHUB_HEAD_REF: '',
  GITHUB_SHA: mainSha,
  GITHUB_ACTOR: 'octocat',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_WORKFLOW: 'Deploy',
  GITHUB_JOB: 'notify',
  GITHUB_RUN_ID: '1658821493',
  GITHUB_RUN_NUMBER: '42',
  GITHUB_RUN_ATTEMPT: '1',
};

/** One payload that GitHub recorded. */
export interface Example {
  readonly event: string;
  readonly payload: unknown;
}

/** @returns every payload of `@octokit/webhooks-examples` for one edition of GitHub. */
export function octokitExamples(edition: string): readonly Example[] {
  const definitions: unknown = createRequire(import.meta.url)(
    `@octokit/webhooks-examples/${edition}/index.json`,
  );
  if (!Array.isArray(definitions)) throw new Error('no list of definitions');
  return definitions.flatMap((definition: unknown) => {
    const examples = valueAt(definition, 'examples');
    const event = String(valueAt(definition, 'name'));
    return Array.isArray(examples) ? examples.map((payload: unknown) => ({ event, payload })) : [];
  });
}
