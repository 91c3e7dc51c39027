/** What every request meets: the state of one running simulator, in one object. */

import type { Concealer } from './conceal.ts';
import type { Door } from './door.ts';
import type { Endpoint } from './fault.ts';
import type { LedgerBook } from './ledger.ts';
import type { Magic } from './magic.ts';
import type { Script } from './script.ts';
import type { Timers } from './timers.ts';
import type { Tokens } from './tokens.ts';

/** The state of one running simulator. */
export type World = {
  readonly clients: Readonly<Record<string, string>>;
  readonly prefix: string;
  readonly extraFields: readonly string[];
  readonly latencyMs: number;
  readonly url: string;
  readonly door: Door;
  readonly timers: Timers;
  readonly book: LedgerBook;
  readonly concealer: Concealer;
  readonly tokens: Tokens;
  readonly scripts: Readonly<Record<Endpoint, Script>>;
  readonly magic: (systemId: unknown) => Magic;
};
