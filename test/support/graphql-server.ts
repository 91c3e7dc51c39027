/** GitHub's GraphQL endpoint on loopback: remembers what it was asked, and answers as it is told. */

import { createServer, type ServerResponse } from 'node:http';
import { listenOnFreePort } from './tcp.ts';

/** One request. */
export interface Asked {
  /** Method and path. */
  readonly line: string;
  readonly authorization: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface GraphqlServer {
  readonly port: number;
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly close: () => Promise<void>;
}

/** @param answer writes the answer to one request. */
export async function startGraphqlServer(
  answer: (response: ServerResponse, asked: Asked) => void,
): Promise<GraphqlServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      const { query = '', variables = {} } = text === '' ? {} : JSON.parse(text);
      const line = `${request.method} ${request.url}`;
      const { authorization = '' } = request.headers;
      const one = { line, authorization, query, variables, text };
      asked.push(one);
      answer(response, one);
    });
  });
  const port = await listenOnFreePort(server);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    asked,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Answers as GitHub does: JSON, unless another type is given. */
export function reply(
  response: ServerResponse,
  body: unknown,
  { status = 200, type = 'application/json; charset=utf-8' } = {},
): void {
  response.writeHead(status, { 'content-type': type });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** @returns GitHub's data for these people, in the order in which they were asked for. */
export function membersOf(...people: readonly (readonly unknown[])[]): unknown {
  const persons = people.map((nodes, index) => [`person${index}`, { nodes }] as const);
  return { data: { organization: { samlIdentityProvider: Object.fromEntries(persons) } } };
}

/** @returns one linked identity. */
export function identity(login: string | null, nameId: string | null): unknown {
  return { samlIdentity: { nameId }, user: login === null ? null : { login } };
}
