/** What is measured: the committed bundle as a step, a bare Node.js, and a careful shell step. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { read, root } from '../support/project.ts';
import type { Command } from './measure.ts';

/** The inputs as the runner sets them: all, blank or with their defaults; an expression is given below. */
const action: { readonly inputs: Readonly<Record<string, { readonly default?: string }>> } = parse(
  read('action.yml'),
);
const defaults = Object.fromEntries(
  Object.entries(action.inputs).map(([name, { default: fallback = '' }]) => [name, fallback]),
);

/** Where the commands find what they need. */
export interface Location {
  /** A folder for files of the step. */
  readonly folder: string;
  /** A file with the bench's own certificate authority. */
  readonly authority: string;
  /** All authorities of the system, and the bench's: what curl reads each time it starts. */
  readonly authorities: string;
}

/** `node -e 0`. */
export const bareNode: Command = {
  program: process.execPath,
  args: ['-e', '0'],
  env: { PATH: process.env['PATH'] },
};

/** The step, with the variables that a runner sets. */
export function step(
  location: Location,
  baseUrl: string,
  inputs: Readonly<Record<string, string>>,
): Command {
  const given = {
    ...defaults,
    'client-id': 'bench',
    'client-secret': 'bench-secret-0001',
    'base-url': baseUrl,
    job: '{"status":"success"}',
    matrix: 'null',
    strategy: '{"fail-fast":true,"job-index":0,"job-total":1,"max-parallel":1}',
    ...inputs,
  };
  const variables = Object.entries(given).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  return {
    program: process.execPath,
    args: [join(root, 'dist', 'index.js')],
    env: {
      PATH: process.env['PATH'],
      NODE_EXTRA_CA_CERTS: location.authority,
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: location.folder,
      GITHUB_REPOSITORY: 'acme/harbor',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_EVENT_NAME: 'release',
      GITHUB_EVENT_PATH: join(root, 'examples', 'release-announcement', 'event.json'),
      GITHUB_ACTOR: 'octocat',
      GITHUB_RUN_ID: '19571113',
      GITHUB_OUTPUT: file(location, 'output'),
      GITHUB_STEP_SUMMARY: file(location, 'summary'),
      ...Object.fromEntries(variables),
    },
  };
}

/** Only inputs: no document, no expression. */
export const inputsOnly = {
  'template-id': '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
  'audience-ids': 'cf0bd4c1-86fd-4c79-a46a-c730d6789e63',
  'runtime-title': 'Release 4.7 is out',
  overrides: 'URL=https://example.com/releases/4.7',
};

/** A YAML file with ten expressions. */
export function payloadFile(location: Location): Readonly<Record<string, string>> {
  const path = file(
    location,
    'payload.yml',
    `notification:
  templateId: 1e5afe51-2d2a-4b22-a60a-cf2d6c01d726
  audiencesIds: [cf0bd4c1-86fd-4c79-a46a-c730d6789e63]
  title: \${{ github.event.release.tag_name }} of \${{ github.repository }}
  runtimeTitle: \${{ github.event.release.name || github.event.release.tag_name }} is out
  runtimeDescription: \${{ github.event.release.prerelease && 'Pre-release' || 'Release' }} by \${{ github.event.release.author.login }}
  override:
    VERSION: \${{ github.event.release.tag_name }}
    URL: \${{ github.event.release.html_url }}
    ACTOR: \${{ github.actor }}
    RUN: \${{ format('{0}/{1}/actions/runs/{2}', github.server_url, github.repository, github.run_id) }}
    TITLE: \${{ truncate(github.event.release.name, 20) }}
`,
  );
  return { 'payload-file': path };
}

/** The release of the event, without a payload file in the repository. */
export const builtinRelease = {
  'payload-file': 'builtin:release',
  'template-id': '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
  'audience-ids': 'cf0bd4c1-86fd-4c79-a46a-c730d6789e63',
};

/** All that a plan may have: 500 deliveries with 100,000 overrides, in a dry run. */
export function largestPlan(location: Location): Command {
  const overrides = Array.from(
    { length: 200 },
    (_, n) => `    KEY_${n}: value \${{ github.actor }} ${n}`,
  );
  const text = `notification:\n  templateId: t\n  audiencesIds: [a]\n  override:\n${overrides.join('\n')}\n`;
  return step(location, 'http://127.0.0.1:1', {
    'dry-run': 'true',
    'payload-file': file(location, 'largest.yml', text),
    payload: JSON.stringify({
      notifications: Array.from({ length: 500 }, (_, n) => ({ title: `Title ${n}` })),
    }),
  });
}

/** One message by slackapi/slack-github-action, whose script this is. */
export function slackStep(location: Location, baseUrl: string, script: string): Command {
  const { env } = step(location, baseUrl, {
    webhook: `${baseUrl}/services/T/B/x`,
    'webhook-type': 'incoming-webhook',
    payload: '{"text":"Release 4.7 is out"}',
    errors: 'true',
    'payload-templated': 'false',
    retries: '0',
  });
  return { program: process.execPath, args: [script], env };
}

const payload =
  '{"notification":{"templateId":"1e5afe51-2d2a-4b22-a60a-cf2d6c01d726","audiencesIds":["cf0bd4c1-86fd-4c79-a46a-c730d6789e63"],"runtimeTitle":"Release 4.7 is out","override":[{"key":"URL","value":"https://example.com/releases/4.7"}]}}';

const credentials = { CLIENT_ID: 'bench', CLIENT_SECRET: 'bench-secret-0001' };

/** The same two requests by Node's own client. */
export function floor(location: Location, baseUrl: string): Command {
  return {
    program: process.execPath,
    args: [join(import.meta.dirname, 'floor.cjs')],
    env: {
      PATH: process.env['PATH'],
      NODE_EXTRA_CA_CERTS: location.authority,
      BASE_URL: baseUrl,
      PAYLOAD: payload,
      ...credentials,
    },
  };
}

/** The same two requests by bash, curl and jq, as people write them. */
export function shellStep(location: Location, baseUrl: string): Command {
  const script = file(
    location,
    'step.sh',
    `set -euo pipefail
token=$(curl -sS --fail -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials "$BASE_URL/accounts/connect/token" | jq -r .access_token)
curl -sS --fail -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \\
  -d '${payload}' \\
  "$BASE_URL/public/v1/notifications/send"
`,
  );
  return {
    program: 'bash',
    args: [script],
    env: {
      PATH: process.env['PATH'],
      CURL_CA_BUNDLE: location.authorities,
      BASE_URL: baseUrl,
      ...credentials,
    },
  };
}

function file(location: Location, name: string, text = ''): string {
  const path = join(location.folder, name);
  writeFileSync(path, text);
  return path;
}
