/** What a fault is, once it has been read: plain data. */

/** The two endpoints of the service. */
export type Endpoint = 'token' | 'send';

/** A Retry-After header: seconds, an HTTP date that many seconds ahead, or no such thing. */
export type RetryAfter =
  | { readonly kind: 'seconds' | 'date'; readonly seconds: number }
  | { readonly kind: 'rubbish' };

/** What a token reply of the service has wrong with it. */
export type Grant = 'empty' | 'absent' | 'mac' | 'short' | 'control' | 'array';

/** What happens to the connection after a normal answer. */
export type Afterwards = 'keep' | 'close' | 'close when idle';

/** A misbehaviour that no complete HTTP answer can express. */
export type Way = 'reset early' | 'reset' | 'close' | 'stall' | 'drip' | 'cut' | 'huge' | 'garbage';

/** What the client gets to see. */
export type Effect =
  | {
      readonly kind: 'normal';
      readonly status: number | null;
      readonly waitMs: number;
      readonly afterwards: Afterwards;
    }
  | { readonly kind: 'grant'; readonly grant: Grant }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfter: RetryAfter | null;
      readonly location: string | null;
    }
  | { readonly kind: 'html' | 'echo'; readonly status: number }
  | { readonly kind: 'wire'; readonly way: Way };

/**
 * One fault. `accepts`: the service takes the request first, if nothing is wrong with it; a wrong
 * request is then refused as always. `text` is the fault in its usual spelling.
 */
export type Fault = {
  readonly text: string;
  readonly accepts: boolean;
  readonly effect: Effect;
};

/** The fault that meets no request: the port refuses connections before the next one. */
export type Outage = { readonly text: string; readonly outageMs: number };
