/** Serves one request of the API: reads it, finds its fault, records it, and has it responded to. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from '../faults/behavior.ts';
import type { RequestedFault } from '../faults/script.ts';
import type { LedgerEntry } from '../ledger.ts';
import { redactHeaders } from '../redaction.ts';
import type { Api } from './api.ts';
import { identify } from './authorization.ts';
import { type ApiRequest, endpointOf, type Validation, validate } from './endpoints.ts';
import { notificationOf } from './notification.ts';
import { type Body, decodeUtf8, readBody, splitTarget } from './request.ts';
import { type Decision, respond } from './responder.ts';
import { apiError } from './response.ts';

/** What is known when the headers have arrived. */
interface Arrival extends Omit<ApiRequest, 'body'> {
  readonly at: string;
  readonly fault: Fault | null;
  /** How long the port must refuse connections after this request, 0 if not. */
  readonly outageMs: number;
}

const unread: Body = { bytes: Buffer.alloc(0), state: 'complete' };

/** Serves one request. Resolves when its response is under way, or never will be. */
export async function serveExchange(
  api: Api,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const arrival = arrive(api, request);
  const { fault } = arrival;
  const body = fault?.beforeBody ? unread : await readBody(request);
  const decision = fault?.beforeBody
    ? { fault, problems: [], refusal: null, accepted: false }
    : decide(api, arrival, body);
  const entryId = api.ledgerWriter.record(describe(api, request, arrival, body, decision));
  respond(api, {
    request,
    response,
    entryId,
    decision,
    endpoint: arrival.endpoint,
    sender: arrival.sender,
    body: body.bytes.toString('utf8'),
    outageMs: arrival.outageMs,
    complete: body.state !== 'cut off',
  });
}

/** Takes the next fault of the script at once, so that faults follow the order of arrival. */
function arrive(api: Api, request: IncomingMessage): Arrival {
  const { path, query } = splitTarget(request.url ?? '');
  const { method = '', headers } = request;
  const endpoint = endpointOf(path, api.prefix);
  const script = endpoint === 'other' || method !== 'POST' ? null : api.scripts[endpoint];
  return {
    at: new Date().toISOString(),
    endpoint,
    method,
    path,
    query,
    contentType: headers['content-type'],
    sender: identify(headers.authorization, api.clients, api.tokens),
    fault: script?.take() ?? null,
    outageMs: script?.takeOutageMs() ?? 0,
  };
}

/** The refusal of an invalid request comes before a fault that accepts, and after any other. */
function decide(api: Api, arrival: Arrival, body: Body): Decision {
  const requested = arrival.fault === null ? requestedFault(api, arrival, body) : noFault;
  const fault = arrival.fault ?? requested.fault;
  const validation = validate({ ...arrival, body }, api.extraFields);
  const { problems, refusal } = withProblem(validation, requested.problem);
  const accepts = fault === null || fault.accepts;
  const valid = refusal === null && body.state === 'complete';
  return {
    fault,
    problems,
    refusal: accepts ? refusal : null,
    accepted: arrival.endpoint === 'send' && valid && accepts,
  };
}

const noFault: RequestedFault = { fault: null, problem: null };

/** @returns the fault that the system id of a send requests. */
function requestedFault(api: Api, arrival: Arrival, body: Body): RequestedFault {
  if (arrival.endpoint !== 'send' || arrival.method !== 'POST') return noFault;
  const text = body.state === 'complete' ? decodeUtf8(body.bytes) : null;
  return text === null ? noFault : api.systemIdFault(notificationOf(text)?.['systemId']);
}

function withProblem(validation: Validation, problem: string | null): Validation {
  if (problem === null) return validation;
  const problems = [...validation.problems, problem];
  return { problems, refusal: validation.refusal ?? apiError(400, problem, problems) };
}

function describe(
  api: Api,
  request: IncomingMessage,
  arrival: Arrival,
  body: Body,
  decision: Decision,
): Omit<LedgerEntry, 'id' | 'status' | 'settled'> {
  const redact = (text: string) => api.redactor.redact(text, arrival.sender.secrets);
  const text = redact(body.bytes.toString('utf8'));
  return {
    at: arrival.at,
    endpoint: arrival.endpoint,
    method: arrival.method,
    path: redact(arrival.path + arrival.query),
    httpVersion: request.httpVersion,
    connection: api.listener.numberOf(request.socket),
    headers: redactHeaders(request.headers, redact),
    authorization: arrival.sender.authorization,
    body: text,
    notification: notificationOf(text),
    fault: decision.fault?.text ?? null,
    accepted: decision.accepted,
    problems: decision.problems.map(redact),
  };
}
