/** Defines what a fault is, and reads one from its written form. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Endpoint, Grant } from '../api/endpoints.ts';
import type { HttpResponse } from '../api/response.ts';
import type { Timers } from '../timers.ts';
import { connectionFaults } from './connection-faults.ts';
import { responseFaults } from './response-faults.ts';

/** A request that is about to get its response, and the means to respond or not. */
export type Exchange = {
  readonly endpoint: Endpoint | 'other';
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The TCP socket, also below TLS. */
  readonly socket: Socket;
  readonly body: string;
  readonly timers: Timers;
  /** Headers of every response: the request id, and `Connection: close` before an outage. */
  readonly headers: Readonly<Record<string, string>>;
  /** Target of a redirect without a URL. */
  readonly movedUrl: string;
  /** Issues a token. */
  readonly grant: (length: 'normal' | 'short') => Grant;
  /** The response without a fault. */
  readonly normalResponse: () => HttpResponse;
  /** Sends a complete response, and records its status. */
  readonly send: (response: HttpResponse) => void;
  /** Records the status, or null for no response. Call it just before that happens. */
  readonly settle: (status: number | null) => void;
};

/** What a fault does to the request that meets it. */
export type Behavior = {
  /** Accepts a valid request first. An invalid one is then refused as usual. */
  readonly accepts: boolean;
  /** Added to the latency. */
  readonly waitMs?: number;
  /** Acts on the headers alone: the body is not read. */
  readonly beforeBody?: true;
  /** Never responds: the client has to give up. */
  readonly silent?: true;
  readonly respond: (exchange: Exchange) => void;
};

/** A fault that meets no request: the port refuses connections before the next one. */
export type Outage = { readonly outageMs: number };

/** The placeholders of a written fault, by name; empty if not written. */
export type FaultValues = {
  /** The whole fault, in its normalized form. */
  readonly text: string;
  readonly status: number;
  readonly ms: number | null;
  readonly seconds: number | null;
  readonly url: string | null;
};

/**
 * One kind of fault. `form` is how it is written: words, `<placeholders>`, and `[optional parts]`
 * with alternatives. `description` completes the sentence "The simulator …".
 */
export type FaultRule = {
  readonly form: string;
  readonly description: string;
  /** The only endpoint that has this fault; both have it if not set. */
  readonly endpoint?: Endpoint;
  readonly behavior: (values: FaultValues) => Behavior | Outage;
};

/** A fault, and its normalized form. */
export type Fault = Behavior & { readonly text: string };

/** What is in the place of a `<placeholder>`. */
const placeholders: Readonly<Record<string, string>> = {
  '2xx': '(?<status>2\\d\\d)',
  '3xx-5xx': '(?<status>[345]\\d\\d)',
  status: '(?<status>[2-5]\\d\\d)',
  ms: '(?<ms>\\d{1,7})',
  seconds: '(?<seconds>\\d{1,6})',
  url: '(?<url>[\\x21-\\x7e]+)',
};

/** All kinds of faults, in the order of `--help`. */
export const faultRules: readonly FaultRule[] = [...responseFaults, ...connectionFaults];

/** Reads a fault for an endpoint. Throws an Error that lists the known faults. */
export function parseFault(
  written: string,
  endpoint: Endpoint,
): Fault | (Outage & { readonly text: string }) {
  const text = normalize(written);
  for (const rule of faultRules) {
    const match = patternOf(rule.form).exec(text);
    if (match === null) continue;
    if (!isAt(endpoint, rule)) {
      throw new Error(`The fault "${written}" is for the ${rule.endpoint} endpoint only.`);
    }
    return { text, ...rule.behavior(valuesOf(text, match.groups ?? {})) };
  }
  const rules = faultRules.filter((rule) => isAt(endpoint, rule));
  const known = rules.map(({ form }) => form).join(', ');
  throw new Error(`Unknown fault "${written}" for the ${endpoint} endpoint. Use one of: ${known}.`);
}

function isAt(endpoint: Endpoint, rule: FaultRule): boolean {
  return (rule.endpoint ?? endpoint) === endpoint;
}

/** Case, spaces, and hyphens between words do not matter, except in a URL. */
function normalize(written: string): string {
  const redirect = /^\s*redirect\s+([\x21-\x7e]+)\s*$/i.exec(written);
  if (redirect !== null) return `redirect ${redirect[1] ?? ''}`;
  const words = written
    .trim()
    .toLowerCase()
    .replace(/(?<=\w)-(?=\w)|\s+/g, ' ');
  return words.replace('retry after', 'retry-after');
}

/** Makes a pattern of a form. */
function patternOf(form: string): RegExp {
  const pattern = form
    .replace(/^\[([^\]]+)\] /, '(?:$1 )?')
    .replace(/ \[([^\]]+)\]/g, '(?: (?:$1))?')
    .replaceAll(' | ', '|')
    .replace(/<([^>]+)>/g, (_, name: string) => placeholders[name] ?? name);
  return new RegExp(`^${pattern}$`);
}

function valuesOf(text: string, groups: Readonly<Record<string, string | undefined>>): FaultValues {
  const number = (value: string | undefined) => (value === undefined ? null : Number(value));
  return {
    text,
    status: number(groups['status']) ?? 200,
    ms: number(groups['ms']),
    seconds: number(groups['seconds']),
    url: groups['url'] ?? null,
  };
}
