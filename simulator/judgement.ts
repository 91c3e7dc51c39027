/** What the endpoints are asked and what they answer, before any fault. */

import type { Identity } from './authorization.ts';
import type { Reply } from './reply.ts';

/** What both endpoints make of a request: `refusal` is null when nothing is wrong. */
export type Judgement = {
  readonly problems: readonly string[];
  readonly refusal: Reply | null;
};

/** The parts of a request that decide about it. */
export type Question = {
  readonly query: string;
  readonly contentType: string | undefined;
  readonly identity: Identity;
  readonly body: Uint8Array;
};
