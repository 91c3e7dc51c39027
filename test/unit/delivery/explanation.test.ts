import { describe, expect, it } from 'vitest';
import { explain, whyStopped } from '../../../src/delivery/explanation.ts';
import type { AttemptResult } from '../../../src/http/http.ts';
import { noResponse, response } from '../../support/delivering.ts';

type FailedDelivery = Parameters<typeof explain>[0];

function failed(
  result: AttemptResult | undefined,
  change: Partial<FailedDelivery> = {},
): FailedDelivery {
  return {
    result,
    attempts: 1,
    stopBecause: 'final',
    retryAfterMs: undefined,
    host: 'api.test',
    mode: 'at-most-once',
    ...change,
  };
}

/** @returns the whole text, as people read it. */
function textOf(result: AttemptResult | undefined, change?: Partial<FailedDelivery>): string {
  const { code, message, hint } = explain(failed(result, change));
  return `${code}: ${message} ${hint}`;
}

const reset = noResponse('connected', { detail: 'read ECONNRESET' }).result;
const unreachable = noResponse('connecting', { detail: 'connect ECONNREFUSED 192.0.2.1:443' });

const checkCenter =
  'Check the Communication Center before you re-run the job, because a re-run sends the notification again.';
const acceptDuplicates = 'To retry anyway and accept duplicates, set `delivery: at-least-once`.';
const notDelivered = 'The notification was not delivered.';

describe('a delivery that was not accepted says what happened and what to do', () => {
  it.each<[name: string, result: AttemptResult | undefined, text: string]>([
    [
      '503',
      response(503).result,
      `delivery-unknown: Delivery unknown: api.test returned HTTP 503. The notification may have been delivered. ${checkCenter} ${acceptDuplicates}`,
    ],
    [
      'a reset',
      reset,
      `delivery-unknown: Delivery unknown: api.test returned no usable response: read ECONNRESET. The notification may have been delivered. ${checkCenter} ${acceptDuplicates}`,
    ],
    [
      'a cancellation in flight',
      noResponse('connected', { cause: 'aborted', detail: 'the job was cancelled' }).result,
      `delivery-unknown: Delivery unknown: api.test returned no usable response: the job was cancelled. The notification may have been delivered. ${checkCenter}`,
    ],
    [
      '400 with a text',
      response(400, { body: '{"error":"no such template"}' }).result,
      `request-refused: api.test returned HTTP 400 (no such template). ${notDelivered} Check the IDs of the template, the recipients, and the system in WalkMe. The text in parentheses comes from the service.`,
    ],
    [
      '405',
      response(405).result,
      `request-refused: api.test returned HTTP 405. ${notDelivered} Check \`base-url\` and \`region\`: the address may belong to another service.`,
    ],
    [
      '413',
      response(413).result,
      `request-refused: api.test returned HTTP 413. ${notDelivered} Shorten the texts, or send to audiences instead of single people.`,
    ],
    [
      '404 without a text',
      response(404, { body: ' \n' }).result,
      `request-refused: api.test returned HTTP 404. ${notDelivered} Check the IDs of the template, the recipients, and the system in WalkMe.`,
    ],
    [
      '302',
      response(302).result,
      `request-refused: api.test returned HTTP 302. ${notDelivered} Redirects are never followed. Set \`base-url\` to the final address, or \`region\` to that of your account.`,
    ],
    [
      '403',
      response(403).result,
      `permission-denied: api.test returned HTTP 403. ${notDelivered} The API key probably lacks the permission "Notification API: Write". Set it in the Admin Center, under API Keys.`,
    ],
    [
      '401',
      response(401).result,
      `token-refused: api.test returned HTTP 401 even with a new access token. ${notDelivered} Check in the Admin Center that the API key is active and has the permission "Notification API: Write", and that \`region\` matches your account.`,
    ],
    [
      'a refused connection',
      unreachable.result,
      `unreachable: api.test could not be reached: connect ECONNREFUSED 192.0.2.1:443. ${notDelivered} Check \`region\` or \`base-url\`, and the network, firewall, and proxy (HTTPS_PROXY) of the runner.`,
    ],
  ])('%s', (_, result, text) => {
    expect(textOf(result)).toBe(text);
  });

  it('399 is a redirect, 400 is not', () => {
    expect(textOf(response(399).result)).toContain('Redirects');
    expect(textOf(response(400).result)).not.toContain('Redirects');
  });

  it('at-least-once is proposed only to those who have not chosen it', () => {
    expect(textOf(reset, { mode: 'at-least-once' })).not.toContain('at-least-once');
  });
});

describe('why there was no retry', () => {
  it.each<[Partial<FailedDelivery>, string]>([
    [{ stopBecause: 'final', retryAfterMs: 5000 }, ''],
    [{ stopBecause: 'attempts', attempts: 4 }, ' Stopped after 4 attempts.'],
    [
      { stopBecause: 'attempts', retryAfterMs: 600_000 },
      ' `Retry-After` was 10 min. Stopped after 1 attempt.',
    ],
    [{ stopBecause: 'deadline' }, ' `timeout-seconds` leaves no time to retry.'],
    [
      { stopBecause: 'deadline', retryAfterMs: 30_000 },
      ' `Retry-After` was 30 s. `timeout-seconds` leaves no time to retry.',
    ],
    [
      { stopBecause: 'deadline', retryAfterMs: Number.POSITIVE_INFINITY },
      ' `Retry-After` was more than 2 days. `timeout-seconds` leaves no time to retry.',
    ],
    [{ stopBecause: 'cancelled', retryAfterMs: 0 }, ' The job was cancelled.'],
  ])('%j', (change, text) => {
    expect(whyStopped(failed(undefined, change))).toBe(text);
  });

  it.each([
    ['attempts', 'Increase `max-attempts`, or re-run the job later.'],
    ['deadline', 'Increase `timeout-seconds`, or re-run the job later.'],
    ['cancelled', 'Re-run the job later.'],
  ] as const)('429 until %s: the hint names the input that would help', (stopBecause, hint) => {
    const text = textOf(response(429).result, { stopBecause, attempts: 2 });
    expect(text).toMatch(/^rate-limited: api\.test returned HTTP 429\. /);
    expect(text).toContain(`${notDelivered} ${hint}`);
    expect(text).toContain(whyStopped(failed(undefined, { stopBecause, attempts: 2 })));
  });

  it.each([unreachable.result, reset, response(401).result])('%j says it', (result) => {
    expect(textOf(result, { stopBecause: 'deadline' })).toContain('leaves no time to retry');
  });

  it('a 401 whose token could not be replaced does not say that it was new', () => {
    expect(textOf(response(401).result, { stopBecause: 'deadline' })).not.toContain('even with');
  });
});

describe('without an attempt', () => {
  it.each<[Partial<FailedDelivery>, string]>([
    [
      { stopBecause: 'deadline' },
      'Not sent: `timeout-seconds` leaves no time for an attempt. Increase `timeout-seconds`.',
    ],
    [
      { stopBecause: 'deadline', retryAfterMs: 600_000 },
      'Not sent: `Retry-After` of api.test was 10 min, and `timeout-seconds` leaves no time for an attempt. Increase `timeout-seconds`.',
    ],
    [
      { stopBecause: 'cancelled' },
      'Not sent: the job was cancelled before the first attempt. Re-run the job to send the notification.',
    ],
  ])('%j', (change, text) => {
    expect(textOf(undefined, change)).toBe(`deadline-exceeded: ${text}`);
  });
});

describe('the text of the service', () => {
  it.each([
    ['{\r\n  "error":\t"no such\\n template"\n}\n', 'no such template'],
    ['No such template.', 'No such template'],
    ['No. Wait...', 'No. Wait...'],
    ['x'.repeat(300), 'x'.repeat(300)],
    ['x'.repeat(301), `${'x'.repeat(299)}…`],
  ])('is shown on one line, without its full stop, in 300 characters: %j', (body, shown) => {
    const { message } = explain(failed(response(400, { body }).result));
    expect(message).toBe(`api.test returned HTTP 400 (${shown}).`);
  });

  it.each([302, 400, 401, 403, 429, 500])('is shown with HTTP %i', (status) => {
    const { result } = response(status, { body: 'no' });
    expect(explain(failed(result)).message).toContain(`returned HTTP ${status} (no)`);
  });

  it.each([400, 401, 403, 404])(
    'is no reason to doubt the API key if it is a page: %i',
    (status) => {
      const { result } = response(status, { body: '<html><title>Blocked</title>' });
      const page = `returned HTTP ${status} (a web page, probably of a proxy or firewall: "Blocked")`;
      const { message, hint } = explain(failed(result));
      expect(message).toContain(page);
      expect(`${message} ${hint}`).toContain('proxy (HTTPS_PROXY)');
      expect(`${message} ${hint}`).not.toMatch(/key|permission|ID|service/i);
    },
  );

  it('is not called that of the service if it is encoded', () => {
    const headers = { 'content-encoding': 'gzip' };
    const text = textOf(response(400, { body: '\u001f\ufffd', headers }).result);
    expect(text).toContain('HTTP 400 (the body is encoded as gzip, which was not requested)');
    expect(text).not.toContain('comes from the service');
  });
});
