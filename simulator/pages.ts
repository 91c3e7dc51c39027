/** The simulator's own pages, which are no part of the service and stand in no ledger. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { splitTarget } from './incoming.ts';
import type { Ledger } from './ledger.ts';
import { jsonReply, type Reply, textReply } from './reply.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Handlers by path and method. */
type Pages = Readonly<Record<string, Readonly<Record<string, Handler>>>>;

/** Whether a path is the simulator's own: `/`, and everything that begins with `/__`. */
export function isPage(target: string): boolean {
  const { path } = splitTarget(target);
  return path === '/' || path.startsWith('/__');
}

/** Makes the handler of all pages; `port` is where the simulator listens. */
export function createPages(ledger: Ledger, port: number): Handler {
  const pages: Pages = {
    '/': { GET: (_request, response) => write(response, textReply(200, welcome)) },
    '/__ledger': {
      GET: (_request, response) => write(response, jsonReply(200, ledger.entries)),
      DELETE: (_request, response) => {
        ledger.clear();
        response.writeHead(204).end();
      },
    },
  };
  return (request, response) => {
    const { path } = splitTarget(request.url ?? '');
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    const { method = '' } = request;
    const handler = page !== undefined && Object.hasOwn(page, method) ? page[method] : undefined;
    if (!isOwnHost(request.headers.host, port)) write(response, textReply(421, strangeHost));
    else if (page === undefined) write(response, textReply(404, 'There is no such page.\n'));
    else if (handler !== undefined) handler(request, response);
    else
      write(response, textReply(405, 'Not this way.\n', { Allow: Object.keys(page).join(', ') }));
  };
}

const welcome = `This is the simulator of the WalkMe Workstation Notifications API.
It delivers nothing. Its ledger of requests: GET /__ledger (DELETE clears it).
`;

const strangeHost = 'This page is only for 127.0.0.1, localhost and [::1].\n';

/** A web page that had its own name resolve to loopback (DNS rebinding) comes with that name. */
function isOwnHost(host: string | undefined, port: number): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].some((name) => host === `${name}:${port}`);
}

function write(response: ServerResponse, reply: Reply): void {
  const safety = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
  response.writeHead(reply.status, { ...reply.headers, ...safety });
  response.end(reply.body);
}
