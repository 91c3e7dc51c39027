/** Types of what stages ask about the run, and of what they learn. */

import type { WarningDiagnostic } from '../diagnostics.ts';

/** The members that were asked for. */
export interface Description {
  readonly run: Readonly<Record<string, unknown>>;
  /** The number of `run.previous` where it is an earlier attempt of the same run. */
  readonly previousAttempt?: number | undefined;
}

/** What is known of the run: the members that were asked for, or that GitHub gave no usable answer. */
export type RunAnswer =
  | ({ readonly kind: 'known' } & Description)
  | {
      readonly kind: 'unavailable';
      /** The end of a sentence. */
      readonly reason: string;
      /** @param effect what happens without the answer, as a sentence without its end. */
      readonly warning: (effect: string) => WarningDiagnostic;
    };

/**
 * @param members in lower case; `*` is all of them.
 * @returns these members. GitHub is asked once for each.
 * @throws {Fault} what to do where GitHub cannot be asked, or refuses; marked as repeated if it was thrown before.
 */
export type AskRun = (members: ReadonlySet<string>) => Promise<RunAnswer>;
