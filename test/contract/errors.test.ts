import { expect, it } from 'vitest';
import { errorCodes } from '../../src/diagnostics.ts';
import type { AttemptResult } from '../../src/http/http.ts';
import type { World } from '../../src/world.ts';
import { read } from '../support/project.ts';
import { runStory } from '../support/story.ts';
import type { Scenario } from '../support/world.ts';

// Each error code once: its message is quoted in docs/errors.md, and `on-failure: warn` covers it or not.

const minimal = { 'template-id': 't', 'audience-ids': 'a' };
const complete = { ...minimal, 'client-id': 'id', 'client-secret': 'a-long-secret' };
const response = (status: number, body = '', headers = {}): AttemptResult => ({
  kind: 'response',
  status,
  headers,
  body,
});
const token = response(200, '{"access_token": "a-fresh-token"}');
const noConnection: AttemptResult = {
  kind: 'no-response',
  phase: 'connecting',
  cause: 'network',
  detail: 'connect ECONNREFUSED 203.0.113.7:443',
};

/** A run whose sends have this result, as long as the requests for a token have that one. */
function requests(sent: AttemptResult, granted = token): Scenario {
  const send: World['send'] = async ({ url }) => (url.endsWith('/token') ? granted : sent);
  return { inputs: complete, world: { send, sleep: async () => undefined, random: () => 0 } };
}

/** A run with a payload file that has these lines below `notification:`. */
function document(...lines: readonly string[]): Scenario {
  const text = ['notification:', ...lines.map((line) => `  ${line}`), ''].join('\n');
  return {
    inputs: { ...minimal, 'dry-run': 'true', 'payload-file': 'release.yml' },
    files: { 'release.yml': text },
    event: { release: { html_url: 'https://github.com' } },
  };
}

/** The clock jumps to the last half second while the token is requested. */
function tooSlow(): Scenario {
  let nowMs = Date.UTC(2027, 0, 15);
  const send = async (): Promise<AttemptResult> => {
    nowMs += 119_500;
    return token;
  };
  return { inputs: complete, world: { send, now: () => nowMs } };
}

const scenarios: Readonly<Record<string, Scenario>> = {
  'inputs-invalid': { inputs: { ...complete, 'max-attempts': '20' } },
  'credentials-missing': { inputs: minimal },
  'payload-unreadable': {
    inputs: { ...complete, 'payload-file': '.github/walkme/release.yml' },
  },
  'payload-invalid': document('templateId: t', 'runtimeTitel: Harbor is out'),
  'expression-invalid': document('override:', '  B: ${{ steps.x.y }}'),
  'value-missing': document('override:', '  NAME: ${{ github.event.release.name }}'),
  'recipient-unresolved': {
    inputs: { ...complete, 'end-user-ids': '@octocat', 'user-map': 'people.yml' },
    files: { 'people.yml': 'hubot: []' },
  },
  'github-unavailable': {
    inputs: { ...complete, 'end-user-ids': '@octocat', 'github-token': 'a-long-token' },
    world: {
      lookUpIdentities: async () => ({
        found: new Map(),
        reason: 'GitHub returned HTTP 502',
        unavailable: 'temporary',
      }),
    },
  },
  'token-refused': requests(token, response(401, '{"error": "invalid_client"}')),
  'token-unavailable': requests(token, noConnection),
  'permission-denied': requests(response(403)),
  'request-refused': requests(response(400, '…')),
  'rate-limited': requests(response(429, '', { 'retry-after': '600' })),
  unreachable: requests(noConnection),
  'delivery-unknown': requests(response(503)),
  'deadline-exceeded': tooSlow(),
  internal: {
    inputs: complete,
    world: {
      send: () => {
        throw new Error('…');
      },
    },
  },
};

/** Line and column: the page quotes a longer document than these. */
const POSITION = /:\d+:\d+(?= \(|: )/;

const page = read('docs/errors.md');

it.each(Object.keys(errorCodes))('docs/errors.md quotes the message of %s', async (code) => {
  const quote = new RegExp(`^## ${code}\\n\\n> (.+)$`, 'm').exec(page)?.[1];
  const { report, outputs } = await runStory(scenarios[code] ?? {});
  expect(report.exitCode).toBe(1);
  expect(outputs['error-code']).toBe(code);
  expect(outputs['error-message']?.replace(POSITION, '')).toContain(quote?.replace(POSITION, ''));
});

it.each(Object.entries(errorCodes))(
  '`on-failure: warn` keeps the step green after %s only if docs/errors.md says so',
  async (code, { isForgivable }) => {
    const { inputs, ...scenario } = scenarios[code] ?? {};
    const run = await runStory({ ...scenario, inputs: { ...inputs, 'on-failure': 'warn' } });
    expect(run.report.exitCode).toBe(isForgivable ? 0 : 1);
    expect(run.outputs).toMatchObject({
      outcome: code === 'delivery-unknown' || code === 'internal' ? 'unknown' : 'failed',
      'error-code': code,
      'error-message': expect.stringMatching(/./),
    });
    if (isForgivable) for (const it of run.deliveries) expect(it['errorCode']).toBe(code);
    expect(run.annotations).toMatchObject([{ level: isForgivable ? 'warning' : 'error' }]);
  },
);
