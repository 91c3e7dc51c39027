/** Reads requests: the body within a size limit, the request target, and JSON text. */

import type { IncomingMessage } from 'node:http';

/** Size limit of a request body, in bytes. It is the simulator's; WalkMe publishes none. */
export const bodyLimitBytes = 2 * 1024 * 1024;

/** Deeper than any notification can be. Printing much deeper values would end the simulator. */
const depthLimit = 64;

/** A request body, and whether all of it arrived. */
export interface Body {
  readonly bytes: Buffer;
  readonly state: 'complete' | 'cut off' | 'too large';
}

/**
 * Reads the body to its end, so that the sender can read the response, but keeps at most
 * `bodyLimitBytes` of it. Never rejects.
 */
export function readBody(request: IncomingMessage): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= bodyLimitBytes) chunks.push(chunk);
    });
    function finish(): void {
      const large = sizeBytes > bodyLimitBytes;
      const bytes = large ? Buffer.alloc(0) : Buffer.concat(chunks);
      const state = large ? 'too large' : request.complete ? 'complete' : 'cut off';
      resolve({ bytes, state });
    }
    request.on('end', finish);
    request.on('error', finish);
    request.on('close', finish);
  });
}

/** Splits a request target into its path and its query (with the `?`, empty without a query). */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: '' };
  return { path: target.slice(0, mark), query: target.slice(mark) };
}

/** Decodes UTF-8; null if the bytes are not valid. A byte order mark stays in the text. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** @returns whether a JSON value is an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses JSON; undefined if the text is not JSON, or nested more than 64 levels deep. */
export function parseJson(text: string): unknown {
  try {
    return isTooDeep(text) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns whether an object in the text has a name twice: `JSON.parse` keeps only the last. */
export function hasDuplicateNames(text: string, value: unknown): boolean {
  let written = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) {
    if (colon !== undefined) written += 1;
  }
  return written !== countNames(value);
}

/** Stops at the limit, so that the nesting of the text does not matter. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (depth > depthLimit) return true;
  }
  return false;
}

function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = isRecord(value) ? Object.keys(value).length : 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + countNames(inner), own);
}
