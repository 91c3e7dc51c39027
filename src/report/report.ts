/** Decides how a run ended: outcome, errors in order, exit code. */

import type { Config } from '../config/config.ts';
import type { Outcome } from '../delivery/outcome.ts';
import { type ErrorDiagnostic, errorCodes, type WarningDiagnostic } from '../diagnostics.ts';
import type { Skip } from '../run/when.ts';
import { distinctBy } from '../text/once.ts';
import type { Redactor } from '../text/redact.ts';
import { diagnosticText, orderErrors } from './errors.ts';

/** The `outcome` output. */
type RunOutcome = 'sent' | 'partial' | 'failed' | 'unknown' | 'skipped' | 'dry-run';

/** Everything that is known when the run ends. */
export interface Results extends Partial<Skip> {
  /** Nothing if the inputs could not be read. */
  readonly config: Config | undefined;
  /** What stopped the run before any delivery. */
  readonly errors: readonly ErrorDiagnostic[];
  readonly warnings: readonly WarningDiagnostic[];
  /** In plan order; empty where there was no plan. */
  readonly outcomes: readonly Outcome[];
  /** From start to outcome. */
  readonly durationMs: number;
  readonly cancelled: boolean;
  /** The address of the folder `docs` of this version; nothing where it has none. */
  readonly docs: string | undefined;
}

/** How a run ended. */
export interface Report extends Results {
  readonly outcome: RunOutcome;
  /** All errors; the first is the one of the outputs `error-code` and `error-message`. */
  readonly errors: readonly ErrorDiagnostic[];
  /** How errors are reported: `on-failure` and `on-missing-credentials` may lower it. */
  readonly severity: 'error' | 'warning' | 'line';
  readonly exitCode: 0 | 1;
}

type Redact = Redactor['redact'];

/** @returns how a run ended. Errors, warnings and outcomes contain no secret. */
export function toReport(results: Results, redact: Redact): Report {
  const outcomes = results.outcomes.map((outcome) => redactOutcome(outcome, redact));
  const before = results.errors.map((error) => redactDiagnostic(error, redact));
  const errors = orderErrors(before, outcomes);
  const warnings = results.warnings.map((warning) => redactDiagnostic(warning, redact));
  const severity = errors.length === 0 ? 'line' : severityOf(errors, results);
  const isLate = results.cancelled && errors.length === 0;
  return {
    ...results,
    outcomes,
    errors,
    warnings: distinctBy([...warnings, ...(isLate ? [cancelledLate] : [])], diagnosticText),
    outcome: outcomeOf(results, errors, severity),
    severity,
    exitCode: severity === 'error' || results.cancelled ? 1 : 0,
  };
}

/** A cancelled step fails, even if everything was accepted before. */
const cancelledLate: WarningDiagnostic = {
  level: 'warning',
  message: 'The job was cancelled after all deliveries had ended.',
};

function severityOf(
  errors: readonly ErrorDiagnostic[],
  { config, cancelled }: Results,
): Report['severity'] {
  const policy = config?.onMissingCredentials ?? 'fail';
  if (errors.some((error) => error.code === 'credentials-missing') && policy !== 'fail') {
    return policy === 'warn' ? 'warning' : 'line';
  }
  const forgiven = errors.every(({ code }) => errorCodes[code].isForgivable);
  return forgiven && config?.onFailure === 'warn' && !cancelled ? 'warning' : 'error';
}

function outcomeOf(
  { config, outcomes, errors: before, skippedBy }: Results,
  errors: readonly ErrorDiagnostic[],
  severity: Report['severity'],
): RunOutcome {
  if (errors.some((error) => error.code === 'credentials-missing')) {
    return severity === 'error' ? 'failed' : 'skipped';
  }
  if (before.length > 0 && outcomes.length === 0) return 'failed';
  if (skippedBy !== undefined) return 'skipped';
  if (config?.dryRun && errors.length === 0) return 'dry-run';
  const statuses = outcomes.map(({ status }) => status).filter((status) => status !== 'skipped');
  if (statuses.length === 0) return errors.length > 0 ? 'failed' : 'skipped';
  if (statuses.every((status) => status === 'accepted')) return 'sent';
  if (statuses.includes('accepted')) return 'partial';
  return statuses.includes('unknown') ? 'unknown' : 'failed';
}

/** @returns the diagnostic without secrets, in the names of files and keys too. */
function redactDiagnostic<T extends ErrorDiagnostic | WarningDiagnostic>(
  diagnostic: T,
  redact: Redact,
): T {
  const { message, hint, location } = diagnostic;
  return {
    ...diagnostic,
    message: redact(message),
    hint: hint && redact(hint),
    location: location && {
      ...location,
      file: location.file && redact(location.file),
      key: location.key && redact(location.key),
    },
  };
}

/** @returns the outcome without secrets: its name, and what the service returned. */
function redactOutcome(outcome: Outcome, redact: Redact): Outcome {
  const { delivery, requestId, response, error } = outcome;
  return {
    ...outcome,
    delivery: { ...delivery, name: redact(delivery.name) },
    requestId: requestId && redact(requestId),
    response: response && redact(response),
    error: error && redactDiagnostic(error, redact),
  };
}
