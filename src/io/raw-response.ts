/** Reads a response whose headers the HTTP library refuses. */

import type { HttpResponse } from '../http/http.ts';

/** A whole first line (RFC 9112, section 4). */
const STATUS_LINE = /^HTTP\/1\.\d (\d{3})(?: [^\r\n]*)?\r?\n/;

/** A status line and its headers, up to the blank line behind them. */
const HEAD = /^.*?\n\r?\n/s;

/**
 * @param bytes what has arrived on the connection.
 * @returns the response, with the headers that can be read; nothing without a status line.
 */
export function readResponse(bytes: Buffer): HttpResponse | undefined {
  let rest = bytes.toString('latin1');
  for (;;) {
    const [, code] = STATUS_LINE.exec(rest) ?? [];
    if (code === undefined) return undefined;
    const [head] = HEAD.exec(rest) ?? [rest];
    rest = rest.slice(head.length);
    // Informational responses are passed over.
    if (code.startsWith('1')) continue;
    const body = Buffer.from(rest, 'latin1').toString('utf8');
    return { kind: 'response', status: Number(code), headers: headersOf(head), body };
  }
}

function headersOf(head: string): Readonly<Record<string, string>> {
  const lines = head.split(/\r?\n/).flatMap((line): (readonly [string, string])[] => {
    const [, name = '', value = ''] = /^([\w-]+)[ \t]*:(.*)$/.exec(line) ?? [];
    return name === '' ? [] : [[name.toLowerCase(), value.trim()]];
  });
  return Object.fromEntries(lines);
}
