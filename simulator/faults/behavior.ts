/** Defines what a fault is, and what it does to a request. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Endpoint, Grant } from '../api/endpoints.ts';
import type { HttpResponse } from '../api/response.ts';
import type { Timers } from '../timers.ts';

/** A request that is about to get its response, and the means to respond or not. */
export interface Exchange {
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
}

/** What a fault does to the request that meets it. */
export interface Behavior {
  /** Accepts a valid request first. An invalid one is then refused as usual. */
  readonly accepts: boolean;
  /** Added to the latency. */
  readonly waitMs?: number;
  /** Acts on the headers alone: the body is not read. */
  readonly beforeBody?: true;
  /** Never responds: the client has to give up. */
  readonly silent?: true;
  readonly respond: (exchange: Exchange) => void;
}

/** A fault that meets no request: the port refuses connections before the next one. */
export interface Outage {
  readonly outageMs: number;
}

/** The placeholders of a written fault, by name; empty if not written. */
export interface FaultValues {
  /** The whole fault, in its normalized form. */
  readonly text: string;
  readonly status: number;
  readonly ms: number | null;
  readonly seconds: number | null;
  readonly url: string | null;
}

/**
 * One kind of fault. `form` is how it is written: words, `<placeholders>`, and `[optional parts]`
 * with alternatives. `description` completes the sentence "The simulator …".
 */
export interface FaultRule {
  readonly form: string;
  readonly description: string;
  /** The only endpoint that has this fault; both have it if not set. */
  readonly endpoint?: Endpoint;
  readonly behavior: (values: FaultValues) => Behavior | Outage;
}

/** A fault, and its normalized form. */
export interface Fault extends Behavior {
  readonly text: string;
}
