/** Raw inputs in, the typed configuration out; every problem at once, each naming its input. */

import * as z from 'zod/mini';
import type { ErrorCode, Findings, Problem } from '../errors.ts';
import { didYouMean, type StandardOverrideName, standardOverrideNames } from '../names.ts';
import { sentence } from '../words.ts';
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
  /** Inputs with a list that cannot be read, by name: they count as given. */
  readonly unreadable: readonly string[];
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

/** Reads what an input was given: a value, or reasons that end a sentence after the input's name. */
type Parse<T> = (given: string) => Parsed<T> | Promise<Parsed<T>>;

type Quote = Findings['quote'];

/**
 * Reads all inputs, in the order of `action.yml`. Problems go to `findings` as `inputs-invalid`; those
 * of a list of ids, which is a part of the payload, as `payload-invalid`.
 * @returns the configuration, or nothing if an input other than such a list cannot be used.
 */
export async function parseConfig(
  input: ReadInput,
  findings: Findings,
): Promise<Config | undefined> {
  const { quote } = findings;
  const problems: Problem[] = [];
  const unreadable: string[] = [];

  /** Only what is given gets a schema: most inputs are blank, and making schemas takes time. */
  const read = async <T>(
    name: string,
    fallback: T,
    parse: Parse<T>,
    code: ErrorCode = 'inputs-invalid',
  ): Promise<T> => {
    const given = input(name);
    if (given === '') return fallback;
    const parsed = await z.safeParseAsync(schemaOf(parse), given);
    if (parsed.success) return parsed.data;
    if (code !== 'inputs-invalid') unreadable.push(name);
    for (const { message } of parsed.error.issues) {
      problems.push({
        code,
        message: sentence(`\`${name}\` ${message}`),
        place: { input: name },
      });
    }
    return fallback;
  };
  const ids = (name: string): Promise<readonly string[]> =>
    read(name, [], parseList, 'payload-invalid');
  const json = (name: string): Promise<unknown> => read(name, undefined, parseJsonInput);

  const clientId = await read('client-id', '', parseClientId);
  const clientSecret = secret(await read('client-secret', '', parseClientSecret));
  const region = await read(
    'region',
    'us',
    choice<Region>(quote, ['us', 'eu', 'canada', 'fedramp']),
  );
  const baseUrl = await read('base-url', regions[region], parseBaseUrl);
  const config: Config = {
    credentials: { clientId, clientSecret },
    service: endpoints(baseUrl),
    payloadFile: input('payload-file'),
    payload: input('payload'),
    fields: {
      templateId: input('template-id'),
      systemIds: await ids('system-ids'),
      endUsersIds: await ids('end-user-ids'),
      audiencesIds: await ids('audience-ids'),
      notificationType: input('notification-type'),
      title: input('title'),
      runtimeTitle: input('runtime-title'),
      runtimeDescription: input('runtime-description'),
      startAt: input('start-at'),
      endAt: input('end-at'),
      override: await read('overrides', [], parsePairs),
      unreadable,
    },
    standardOverrides: await read('standard-overrides', [], overrideNames(quote)),
    context: await read('context', {}, parseContext),
    needs: await json('needs'),
    userMap: input('user-map'),
    githubToken: secret(input('github-token')),
    missingValues: await read('missing-values', 'error', choice(quote, ['error', 'warn', 'empty'])),
    dryRun: await read('dry-run', false, flag(quote)),
    rules: {
      mode: await read(
        'delivery',
        'at-most-once',
        choice(quote, ['at-most-once', 'at-least-once']),
      ),
      maxAttempts: await read('max-attempts', 4, whole(quote, 1, 10)),
      requestTimeoutMs: 1000 * (await read('request-timeout-seconds', 30, whole(quote, 1, 300))),
      timeoutMs: 1000 * (await read('timeout-seconds', 120, whole(quote, 1, 3600))),
    },
    onFailure: await read('on-failure', 'fail', choice(quote, ['fail', 'warn'])),
    onMissingCredentials: await read(
      'on-missing-credentials',
      'fail',
      choice(quote, ['fail', 'warn', 'skip']),
    ),
    summary: await read('summary', true, flag(quote)),
    job: await json('job'),
    matrix: await json('matrix'),
    strategy: await json('strategy'),
  };
  const wrongInputs = problems.filter(({ code }) => code === 'inputs-invalid');
  const wrongLists = problems.filter(({ code }) => code !== 'inputs-invalid');
  findings.problems.push(...wrongInputs, ...wrongLists);
  return wrongInputs.length === 0 ? config : undefined;
}

/** The reasons of `parse` become the issues of the schema. */
function schemaOf<T>(parse: Parse<T>) {
  return z.transform(async (given: string, context) => {
    const parsed = await parse(given);
    if (parsed.ok) return parsed.value;
    for (const message of parsed.reasons) {
      context.issues.push({ code: 'custom', message, input: given });
    }
    return z.NEVER;
  });
}

/** @returns the value inside a function, so that printing what holds it cannot show it. */
function secret(value: string): () => string {
  return () => value;
}

/** An enumeration without regard to case. */
function choice<T extends string>(quote: Quote, names: readonly T[]): Parse<T> {
  return (given) => {
    const found = names.find((name) => name === given.toLowerCase());
    return found === undefined
      ? wrong(`must be ${alternatives(names)}, found "${quote(given)}"`)
      : { ok: true, value: found };
  };
}

/** Exactly what `core.getBooleanInput` accepts: the YAML 1.2 core schema. */
function flag(quote: Quote): Parse<boolean> {
  return (given) => {
    if (/^(true|True|TRUE)$/.test(given)) return { ok: true, value: true };
    if (/^(false|False|FALSE)$/.test(given)) return { ok: true, value: false };
    return wrong(`must be true or false, found "${quote(given)}"`);
  };
}

function whole(quote: Quote, least: number, most: number): Parse<number> {
  return (given) => {
    const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    return value >= least && value <= most
      ? { ok: true, value }
      : wrong(`must be a whole number from ${least} to ${most}, found "${quote(given)}"`);
  };
}

/** RFC 7617, section 2: a user-id with a colon cannot be sent, nor can control characters. */
function parseClientId(given: string): Parsed<string> {
  return /[:\u0000-\u001f\u007f-\u009f]/.test(given)
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
  return /[\u0000-\u001f\u007f-\u009f]/.test(given)
    ? wrong('must not contain control characters such as line ends (RFC 7617)')
    : { ok: true, value: given };
}

/** `true` is all names, `false` none; else a list of them. */
function overrideNames(quote: Quote): Parse<readonly StandardOverrideName[]> {
  return async (given) => {
    if (/^(true|True|TRUE)$/.test(given)) return { ok: true, value: standardOverrideNames };
    if (/^(false|False|FALSE)$/.test(given)) return { ok: true, value: [] };
    const list = await parseList(given);
    if (!list.ok) return list;
    const known: readonly string[] = standardOverrideNames;
    const reasons = list.value
      .filter((name) => !known.includes(name.toUpperCase()))
      .map(
        (name) =>
          `has the unknown name "${quote(name)}".${didYouMean(name, known) || ' docs/payload.md lists them.'}`,
      );
    const wanted = new Set(list.value.map((name) => name.toUpperCase()));
    return reasons.length > 0
      ? { ok: false, reasons }
      : { ok: true, value: standardOverrideNames.filter((name) => wanted.has(name)) };
  };
}

function alternatives(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function wrong(reason: string): { readonly ok: false; readonly reasons: readonly string[] } {
  return { ok: false, reasons: [reason] };
}
