import { describe, expect, it } from 'vitest';
import { type Ending, explain } from '../../../src/delivery/explanation.ts';
import type { Exchange } from '../../../src/delivery/http.ts';
import { noReply, reply } from '../../support/delivering.ts';

function ended(exchange: Exchange | undefined, change: Partial<Ending> = {}): Ending {
  return {
    exchange,
    attempts: 1,
    stop: undefined,
    host: 'api.test',
    repeats: false,
    clean: (text) => text,
    ...change,
  };
}

const refusedConnection = noReply('connecting', { detail: 'ECONNREFUSED 192.0.2.1:443' }).exchange;
const reset = noReply('connected', { detail: 'ECONNRESET' }).exchange;

describe('each ending has its code, what happened and what to do', () => {
  it.each<
    [name: string, exchange: Exchange | undefined, code: string, message: string, hint: string]
  >([
    ['408', reply(408).exchange, 'delivery-unknown', 'HTTP 408', 'Communication Center'],
    ['500', reply(500).exchange, 'delivery-unknown', 'HTTP 500', 'Communication Center'],
    ['503', reply(503).exchange, 'delivery-unknown', 'HTTP 503', 'a re-run sends it again'],
    ['a reset', reset, 'delivery-unknown', 'did not answer: ECONNRESET', 'Communication Center'],
    ['400', reply(400).exchange, 'request-refused', 'HTTP 400', 'ids of template'],
    ['404', reply(404).exchange, 'request-refused', 'HTTP 404', 'ids of template'],
    ['302', reply(302).exchange, 'request-refused', 'HTTP 302', 'never followed'],
    ['399', reply(399).exchange, 'request-refused', 'HTTP 399', 'never followed'],
    ['403', reply(403).exchange, 'permission-denied', 'HTTP 403', 'Notification API'],
    ['401', reply(401).exchange, 'token-refused', 'HTTP 401', 'Notification API = Write'],
    ['425', reply(425).exchange, 'rate-limited', 'HTTP 425', 'timeout-seconds'],
    ['429', reply(429).exchange, 'rate-limited', 'HTTP 429', 'timeout-seconds'],
    [
      'a refused connection',
      refusedConnection,
      'unreachable',
      'could not be reached: ECONNREFUSED 192.0.2.1:443',
      'firewall',
    ],
    [
      'a certificate of an unknown authority',
      noReply('connecting', { cause: 'certificate', detail: 'SELF_SIGNED' }).exchange,
      'unreachable',
      'SELF_SIGNED',
      'NODE_EXTRA_CA_CERTS',
    ],
    [
      'a certificate that has expired',
      noReply('connecting', { cause: 'certificate', detail: 'CERT_HAS_EXPIRED' }).exchange,
      'unreachable',
      'CERT_HAS_EXPIRED',
      'tell whoever runs that host',
    ],
    [
      'a proxy that wants a password',
      noReply('connecting', { cause: 'proxy', proxyStatus: 407, detail: 'said 407' }).exchange,
      'unreachable',
      'said 407',
      'a user and a password in HTTPS_PROXY',
    ],
    [
      'a proxy that forbids',
      noReply('connecting', { cause: 'proxy', proxyStatus: 403, detail: 'said 403' }).exchange,
      'unreachable',
      'said 403',
      'allows this host',
    ],
    ['nothing', undefined, 'deadline-exceeded', 'no time was left', 'timeout-seconds'],
  ])('%s', (_, exchange, code, message, hint) => {
    const error = explain(ended(exchange));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });

  it.each([
    reply(400),
    reply(401),
    reply(403),
    reply(429),
    reply(302),
    noReply('connecting'),
    undefined,
  ])('%j notified nobody, and that is said', (answer) => {
    const { message, hint } = explain(ended(answer?.exchange));
    expect(`${message} ${hint}`).toContain('notified nobody');
    expect(`${message} ${hint}`).not.toContain('may have been notified');
  });

  it.each([reply(500), reply(408), noReply('connected')])(
    '%j may have notified people, and that is said first',
    ({ exchange }) => {
      const { message, hint } = explain(ended(exchange));
      expect(message).toMatch(/^People may have been notified, or not: api\.test /);
      expect(`${message} ${hint}`).not.toContain('nobody');
    },
  );

  it('at-least-once is proposed only to those who have not chosen it', () => {
    expect(explain(ended(reset)).hint).toContain('delivery: at-least-once');
    expect(explain(ended(reset, { repeats: true })).hint).not.toContain('at-least-once');
  });
});

describe('why it was not tried again', () => {
  const lastAttempt = { because: 'attempts' } as const;
  const noTime = { because: 'deadline', askedMs: 30_000 } as const;
  const cancelled = { because: 'cancelled' } as const;

  it.each<[name: string, ending: Ending, code: string, part: string]>([
    [
      'attempts',
      ended(reply(429).exchange, { attempts: 4, stop: lastAttempt }),
      'rate-limited',
      '(4 attempts)',
    ],
    [
      'attempts, and what the service asked for',
      ended(reply(429).exchange, { attempts: 1, stop: { ...lastAttempt, askedMs: 600_000 } }),
      'rate-limited',
      '(1 attempt; it asked to wait 10 min)',
    ],
    [
      'time',
      ended(reply(429).exchange, { stop: noTime }),
      'rate-limited',
      'no time is left to send it again; it asked to wait 30 s',
    ],
    [
      'time, after one that may have arrived',
      ended(reply(503).exchange, { stop: { because: 'deadline' } }),
      'delivery-unknown',
      '(no time is left to send it again)',
    ],
    [
      'cancellation',
      ended(refusedConnection, { stop: cancelled }),
      'unreachable',
      '(the job was cancelled)',
    ],
    [
      'cancellation before the first send',
      ended(undefined, { attempts: 0, stop: cancelled }),
      'deadline-exceeded',
      'the job was cancelled',
    ],
    [
      'a wait that left no time for the first send',
      ended(undefined, { attempts: 0, stop: noTime }),
      'deadline-exceeded',
      'api.test asked to wait 30 s',
    ],
  ])('%s', (_, ending, code, part) => {
    const error = explain(ending);
    expect(error.code).toBe(code);
    expect(error.message).toContain(part);
  });

  it('who cancelled the job is told how long the service had asked to wait', () => {
    const stop = { because: 'cancelled', askedMs: 60_000 } as const;
    const { message } = explain(ended(refusedConnection, { stop }));
    expect(message).toContain('(the job was cancelled; it asked to wait 60 s)');
  });

  it('who cancelled the job is not told that it could be repeated', () => {
    const { exchange } = noReply('connected', { cause: 'aborted', detail: 'cancelled' });
    expect(explain(ended(exchange)).hint).not.toContain('at-least-once');
  });

  it('who cancelled the job is not told to give more time', () => {
    expect(explain(ended(undefined, { stop: cancelled })).hint).not.toContain('timeout-seconds');
  });

  it('a wait that nobody asked for is not put down to the service', () => {
    const { message } = explain(ended(undefined, { stop: { because: 'deadline' } }));
    expect(message).not.toContain('asked');
  });

  it('a second 401 says that the token was fresh, and one that was not answered anew does not', () => {
    const fresh = 'although the token was fresh';
    expect(explain(ended(reply(401).exchange)).message).toContain(fresh);
    const { message } = explain(ended(reply(401).exchange, { stop: noTime }));
    expect(message).not.toContain(fresh);
    expect(message).toContain('no time is left');
  });
});

describe('the text of the service', () => {
  const secret = 'S3cret-of-the-key!';
  const clean = (text: string): string => text.replaceAll(secret, '***');

  it('is shown on one line', () => {
    const { exchange } = reply(400, { body: '{\r\n  "error":\t"no such template"\n}\n' });
    expect(explain(ended(exchange)).message).toBe(
      'api.test answered HTTP 400 ({ "error": "no such template" })',
    );
  });

  it.each(['', ' \n\t'])('leaves no empty brackets where there is none: %j', (body) => {
    expect(explain(ended(reply(400, { body }).exchange)).message).toBe(
      'api.test answered HTTP 400',
    );
  });

  it('is cut to 300 characters', () => {
    const { exchange } = reply(400, { body: 'x'.repeat(301) });
    expect(explain(ended(exchange)).message).toContain(`(${'x'.repeat(299)}…)`);
    const { exchange: short } = reply(400, { body: 'x'.repeat(300) });
    expect(explain(ended(short)).message).toContain(`(${'x'.repeat(300)})`);
  });

  it.each([282, 290, 299])('is cleaned before it is cut: a secret from character %i on', (at) => {
    const { exchange } = reply(400, { body: `${'x'.repeat(at)}${secret}${'y'.repeat(99)}` });
    const { message } = explain(ended(exchange, { clean }));
    expect(message).not.toContain('S3c');
    expect(message).toContain(`${'x'.repeat(at)}${'***'.slice(0, 299 - at)}`);
  });

  it('is cleaned wherever it is shown', () => {
    for (const status of [302, 400, 401, 403, 429, 500]) {
      const { exchange } = reply(status, { body: `no: ${secret}` });
      expect(explain(ended(exchange, { clean })).message).toContain('(no: ***)');
    }
    expect.assertions(6);
  });

  it('is not cleaned at a length that would take long', () => {
    const lengths: number[] = [];
    const measure = (text: string): string => {
      lengths.push(text.length);
      return text;
    };
    explain(ended(reply(400, { body: ' '.repeat(262_144) }).exchange, { clean: measure }));
    expect(lengths).toEqual([8192]);
  });
});
