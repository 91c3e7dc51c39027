/** Turns whatever was thrown into an error, and puts the errors of a run in order, without duplicates. */

import type { Outcome } from '../delivery/outcome.ts';
import {
  describeLocation,
  type ErrorDiagnostic,
  errorCodes,
  Fault,
  type WarningDiagnostic,
} from '../diagnostics.ts';
import { sentence } from '../text/format.ts';
import { distinctBy } from '../text/once.ts';
import type { Log } from '../world.ts';

/** @returns all errors in the order of the report: those before any delivery, then those of deliveries. */
export function orderErrors(
  before: readonly ErrorDiagnostic[],
  outcomes: readonly Outcome[],
): readonly ErrorDiagnostic[] {
  const sorted = stages.flatMap((stage) =>
    byLine(before.filter(({ code }) => errorCodes[code].stage === stage)),
  );
  return distinctBy([...sorted, ...deliveryErrors(outcomes)], diagnosticText);
}

/** The stages that find errors, in the order in which these are reported (interface, section 1). */
const stages = ['inputs', 'payload', 'token', 'delivery', 'credentials'] as const;

/** Errors in the order of their lines. Those without a line come last, in the order of their arrival. */
function byLine(errors: readonly ErrorDiagnostic[]): readonly ErrorDiagnostic[] {
  const documents = Map.groupBy(errors, ({ location }) =>
    location?.line === undefined ? undefined : location.input,
  );
  const others = documents.get(undefined) ?? [];
  documents.delete(undefined);
  return [...documents.values(), others].flatMap((document) => document.toSorted(comparePositions));
}

function comparePositions(x: ErrorDiagnostic, y: ErrorDiagnostic): number {
  const { line = 0, column = 1 } = x.location ?? {};
  const { line: otherLine = 0, column: otherColumn = 1 } = y.location ?? {};
  return line - otherLine || column - otherColumn;
}

/**
 * The errors of deliveries, first those of deliveries that may have been delivered. Deliveries with the
 * same error share one, which names them. An error that is not about a single one, such as a refused
 * token, names none.
 */
function deliveryErrors(outcomes: readonly Outcome[]): readonly ErrorDiagnostic[] {
  const found = new Map<string, ErrorDiagnostic>();
  for (const { error, delivery, attempts } of outcomes) {
    if (error === null) continue;
    const text = diagnosticText(error);
    const known = found.get(text) ?? error;
    const isShared =
      outcomes.length === 1 ||
      errorCodes[error.code].stage === 'token' ||
      (attempts === 0 && error.code !== 'deadline-exceeded');
    const deliveries = [...(known.deliveries ?? []), delivery.name];
    found.set(text, isShared ? known : { ...known, deliveries });
  }
  const errors = [...found.values()];
  const isUnknown = ({ code }: ErrorDiagnostic): boolean => code === 'delivery-unknown';
  return [...errors.filter(isUnknown), ...errors.filter((error) => !isUnknown(error))];
}

/** @returns a diagnostic as one text: where, what, and what to do. */
export function diagnosticText(diagnostic: ErrorDiagnostic | WarningDiagnostic): string {
  const { message, location, hint } = diagnostic;
  const isNamed =
    location === undefined ||
    (location.line === undefined && new RegExp(`\`${location.input}[\`:]`).test(message));
  const where = isNamed ? '' : `${describeLocation(location, message)}: `;
  return `${where}${sentence(message)}${hint === undefined ? '' : ` ${hint}`}`;
}

/**
 * @returns the error of a fault; for everything else `internal`, which says `what` failed. The stack of
 * that goes to the debug log.
 */
export function toError(
  error: unknown,
  outcomes: readonly Outcome[],
  log: Pick<Log, 'debug'>,
  what = 'This is a bug in the action',
): ErrorDiagnostic {
  if (error instanceof Fault && error.code !== undefined) {
    const { code, message, hint } = error;
    return { code, message, hint };
  }
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
