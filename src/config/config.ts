/** What the inputs say, as the stages read it. */

import type { Layer } from '../layer.ts';
import type { StandardOverrideName } from '../text/names.ts';
import type { Service } from './service.ts';

/** Everything that the inputs say. */
export interface Config {
  /** The API key. The secret is inside a function, so that printing the object cannot show it. */
  readonly credentials: {
    readonly clientId: string;
    /** @returns the client secret; empty when not given. */
    readonly clientSecret: () => string;
  };
  readonly service: Service;
  /** Blank when not given, as `payload` and `userMap`. */
  readonly payloadFile: string;
  readonly payload: string;
  /** The top layer, from the inputs that set one field each. */
  readonly layer: Layer;
  /** The only recipients of every notification, where the input is set: real ones get nothing. */
  readonly testRecipients: readonly string[] | undefined;
  readonly standardOverrides: readonly StandardOverrideName[];
  /** Contexts beyond GitHub's own, by name. */
  readonly context: Readonly<Record<string, unknown>>;
  /** `undefined` when not given, so that an expression that needs it can say so. */
  readonly needs: unknown;
  readonly job: unknown;
  readonly matrix: unknown;
  readonly strategy: unknown;
  readonly userMap: string;
  readonly githubToken: () => string;
  readonly unresolvedRecipients: 'error' | 'warn';
  /** A recorded event to rehearse with; its name is `undefined` where the event itself must show it. */
  readonly eventFile: { readonly path: string; readonly eventName: string | undefined } | undefined;
  /** For an expression that evaluates to null. */
  readonly missingValues: 'error' | 'warn' | 'empty';
  /** The results of the run on which to send. */
  readonly when: 'always' | 'changed' | 'failed-or-fixed';
  readonly dryRun: boolean;
  /** Whether a dry run fetches the token, to check the key and the network. */
  readonly checksKey: boolean;
  /** How often and how long to try. */
  readonly rules: {
    readonly mode: 'at-most-once' | 'at-least-once';
    /** Per request. */
    readonly maxAttempts: number;
    /** One attempt, from connect to last byte. */
    readonly requestTimeoutMs: number;
    /** All network time of the step. */
    readonly timeoutMs: number;
  };
  readonly onFailure: 'fail' | 'warn';
  readonly onMissingCredentials: 'fail' | 'warn' | 'skip';
  readonly summary: boolean;
  /** Inputs that cannot be used, by name: an error was reported, and they count as given. */
  readonly invalidInputs: ReadonlySet<string>;
}
