/** The simulator's own pages and browsers: who may see them, who may change anything, and how. */

import type { IncomingMessage } from 'node:http';

/**
 * On every page. Nothing runs, loads or frames that is not the page's own, and text cannot become
 * markup (Trusted Types). Images are allowed for the icon in the tab.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
export const safetyHeaders: Readonly<Record<string, string>> = {
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

/** A web page that had its own name resolve to loopback (DNS rebinding) comes with that name. */
export function isOwnHost(request: IncomingMessage, port: number): boolean {
  const { host } = request.headers;
  return ['127.0.0.1', 'localhost', '[::1]'].some((name) => host === `${name}:${port}`);
}

/**
 * Whether a change is asked for by the page itself or by no browser at all: a browser says where a
 * DELETE comes from (Fetch Standard, "append a request `Origin` header").
 */
export function isOwnOrigin(request: IncomingMessage, simulatorUrl: string): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'] ?? 'same-origin';
  const own = `${new URL(simulatorUrl).protocol}//${host}`;
  return site === 'same-origin' && (origin === undefined || origin === own);
}
