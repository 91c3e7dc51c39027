/** Turns whatever was thrown into an error that can be reported. */

import type { Outcome } from '../delivery/outcome.ts';
import { type ErrorDiagnostic, Fault } from '../diagnostics.ts';
import type { Log } from '../world.ts';

/** @returns the error of a fault; `internal` for everything else, which is a bug. */
export function toError(
  error: unknown,
  outcomes: readonly Outcome[],
  log: Pick<Log, 'debug'>,
): ErrorDiagnostic {
  if (error instanceof Fault && error.code !== undefined) {
    const { code, message, hint } = error;
    return { code, message, ...(hint !== undefined && { hint }) };
  }
  return internalError('This is a bug in the action', error, outcomes, log);
}

/** @returns an `internal` error. Its stack goes to the debug log. */
export function internalError(
  what: string,
  error: unknown,
  outcomes: readonly Outcome[],
  log: Pick<Log, 'debug'>,
): ErrorDiagnostic {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  for (const line of stack.split('\n')) log.debug(line);
  const mayHaveSent = outcomes.some(({ status }) => status === 'accepted' || status === 'unknown');
  return {
    code: 'internal',
    message: `${what}: ${message}`,
    hint: mayHaveSent
      ? 'Notifications may have been delivered, and a re-run sends them again: read the log first. Report this message in an issue. To try it safely, set `dry-run: true`.'
      : 'Re-run the job, and report this message in an issue.',
  };
}
