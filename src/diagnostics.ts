/** Defines how errors, warnings and notices are described, for the log, the annotations, the outputs and the job summary. */

/** What is known of an error code, whatever the message says. */
interface CodeFacts {
  /** The stage that finds it. Errors are reported in this order (interface, section 1). */
  readonly stage: 'inputs' | 'payload' | 'credentials' | 'token' | 'delivery';
  /** Whether `on-failure: warn` turns it into a warning. */
  readonly isForgivable: boolean;
}

/**
 * The stable error codes: the only list. `docs/errors.md` explains each under a heading of its name, in
 * this order.
 */
export const errorCodes = {
  'inputs-invalid': { stage: 'inputs', isForgivable: false },
  'credentials-missing': { stage: 'credentials', isForgivable: false },
  'payload-unreadable': { stage: 'payload', isForgivable: false },
  'payload-invalid': { stage: 'payload', isForgivable: false },
  'expression-invalid': { stage: 'payload', isForgivable: false },
  'value-missing': { stage: 'payload', isForgivable: false },
  'recipient-unresolved': { stage: 'payload', isForgivable: false },
  'github-unavailable': { stage: 'payload', isForgivable: true },
  'token-refused': { stage: 'token', isForgivable: true },
  'token-unavailable': { stage: 'token', isForgivable: true },
  'permission-denied': { stage: 'delivery', isForgivable: true },
  'request-refused': { stage: 'delivery', isForgivable: true },
  'rate-limited': { stage: 'delivery', isForgivable: true },
  unreachable: { stage: 'delivery', isForgivable: true },
  'delivery-unknown': { stage: 'delivery', isForgivable: true },
  'deadline-exceeded': { stage: 'delivery', isForgivable: true },
  internal: { stage: 'delivery', isForgivable: false },
} as const satisfies Readonly<Record<string, CodeFacts>>;

/** A stable error code: the `error-code` output, and the heading in `docs/errors.md`. */
export type ErrorCode = keyof typeof errorCodes;

/** Where in what the user wrote something is. Lines and columns count from 1. */
export interface Location {
  /** The input, spelled as in `action.yml`. */
  readonly input: string;
  /** The file that the input names, relative to the workspace, with forward slashes. */
  readonly file?: string | undefined;
  readonly line?: number;
  readonly column?: number;
  /** Path of the key inside the document, such as `notification.override.URL`. */
  readonly key?: string | undefined;
}

/** What is wrong, odd or worth knowing: what was found, where, and what to do. */
export interface Diagnostic {
  readonly message: string;
  /** What to do, as one sentence or two. */
  readonly hint?: string | undefined;
  readonly location?: Location | undefined;
}

/** Stops the action. */
export interface ErrorDiagnostic extends Diagnostic {
  readonly code: ErrorCode;
  /** The names of the deliveries that it is about, where the step has several. */
  readonly deliveries?: readonly string[];
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
  readonly hint?: string | undefined;
  readonly location?: Partial<Location>;
  /** What was found. It is not part of the message, because it may be the ID of a person. */
  readonly found?: string | undefined;
  /** Set when the same was thrown before, and has been reported. */
  readonly isRepeated?: boolean;
  /** Set where nothing is wrong, as in a rehearsal without a token. */
  readonly isExpected?: boolean;
  readonly cause?: unknown;
}

/** Something that cannot go on: whoever catches it turns it into a diagnostic. */
export class Fault extends Error {
  readonly code: ErrorCode | undefined;
  readonly hint: string | undefined;
  readonly location: Partial<Location> | undefined;
  readonly found: string | undefined;
  readonly isRepeated: boolean;
  readonly isExpected: boolean;

  constructor(message: string, details: FaultDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'Fault';
    this.code = details.code;
    this.hint = details.hint;
    this.location = details.location;
    this.found = details.found;
    this.isRepeated = details.isRepeated ?? false;
    this.isExpected = details.isExpected ?? false;
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

/** @returns the fault that ends a run that was cancelled before its first delivery. */
export function cancelledFault(): Fault {
  const message = 'The job was cancelled before anything was sent.';
  return new Fault(message, { code: 'deadline-exceeded', hint: 'No one was notified.' });
}

/**
 * @param message what is said there. The key is left out if the message names it.
 * @returns the location as people write it: `deploy.yml:12:5 (notification.title)` or `` `start-at` ``.
 */
export function describeLocation(location: Location, message: string): string {
  const isNamed = !location.key || message.includes(`\`${location.key}\``);
  const key = isNamed ? '' : ` (${location.key})`;
  const position = location.line === undefined ? '' : `:${location.line}:${location.column ?? 1}`;
  return `${location.file ?? `\`${location.input}\``}${position}${key}`;
}

/** @returns the warning about an outage of GitHub, which does not stop a notification. */
export function outageWarning(
  { message, isExpected }: Fault,
  explain: (message: string) => string,
): WarningDiagnostic {
  return { level: isExpected ? 'notice' : 'warning', message: explain(message) };
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
    hint,
    location: { input },
  };
}
