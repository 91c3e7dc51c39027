/** Reading a request: a node request in, plain data with a bounded body out. */

import type { IncomingMessage } from 'node:http';

/** Size limit of a request body, in bytes: our own; WalkMe publishes none. */
export const bodyLimitBytes = 2 * 1024 * 1024;

/** A request body, and whether all of it came. */
export type Body = {
  readonly bytes: Buffer;
  readonly state: 'whole' | 'cut off' | 'too large';
};

/**
 * Reads the body to its end, so that the sender can read the answer, but keeps at most
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
      const state = large ? 'too large' : request.complete ? 'whole' : 'cut off';
      resolve({ bytes, state });
    }
    request.on('end', finish);
    request.on('error', finish);
    request.on('close', finish);
  });
}

/** Splits a request target into its path and its query (with the `?`, empty when there is none). */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: '' };
  return { path: target.slice(0, mark), query: target.slice(mark) };
}

/** What is wrong with a Content-Type header; `charset=utf-8` may follow the type. */
export function contentTypeProblem(found: string | undefined, wanted: string): string | null {
  const [type = '', ...parameters] = (found ?? '').toLowerCase().split(/\s*;\s*/);
  const known = parameters.every((parameter) => /^charset="?utf-8"?$/.test(parameter));
  if (type === wanted && known) return null;
  return `The Content-Type must be ${wanted}, found: ${found ?? 'none'}.`;
}

/** The bytes as text; null when they are not valid UTF-8. A byte order mark stays in the text. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
