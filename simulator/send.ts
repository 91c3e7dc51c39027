/** The send endpoint's own judgement: a request in, what is wrong with it and the refusal out. */

import { contentTypeProblem, decodeUtf8 } from './incoming.ts';
import { isRecord, parseJson, repeatsNames } from './json.ts';
import type { Judgement, Question } from './judgement.ts';
import { notificationProblems } from './notification.ts';
import { refusal } from './reply.ts';

/** Judges a send by WalkMe's "Workstation Notifications API"; `extraFields` are allowed as well. */
export function judgeSend(question: Question, extraFields: readonly string[]): Judgement {
  const { identity } = question;
  const wrongScheme = identity.token === null ? 'A send needs a bearer token.' : null;
  const client = identity.problem ?? wrongScheme;
  const request = requestProblems(question, extraFields);
  const problems = client === null ? request : [client, ...request];
  if (client !== null) return { problems, refusal: refusal(401, client) };
  if (problems.length === 0) return { problems, refusal: null };
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return { problems, refusal: refusal(400, `The request has ${count}.`, problems) };
}

/** The notification in a request body, null when there is none to be found. */
export function notificationOf(text: string): Readonly<Record<string, unknown>> | null {
  const document = parseJson(text);
  const found = isRecord(document) ? document['notification'] : null;
  return isRecord(found) ? found : null;
}

function requestProblems(question: Question, extraFields: readonly string[]): readonly string[] {
  const query = question.query === '' ? [] : ['The URL must not have a query.'];
  const type = contentTypeProblem(question.contentType, 'application/json');
  const text = decodeUtf8(question.body);
  const body = text === null ? ['The body is not valid UTF-8.'] : bodyProblems(text, extraFields);
  return [...query, ...(type === null ? [] : [type]), ...body];
}

function bodyProblems(text: string, extraFields: readonly string[]): readonly string[] {
  const document = parseJson(text);
  if (document === undefined) return ['The body is not JSON, or nested too deeply.'];
  if (!isRecord(document)) return ['The body must be a JSON object.'];
  const others = Object.keys(document).filter((name) => name !== 'notification');
  const problems = others.map((name) => `${name}: unknown member beside notification.`);
  if (repeatsNames(text, document)) problems.push('The body gives a name twice in one object.');
  const found = document['notification'];
  if (!Object.hasOwn(document, 'notification')) problems.push('notification: is missing.');
  else if (!isRecord(found)) problems.push('notification: must be an object.');
  else problems.push(...notificationProblems(found, extraFields));
  return problems;
}
