/** What went wrong, in the one shape that the log, the annotations, the outputs and the receipt share. */

/** The stable error codes, in the order of the pages that explain them (`docs/errors.md`). */
export const errorCodes = [
  'inputs-invalid',
  'credentials-missing',
  'payload-unreadable',
  'payload-invalid',
  'expression-invalid',
  'value-missing',
  'recipient-unresolved',
  'token-refused',
  'token-unavailable',
  'permission-denied',
  'request-refused',
  'rate-limited',
  'unreachable',
  'delivery-unknown',
  'deadline-exceeded',
  'internal',
] as const;

/** A stable error code: the `error-code` output, and the heading in `docs/errors.md`. */
export type ErrorCode = (typeof errorCodes)[number];

/** Where in what the user wrote a problem stands. Lines and columns count from 1. */
export interface Place {
  /** The input, spelled as in `action.yml`. */
  readonly input: string;
  /** The file that the input names, relative to the workspace, with forward slashes. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Path of the key inside the document, such as `notification.override.URL`. */
  readonly key?: string;
}

/** Something that stops the action: what was wrong and found, where, and what to do. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  /** What to do, as one sentence or two. */
  readonly hint?: string;
  readonly place?: Place;
}

/** Something worth knowing that stops nothing. */
export interface Remark {
  readonly level: 'warning' | 'notice';
  readonly message: string;
  readonly place?: Place;
}

/** Collects what a stage finds, so that everything is reported together. */
export interface Findings {
  readonly problems: Problem[];
  readonly remarks: Remark[];
  /**
   * @returns what the user or an event wrote, ready to stand in a message: first without secrets,
   * then on one line and cut to a length (60 unless told).
   */
  readonly quote: (text: string, length?: number) => string;
}

/** @returns an empty collection. */
export function createFindings(quote: Findings['quote']): Findings {
  return { problems: [], remarks: [], quote };
}

/** Ends a stage: carries every problem that it found. */
export class ActionError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options?: { readonly cause?: unknown }) {
    super(problems.map((problem) => problem.message).join('\n'), options);
    this.name = 'ActionError';
    this.problems = problems;
  }
}

/** @throws {ActionError} if the stage found a problem. */
export function throwIfAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ActionError(problems);
}

/** A file that cannot be used: a sentence, and what to do. */
export class UnreadableError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = 'UnreadableError';
    this.hint = hint;
  }
}

/** @returns the place as people write it: `deploy.yml:12:5 (notification.title)` or `` `start-at` ``. */
export function describePlace(place: Place): string {
  const key = place.key ? ` (${place.key})` : '';
  const position = place.line === undefined ? '' : `:${place.line}:${place.column ?? 1}`;
  return place.file === undefined
    ? `\`${place.input}\`${position}${key}`
    : `${place.file}${position}${key}`;
}
