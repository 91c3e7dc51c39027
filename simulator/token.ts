/** The token endpoint's own judgement: a request in, what is wrong with it and the refusal out. */

import type { Identity } from './authorization.ts';
import type { Grant } from './fault.ts';
import { contentTypeProblem, decodeUtf8 } from './incoming.ts';
import type { Judgement, Question } from './judgement.ts';
import { jsonReply, oauthReply, type Reply } from './reply.ts';

/** Judges a token request by RFC 6749 sections 4.4 and 5.2, and by WalkMe's "Get authorization token". */
export function judgeToken(question: Question): Judgement {
  const { identity } = question;
  const form = formProblems(question);
  const client = clientProblem(identity);
  const problems = [...client, ...form.problems];
  if (problems.length === 0) return { problems, refusal: null };
  const text = problems.join(' ');
  if (client.length > 0 && !identity.malformed) {
    return { problems, refusal: oauthReply(401, 'invalid_client', text) };
  }
  const error =
    form.wrongGrant && problems.length === 1 ? 'unsupported_grant_type' : 'invalid_request';
  return { problems, refusal: oauthReply(400, error, text) };
}

/** RFC 6749 section 5.1: the reply to a request that is right, or one of the faults in its place. */
export function tokenReply(token: string, expiresInSeconds: number, grant: Grant | null): Reply {
  const usual = { access_token: token, token_type: 'Bearer', expires_in: expiresInSeconds };
  const half = Math.floor(token.length / 2);
  const broken = `${token.slice(0, half)}\u0007${token.slice(half)}`;
  const values = {
    empty: { ...usual, access_token: '' },
    absent: { token_type: usual.token_type, expires_in: usual.expires_in },
    mac: { ...usual, token_type: 'mac' },
    short: usual,
    control: { ...usual, access_token: broken },
    array: [],
  };
  const value = grant === null ? usual : values[grant];
  return jsonReply(200, value, { 'Cache-Control': 'no-store', Pragma: 'no-cache' });
}

function clientProblem(identity: Identity): readonly string[] {
  if (identity.problem !== null) return [identity.problem];
  return identity.clientId === null ? ['The client must authenticate by HTTP Basic.'] : [];
}

function formProblems(question: Question): {
  readonly problems: readonly string[];
  readonly wrongGrant: boolean;
} {
  const problems: string[] = [];
  if (question.query !== '') problems.push('The URL must not have a query.');
  const type = contentTypeProblem(question.contentType, 'application/x-www-form-urlencoded');
  if (type !== null) problems.push(type);
  const fields = new URLSearchParams(decodeUtf8(question.body) ?? '');
  for (const name of new Set(fields.keys())) {
    if (name !== 'grant_type') problems.push(`Unknown field: ${name}.`);
  }
  const [grant, ...further] = fields.getAll('grant_type');
  const wrongGrant = grant !== undefined && grant !== '' && grant !== 'client_credentials';
  if (grant === undefined || grant === '') problems.push('The field grant_type is missing.');
  if (further.length > 0) problems.push('The field grant_type is given more than once.');
  if (wrongGrant) problems.push(`The grant_type must be client_credentials, found: ${grant}.`);
  return { problems, wrongGrant };
}
