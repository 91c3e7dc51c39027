/** What every stage found in, the outcome out: outcome, gravest error, exit code. */

import type { Config } from '../config/config.ts';
import type { Outcome } from '../delivery/outcome.ts';
import {
  describeLocation,
  type ErrorCode,
  type ErrorDiagnostic,
  type WarningDiagnostic,
} from '../diagnostics.ts';
import { distinctBy } from '../text/distinct.ts';
import { duration, plural, sentence } from '../text/format.ts';

/** The `outcome` output. */
export type RunOutcome = 'sent' | 'partial' | 'failed' | 'unknown' | 'skipped' | 'dry-run';

/** Everything that is known when the run ends. */
export interface Results {
  /** Nothing if the inputs could not be read. */
  readonly config: Config | undefined;
  /** What stopped the run before any delivery. */
  readonly errors: readonly ErrorDiagnostic[];
  readonly warnings: readonly WarningDiagnostic[];
  /** In plan order; empty where there was no plan. */
  readonly outcomes: readonly Outcome[];
  /** From start to outcome. */
  readonly durationMs: number;
  /** Whether the job was cancelled meanwhile. */
  readonly cancelled: boolean;
}

/** The outcome, and everything that it rests on. */
export interface Report extends Results {
  readonly outcome: RunOutcome;
  /** Every error, the gravest first. */
  readonly errors: readonly ErrorDiagnostic[];
  /** How errors are told: as they are, or more quietly where a policy lets them pass. */
  readonly severity: 'error' | 'warning' | 'line';
  readonly exitCode: 0 | 1;
}

/** Failures of delivering, which `on-failure: warn` lets pass (interface, section 1). */
const forgivable: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'token-refused',
  'token-unavailable',
  'permission-denied',
  'request-refused',
  'rate-limited',
  'unreachable',
  'delivery-unknown',
  'deadline-exceeded',
]);

/**
 * @param redact removes secrets; a message is cut only afterwards.
 * @returns the outcome on a run.
 */
export function toReport(results: Results, redact: (text: string) => string): Report {
  const before = byStage(results.errors);
  const told = [...before, ...deliveryErrors(results.outcomes)].map((it) => clean(it, redact));
  const errors = distinctBy(told, diagnosticText);
  const severity = errors.length === 0 ? 'line' : severityOf(errors, results);
  const failed = errors.length > 0 && severity === 'error';
  return {
    ...results,
    errors,
    warnings: distinctBy(
      [...results.warnings, ...afterCancelling(results, errors)].map((it) => clean(it, redact)),
      diagnosticText,
    ),
    outcome: outcomeOf(results, errors, severity),
    severity,
    exitCode: failed || results.cancelled ? 1 : 0,
  };
}

/** A cancelled step is red, even where everything had been accepted by then. */
function afterCancelling(
  { cancelled }: Results,
  errors: readonly ErrorDiagnostic[],
): readonly WarningDiagnostic[] {
  if (!cancelled || errors.length > 0) return [];
  const message = 'The job was cancelled; what was under way had ended well by then.';
  return [{ level: 'warning', message }];
}

function clean<T extends ErrorDiagnostic | WarningDiagnostic>(
  finding: T,
  redact: (text: string) => string,
): T {
  const { message, location } = finding;
  const hint = 'hint' in finding && finding.hint !== undefined ? redact(finding.hint) : undefined;
  const key = location?.key === undefined ? {} : { key: redact(location.key) };
  return {
    ...finding,
    message: redact(message),
    ...(hint !== undefined && { hint }),
    ...(location && { location: { ...location, ...key } }),
  };
}

/** Inputs, payload, credentials: the order of the stages (interface, section 1). */
function byStage(errors: readonly ErrorDiagnostic[]): readonly ErrorDiagnostic[] {
  const stage = ({ code }: ErrorDiagnostic): number =>
    code === 'inputs-invalid' ? 0 : code === 'credentials-missing' ? 2 : 1;
  return [0, 1, 2].flatMap((at) => inOrder(errors.filter((error) => stage(error) === at)));
}

/** Errors in the order of their lines; those without a line after them, as they came. */
function inOrder(errors: readonly ErrorDiagnostic[]): readonly ErrorDiagnostic[] {
  const placed = errors.flatMap((error) => {
    const { location } = error;
    if (location?.line === undefined) return [];
    return [{ error, input: location.input, line: location.line, column: location.column ?? 1 }];
  });
  const documents = Map.groupBy(placed, ({ input }) => input);
  const sorted = [...documents.values()].map((document) =>
    document.toSorted((x, y) => x.line - y.line || x.column - y.column),
  );
  const loose = errors.filter(({ location }) => location?.line === undefined);
  return [...sorted.flat().map(({ error }) => error), ...loose];
}

/**
 * The errors of deliveries, those that may have been delivered first. Where there are several
 * deliveries each names its own; what they have in common, such as a refused token, is told once.
 */
function deliveryErrors(outcomes: readonly Outcome[]): readonly ErrorDiagnostic[] {
  const errors = outcomes.flatMap(({ error, delivery, attempts }): ErrorDiagnostic[] => {
    if (error === null) return [];
    const common =
      outcomes.length === 1 ||
      error.code.startsWith('token-') ||
      (attempts === 0 && error.code !== 'deadline-exceeded');
    return [common ? error : { ...error, message: `${delivery.name}: ${error.message}` }];
  });
  const distinct = distinctBy(errors, ({ message }) => message);
  const isDoubtful = (error: ErrorDiagnostic): boolean => error.code === 'delivery-unknown';
  return [...distinct.filter(isDoubtful), ...distinct.filter((error) => !isDoubtful(error))];
}

/**
 * @returns who was accepted and who is undecided, after a run that left that open: the next one
 * repeats them all.
 */
export function rerunAdvice({ outcome, outcomes }: Report): string | undefined {
  if (outcome !== 'partial' && outcome !== 'unknown') return undefined;
  const names = (status: string): string =>
    outcomes
      .filter((it) => it.status === status)
      .map((it) => it.delivery.name)
      .join(', ') || 'none';
  return `Accepted: ${names('accepted')}. Undecided: ${names('unknown')}. A re-run of the job sends to all of them again.`;
}

function severityOf(
  errors: readonly ErrorDiagnostic[],
  { config, cancelled }: Results,
): Report['severity'] {
  const policy = config?.onMissingCredentials ?? 'fail';
  if (errors.some((error) => error.code === 'credentials-missing') && policy !== 'fail') {
    return policy === 'warn' ? 'warning' : 'line';
  }
  const forgiven = errors.every((error) => forgivable.has(error.code));
  return forgiven && config?.onFailure === 'warn' && !cancelled ? 'warning' : 'error';
}

function outcomeOf(
  { config, outcomes, errors: before }: Results,
  errors: readonly ErrorDiagnostic[],
  severity: Report['severity'],
): RunOutcome {
  if (errors.some((error) => error.code === 'credentials-missing')) {
    return severity === 'error' ? 'failed' : 'skipped';
  }
  if (before.length > 0 && outcomes.length === 0) return 'failed';
  if (config?.dryRun) return 'dry-run';
  const statuses = outcomes
    .map((outcome) => outcome.status)
    .filter((status) => status !== 'skipped');
  if (statuses.length === 0) return 'skipped';
  if (statuses.every((status) => status === 'accepted')) return 'sent';
  if (statuses.includes('accepted')) return 'partial';
  return statuses.includes('unknown') ? 'unknown' : 'failed';
}

/** @returns a finding as one text: where, what, and what to do about an error. */
export function diagnosticText(finding: ErrorDiagnostic | WarningDiagnostic): string {
  const { message, location } = finding;
  const named = location === undefined || message.includes(`\`${location.input}\``);
  const where = named && location?.line === undefined ? '' : `${describeLocation(location)}: `;
  const hint = 'hint' in finding && finding.hint !== undefined ? ` ${finding.hint}` : '';
  return `${where}${sentence(message)}${hint}`;
}

/** @returns the outcome as one sentence. */
export function outcomeLine({ outcome, outcomes, errors, durationMs }: Report): string {
  const accepted = outcomes.filter(({ status }) => status === 'accepted').length;
  const skipped = outcomes.filter(({ status }) => status === 'skipped').length;
  const forNobody = skipped === 0 ? '' : `, ${skipped} skipped`;
  const count = `${accepted} of ${plural(outcomes.length - skipped, 'request')} accepted${forNobody} in ${duration(durationMs)}`;
  switch (outcome) {
    case 'sent':
      return `Sent: ${count}.`;
    case 'partial':
      return `Sent in part: ${count}.`;
    case 'unknown':
      return `Unknown: ${count}, and people may have been notified all the same.`;
    case 'failed':
      return `Not sent: ${outcomes.length === 0 ? 'there was nothing that could be sent' : count}.`;
    case 'skipped':
      return errors.length > 0
        ? 'Skipped: nothing was sent.'
        : 'Skipped: nothing was sent, because there is nobody to notify.';
    case 'dry-run':
      return `Dry run: nothing was sent; ${plural(outcomes.length, 'request')} would have been.`;
  }
}
