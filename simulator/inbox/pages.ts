/** Serves the simulator's own pages, which are not part of the service and not in the ledger. */

import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { splitTarget } from '../api/request.ts';
import { type HttpResponse, jsonResponse, textResponse } from '../api/response.ts';
import type { Timers } from '../timers.ts';
import { serveEvents } from './events.ts';
import type { InboxSource } from './items.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Handlers by method. */
type Page = Readonly<Record<string, Handler>>;

interface File {
  readonly name: string;
  readonly type: string;
}

/** What the pages show, and where they are. */
interface PageSource extends InboxSource {
  readonly port: number;
  readonly timers: Timers;
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  svg: 'image/svg+xml',
  css: 'text/css',
  js: 'text/javascript',
};

const styles = ['theme', 'inbox', 'card', 'facts', 'sidebar', 'request-dialog'];
const scripts = [
  'inbox',
  'card',
  'element',
  'event-stream',
  'format',
  'json',
  'list',
  'request-dialog',
  'sidebar',
];
const parts = [...styles.map((name) => `${name}.css`), ...scripts.map((name) => `${name}.js`)];

/** The files of the inbox by path. A browser requests /favicon.ico without being asked to. */
export const inboxFiles: ReadonlyMap<string, File> = new Map([
  ['/', file('index.html')],
  ['/favicon.ico', file('bell.svg')],
  ...['bell.svg', ...parts].map((name) => [`/__inbox/${name}`, file(name)] as const),
]);

/**
 * Headers of every page. Nothing runs, loads, or frames that is not the page's own, and text cannot
 * become markup (Trusted Types). Images are allowed for the icon in the tab.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
const safetyHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** @returns whether a path is the simulator's own: the inbox, and everything that begins with `/__`. */
export function isPage(target: string): boolean {
  const { path } = splitTarget(target);
  return inboxFiles.has(path) || path.startsWith('/__');
}

/** Creates the handler of all pages. */
export function createPages(source: PageSource): Handler {
  const pages = new Map<string, Page>([
    ...[...inboxFiles].map(([path, found]) => [path, filePage(found)] as const),
    ['/__events', { GET: (_request, response) => serveEvents(source, response) }],
    ['/__ledger', ledgerPage(source)],
  ]);
  return (request, response) => {
    for (const [name, value] of Object.entries(safetyHeaders)) response.setHeader(name, value);
    const page = pages.get(splitTarget(request.url ?? '').path);
    const { method = '' } = request;
    const handler = page !== undefined && Object.hasOwn(page, method) ? page[method] : undefined;
    if (!isOwnHost(request, source.port)) write(response, textResponse(421, foreignHost));
    else if (page === undefined) write(response, textResponse(404, 'This page does not exist.\n'));
    else if (handler !== undefined) handler(request, response);
    else write(response, wrongMethod(Object.keys(page)));
  };
}

function filePage({ name, type }: File): Page {
  function show(_request: IncomingMessage, response: ServerResponse): void {
    readFile(new URL(`./page/${name}`, import.meta.url), 'utf8').then(
      (body) => write(response, { status: 200, headers: { 'Content-Type': type }, body }),
      () => write(response, textResponse(500, `The file inbox/page/${name} cannot be read.\n`)),
    );
  }
  return { GET: show };
}

function ledgerPage({ ledger, url }: PageSource): Page {
  return {
    GET: (_request, response) => write(response, jsonResponse(200, ledger.entries)),
    DELETE(request, response) {
      if (!isOwnOrigin(request, url)) return write(response, textResponse(403, foreignOrigin));
      ledger.clear();
      response.writeHead(204).end();
    },
  };
}

/** Rejects pages of other sites whose name resolves to loopback (DNS rebinding). */
function isOwnHost(request: IncomingMessage, port: number): boolean {
  const { host } = request.headers;
  return ['127.0.0.1', 'localhost', '[::1]'].some((name) => host === `${name}:${port}`);
}

/**
 * Whether a change is requested by the page itself, or without a browser: a browser sends the
 * origin of a DELETE (Fetch Standard, "append a request `Origin` header").
 */
function isOwnOrigin(request: IncomingMessage, simulatorUrl: string): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'] ?? 'same-origin';
  const own = `${new URL(simulatorUrl).protocol}//${host}`;
  return site === 'same-origin' && (origin === undefined || origin === own);
}

const foreignHost = 'This page is only for 127.0.0.1, localhost, and [::1].\n';
const foreignOrigin = 'Another site may not clear the ledger.\n';

function wrongMethod(allowed: readonly string[]): HttpResponse {
  const text = `This page supports only ${allowed.join(' and ')}.\n`;
  return textResponse(405, text, { Allow: allowed.join(', ') });
}

function file(name: string): File {
  const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain';
  return { name, type: `${type}; charset=utf-8` };
}

function write(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  response.writeHead(status, headers);
  response.end(body);
}
