/** Defines how errors, warnings and notices are described, for the log, the annotations, the outputs and the job summary. */

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

/** Where in what the user wrote something is. Lines and columns count from 1. */
export interface Location {
  /** The input, spelled as in `action.yml`. */
  readonly input: string;
  /** The file that the input names, relative to the workspace, with forward slashes. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Path of the key inside the document, such as `notification.override.URL`. */
  readonly key?: string;
}

/** What is wrong, odd or worth knowing: what was found, where, and what to do. */
interface Diagnostic {
  readonly message: string;
  /** What to do, as one sentence or two. */
  readonly hint?: string;
  readonly location?: Location;
}

/** Stops the action. */
export interface ErrorDiagnostic extends Diagnostic {
  readonly code: ErrorCode;
}

/** Stops nothing. */
export interface WarningDiagnostic extends Diagnostic {
  readonly level: 'warning' | 'notice';
}

/** Collects what the stages find, so that everything is reported together. */
export interface Diagnostics {
  readonly errors: ErrorDiagnostic[];
  readonly warnings: WarningDiagnostic[];
  /**
   * @returns what the user or an event wrote, ready for a message: without secrets, on one line, and
   * cut to a length in UTF-16 units (60 by default).
   */
  readonly quote: (text: string, length?: number) => string;
}

/** @returns an empty collection. */
export function createDiagnostics(quote: Diagnostics['quote']): Diagnostics {
  return { errors: [], warnings: [], quote };
}

/** What a {@link Fault} carries besides its message. */
interface FaultDetails {
  /** The error code, where the code that catches it cannot know it. */
  readonly code?: ErrorCode;
  readonly hint?: string;
  readonly location?: Partial<Location>;
  /** Set when the same was thrown before, and has been reported. */
  readonly isRepeated?: boolean;
  readonly cause?: unknown;
}

/** Something that cannot go on: whoever catches it turns it into a diagnostic. */
export class Fault extends Error {
  readonly code: ErrorCode | undefined;
  readonly hint: string | undefined;
  readonly location: Partial<Location> | undefined;
  readonly isRepeated: boolean;

  constructor(
    message: string,
    { code, hint, location, isRepeated = false, cause }: FaultDetails = {},
  ) {
    super(message, { cause });
    this.name = 'Fault';
    this.code = code;
    this.hint = hint;
    this.location = location;
    this.isRepeated = isRepeated;
  }
}

/**
 * @returns an error that is a {@link Fault}.
 * @throws any other.
 */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}

/** @returns the location as people write it: `deploy.yml:12:5 (notification.title)` or `` `start-at` ``. */
export function describeLocation(location: Location): string {
  const key = location.key ? ` (${location.key})` : '';
  const position = location.line === undefined ? '' : `:${location.line}:${location.column ?? 1}`;
  return location.file === undefined
    ? `\`${location.input}\`${position}${key}`
    : `${location.file}${position}${key}`;
}

/**
 * @param explain makes a sentence about the input of the fault's message.
 * @returns the error of an input that a fault makes useless: `inputs-invalid`, unless time ran out.
 */
export function inputError(
  { code, message, hint }: Fault,
  input: string,
  explain: (message: string) => string,
): ErrorDiagnostic {
  const isLate = code === 'deadline-exceeded';
  return {
    code: isLate ? code : 'inputs-invalid',
    message: isLate ? message : explain(message),
    ...(hint !== undefined && { hint }),
    location: { input },
  };
}
