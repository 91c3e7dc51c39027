/** The state that the API of one running simulator works on. */

import type { RequestedFault, Script } from '../faults/script.ts';
import type { LedgerWriter } from '../ledger.ts';
import type { Redactor } from '../redaction.ts';
import type { Timers } from '../timers.ts';
import type { Tokens } from './authorization.ts';
import type { Endpoint } from './endpoints.ts';
import type { Listener } from './listener.ts';

/** The state of one running simulator, as its API uses it. */
export interface Api {
  readonly url: string;
  readonly prefix: string;
  readonly clients: Readonly<Record<string, string>>;
  readonly extraFields: readonly string[];
  readonly testRecipients: readonly string[];
  readonly latencyMs: number;
  readonly listener: Listener;
  readonly timers: Timers;
  readonly ledgerWriter: LedgerWriter;
  readonly redactor: Redactor;
  readonly tokens: Tokens;
  readonly scripts: Readonly<Record<Endpoint, Script>>;
  readonly systemIdFault: (systemId: unknown) => RequestedFault;
}
