/** One request and what came of it: the facts, without what they mean. */

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
export interface Reply {
  readonly kind: 'reply';
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** As far as it was read. */
  readonly body: string;
  /** Why the body is not whole: too long, broken off, too slow. */
  readonly cutBy?: string;
}

/** No status line arrived. */
export interface NoReply {
  readonly kind: 'no-reply';
  /**
   * Whether the request's own socket ever became usable: connected, through a proxy's CONNECT too,
   * and for https secured. Before that, nothing of the request can have arrived.
   */
  readonly phase: 'connecting' | 'connected';
  readonly cause: 'network' | 'certificate' | 'proxy' | 'timeout' | 'aborted';
  /** What the proxy answered to CONNECT, if it refused. */
  readonly proxyStatus?: number;
  /** For people: the system's error code and text. */
  readonly detail: string;
}

/** What came of one request. */
export type Exchange = Reply | NoReply;

/** The time that one exchange may take, and what ends it early. */
export interface ExchangeLimits {
  /** From connect to last byte. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Sends one request and settles within its limits, whatever the network does. Never rejects. */
export type Send = (request: HttpRequest, limits: ExchangeLimits) => Promise<Exchange>;
