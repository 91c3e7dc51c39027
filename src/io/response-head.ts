/** Reads the status line of a response whose headers the HTTP library refuses. */

import type { HttpResponse } from '../http/http.ts';

/** A whole first line (RFC 9112, section 4). */
const STATUS_LINE = /^HTTP\/1\.\d (\d{3})(?: [^\r\n]*)?\r?\n/;

/** Informational responses that are passed over. */
const MAX_INFORMATIONAL = 100;

/**
 * @param text what has arrived on the connection, as Latin-1.
 * @returns the response, with the headers that can be read; nothing without a status line.
 */
export function readResponse(text: string): HttpResponse | undefined {
  let rest = text;
  for (let passed = 0; passed <= MAX_INFORMATIONAL; passed += 1) {
    const [line, code = ''] = STATUS_LINE.exec(rest) ?? [];
    if (line === undefined) return undefined;
    const [head = '', ...body] = rest.slice(line.length).split(/\r?\n\r?\n/);
    rest = body.join('\n\n');
    if (code.startsWith('1')) continue;
    const decoded = Buffer.from(rest, 'latin1').toString('utf8');
    return { kind: 'response', status: Number(code), headers: headersOf(head), body: decoded };
  }
  return undefined;
}

function headersOf(head: string): Readonly<Record<string, string>> {
  const lines = head.split(/\r?\n/).flatMap((line): (readonly [string, string])[] => {
    const [, name = '', value = ''] = /^([\w-]+)[ \t]*:(.*)$/.exec(line) ?? [];
    return name === '' ? [] : [[name.toLowerCase(), value.trim()]];
  });
  return Object.fromEntries(lines);
}
