/** The service without its faults: which path is what, what is wrong with a request, the usual answer. */

import type { Identity } from './authorization.ts';
import type { Endpoint, Grant } from './fault.ts';
import type { Body } from './incoming.ts';
import type { Judgement } from './judgement.ts';
import { jsonReply, type Reply, refusal } from './reply.ts';
import { judgeSend } from './send.ts';
import { judgeToken, tokenReply } from './token.ts';
import type { Tokens } from './tokens.ts';

/** The paths of the service, as WalkMe documents them. */
export const endpointPaths: Readonly<Record<Endpoint, string>> = {
  token: '/accounts/connect/token',
  send: '/public/v1/notifications/send',
};

/** Where a redirect leads unless it names a URL: who follows it is seen there. */
export const movedPath = '/moved';

/** A request as the service sees it. */
export type Received = {
  readonly endpoint: Endpoint | 'other';
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly contentType: string | undefined;
  readonly identity: Identity;
  readonly body: Body;
};

/** Which endpoint a path belongs to. */
export function endpointOf(path: string, prefix: string): Endpoint | 'other' {
  if (path === prefix + endpointPaths.token) return 'token';
  return path === prefix + endpointPaths.send ? 'send' : 'other';
}

/** Everything wrong with a request, and its refusal. */
export function judge(received: Received, extraFields: readonly string[]): Judgement {
  const { endpoint, method, path, body } = received;
  if (endpoint === 'other') return refuse(path.startsWith(movedPath) ? moved : notFound);
  if (method !== 'POST') return refuse(notAllowed);
  if (body.state === 'cut off') {
    return {
      problems: [`The request was cut off after ${body.bytes.length} bytes of its body.`],
      refusal: null,
    };
  }
  if (body.state === 'too large') return refuse(tooLarge);
  const question = { ...received, body: body.bytes };
  return endpoint === 'token' ? judgeToken(question) : judgeSend(question, extraFields);
}

/** The answer to a request that is right. */
export function usualReply(
  endpoint: Endpoint | 'other',
  identity: Identity,
  tokens: Tokens,
  grant: Grant | null,
): Reply {
  if (endpoint !== 'token') return receivedReply;
  const token = tokens.issue(identity.clientId ?? '', grant === 'short' ? 'short' : 'usual');
  return tokenReply(token, tokens.lifetimeSeconds, grant);
}

/** Worded as WalkMe's end-user update words it; the answer of a send is not documented. */
const receivedReply = jsonReply(200, { message: 'Request has been received' });
const moved = { problem: 'This path is where a redirect led.', reply: receivedReply };
const notFound = fault(404, 'This path is not part of the service.');
const notAllowed = fault(405, 'The method must be POST.', { Allow: 'POST' });
const tooLarge = fault(413, 'The body is larger than 2 MiB.');

function fault(status: number, problem: string, headers: Readonly<Record<string, string>> = {}) {
  const reply = refusal(status, problem);
  return { problem, reply: { ...reply, headers: { ...reply.headers, ...headers } } };
}

function refuse(answer: { readonly problem: string; readonly reply: Reply }): Judgement {
  return { problems: [answer.problem], refusal: answer.reply };
}
