import { describe, expect, it } from 'vitest';
import { type Course, conclude, type End } from '../../../src/delivery/course.ts';
import type { DeliveryWorld } from '../../../src/delivery/delivery-world.ts';
import type { Exchange, Reply } from '../../../src/delivery/http.ts';
import type { DeliveryError } from '../../../src/delivery/outcome.ts';
import { createRedactor } from '../../../src/text/redact.ts';
import { clientSecret, lost, ok, planOf, reply, unsent } from '../../support/delivering.ts';

const token = 'token-from-the-service-0001';
const redactor = createRedactor();
redactor.register(clientSecret);
redactor.register(token);

const world: DeliveryWorld = {
  service: {
    tokenUrl: 'https://api.test/token',
    sendUrl: 'https://api.test/send',
    host: 'api.test',
  },
  credentials: { clientId: 'key-1', clientSecret: () => clientSecret },
  rules: { mode: 'at-most-once', maxAttempts: 4, requestTimeoutMs: 30_000, timeoutMs: 120_000 },
  deadlineMs: 120_000,
  signal: new AbortController().signal,
  send: async () => ok.exchange,
  now: () => 5000.7,
  sleep: async () => undefined,
  random: () => 0.5,
  mask: () => undefined,
  redact: redactor.redactCut,
  log: { info: () => undefined, debug: () => undefined },
};

const people = new Map([['@octocat', ['ann@example.com']]]);
const recipients = { endUsersIds: ['@octocat'], audiencesIds: ['audience-9'] };
const delivery = planOf(recipients, people)[0] ?? fail();

function fail(): never {
  throw new Error('The plan is empty.');
}

function courseOf(change: Partial<Course>): Course {
  return { delivery, world, startedMs: 1000, attempts: 1, renewed: false, ...change };
}

const gaveUp: End = { kind: 'gave-up', stop: undefined };
const error: DeliveryError = { code: 'token-unavailable', message: 'no token', hint: 'wait' };
const noToken: End = { kind: 'no-token', error };

describe('the exchange that counts', () => {
  const accepted: End = { kind: 'accepted' };
  const mayHave = reply(503, { body: 'may have' }).exchange;
  const refused = reply(400, { body: 'bad' }).exchange;

  it.each<
    [
      name: string,
      course: { last?: Exchange; doubtful?: Exchange },
      end: End,
      status: string,
      code: string | null,
    ]
  >([
    ['the last, accepted', { last: ok.exchange }, accepted, 'accepted', null],
    [
      'the last, accepted after one that may have arrived',
      { last: ok.exchange, doubtful: mayHave },
      accepted,
      'accepted',
      null,
    ],
    ['the last, refused', { last: refused }, gaveUp, 'refused', 'request-refused'],
    ['the last, unsent', { last: unsent.exchange }, gaveUp, 'unsent', 'unreachable'],
    ['the last, throttled', { last: reply(429).exchange }, gaveUp, 'throttled', 'rate-limited'],
    [
      'the last, which may have arrived',
      { last: lost.exchange, doubtful: lost.exchange },
      gaveUp,
      'unknown',
      'delivery-unknown',
    ],
    [
      'one that may have arrived, before a refused one',
      { last: refused, doubtful: mayHave },
      gaveUp,
      'unknown',
      'delivery-unknown',
    ],
    [
      'one that may have arrived, before an unsent one',
      { last: unsent.exchange, doubtful: mayHave },
      gaveUp,
      'unknown',
      'delivery-unknown',
    ],
    [
      'one that may have arrived, before a 401 and no new token',
      { last: reply(401).exchange, doubtful: mayHave },
      noToken,
      'unknown',
      'delivery-unknown',
    ],
    [
      'a 401 and no new token',
      { last: reply(401).exchange },
      noToken,
      'refused',
      'token-unavailable',
    ],
    ['none, without a token', {}, noToken, 'unsent', 'token-unavailable'],
    ['none, without time', {}, gaveUp, 'unsent', 'deadline-exceeded'],
  ])('%s', (_, exchanges, end, status, code) => {
    const outcome = conclude(courseOf(exchanges), end);
    expect(outcome.status).toBe(status);
    expect(outcome.error?.code ?? null).toBe(code);
  });

  it('gives the status, the response and the request id too', () => {
    const doubtful = reply(503, { body: 'may have', headers: { 'x-request-id': 'r-1' } }).exchange;
    expect(conclude(courseOf({ last: refused, doubtful }), gaveUp)).toMatchObject({
      statusCode: 503,
      response: 'may have',
      requestId: 'r-1',
    });
  });

  it('leaves these open where no status line arrived', () => {
    const outcome = conclude(courseOf({ last: unsent.exchange }), gaveUp);
    expect(outcome).toMatchObject({ statusCode: null, response: null, requestId: null });
  });

  it('leaves an empty response empty', () => {
    expect(conclude(courseOf({ last: ok.exchange }), { kind: 'accepted' }).response).toBe('');
  });

  it('comes with the delivery, the attempts, and whole milliseconds', () => {
    const outcome = conclude(courseOf({ attempts: 3, last: refused }), gaveUp);
    expect(outcome).toMatchObject({ delivery, attempts: 3, durationMs: 4001 });
  });

  it('gives the error of the token as it is', () => {
    expect(conclude(courseOf({}), noToken).error).toEqual(error);
  });

  it('says why it was not repeated', () => {
    const stop = { because: 'deadline', askedMs: 90_000 } as const;
    const outcome = conclude(courseOf({ last: reply(429).exchange }), { kind: 'gave-up', stop });
    expect(outcome.error?.message).toContain('asked to wait 90 s');
  });

  it('does not propose at-least-once to those who have chosen it', () => {
    const rules = { ...world.rules, mode: 'at-least-once' } as const;
    const hintIn = (it: DeliveryWorld) =>
      conclude(courseOf({ world: it, last: lost.exchange }), gaveUp).error?.hint;
    expect(hintIn(world)).toContain('at-least-once');
    expect(hintIn({ ...world, rules })).not.toContain('at-least-once');
  });
});

describe('what the service says', () => {
  it('names nobody in a message: people as they were resolved, and audiences', () => {
    const body = 'unknown: ANN@example.com and ann%40example.com in audience-9';
    const { message } = conclude(courseOf({ last: reply(400, { body }).exchange }), gaveUp)
      .error ?? { message: '' };
    expect(message).toContain('unknown: [recipient] and [recipient] in [recipient]');
  });

  it('gives away no secret, in the message, the response or the request id', () => {
    const body = `you sent ${token} and ${clientSecret}`;
    const last = reply(400, { body, headers: { 'x-request-id': `for ${token}` } }).exchange;
    const outcome = conclude(courseOf({ last }), gaveUp);
    expect(outcome.error?.message).toContain('(you sent *** and ***)');
    expect(outcome.response).toBe('you sent *** and ***');
    expect(outcome.requestId).toBe('for ***');
  });

  it('gives away no part of a secret where the reply was cut', () => {
    const last: Reply = {
      kind: 'reply',
      status: 400,
      headers: {},
      body: `no: ${token.slice(0, 9)}`,
    };
    const outcome = conclude(courseOf({ last: { ...last, cutBy: 'aborted' } }), gaveUp);
    expect(outcome.response).toBe('no: ***');
    expect(outcome.error?.message).toContain('(no: ***)');
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
    const outcome = conclude(courseOf({ last: reply(200, { headers }).exchange }), {
      kind: 'accepted',
    });
    expect(outcome.requestId).toBe('yes');
  });

  it.each([
    ['no header', {}],
    ['an empty one', { 'x-request-id': '' }],
    ['other headers', { 'x-request-identity': 'a', 'my-request-ids': 'b', 'a-request-ids': 'c' }],
    ['others', { 'correlation-ids': 'a', correlationids: 'b', 'my-correlation-ids': 'c' }],
    ['still others', { 'x-traceparent': 'a', traceparents: 'b', 'x-cf-ray': 'c', 'cf-rays': 'd' }],
  ])('is unknown with %s', (_, headers: Readonly<Record<string, string>>) => {
    const last = reply(200, { headers }).exchange;
    expect(conclude(courseOf({ last }), { kind: 'accepted' }).requestId).toBeNull();
  });

  it('is cut to 200 characters, after redaction', () => {
    const headers = { 'x-request-id': `${'x'.repeat(195)}${token}` };
    const outcome = conclude(courseOf({ last: reply(200, { headers }).exchange }), {
      kind: 'accepted',
    });
    expect(outcome.requestId).toBe(`${'x'.repeat(195)}***`);
    const long = { 'x-request-id': 'x'.repeat(201) };
    const cut = conclude(courseOf({ last: reply(200, { headers: long }).exchange }), {
      kind: 'accepted',
    });
    expect(cut.requestId).toBe('x'.repeat(200));
  });
});
