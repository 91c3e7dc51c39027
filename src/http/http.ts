/** One HTTP attempt and its result: the facts, without what they mean. Knows which hosts are this machine. */

/** The credentials of one request; the transport turns them into a header. */
export type Authorization =
  | { readonly scheme: 'basic'; readonly user: string; readonly password: string }
  | { readonly scheme: 'bearer'; readonly token: string };

/** A POST. */
export interface HttpRequest {
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
  readonly authorization: Authorization;
}

/** A status line arrived. */
export interface HttpResponse {
  readonly kind: 'response';
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** As far as it was read. */
  readonly body: string;
  /** Why the body is incomplete: too long, broken off, too slow. */
  readonly truncatedBy?: string;
}

/**
 * Bytes of a response that the outputs show: of the first delivery, and of each one in `deliveries`
 * (interface, section 2).
 */
export const SHOWN_BYTES = { first: 65_536, each: 4096 } as const;

/** No status line arrived. */
export interface NoResponse {
  readonly kind: 'no-response';
  /**
   * Whether the request's own socket ever became usable: connected, through a proxy's CONNECT too,
   * and for https secured. Before that, nothing of the request can have arrived.
   */
  readonly phase: 'connecting' | 'connected';
  /** `proxy-settings`: the variable that names the proxy cannot be used. */
  readonly cause: 'network' | 'certificate' | 'proxy' | 'proxy-settings' | 'timeout' | 'aborted';
  /** The status that the proxy returned to CONNECT, if it refused. */
  readonly proxyStatus?: number;
  /** For people: the system's error code and text. */
  readonly detail: string;
}

/** The result of one attempt. */
export type AttemptResult = HttpResponse | NoResponse;

/** The time that one attempt may take, and what ends it early. */
export interface AttemptLimits {
  /** From the start of the attempt to the last byte. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Sends one request and settles within its limits, whatever the network does. Never rejects. */
export type Send = (request: HttpRequest, limits: AttemptLimits) => Promise<AttemptResult>;

/** @returns whether a host name, as a parsed URL spells it, is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
