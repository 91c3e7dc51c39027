/** Chooses what the service does to a connection, a token request, or a send. */

import type { Chance } from '../../model/chance.ts';
import type { Known, Step } from './service.ts';

/** A choice and its name. */
export interface Fault {
  readonly name: string;
  readonly steps: readonly Step[];
}

export interface SendFault extends Fault {
  readonly accepted: boolean;
  /** The status that is written; nothing where none is, or not whole. */
  readonly status: number | null;
}

/**
 * Of all connections, most are opened without any trouble. The system accepts a connection before this process
 * does, so a response to nothing may arrive behind the request. It has to be true: none is handled then.
 */
export function chooseConnectionFault(chance: Chance): Fault & { readonly isDeaf?: true } {
  if (!chance.happens(0.1)) return { name: 'none', steps: [] };
  const bytes = response(chance, chance.pick([401, 429, 400]), '');
  const afterMs = chance.whole(0, 30);
  return chance.pick<Fault & { readonly isDeaf?: true }>([
    { name: `reset after ${afterMs} ms`, steps: [{ afterMs, end: 'reset' }] },
    { name: `end after ${afterMs} ms`, steps: [{ afterMs, end: 'end' }] },
    { name: 'a response before the request', steps: [{ afterMs: 0, bytes }], isDeaf: true },
    { name: 'no HTTP', steps: [{ afterMs: 0, bytes: 'SSH-2.0-OpenSSH_9.6\r\n' }] },
  ]);
}

export function chooseTokenFault(chance: Chance, known: Known): Fault {
  const grant = JSON.stringify({ access_token: known.token, token_type: 'Bearer' });
  const token = pieces(chance, response(chance, 200, grant));
  if (chance.happens(0.8)) return { name: 'ok', steps: token };
  const afterMs = chance.whole(0, 40);
  return chance.pick<Fault>([
    { name: '503', steps: [{ afterMs, bytes: response(chance, 503, '') }] },
    { name: '429', steps: [{ afterMs, bytes: response(chance, 429, '') }] },
    { name: 'reset', steps: [{ afterMs, end: 'reset' }] },
    { name: 'HTML', steps: [{ afterMs, bytes: response(chance, 200, '<html>') }] },
    { name: 'cut', steps: cutOff(chance, response(chance, 200, grant)) },
    { name: 'silence', steps: [] },
  ]);
}

export function chooseSendFault(chance: Chance, known: Known): SendFault {
  const answer = chooseAnswer(chance, known);
  const { status, accepted } = answer;
  const bytes = response(chance, status, answer.body);
  const wait: Step = { afterMs: chance.whole(0, 40) };
  const whole = { status, accepted, steps: [wait, ...pieces(chance, bytes)] };
  if (chance.happens(0.6)) return { name: answer.name, ...whole };
  const lost = { status: null, accepted: chance.happens(0.6) };
  const name = lost.accepted ? 'accepted, then' : 'not accepted,';
  return chance.pick<SendFault>([
    { name: `${name} reset`, ...lost, steps: [wait, { afterMs: 0, end: 'reset' }] },
    { name: `${name} ended`, ...lost, steps: [wait, { afterMs: 0, end: 'end' }] },
    { name: `${name} silence`, ...lost, steps: [] },
    { name: `${name} garbage`, ...lost, steps: [wait, { afterMs: 0, bytes: 'garbage\r\n\r\n' }] },
    {
      name: `${name} half a status line`,
      ...lost,
      steps: [wait, ...cutOff(chance, 'HTTP/1.1 20')],
    },
    {
      name: `${answer.name} whose body is cut`,
      status,
      accepted,
      steps: [wait, ...cutOff(chance, `${bytes.slice(0, bytes.indexOf('\r\n\r\n') + 4)}{`)],
    },
    {
      name: `${answer.name}, then ended`,
      status,
      accepted,
      steps: [...whole.steps, { afterMs: chance.whole(0, 5), end: 'end' }],
    },
  ]);
}

/** What 3xx, 4xx, 425 and 429 say is true: that is what the promise rests on. */
function chooseAnswer(chance: Chance, known: Known) {
  const echo = `{"detail":"${known.audience} and ${known.secret}, ${known.token}"}`;
  const body = chance.pick(['', '{}', 'ok', echo]);
  if (chance.happens(0.55)) {
    const status = chance.pick([200, 200, 201, 202, 204]);
    return { name: `${status}`, status, accepted: true, body: status === 204 ? '' : body };
  }
  if (chance.happens(0.5)) {
    const status = chance.pick([429, 425, 401, 400, 403, 404, 302]);
    return { name: `${status}`, status, accepted: false, body };
  }
  const accepted = chance.happens(0.5);
  const status = chance.pick([500, 502, 503, 504, 408]);
  return { name: `${status}${accepted ? ' after accepting' : ''}`, status, accepted, body };
}

/** A whole response: of known length or in chunks, with headers that matter or do not. */
function response(chance: Chance, status: number, body: string): string {
  const isChunked = body !== '' && chance.happens(0.2);
  const size = Buffer.byteLength(body);
  const head = [
    `HTTP/1.1 ${status} ${chance.pick(['OK', 'No', ''])}`.trimEnd(),
    ...(status === 204
      ? []
      : [isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${size}`]),
    ...(status === 429 && chance.happens(0.3) ? ['Retry-After: 0'] : []),
    ...(chance.happens(0.3) ? [`Date: ${new Date().toUTCString()}`] : []),
    ...(chance.happens(0.3) ? [`X-Request-Id: r-${chance.whole(1, 999)}`] : []),
  ].join('\r\n');
  const content = isChunked ? `${size.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body;
  return `${head}\r\n\r\n${content}`;
}

/** The bytes in one piece, or in several with waits between them. */
function pieces(chance: Chance, bytes: string): readonly Step[] {
  if (chance.happens(0.6)) return [{ afterMs: 0, bytes }];
  const at = chance.whole(1, Math.max(1, bytes.length - 1));
  const second = { afterMs: chance.whole(0, 15), bytes: bytes.slice(at) };
  return [{ afterMs: 0, bytes: bytes.slice(0, at) }, second];
}

/** The bytes without their end, and then the end of the connection. */
function cutOff(chance: Chance, bytes: string): readonly Step[] {
  const end = chance.pick(['end', 'reset'] as const);
  return [
    { afterMs: 0, bytes: bytes.slice(0, -1) },
    { afterMs: chance.whole(0, 15), end },
  ];
}
