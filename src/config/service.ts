/** Knows the hosts of the service and the URLs of its two endpoints, and what it can take as an API key. */

import { isLoopback } from '../http/http.ts';
import type { Reject } from '../text/lists.ts';

/**
 * Hosts that serve both calls. `us` is documented by WalkMe for these endpoints; the others follow
 * from host names that WalkMe documents for other services.
 * @see https://support.walkme.com/knowledge-base/workstation-notifications-api
 */
export const regions = {
  us: 'https://api.walkme.com',
  eu: 'https://eu-api.walkme.com',
  canada: 'https://api-ca1.walkmedap.com',
  fedramp: 'https://api.walkmegov.com',
} as const;

/** Where the two calls go. */
export interface Service {
  readonly tokenUrl: string;
  readonly sendUrl: string;
  /** Host name and port that get the credentials, as shown to people. */
  readonly host: string;
}

/** @returns the endpoints below a base URL that {@link parseBaseUrl} or {@link regions} gave. */
export function endpoints(baseUrl: string): Service {
  return {
    tokenUrl: `${baseUrl}/accounts/connect/token`,
    sendUrl: `${baseUrl}/public/v1/notifications/send`,
    host: new URL(baseUrl).host,
  };
}

/** Reads `base-url`: https, or http on loopback; no query, fragment or credentials. */
export function parseBaseUrl(text: string, reject: Reject): string {
  const wellFormed = /^https?:\/\/[^/\s\\][^\s\\]*$/i.test(text) && URL.canParse(text);
  if (!wellFormed) {
    reject('must be a URL such as https://api.example.com');
    return '';
  }
  const url = new URL(text);
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    reject(
      'must begin with https://, because the client secret is sent there (http:// only for localhost, 127.0.0.0/8 and [::1])',
    );
  } else if (/[?#]/.test(text)) reject('must not contain a query (?) or a fragment (#)');
  else if (/^\w+:\/\/[^/]*@/.test(text)) reject('must not contain a user name or password');
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** RFC 7617, section 2: a user-id with a colon cannot be sent, nor can control characters. */
export function parseClientId(text: string, reject: Reject): string {
  if (/[:\u0000-\u001f\u007f-\u009f]/.test(text)) {
    reject(
      'must not contain ":" or control characters (RFC 7617). Set the ID and the secret in two inputs',
    );
  }
  return text;
}

/** Shorter ones are not masked; control characters cannot be sent (RFC 7617). */
export function parseClientSecret(text: string, reject: Reject): string {
  if (text.length < 8) {
    reject('must have at least 8 characters. A shorter secret could not be masked in the log');
  } else if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) {
    reject('must not contain control characters such as line ends (RFC 7617)');
  }
  return text;
}
