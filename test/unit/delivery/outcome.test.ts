import { describe, expect, it } from 'vitest';
import type { DeliveryWorld } from '../../../src/delivery/delivery-world.ts';
import type { DeliveryError } from '../../../src/delivery/explanation.ts';
import {
  type EndedDelivery,
  notSent,
  type Outcome,
  toOutcome,
} from '../../../src/delivery/outcome.ts';
import type { AttemptResult } from '../../../src/http/http.ts';
import { createRedactor } from '../../../src/text/redact.ts';
import {
  clientSecret,
  createDeliveryWorld,
  lost,
  notificationWith,
  ok,
  planOf,
  response,
  startMs,
  unsent,
} from '../../support/delivering.ts';

const token = 'token-from-the-service-0001';
const redactor = createRedactor();
redactor.register(clientSecret);
redactor.register(token);
const world: DeliveryWorld = {
  ...createDeliveryWorld(),
  redactor,
  now: () => startMs + 4000.7,
};

const people = new Map([['@octocat', ['ann@example.com']]]);
const recipients = { endUsersIds: ['@octocat'], audiencesIds: ['audience-9'] };
const [delivery] = planOf(recipients, people);

type Change = Partial<EndedDelivery>;

function outcomeOf(results: readonly AttemptResult[], change: Change = {}, it = world): Outcome {
  if (delivery === undefined) throw new Error('The plan is empty.');
  const ended = { delivery, isFirst: true, startedMs: startMs, results } as const;
  return toOutcome({ ...ended, stopBecause: 'final', ...change }, it);
}

const tokenError: DeliveryError = { code: 'token-unavailable', message: 'no token', hint: 'wait' };
const noToken: Change = { stopBecause: 'final', tokenError };

describe('the result that counts', () => {
  const mayHave = response(503, { body: 'may have' }).result;
  const refused = response(400, { body: 'bad' }).result;
  const rejected = response(401).result;

  type Row = [string, AttemptResult[], status: string, code: string | null, stopped?: Change];

  it.each<Row>([
    ['unknown, then accepted', [mayHave, ok.result], 'accepted', null],
    ['refused', [refused], 'refused', 'request-refused'],
    ['unsent', [unsent.result], 'unsent', 'unreachable'],
    ['throttled', [response(429).result], 'throttled', 'rate-limited'],
    ['unknown, then refused', [mayHave, refused], 'unknown', 'delivery-unknown'],
    ['unknown, then unsent', [mayHave, unsent.result], 'unknown', 'delivery-unknown'],
    ['unknown, then no new token', [mayHave, rejected], 'unknown', 'delivery-unknown', noToken],
    ['401 and no new token', [rejected], 'refused', 'token-unavailable', noToken],
    ['no attempt, without a token', [], 'unsent', 'token-unavailable', noToken],
    ['no attempt, without time', [], 'unsent', 'deadline-exceeded', { stopBecause: 'deadline' }],
  ])('%s', (_, results, status, code, stopped) => {
    const outcome = outcomeOf(results, stopped);
    expect(outcome.status).toBe(status);
    expect(outcome.error?.code ?? null).toBe(code);
    expect(outcome.attempts).toBe(results.length);
  });

  it('sets the status code, the response, and the request id', () => {
    const headers = { 'x-request-id': 'r-1' };
    const unknown = response(503, { body: 'may have', headers }).result;
    expect(outcomeOf([unknown, refused])).toMatchObject({
      statusCode: 503,
      response: 'may have',
      requestId: 'r-1',
    });
  });

  it('leaves these null where no response arrived', () => {
    const nothing = { statusCode: null, response: null, requestId: null };
    expect(outcomeOf([unsent.result])).toMatchObject(nothing);
  });

  it.each([
    [true, 'x'.repeat(65_536), 65_536],
    [true, 'x'.repeat(262_144), 65_537],
    [false, 'x'.repeat(4096), 4096],
    [false, 'x'.repeat(262_144), 4097],
    [false, `${'x'.repeat(4090)}${token}`, 4093],
    [false, `${'x'.repeat(65_530)}${token}`, 4097],
  ])('keeps what the outputs show of a response (first: %s)', (isFirst, body, length) => {
    const outcome = outcomeOf([response(400, { body }).result], { isFirst });
    expect(outcome.response).toHaveLength(length);
    expect(outcome.response).toMatch(/^x+(\*\*\*)?$/);
  });

  it('keeps an empty response empty', () => {
    expect(outcomeOf([ok.result]).response).toBe('');
  });

  it('comes with the delivery and whole milliseconds', () => {
    expect(outcomeOf([refused])).toMatchObject({ delivery, durationMs: 4001 });
  });

  it('says why there was no retry', () => {
    const stopped = { stopBecause: 'deadline', retryAfterMs: 90_000 } as const;
    const { error } = outcomeOf([response(429).result], stopped);
    expect(error?.message).toContain('`Retry-After` was 90 s');
  });

  it('is explained for the mode', () => {
    const chosen = { ...world, config: createDeliveryWorld({ mode: 'at-least-once' }).config };
    expect(outcomeOf([lost.result]).error?.hint).toContain('at-least-once');
    expect(outcomeOf([lost.result], {}, chosen).error?.hint).not.toContain('at-least-once');
  });
});

describe('the text of the service', () => {
  it('names no recipient: people as they were resolved, and audiences', () => {
    const body = 'unknown: ANN@example.com and ann%40example.com in audience-9';
    const headers = { 'x-request-id': 'ann@example.com-17' };
    const outcome = outcomeOf([response(400, { body, headers }).result]);
    const redacted = 'unknown: [recipient] and [recipient] in [recipient]';
    expect(outcome.error?.message).toContain(redacted);
    expect(outcome.response).toBe(redacted);
    expect(outcome.requestId).toBe('[recipient]-17');
  });

  it('names no people where there is no audience', () => {
    const { audiencesIds: _, ...notification } = notificationWith();
    const results = [response(200, { body: 'to ann@example.com' }).result];
    const outcomes = planOf().map((planned) =>
      outcomeOf(results, { delivery: { ...planned, notification } }),
    );
    expect(outcomes).toMatchObject([{ response: 'to [recipient]' }]);
  });

  it('contains no secret, in the message, the response, or the request id', () => {
    const body = `you sent ${token} and ${clientSecret}`;
    const headers = { 'x-request-id': `for ${token}` };
    const outcome = outcomeOf([response(400, { body, headers }).result]);
    expect(outcome.error?.message).toContain('(you sent *** and ***)');
    expect(outcome.response).toBe('you sent *** and ***');
    expect(outcome.requestId).toBe('for ***');
  });

  it.each([
    ['a secret', `no: ${token.slice(0, 9)}`, 'no: ***'],
    ['an id', 'no: ann@examp', 'no: [recipient]'],
  ])('contains no part of %s where it was cut', (_, body, expected) => {
    const outcome = outcomeOf([response(400, { body, truncatedBy: 'aborted' }).result]);
    expect(outcome.response).toBe(expected);
    expect(outcome.error?.message).toContain(`(${expected})`);
  });
});

describe('the request id', () => {
  it.each([
    ['x-request-id', { 'x-request-id': 'yes' }],
    ['request-id', { 'request-id': 'yes' }],
    ['requestid', { requestid: 'yes' }],
    ['a vendor’s', { 'x-amzn-request-id': 'yes' }],
    ['x-correlation-id', { 'x-correlation-id': 'yes' }],
    ['correlationid', { correlationid: 'yes' }],
    ['a vendor’s correlation', { 'wm-correlation-id': 'yes' }],
    ['traceparent', { traceparent: 'yes' }],
    ['cf-ray', { 'cf-ray': 'yes' }],
    ['its own name before a vendor’s', { 'x-amzn-request-id': 'no', 'x-request-id': 'yes' }],
    ['a vendor’s before a correlation', { 'x-correlation-id': 'no', 'x-ms-request-id': 'yes' }],
    ['a correlation before a vendor’s', { 'wm-correlation-id': 'no', 'correlation-id': 'yes' }],
    ['a correlation before a trace', { traceparent: 'no', 'wm-correlation-id': 'yes' }],
    ['a trace before cf-ray', { 'cf-ray': 'no', traceparent: 'yes' }],
    ['one that is not empty', { 'x-request-id': '', 'cf-ray': 'yes' }],
    ['one that is not empty, of the same kind', { 'request-id': '', 'x-request-id': 'yes' }],
  ])('is taken from %s', (_, headers: Readonly<Record<string, string>>) => {
    expect(outcomeOf([response(200, { headers }).result]).requestId).toBe('yes');
  });

  it.each([
    ['no header', {}],
    ['an empty one', { 'x-request-id': '' }],
    ['other headers', { 'x-request-identity': 'a', 'my-request-ids': 'b', 'a-request-ids': 'c' }],
    [
      'others',
      { 'my-correlation-ids': 'c', 'x-traceparent': 'a', 'x-cf-ray': 'c', 'cf-rays': 'd' },
    ],
  ])('is null with %s', (_, headers: Readonly<Record<string, string>>) => {
    expect(outcomeOf([response(200, { headers }).result]).requestId).toBeNull();
  });

  it.each([
    ['UTF-8', 'gr\u00c3\u00bc\u00c3\u009f', 'grüß'],
    ['Latin-1', 'gr\u00fc\u00df', 'grüß'],
  ])('is read as %s', (_, header, id) => {
    const { result } = response(200, { headers: { 'x-request-id': header } });
    expect(outcomeOf([result]).requestId).toBe(id);
  });

  it('is cut to 200 characters, after redaction', () => {
    const idOf = (id: string): string | null =>
      outcomeOf([response(200, { headers: { 'x-request-id': id } }).result]).requestId;
    expect(idOf(`${'x'.repeat(195)}${token}`)).toBe(`${'x'.repeat(195)}***`);
    expect(idOf('x'.repeat(201))).toBe('x'.repeat(200));
  });
});

it.each(['skipped', 'unsent'] as const)(
  'an outcome without an attempt (%s) is null in everything else',
  (status) => {
    const error: DeliveryError = { code: 'credentials-missing', message: 'm', hint: 'h' };
    for (const planned of planOf()) {
      expect(notSent(planned, status, error)).toEqual({
        delivery: planned,
        status,
        error,
        statusCode: null,
        requestId: null,
        attempts: 0,
        durationMs: 0,
        response: null,
      });
    }
    expect.assertions(1);
  },
);
