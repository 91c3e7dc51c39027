/** Raw inputs in, the typed configuration out; every problem at once, each naming its input. */

import * as z from 'zod/mini';
import type { ErrorCode, Findings } from '../errors.ts';
import { didYouMean, type StandardOverrideName, standardOverrideNames } from '../names.ts';
import { parseContext, parseJsonInput } from './context.ts';
import { type Pair, type Parsed, parseList, parsePairs } from './lists.ts';
import { endpoints, parseBaseUrl, type Region, regions, type Service } from './service.ts';

// Each schema is used once: compiling it to JavaScript first would cost more than it saves.
z.config({ jitless: true });

/** The API key. The secret is inside a function, so that printing the object cannot show it. */
export interface Credentials {
  readonly clientId: string;
  /** @returns the client secret; empty when not given. */
  readonly clientSecret: () => string;
}

/** The inputs that stand for one field of the notification each; blank when not given. */
export interface InputFields {
  readonly templateId: string;
  readonly systemIds: readonly string[];
  readonly endUsersIds: readonly string[];
  readonly audiencesIds: readonly string[];
  readonly notificationType: string;
  readonly title: string;
  readonly runtimeTitle: string;
  readonly runtimeDescription: string;
  readonly startAt: string;
  readonly endAt: string;
  readonly override: readonly Pair[];
}

/** How often and how long to try. */
export interface DeliveryRules {
  readonly mode: 'at-most-once' | 'at-least-once';
  /** Per request. */
  readonly maxAttempts: number;
  /** One attempt, from connect to last byte. */
  readonly requestTimeoutMs: number;
  /** All network time of the step. */
  readonly timeoutMs: number;
}

/** What `missing-values` chooses for an expression that evaluates to null. */
export type MissingValues = 'error' | 'warn' | 'empty';

/** Everything that the inputs say. */
export interface Config {
  readonly credentials: Credentials;
  readonly service: Service;
  /** Blank when not given, as `payload` and `userMap`. */
  readonly payloadFile: string;
  readonly payload: string;
  readonly fields: InputFields;
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
  readonly missingValues: MissingValues;
  readonly dryRun: boolean;
  readonly rules: DeliveryRules;
  readonly onFailure: 'fail' | 'warn';
  readonly onMissingCredentials: 'fail' | 'warn' | 'skip';
  readonly summary: boolean;
}

/** @returns an input by its name in `action.yml`, trimmed; blank when not given. */
export type ReadInput = (name: string) => string;

const text = z.string();

/** A list of ids keeps its reasons as data, so that they do not stop the other inputs. */
const list = z.pipe(text, z.transform(parseList));

const json = input(undefined, parseJsonInput);

/** An input that `parse` reads unless it is blank; its reasons become the issues of the schema. */
function input<T>(fallback: T, parse: (given: string) => Parsed<T> | Promise<Parsed<T>>) {
  return z.pipe(
    text,
    z.transform((given, context): T | Promise<T> => {
      if (given === '') return fallback;
      const finish = (parsed: Parsed<T>): T => {
        if (parsed.ok) return parsed.value;
        for (const message of parsed.reasons) {
          context.issues.push({ code: 'custom', message, input: given });
        }
        return fallback;
      };
      // Only what needs a parser that is loaded on use comes later.
      const parsed = parse(given);
      return parsed instanceof Promise ? parsed.then(finish) : finish(parsed);
    }),
  );
}

/** The inputs of `action.yml` and how each is read. */
const createSchema = (quote: Quote) =>
  z.object({
    'client-id': input('', parseClientId),
    'client-secret': input('', parseClientSecret),
    region: choice<Region>(quote, ['us', 'eu', 'canada', 'fedramp']),
    'base-url': input('', parseBaseUrl),
    'payload-file': text,
    payload: text,
    'template-id': text,
    'system-ids': list,
    'end-user-ids': list,
    'audience-ids': list,
    'notification-type': text,
    title: text,
    'runtime-title': text,
    'runtime-description': text,
    'start-at': text,
    'end-at': text,
    overrides: input([], parsePairs),
    'standard-overrides': input([], (given) => parseStandardOverrides(given, quote)),
    context: input({}, parseContext),
    needs: json,
    'user-map': text,
    'github-token': text,
    'missing-values': choice<MissingValues>(quote, ['error', 'warn', 'empty']),
    'dry-run': flag(quote, false),
    delivery: choice<DeliveryRules['mode']>(quote, ['at-most-once', 'at-least-once']),
    'max-attempts': whole(quote, 4, 1, 10),
    'request-timeout-seconds': whole(quote, 30, 1, 300),
    'timeout-seconds': whole(quote, 120, 1, 3600),
    'on-failure': choice<Config['onFailure']>(quote, ['fail', 'warn']),
    'on-missing-credentials': choice<Config['onMissingCredentials']>(quote, [
      'fail',
      'warn',
      'skip',
    ]),
    summary: flag(quote, true),
    job: json,
    matrix: json,
    strategy: json,
  });

type Quote = Findings['quote'];

/** @returns the name of every input, spelled as in `action.yml`. */
export function inputNames(): readonly string[] {
  return Object.keys(createSchema(String).shape);
}

/**
 * Reads all inputs. Problems go to `findings`, in the order of the inputs, as `inputs-invalid`; those
 * of a list of ids, which is a part of the payload, as `payload-invalid`.
 * @returns the configuration, or nothing if an input other than such a list cannot be used.
 */
export async function parseConfig(
  read: ReadInput,
  findings: Findings,
): Promise<Config | undefined> {
  const schema = createSchema(findings.quote);
  const names = Object.keys(schema.shape);
  const given = Object.fromEntries(names.map((name) => [name, read(name)]));
  const parsed = await z.safeParseAsync(schema, given);
  if (parsed.success) return toConfig(parsed.data, findings);
  // The issues come as the inputs are done, some of which wait for a parser to be loaded.
  const issues = Map.groupBy(parsed.error.issues, (issue) => String(issue.path[0]));
  for (const name of names) {
    for (const { message } of issues.get(name) ?? []) {
      report(findings, 'inputs-invalid', name, message);
    }
  }
  return undefined;
}

function report(findings: Findings, code: ErrorCode, name: string, reason: string): void {
  const end = /[.?!]$/.test(reason) ? '' : '.';
  findings.problems.push({ code, message: `\`${name}\` ${reason}${end}`, place: { input: name } });
}

function toConfig(given: z.infer<ReturnType<typeof createSchema>>, findings: Findings): Config {
  const ids = (name: 'system-ids' | 'end-user-ids' | 'audience-ids'): readonly string[] => {
    const parsed = given[name];
    if (parsed.ok) return parsed.value;
    for (const reason of parsed.reasons) report(findings, 'payload-invalid', name, reason);
    return [];
  };
  return {
    credentials: {
      clientId: given['client-id'],
      clientSecret: () => given['client-secret'],
    },
    service: endpoints(given['base-url'] || regions[given.region]),
    payloadFile: given['payload-file'],
    payload: given.payload,
    fields: {
      templateId: given['template-id'],
      systemIds: ids('system-ids'),
      endUsersIds: ids('end-user-ids'),
      audiencesIds: ids('audience-ids'),
      notificationType: given['notification-type'],
      title: given.title,
      runtimeTitle: given['runtime-title'],
      runtimeDescription: given['runtime-description'],
      startAt: given['start-at'],
      endAt: given['end-at'],
      override: given.overrides,
    },
    standardOverrides: given['standard-overrides'],
    context: given.context,
    needs: given.needs,
    job: given.job,
    matrix: given.matrix,
    strategy: given.strategy,
    userMap: given['user-map'],
    githubToken: () => given['github-token'],
    missingValues: given['missing-values'],
    dryRun: given['dry-run'],
    rules: {
      mode: given.delivery,
      maxAttempts: given['max-attempts'],
      requestTimeoutMs: given['request-timeout-seconds'] * 1000,
      timeoutMs: given['timeout-seconds'] * 1000,
    },
    onFailure: given['on-failure'],
    onMissingCredentials: given['on-missing-credentials'],
    summary: given.summary,
  };
}

/** An enumeration without regard to case; the first name is the default. */
function choice<T extends string>(quote: Quote, names: readonly [T, ...T[]]) {
  return input<T>(names[0], (given) => {
    const found = names.find((name) => name === given.toLowerCase());
    return found === undefined
      ? wrong(`must be ${alternatives(names)}, found "${quote(given)}"`)
      : { ok: true, value: found };
  });
}

/** Exactly what `core.getBooleanInput` accepts: the YAML 1.2 core schema. */
function flag(quote: Quote, fallback: boolean) {
  return input(fallback, (given) => {
    if (/^(true|True|TRUE)$/.test(given)) return { ok: true, value: true };
    if (/^(false|False|FALSE)$/.test(given)) return { ok: true, value: false };
    return wrong(`must be true or false, found "${quote(given)}"`);
  });
}

function whole(quote: Quote, fallback: number, least: number, most: number) {
  return input(fallback, (given) => {
    const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    return value >= least && value <= most
      ? { ok: true, value }
      : wrong(`must be a whole number from ${least} to ${most}, found "${quote(given)}"`);
  });
}

/** RFC 7617, section 2: a user-id with a colon cannot be sent, nor can control characters. */
function parseClientId(given: string): Parsed<string> {
  return /[:\p{Cc}]/u.test(given)
    ? wrong(
        'must not contain ":" or control characters (RFC 7617); the id and the secret are two inputs',
      )
    : { ok: true, value: given };
}

function parseClientSecret(given: string): Parsed<string> {
  if (given.length < 8) {
    return wrong(
      'must have at least 8 characters; a shorter secret could not be masked in the log',
    );
  }
  return /\p{Cc}/u.test(given)
    ? wrong('must not contain control characters such as line ends (RFC 7617)')
    : { ok: true, value: given };
}

async function parseStandardOverrides(
  given: string,
  quote: Quote,
): Promise<Parsed<readonly StandardOverrideName[]>> {
  if (/^(true|True|TRUE)$/.test(given)) return { ok: true, value: standardOverrideNames };
  if (/^(false|False|FALSE)$/.test(given)) return { ok: true, value: [] };
  const list = await parseList(given);
  if (!list.ok) return list;
  const known: readonly string[] = standardOverrideNames;
  const reasons = list.value
    .filter((name) => !known.includes(name.toUpperCase()))
    .map((name) => `has the unknown name "${quote(name)}".${didYouMean(name, known)}`);
  const wanted = new Set(list.value.map((name) => name.toUpperCase()));
  return reasons.length > 0
    ? { ok: false, reasons }
    : { ok: true, value: standardOverrideNames.filter((name) => wanted.has(name)) };
}

function alternatives(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function wrong(reason: string): { readonly ok: false; readonly reasons: readonly string[] } {
  return { ok: false, reasons: [reason] };
}
