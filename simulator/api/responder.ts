/** Responds to a request after its wait: with a refusal, a fault, or the normal response. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Behavior, Exchange, Fault } from '../faults/behavior.ts';
import type { Api } from './api.ts';
import type { Sender } from './authorization.ts';
import {
  type Endpoint,
  type Grant,
  movedPath,
  sendResponse,
  tokenResponse,
  type Validation,
} from './endpoints.ts';
import type { HttpResponse } from './response.ts';

/** What has been decided about a request. `refusal` is also null if a fault takes its place. */
export interface Decision extends Validation {
  readonly fault: Fault | null;
  readonly accepted: boolean;
}

/** A request that is recorded and waits for its response. */
export interface Pending {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly entryId: number;
  readonly decision: Decision;
  readonly endpoint: Endpoint | 'other';
  readonly sender: Sender;
  readonly body: string;
  readonly outageMs: number;
  /** Whether the whole request arrived: a client that cut it off gets no response. */
  readonly complete: boolean;
}

const normal: Behavior = {
  accepts: true,
  respond: ({ send, normalResponse }) => send(normalResponse()),
};

/** Responds now or after the wait. A client that leaves before that gets no response. */
export function respond(api: Api, pending: Pending): void {
  const { response, request, decision } = pending;
  const behavior = decision.fault ?? normal;
  const waitMs = behavior.beforeBody ? 0 : api.latencyMs + (behavior.waitMs ?? 0);
  function giveUp(): void {
    api.ledgerWriter.settle(pending.entryId, null);
    beginOutage(api, pending);
  }
  if (!pending.complete || request.socket.destroyed) giveUp();
  else if (waitMs === 0) act(api, pending, behavior);
  else waitThen(api, response, waitMs, () => act(api, pending, behavior), giveUp);
}

/** Acts after the wait, or gives up as soon as the connection ends. */
function waitThen(
  api: Api,
  response: ServerResponse,
  waitMs: number,
  act: () => void,
  giveUp: () => void,
): void {
  const cancel = api.timers.after(waitMs, () => {
    response.off('close', leave);
    act();
  });
  function leave(): void {
    cancel();
    giveUp();
  }
  response.once('close', leave);
}

/** An outage begins before the response goes out, so that the next request always meets it. */
function act(api: Api, pending: Pending, behavior: Behavior): void {
  const { response, decision } = pending;
  if (behavior.silent && decision.refusal === null) {
    response.once('close', () => beginOutage(api, pending));
  } else beginOutage(api, pending);
  const exchange = exchangeOf(api, pending);
  if (decision.refusal !== null) exchange.send(decision.refusal);
  else behavior.respond(exchange);
}

function beginOutage(api: Api, { outageMs }: Pending): void {
  if (outageMs > 0) api.listener.refuseFor(outageMs);
}

function exchangeOf(api: Api, pending: Pending): Exchange {
  const { request, response, entryId, endpoint, sender, body } = pending;
  const closing = api.listener.isRefusing() ? { Connection: 'close' } : {};
  const headers = { 'x-request-id': `sim-${entryId}`, ...closing };
  const settle = (status: number | null) => api.ledgerWriter.settle(entryId, status);
  const grant = (length: 'normal' | 'short') => grantTo(api, sender, length);
  return {
    endpoint,
    request,
    response,
    socket: request.socket,
    body,
    timers: api.timers,
    headers,
    movedUrl: `${api.url}${movedPath}/${endpoint}`,
    grant,
    normalResponse: () => (endpoint === 'token' ? tokenResponse(grant('normal')) : sendResponse),
    send(sent) {
      if (sent.status === 401 && sender.token !== null) api.tokens.revoke(sender.token);
      settle(sent.status);
      write(response, { ...sent, headers: { ...sent.headers, ...headers } });
    },
    settle,
  };
}

function grantTo({ tokens }: Api, sender: Sender, length: 'normal' | 'short'): Grant {
  return {
    access_token: tokens.issue(sender.clientId ?? '', length),
    token_type: 'Bearer',
    expires_in: tokens.lifetimeSeconds,
  };
}

/** 204, 205 and 304 have no body (RFC 9110 section 15). */
function write(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  const sent = [204, 205, 304].includes(status) ? '' : body;
  const all: Record<string, string | number> = { ...headers };
  if (sent === '') delete all['Content-Type'];
  if (status !== 204 && status !== 304) all['Content-Length'] = Buffer.byteLength(sent);
  response.writeHead(status, all);
  response.end(sent);
}
