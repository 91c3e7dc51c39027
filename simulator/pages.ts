/** The simulator's own pages, which are no part of the service and stand in no ledger. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveEvents } from './events.ts';
import { isOwnHost, isOwnOrigin, safetyHeaders } from './guard.ts';
import { inboxFiles, readInboxFile } from './inbox-files.ts';
import { splitTarget } from './incoming.ts';
import { jsonReply, type Reply, textReply } from './reply.ts';
import type { World } from './world.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Handlers by method. */
type Page = Readonly<Record<string, Handler>>;

/** Whether a path is the simulator's own: the inbox, and everything that begins with `/__`. */
export function isPage(target: string): boolean {
  const { path } = splitTarget(target);
  return inboxFiles.has(path) || path.startsWith('/__');
}

/** Makes the handler of all pages. */
export function createPages(world: World): Handler {
  const pages = new Map<string, Page>([
    ...filePages(),
    ['/__events', { GET: (_request, response) => serveEvents(world, response) }],
    ['/__ledger', ledgerPage(world)],
  ]);
  return (request, response) => {
    const page = pages.get(splitTarget(request.url ?? '').path);
    const { method = '' } = request;
    const handler = page !== undefined && Object.hasOwn(page, method) ? page[method] : undefined;
    if (!isOwnHost(request, world.door.port)) write(response, textReply(421, strangeHost));
    else if (page === undefined) write(response, textReply(404, 'There is no such page.\n'));
    else if (handler !== undefined) handler(request, response);
    else
      write(response, textReply(405, 'Not this way.\n', { Allow: Object.keys(page).join(', ') }));
  };
}

function filePages(): readonly (readonly [string, Page])[] {
  return [...inboxFiles].map(([path, file]) => {
    const show: Handler = (_request, response) => {
      readInboxFile(file).then(
        (reply) => write(response, reply),
        () => write(response, textReply(500, `The file inbox/${file.name} cannot be read.\n`)),
      );
    };
    return [path, { GET: show }];
  });
}

function ledgerPage({ book, url }: World): Page {
  return {
    GET: (_request, response) => write(response, jsonReply(200, book.ledger.entries)),
    DELETE: (request, response) => {
      if (!isOwnOrigin(request, url)) return write(response, textReply(403, strangeOrigin));
      book.ledger.clear();
      response.writeHead(204, { ...safetyHeaders }).end();
    },
  };
}

const strangeHost = 'This page is only for 127.0.0.1, localhost and [::1].\n';
const strangeOrigin = 'Another site may not clear the ledger.\n';

function write(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { ...reply.headers, ...safetyHeaders });
  response.end(reply.body);
}
