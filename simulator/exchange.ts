/** One request to the service, from its headers on: read, judged, recorded, then answered. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { identify } from './authorization.ts';
import type { Fault } from './fault.ts';
import { type Body, decodeUtf8, readBody, splitTarget } from './incoming.ts';
import type { Judgement } from './judgement.ts';
import type { LedgerEntry } from './ledger.ts';
import { refusal } from './reply.ts';
import { respond, type Verdict } from './respond.ts';
import { notificationOf } from './send.ts';
import { endpointOf, judge, type Received } from './service.ts';
import type { World } from './world.ts';

/** What is known when the headers have arrived. */
type Arrival = Omit<Received, 'body'> & {
  readonly at: string;
  readonly fault: Fault | null;
  /** How long the port is to refuse connections once this request is over, 0 for not at all. */
  readonly outageMs: number;
};

const unread: Body = { bytes: Buffer.alloc(0), state: 'whole' };

/** Serves one request; resolves when its answer is under way or will never be. */
export async function serveExchange(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const arrival = arrive(world, request);
  const { effect } = arrival.fault ?? {};
  const early = effect?.kind === 'wire' && effect.way === 'reset early';
  const body = early ? unread : await readBody(request);
  const verdict = early
    ? { fault: arrival.fault, problems: [], refusal: null, accepted: false }
    : decide(world, arrival, body);
  const entryId = world.book.record(describe(world, request, arrival, body, verdict));
  respond(world, {
    request,
    response,
    entryId,
    verdict,
    endpoint: arrival.endpoint,
    identity: arrival.identity,
    body: body.bytes.toString('utf8'),
    outageMs: arrival.outageMs,
    complete: body.state !== 'cut off',
  });
}

/** Takes the next fault of the endpoint's script, so that the order of arrival decides. */
function arrive(world: World, request: IncomingMessage): Arrival {
  const { path, query } = splitTarget(request.url ?? '');
  const { method = '', headers } = request;
  const endpoint = endpointOf(path, world.prefix);
  const script = endpoint === 'other' || method !== 'POST' ? null : world.scripts[endpoint];
  return {
    at: new Date().toISOString(),
    endpoint,
    method,
    path,
    query,
    contentType: headers['content-type'],
    identity: identify(headers.authorization, world.clients, world.tokens),
    fault: script?.take() ?? null,
    outageMs: script?.takeUnsentMs() ?? 0,
  };
}

/** A fault that accepts gives way to a refusal; any other comes first, whatever the request is like. */
function decide(world: World, arrival: Arrival, body: Body): Verdict {
  const judgement = judge({ ...arrival, body }, world.extraFields);
  const asked = arrival.fault === null ? askedFor(world, arrival, body) : nothingAsked;
  const { problems, refusal } =
    asked.problem === null ? judgement : amend(judgement, asked.problem);
  const fault = arrival.fault ?? asked.fault;
  const gaveWay = fault === null || fault.accepts;
  const right = refusal === null && body.state === 'whole';
  return {
    fault,
    problems,
    refusal: gaveWay ? refusal : null,
    accepted: arrival.endpoint === 'send' && right && gaveWay,
  };
}

const nothingAsked = { fault: null, problem: null };

/** The fault that the system id of a send asks for. */
function askedFor(world: World, arrival: Arrival, body: Body) {
  if (arrival.endpoint !== 'send' || arrival.method !== 'POST') return nothingAsked;
  const text = body.state === 'whole' ? decodeUtf8(body.bytes) : null;
  return text === null ? nothingAsked : world.magic(notificationOf(text)?.['systemId']);
}

function amend(judgement: Judgement, problem: string): Judgement {
  const problems = [...judgement.problems, problem];
  return { problems, refusal: judgement.refusal ?? refusal(400, problem, problems) };
}

function describe(
  world: World,
  request: IncomingMessage,
  arrival: Arrival,
  body: Body,
  verdict: Verdict,
): Omit<LedgerEntry, 'id' | 'status' | 'settled'> {
  const hide = (text: string) => world.concealer.hide(text, arrival.identity.secrets);
  const text = hide(body.bytes.toString('utf8'));
  return {
    at: arrival.at,
    endpoint: arrival.endpoint,
    method: arrival.method,
    path: hide(arrival.path + arrival.query),
    httpVersion: request.httpVersion,
    connection: world.door.connectionOf(request.socket).number,
    headers: visibleHeaders(request, hide),
    authorization: arrival.identity.authorization,
    body: text,
    notification: notificationOf(text),
    fault: verdict.fault?.text ?? null,
    accepted: verdict.accepted,
    problems: verdict.problems.map(hide),
  };
}

function visibleHeaders(
  request: IncomingMessage,
  hide: (text: string) => string,
): Readonly<Record<string, string>> {
  const visible: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (name === 'authorization' || value === undefined) continue;
    const text = typeof value === 'string' ? value : value.join(', ');
    visible[name] = name === 'proxy-authorization' ? '[hidden]' : hide(text);
  }
  return visible;
}
