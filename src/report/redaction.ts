/** Removes secrets from what stages report, before anything cuts or escapes it. */

import type { Outcome } from '../delivery/outcome.ts';
import type { ErrorDiagnostic, WarningDiagnostic } from '../diagnostics.ts';

type Redact = (text: string) => string;

/** @returns the diagnostic without secrets, in the names of files and keys too. */
export function redactDiagnostic<T extends ErrorDiagnostic | WarningDiagnostic>(
  diagnostic: T,
  redact: Redact,
): T {
  const { message, hint, location } = diagnostic;
  const { file, key } = location ?? {};
  return {
    ...diagnostic,
    message: redact(message),
    ...(hint !== undefined && { hint: redact(hint) }),
    ...(location && {
      location: {
        ...location,
        ...(file !== undefined && { file: redact(file) }),
        ...(key !== undefined && { key: redact(key) }),
      },
    }),
  };
}

/** @returns the outcome without secrets: its name, and what the service returned. */
export function redactOutcome(outcome: Outcome, redact: Redact): Outcome {
  const { delivery, requestId, response, error } = outcome;
  return {
    ...outcome,
    delivery: { ...delivery, name: redact(delivery.name) },
    requestId: requestId === null ? null : redact(requestId),
    response: response === null ? null : redact(response),
    error: error === null ? null : redactDiagnostic(error, redact),
  };
}
