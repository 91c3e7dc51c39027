/** Runs the payload station on documents, inputs and a run. */

import { expect } from 'vitest';
import { parseConfig } from '../../../src/config/inputs.ts';
import {
  createDiagnostics,
  type Diagnostics,
  type ErrorDiagnostic,
  type WarningDiagnostic,
} from '../../../src/diagnostics.ts';
import { parseDocument, syntaxOfFile } from '../../../src/document/document.ts';
import type { Source } from '../../../src/document/source.ts';
import type { Path, Position, Tree } from '../../../src/document/tree.ts';
import { type Contexts, createContexts } from '../../../src/expressions/contexts.ts';
import type { Notification } from '../../../src/payload/notification.ts';
import { buildNotifications } from '../../../src/payload/payload.ts';
import { cut, escapeForLog, hideMailboxes } from '../../../src/text/escape.ts';
import { createRedactor } from '../../../src/text/redact.ts';
import type { Environment } from '../../../src/world.ts';

/** The time of these tests: 2027-01-15 08:00:30 UTC, a Friday. */
export const nowMs = Date.UTC(2027, 0, 15, 8, 0, 30);

/** The only secret of these tests. */
export const secret = 'sesame-0123456789';

/** What a run knows; nothing by default. */
export interface Surroundings {
  readonly env?: Environment;
  readonly event?: unknown;
  readonly job?: unknown;
  readonly matrix?: unknown;
  readonly strategy?: unknown;
  readonly needs?: unknown;
  readonly run?: unknown;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** Quotes as the action does: without secrets, on one line, cut to a length. */
export function createTestDiagnostics(): Diagnostics {
  const redactor = createRedactor();
  redactor.register(secret);
  return createDiagnostics((text, length = 60) =>
    cut(escapeForLog(hideMailboxes(redactor.redact(text))), length),
  );
}

/** The contexts of such a run. */
export function contextsOf(surroundings: Surroundings = {}): Contexts {
  const { event = {}, env = {}, context = {}, job, matrix, strategy, needs, run } = surroundings;
  const holdsSecret = (text: string): boolean => text.includes(secret);
  return createContexts({
    env,
    event: () => event,
    job,
    matrix,
    strategy,
    needs,
    askRun: async () => Object(run),
    githubToken: () => (run === undefined ? '' : 'ghs_0123456789abcdef'),
    context,
    holdsSecret,
  });
}

/** What a step is given. */
export interface Step extends Surroundings {
  /** Content of the payload file, and its name. */
  readonly file?: string;
  readonly name?: string;
  readonly payload?: string;
  /** Further inputs, by their name in `action.yml`. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly overrides?: readonly (readonly [string, string])[];
  /** Whether `when` sends nothing. */
  readonly isSkipped?: boolean;
}

/** What became of it. */
export interface Built {
  readonly notifications: readonly Notification[];
  readonly errors: readonly ErrorDiagnostic[];
  readonly warnings: readonly WarningDiagnostic[];
}

/** A world in which no time passes, and nobody cancels. */
export const world = {
  redactor: { ...createRedactor(), holdsSecret: (text: string) => text.includes(secret) },
  now: () => nowMs,
  sleep: () => Promise.resolve(),
  signal: new AbortController().signal,
};

/** Builds the notifications of a step. */
export async function build(step: Step): Promise<Built> {
  const { name = 'payload.yml', overrides = [], isSkipped = false } = step;
  const diagnostics = createTestDiagnostics();
  const inputs: Readonly<Record<string, string>> = {
    ...(step.file !== undefined && { 'payload-file': name }),
    ...(step.payload !== undefined && { payload: step.payload }),
    ...step.inputs,
  };
  const config = await parseConfig((input) => inputs[input]?.trim() ?? '', diagnostics);
  const file = step.file === undefined ? undefined : { name, text: step.file };
  const contexts = async () => contextsOf(step);
  const sources = { config, file, contexts, overrides, world, isSkipped };
  const notifications = await buildNotifications(sources, diagnostics);
  const { errors, warnings } = diagnostics;
  return { notifications, errors, warnings };
}

/** Builds the notifications of a step without errors, which sets the least if it has no inputs. */
export async function sound(step: Step): Promise<Built> {
  const built = await build({ inputs: least, ...step });
  expect(built.errors).toEqual([]);
  return built;
}

/** A template and somebody to send it to: the least that a notification needs. */
export const least = { 'template-id': 'template-1', 'audience-ids': 'audience-1' };

/** What is built of the least and nothing else. */
export const leastNotification: Notification = {
  templateId: 'template-1',
  audiencesIds: ['audience-1'],
  override: [],
  additional: {},
};

/** Places as the tests expect them. */
export function locate({ line, column }: Position, path: Path) {
  return { input: 'payload-file', line, column, key: path.join('.') };
}

/** A payload file. */
export function sourceOf(text: string, name = 'payload.yml'): Source {
  const syntax = syntaxOfFile(name, text) ?? 'yaml';
  return { text, syntax, code: 'payload-invalid', locate };
}

/** A document that is parsed, and what was found. */
export interface Parsed extends Pick<Diagnostics, 'errors' | 'warnings'> {
  readonly tree: Tree | undefined;
}

/** Parses a payload file. */
export async function parse(text: string, name?: string): Promise<Parsed> {
  const diagnostics = createTestDiagnostics();
  return { ...diagnostics, tree: await parseDocument(sourceOf(text, name), diagnostics) };
}

/** Parses a document that is known to be sound. */
export async function treeOf(text: string, name?: string): Promise<Tree> {
  const { tree, errors } = await parse(text, name);
  if (tree === undefined) throw new Error(errors.map((it) => it.message).join('\n'));
  return tree;
}
