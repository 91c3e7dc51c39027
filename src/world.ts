/** Everything outside, as `main` sees it. The real one is built in `index.ts`, others in tests. */

import type { Location } from './diagnostics.ts';
import type { Send } from './http/http.ts';
import type { Redactor } from './text/redact.ts';

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The outside. Times are milliseconds since 1970, of a clock that never jumps. */
export interface World {
  /** @returns an input by its name in `action.yml`, trimmed; blank when not given. */
  readonly input: (name: string) => string;
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
  /** Rejects when the process has nothing left to wait for, so that the run would end without a report. */
  readonly stalled?: Promise<never>;
  readonly send: Send;
  /**
   * Opens a connection for the next request to this address. Fulfilled soon, when that is under way and
   * other work can go on. Never rejects.
   */
  readonly openAhead: (url: string) => Promise<void>;
  /** Asks GitHub for the SAML identities of logins. Never rejects. */
  readonly lookUpIdentities: (logins: readonly string[], lookUp: LookUp) => Promise<Identities>;
  readonly openGithub: (access: GithubAccess) => Promise<GithubApi>;
  readonly now: () => number;
  /** Waits; ends early, without an error, when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Called at the end of each stage, in a benchmark. */
  readonly mark?: ((stage: string) => void) | undefined;
  readonly log: Log;
  readonly setOutputs: (outputs: Readonly<Record<string, string>>) => void;
  readonly writeSummary: (markdown: string) => void;
}

/** What GitHub knows of logins in the organization. */
export interface Identities {
  /** SAML names by login in lower case. */
  readonly found: ReadonlyMap<string, string>;
  /** Why nothing more was found, if there is a reason besides "no such member". */
  readonly reason: string | undefined;
  /**
   * Why there was no usable answer, so that those who were not found may have an identity: an outage, a
   * mistake that stays until someone mends it, or the end of the job.
   */
  readonly unavailable?: 'temporary' | 'lasting' | 'cancelled';
}

/** Who asks GitHub, where, and for how long. */
export interface GithubAccess {
  readonly token: string;
  /** `GITHUB_API_URL`; blank for github.com. */
  readonly apiUrl: string;
  /** One attempt, from connect to last byte. */
  readonly requestTimeoutMs: number;
  /** Until the time for all requests is over. */
  readonly remainingMs: number;
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** What a look-up of identities needs besides the logins. */
export interface LookUp extends GithubAccess {
  /** The organization that owns the repository. */
  readonly organization: string;
}

/** GitHub's REST API. */
export interface GithubApi {
  /** Reads one page. Retries what a later attempt may get. Ends in time, and never rejects. */
  readonly get: (
    route: string,
    parameters: Readonly<Record<string, string | number>>,
  ) => Promise<GithubResponse>;
}

/** The result of a request. */
export type GithubResponse =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Parsed JSON; a text where it is none. */
      readonly body: unknown;
      readonly isRateLimited: boolean;
    }
  | {
      readonly kind: 'no-response';
      readonly because: 'network' | 'deadline' | 'cancelled';
      /** Whether a later attempt would come to the same, as with a certificate or a redirect. */
      readonly isLasting: boolean;
      /** The error of the network. */
      readonly detail: string;
    };

/** A file's text, and its name relative to the workspace, with forward slashes. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** The log of the step. Every text is redacted, escaped and cut there. */
export interface Log {
  /** Asks the runner to mask secrets, all at once. */
  readonly mask: (...secrets: readonly string[]) => void;
  readonly info: (line: string) => void;
  /** Written only if debug logging is on. */
  readonly debug: (line: string) => void;
  readonly debugging: boolean;
  /** Writes lines that can be folded away under a title. */
  readonly group: (title: string, lines: readonly string[]) => void;
  /** Writes an annotation, which also shows on the page of the run and at its location in a file. */
  readonly annotate: (level: Level, text: string, location?: Location, title?: string) => void;
}

/** The kind of an annotation. */
export type Level = 'error' | 'warning' | 'notice';
