/** From a verdict to what the client sees: waits, refuses, answers or misbehaves. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer, misbehave, type Waiting } from './answers.ts';
import type { Identity } from './authorization.ts';
import type { Effect, Endpoint, Fault, Way } from './fault.ts';
import { echoReply, htmlReply, type Reply, statusReply } from './reply.ts';
import { movedPath, usualReply } from './service.ts';
import type { World } from './world.ts';

/** What has been decided about a request. */
export type Verdict = {
  readonly fault: Fault | null;
  readonly problems: readonly string[];
  /** The service's own refusal, unless a fault comes before it. */
  readonly refusal: Reply | null;
  readonly accepted: boolean;
};

/** A request that has been recorded and is to be answered. */
export type Pending = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly entryId: number;
  readonly verdict: Verdict;
  readonly endpoint: Endpoint | 'other';
  readonly identity: Identity;
  readonly body: string;
  readonly outageMs: number;
  /** Whether the whole request came: who cut it off gets no answer. */
  readonly complete: boolean;
};

const usual: Effect = { kind: 'normal', status: null, waitMs: 0, afterwards: 'keep' };

/** Sees to the answer, now or after the wait; a client that leaves before that gets none. */
export function respond(world: World, pending: Pending): void {
  const { response, request, verdict } = pending;
  const effect = verdict.fault?.effect ?? usual;
  const early = effect.kind === 'wire' && effect.way === 'reset early';
  const waitMs = (early ? 0 : world.latencyMs) + (effect.kind === 'normal' ? effect.waitMs : 0);
  const leave = () => {
    world.book.settle(pending.entryId, null);
    beginOutage(world, pending);
  };
  if (!pending.complete || request.socket.destroyed) leave();
  else if (waitMs === 0) carryOut(world, pending, effect);
  else waitThen(world, response, waitMs, () => carryOut(world, pending, effect), leave);
}

/** Acts after the wait, or gives up at once when the connection ends before. */
function waitThen(
  world: World,
  response: ServerResponse,
  waitMs: number,
  act: () => void,
  leave: () => void,
): void {
  const cancel = world.timers.after(waitMs, () => {
    response.off('close', giveUp);
    act();
  });
  function giveUp(): void {
    cancel();
    leave();
  }
  response.once('close', giveUp);
}

/** An outage begins before the answer goes out, so that the next request is bound to meet it. */
function carryOut(world: World, pending: Pending, effect: Effect): void {
  const { request, response, entryId, verdict, identity } = pending;
  const stalls = effect.kind === 'wire' && effect.way === 'stall' && verdict.refusal === null;
  if (stalls) response.once('close', () => beginOutage(world, pending));
  else beginOutage(world, pending);
  const closing = world.door.isShut() ? { Connection: 'close' } : {};
  const waiting: Waiting = {
    request,
    response,
    connection: world.door.connectionOf(request.socket),
    timers: world.timers,
    headers: { 'x-request-id': `sim-${entryId}`, ...closing },
    settle: (status) => world.book.settle(entryId, status),
  };
  const reply = verdict.refusal ?? replyTo(world, pending, effect);
  if (typeof reply === 'string') misbehave(waiting, reply);
  else {
    if (reply.status === 401 && identity.token !== null) world.tokens.revoke(identity.token);
    answer(waiting, reply, effect.kind === 'normal' ? effect.afterwards : 'keep');
  }
}

function beginOutage(world: World, pending: Pending): void {
  if (pending.outageMs > 0) world.door.shutFor(pending.outageMs);
}

/** The answer that an effect asks for, or the way to misbehave in its place. */
function replyTo(world: World, pending: Pending, effect: Effect): Reply | Way {
  const { endpoint, identity, request, body } = pending;
  switch (effect.kind) {
    case 'wire':
      return effect.way;
    case 'html':
      return htmlReply(effect.status);
    case 'echo':
      return echoReply(effect.status, request.headers.authorization ?? '', body);
    case 'grant':
      return usualReply(endpoint, identity, world.tokens, effect.grant);
    case 'normal': {
      const reply = usualReply(endpoint, identity, world.tokens, null);
      return { ...reply, status: effect.status ?? reply.status };
    }
    case 'status': {
      const location = effect.location ?? `${world.url}${movedPath}/${endpoint}`;
      return statusReply(endpoint, effect.status, { ...effect, location }, Date.now());
    }
  }
}
