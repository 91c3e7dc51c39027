/** What every stage found in, the verdict out: outcome, gravest problem, exit code. */

import type { Config } from '../config/config.ts';
import type { Outcome } from '../delivery/outcome.ts';
import { distinctBy } from '../distinct.ts';
import { describePlace, type ErrorCode, type Problem, type Remark } from '../errors.ts';
import { duration, plural, sentence } from '../words.ts';

/** The `outcome` output. */
export type Verdict = 'sent' | 'partial' | 'failed' | 'unknown' | 'skipped' | 'dry-run';

/** Everything that is known when the run ends. */
export interface Results {
  /** Nothing if the inputs could not be read. */
  readonly config: Config | undefined;
  /** What stopped the run before any delivery. */
  readonly problems: readonly Problem[];
  readonly remarks: readonly Remark[];
  /** In plan order; empty where there was no plan. */
  readonly outcomes: readonly Outcome[];
  /** From start to verdict. */
  readonly durationMs: number;
  /** Whether the job was cancelled meanwhile. */
  readonly cancelled: boolean;
}

/** The verdict, and everything that it rests on. */
export interface Report extends Results {
  readonly outcome: Verdict;
  /** Every problem, the gravest first. */
  readonly problems: readonly Problem[];
  /** How problems are told: as they are, or more quietly where a policy lets them pass. */
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
 * @returns the verdict on a run.
 */
export function judgeRun(results: Results, redact: (text: string) => string): Report {
  const before = inOrder(results.problems);
  const problems = [...before, ...deliveryProblems(results.outcomes)].map((it) =>
    clean(it, redact),
  );
  const severity = problems.length === 0 ? 'line' : severityOf(problems, results);
  const failed = problems.length > 0 && severity === 'error';
  return {
    ...results,
    problems,
    remarks: [...results.remarks, ...afterCancelling(results, problems)].map((remark) =>
      clean(remark, redact),
    ),
    outcome: outcomeOf(results, problems, severity),
    severity,
    exitCode: failed || results.cancelled ? 1 : 0,
  };
}

/** A cancelled step is red, even where everything had been accepted by then. */
function afterCancelling({ cancelled }: Results, problems: readonly Problem[]): readonly Remark[] {
  if (!cancelled || problems.length > 0) return [];
  const message = 'The job was cancelled; what was under way had ended well by then.';
  return [{ level: 'warning', message }];
}

function clean<T extends Problem | Remark>(finding: T, redact: (text: string) => string): T {
  const { message, place } = finding;
  const hint = 'hint' in finding && finding.hint !== undefined ? redact(finding.hint) : undefined;
  const key = place?.key === undefined ? {} : { key: redact(place.key) };
  return {
    ...finding,
    message: redact(message),
    ...(hint !== undefined && { hint }),
    ...(place && { place: { ...place, ...key } }),
  };
}

/** Problems in the order of their lines; those without a line after them, as they came. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const placed = problems.flatMap((problem) => {
    const { place } = problem;
    if (place?.line === undefined) return [];
    return [{ problem, input: place.input, line: place.line, column: place.column ?? 1 }];
  });
  const documents = Map.groupBy(placed, ({ input }) => input);
  const sorted = [...documents.values()].map((document) =>
    document.toSorted((x, y) => x.line - y.line || x.column - y.column),
  );
  const loose = problems.filter(({ place }) => place?.line === undefined);
  return [...sorted.flat().map(({ problem }) => problem), ...loose];
}

/**
 * The problems of deliveries, those that may have been delivered first. Where there are several
 * deliveries each names its own; what they have in common, such as a refused token, is told once.
 */
function deliveryProblems(outcomes: readonly Outcome[]): readonly Problem[] {
  const problems = outcomes.flatMap(({ problem, delivery, attempts }): Problem[] => {
    if (problem === null) return [];
    const common =
      outcomes.length === 1 ||
      problem.code.startsWith('token-') ||
      (attempts === 0 && problem.code !== 'deadline-exceeded');
    return [common ? problem : { ...problem, message: `${delivery.name}: ${problem.message}` }];
  });
  const distinct = distinctBy(problems, ({ message }) => message);
  const isDoubtful = (problem: Problem): boolean => problem.code === 'delivery-unknown';
  return [...distinct.filter(isDoubtful), ...distinct.filter((problem) => !isDoubtful(problem))];
}

/**
 * @returns who was accepted and who is undecided, after a run that left that open: the next one
 * repeats them all.
 */
export function aftermath({ outcome, outcomes }: Report): string | undefined {
  if (outcome !== 'partial' && outcome !== 'unknown') return undefined;
  const names = (fate: string): string =>
    outcomes
      .filter((it) => it.fate === fate)
      .map((it) => it.delivery.name.replace(/^[ST]/, (letter) => letter.toLowerCase()))
      .join(', ') || 'none';
  return `Accepted: ${names('accepted')}. Undecided: ${names('unknown')}. A re-run of the job sends to all of them again.`;
}

function severityOf(
  problems: readonly Problem[],
  { config, cancelled }: Results,
): Report['severity'] {
  const policy = config?.onMissingCredentials ?? 'fail';
  if (problems.some((problem) => problem.code === 'credentials-missing') && policy !== 'fail') {
    return policy === 'warn' ? 'warning' : 'line';
  }
  const forgiven = problems.every((problem) => forgivable.has(problem.code));
  return forgiven && config?.onFailure === 'warn' && !cancelled ? 'warning' : 'error';
}

function outcomeOf(
  { config, outcomes, problems: before }: Results,
  problems: readonly Problem[],
  severity: Report['severity'],
): Verdict {
  if (problems.some((problem) => problem.code === 'credentials-missing')) {
    return severity === 'error' ? 'failed' : 'skipped';
  }
  if (before.length > 0 && outcomes.length === 0) return 'failed';
  if (config?.dryRun) return 'dry-run';
  const fates = outcomes.map((outcome) => outcome.fate).filter((fate) => fate !== 'skipped');
  if (fates.length === 0) return 'skipped';
  if (fates.every((fate) => fate === 'accepted')) return 'sent';
  if (fates.includes('accepted')) return 'partial';
  return fates.includes('unknown') ? 'unknown' : 'failed';
}

/** @returns a finding as one text: where, what, and what to do about a problem. */
export function problemText(finding: Problem | Remark): string {
  const { message, place } = finding;
  const named = place === undefined || message.includes(`\`${place.input}\``);
  const where = named && place?.line === undefined ? '' : `${describePlace(place)}: `;
  const hint = 'hint' in finding && finding.hint !== undefined ? ` ${finding.hint}` : '';
  return `${where}${sentence(message)}${hint}`;
}

/** @returns the verdict as one sentence. */
export function verdictLine({ outcome, outcomes, problems, durationMs }: Report): string {
  const accepted = outcomes.filter(({ fate }) => fate === 'accepted').length;
  const skipped = outcomes.filter(({ fate }) => fate === 'skipped').length;
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
      return problems.length > 0
        ? 'Skipped: nothing was sent.'
        : 'Skipped: nothing was sent, because the user map gives nobody for the recipients.';
    case 'dry-run':
      return `Dry run: nothing was sent; ${plural(outcomes.length, 'request')} would have been.`;
  }
}
