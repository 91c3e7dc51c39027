/** Everything outside, as `main` sees it. The real one is built in `index.ts`, others in tests. */

import type { ReadInput } from './config/config.ts';
import type { Send } from './delivery/http.ts';
import type { Location } from './diagnostics.ts';
import type { Environment } from './expressions/contexts.ts';
import type { Identities } from './payload/logins.ts';
import type { Redactor } from './text/redact.ts';

/** The outside. Times are milliseconds since 1970, of a clock that never jumps. */
export interface World {
  readonly input: ReadInput;
  readonly env: Environment;
  /** @returns the event's JSON; blank where there is none. */
  readonly readEvent: () => string;
  /** @throws {Fault} if it cannot be read. */
  readonly readFile: (path: string) => SourceFile;
  /** Knows every secret that was registered. */
  readonly redactor: Redactor;
  /** Secrets that no input holds, such as the password of a proxy. */
  readonly otherSecrets: readonly string[];
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal;
  readonly send: Send;
  /** Asks GitHub for the SAML identities of logins. Never rejects. */
  readonly lookUpIdentities: (logins: readonly string[], lookUp: LookUp) => Promise<Identities>;
  readonly now: () => number;
  /** Waits; ends early, without an error, when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Told of the end of each stage, where somebody measures. */
  readonly mark?: (stage: string) => void;
  readonly log: Log;
  readonly setOutputs: (outputs: Readonly<Record<string, string>>) => void;
  readonly writeSummary: (markdown: string) => void;
}

/** What a look-up of identities needs besides the logins. */
export interface LookUp {
  readonly token: string;
  /** The organization that owns the repository. */
  readonly organization: string;
  /** Aborted when the time for it is over. */
  readonly signal: AbortSignal;
}

/** A file's text, and its name relative to the workspace, with forward slashes. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** Where lines for people go; there they are redacted, escaped and cut. */
export interface Log {
  /** Asks the runner to mask secrets, all at once. */
  readonly mask: (...secrets: readonly string[]) => void;
  readonly info: (line: string) => void;
  /** Shown only where somebody asked for debug logging. */
  readonly debug: (line: string) => void;
  /** Whether somebody did, for what is costly to tell. */
  readonly debugging: boolean;
  /** Lines that can be folded away under a title. */
  readonly group: (title: string, lines: readonly string[]) => void;
  /** A line that also shows beside the run, and at its location in the file if it has one. */
  readonly annotate: (level: Level, text: string, location?: Location) => void;
}

/** How loud an annotation is. */
export type Level = 'error' | 'warning' | 'notice';
