/** Reads what a response says, whoever wrote it: the service, a gateway, or a proxy on the way. */

import { isObject, isRecord, valueAt } from '../text/property.ts';
import type { HttpResponse } from './http.ts';

/** More of a body is not looked at. */
const MAX_LENGTH = 65_536;

/** Items of a list of errors that are shown. */
const MAX_ITEMS = 5;

/** Levels of a JSON that are looked at. */
const MAX_DEPTH = 3;

/** What a response says. Its parts come from outside: redact them first, cut them afterwards. */
export interface ResponseText {
  /**
   * `message`: JSON with an error or a message. `page`: HTML, not what an API returns. `encoded`: a
   * content coding that was not requested. `other`: any other body, an empty one included.
   */
  readonly kind: 'message' | 'page' | 'encoded' | 'other';
  /** The body, if it is a JSON object. */
  readonly json: object | undefined;
  /** What to show in parentheses; blank where there is nothing. */
  readonly text: string;
}

/**
 * Reads the body of a response. Never throws.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 * @see https://www.rfc-editor.org/rfc/rfc9457#section-3.1
 */
export function readText({ headers, body }: Pick<HttpResponse, 'headers' | 'body'>): ResponseText {
  // A byte order mark is ignored (RFC 8259, section 8.1).
  const start = body.slice(0, MAX_LENGTH).replace(/^\ufeff/, '');
  const parsed = parseJson(start);
  const json = isRecord(parsed) ? parsed : undefined;
  const root: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  const text = isObject(root) ? describeJson(root) : '';
  if (text !== '') return { kind: 'message', json, text };
  const encoding = parsed === undefined && start !== '' ? encodingOf(headers) : undefined;
  if (encoding !== undefined) return { kind: 'encoded', json, text: encoding };
  const trimmed = start.trim();
  return isPage(trimmed, headers)
    ? { kind: 'page', json, text: describePage(trimmed) }
    : { kind: 'other', json, text: trimmed };
}

/**
 * Looks for a body that does not confirm its status: an HTML page, JSON with errors or `success: false`,
 * any body of a 207, or one that is encoded (interface, delivery rules 1 and 12).
 * @returns what the body of a 2xx says then, neither redacted nor cut.
 */
export function findContradiction(response: Omit<HttpResponse, 'kind'>): string | undefined {
  const { status } = response;
  if (status < 200 || status > 299) return undefined;
  const { kind, json, text } = readText(response);
  if (status === 207) return text === '' ? 'HTTP 207' : text;
  if (kind === 'page' || kind === 'encoded') return text;
  const isContradiction =
    valueAt(json, 'success') === false ||
    !isEmpty(valueAt(json, 'error')) ||
    !isEmpty(valueAt(json, 'errors'));
  return isContradiction ? text : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return isObject(value) ? Object.keys(value).length === 0 : !value;
}

/** Where APIs put what they have to say, the most general first. */
const messageNames = [
  'error',
  'title',
  'message',
  'Message',
  'msg',
  'errorMessage',
  'error_message',
  'error_description',
  'description',
  'detail',
  'reason',
  'errors',
];

/** @returns what a value says, as in `invalid_client: The secret is wrong.` */
function describeJson(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value.trim();
  if (!isObject(value) || depth > MAX_DEPTH) return '';
  const describe = (part: unknown): string => describeJson(part, depth + 1);
  if (Array.isArray(value)) return join(value.slice(0, MAX_ITEMS).map(describe), '; ');
  const found = join(new Set(messageNames.map((name) => describe(valueAt(value, name)))), ': ');
  if (found !== '' || depth === 0) return found;
  // Errors by field, as in `{ "templateId": ["is required"] }`.
  const fields = Object.entries(value)
    .slice(0, MAX_ITEMS)
    .map(([name, part]) => {
      const text = describe(part);
      return text === '' ? '' : `${name}: ${text}`;
    });
  return join(fields, '; ');
}

/** Joins the texts that are not blank; one that ends a sentence needs no separator. */
function join(texts: Iterable<string>, separator: string): string {
  return [...texts]
    .filter((text) => text !== '')
    .reduce(
      (all, text) => (/[.!?]$/.test(all) ? `${all} ${text}` : `${all}${separator}${text}`),
      '',
    )
    .slice(separator.length);
}

/** @returns what a body is encoded as although the request asked for none; nothing if it is not. */
function encodingOf(headers: HttpResponse['headers']): string | undefined {
  const written = headers['content-encoding']?.trim().toLowerCase() ?? '';
  const coding = CODING.exec(written)?.[1];
  return coding && `the body is encoded as ${coding}, which was not requested`;
}

/** @see https://www.iana.org/assignments/http-parameters/http-parameters.xhtml#content-coding */
const CODING = /(?:^|,)\s*((?:x-)?(?:gzip|compress)|br|dcb|dcz|deflate|zstd)\s*(?:$|[,;])/;

/** Frameworks send plain text as `text/html`, too, so that a tag is required. */
function isPage(text: string, headers: HttpResponse['headers']): boolean {
  if (!text.startsWith('<')) return false;
  if (/html/i.test(headers['content-type'] ?? '')) return true;
  return /<(?:!doctype html|html|head|body|title)[\s>]/i.test(text.slice(0, 1024));
}

/** A title without an end may be cut inside a secret, so it is not shown. */
function describePage(text: string): string {
  const page = 'a web page, probably of a proxy or firewall';
  const tag = /<title[\s>]/i.exec(text);
  if (tag === null) return page;
  const start = text.indexOf('>', tag.index) + 1;
  const title = text.slice(start, Math.max(start, text.indexOf('<', start))).trim();
  return start === 0 || title === '' ? page : `${page}: "${title}"`;
}
