/** Makes the request body of a delivery, and checks it. */

import type { Diagnostics } from '../diagnostics.ts';
import { fields, type Recipients } from '../fields.ts';
import type { Notification } from '../payload/notification.ts';
import { textsIn } from '../text/property.ts';

/** What a body is made of. */
interface Parts {
  readonly notification: Notification;
  readonly systemId: string | null;
  readonly recipients: Recipients;
}

/** Bytes of one request body (interface, section 3). */
export const MAX_BODY_BYTES = 1_048_576;

/** @returns the request body. A plan may have 500 of 1 MiB each, so none is kept. */
export function bodyOf(parts: Parts): string {
  return JSON.stringify(requestBody(parts));
}

/** What is sent, as WalkMe's article has it. */
export interface RequestBody {
  readonly notification: Readonly<Record<string, unknown>>;
}

/**
 * @returns the body as an object. What was not given is absent.
 * @see https://support.walkme.com/knowledge-base/workstation-notifications-api
 */
export function requestBody({ notification, systemId, recipients }: Parts): RequestBody {
  const sent = { ...notification, ...recipients, systemId };
  const entries = fields.flatMap((field): (readonly [string, unknown])[] => {
    if (field.kind === 'additional') return Object.entries(notification.additional);
    const value = sent[field.name] ?? '';
    return value.length === 0 ? [] : [[field.name, value]];
  });
  return { notification: Object.fromEntries(entries) };
}

/** Reports (`payload-invalid`) a body that is too large. */
export function checkSize(name: string, body: string, { errors }: Diagnostics): void {
  if (Buffer.byteLength(body) <= MAX_BODY_BYTES) return;
  const message = `${name}: the request is larger than 1 MiB.`;
  const hint = 'Shorten its texts, or send to audiences instead of single people.';
  errors.push({ code: 'payload-invalid', message, hint });
}

/** Reports (`payload-invalid`) a body that contains a secret. */
export function checkSecrets(
  name: string,
  body: string,
  { notification }: RequestBody,
  holdsSecret: (text: string) => boolean,
  { errors, quote }: Diagnostics,
): void {
  // In JSON, a quote or backslash of an encoded secret has a further backslash before it.
  const isEncoded = body.includes('\\') && holdsSecret(textsIn(notification));
  if (!isEncoded && !holdsSecret(body)) return;
  const holds = (it: unknown): boolean =>
    holdsSecret(JSON.stringify(it)) || holdsSecret(textsIn(it));
  const path = findPath(notification, holds);
  const where = path === '' ? 'the request' : `\`${quote(path, 200)}\``;
  const message = `${name}: ${where} contains a secret of this step, such as the client secret.`;
  const hint = 'Nothing was sent. Find the text that contains the secret, and remove it.';
  errors.push({ code: 'payload-invalid', message, hint });
}

/** The path of the innermost value that has what is looked for, such as `override[2].value`. */
function findPath(value: unknown, isIn: (it: unknown) => boolean): string {
  if (typeof value !== 'object' || value === null) return '';
  const [key, member] = Object.entries(value).find((entry) => isIn(entry)) ?? [];
  if (key === undefined) return '';
  const below = findPath(member, isIn);
  const step = Array.isArray(value) ? `[${key}]` : key;
  return `${step}${below && !below.startsWith('[') ? '.' : ''}${below}`;
}
