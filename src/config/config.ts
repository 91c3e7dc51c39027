/** Reads all inputs into one typed configuration, and reports every error at once. */

import type { Diagnostics, ErrorCode, ErrorDiagnostic } from '../diagnostics.ts';
import { fields, isListField, isTextField, type ListField, type TextField } from '../fields.ts';
import { sentence } from '../text/format.ts';
import { parseList } from '../text/lists.ts';
import type { StandardOverrideName } from '../text/names.ts';
import { parseContext, parseJsonInput, parseRunnerInput } from './context.ts';
import { warnOfJson } from './json-texts.ts';
import { isJson, type Pair, parsePairs } from './overrides.ts';
import {
  choice,
  flag,
  overrideNames,
  type Parse,
  parseClientId,
  parseClientSecret,
  whole,
} from './parsers.ts';
import { endpoints, parseBaseUrl, type Region, regions, type Service } from './service.ts';

/** The API key. The secret is inside a function, so that printing the object cannot show it. */
export interface Credentials {
  readonly clientId: string;
  /** @returns the client secret; empty when not given. */
  readonly clientSecret: () => string;
}

/** The inputs that set one field of the notification each; absent where not given. */
export interface InputFields {
  readonly texts: Readonly<Partial<Record<TextField, string>>>;
  readonly lists: Readonly<Partial<Record<ListField, readonly string[]>>>;
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
  /** Inputs that cannot be used, by name: an error was reported, and they count as given. */
  readonly invalidInputs: ReadonlySet<string>;
}

/** @returns an input by its name in `action.yml`, trimmed; blank when not given. */
export type ReadInput = (name: string) => string;

/**
 * Reads all inputs, in the order of `action.yml`. Errors go to `diagnostics` as `inputs-invalid`; those
 * of a list of ids, which is a part of the payload, as `payload-invalid` after them.
 * @returns the configuration, with the default for each input that cannot be used.
 */
export async function parseConfig(input: ReadInput, diagnostics: Diagnostics): Promise<Config> {
  const { quote } = diagnostics;
  const errors: ErrorDiagnostic[] = [];
  const invalidInputs = new Set<string>();

  const read: Read = async (name, fallback, parse, code = 'inputs-invalid') => {
    const text = input(name);
    if (text === '') return fallback;
    const value = await parse(text, (reason) => {
      invalidInputs.add(name);
      const message = sentence(`\`${name}\` ${reason}`);
      errors.push({ code, message, location: { input: name } });
    });
    return value === undefined || invalidInputs.has(name) ? fallback : value;
  };

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
    fields: await readFields(input, read, diagnostics),
    standardOverrides: await read('standard-overrides', [], overrideNames(quote)),
    context: await read('context', {}, parseContext),
    needs: await read('needs', undefined, parseJsonInput),
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
      timeoutMs: 1000 * (await read('timeout-seconds', 120, whole(quote, 2, 3600))),
    },
    onFailure: await read('on-failure', 'fail', choice(quote, ['fail', 'warn'])),
    onMissingCredentials: await read(
      'on-missing-credentials',
      'fail',
      choice(quote, ['fail', 'warn', 'skip']),
    ),
    summary: await read('summary', true, flag(quote)),
    job: await read('job', undefined, parseRunnerInput),
    matrix: await read('matrix', undefined, parseRunnerInput),
    strategy: await read('strategy', undefined, parseRunnerInput),
    invalidInputs,
  };
  const isInput = ({ code }: ErrorDiagnostic): boolean => code === 'inputs-invalid';
  diagnostics.errors.push(...errors.filter(isInput), ...errors.filter((it) => !isInput(it)));
  return config;
}

/** Reads one input; `fallback` stands for a blank one, and for one that cannot be used. */
type Read = <T>(name: string, fallback: T, parse: Parse<T>, code?: ErrorCode) => Promise<T>;

/** Lists of ids are a part of the payload, and so are their errors. */
async function readFields(
  input: ReadInput,
  read: Read,
  diagnostics: Diagnostics,
): Promise<InputFields> {
  const texts: [TextField, string][] = [];
  const lists: [ListField, readonly string[]][] = [];
  for (const field of fields) {
    if (isTextField(field)) {
      const text = input(field.input);
      if (text !== '') texts.push([field.name, text]);
      warnOfJson(text, { input: field.input }, diagnostics);
    } else if (isListField(field)) {
      const ids = await read(field.input, [], parseList, 'payload-invalid');
      if (ids.length > 0) lists.push([field.name, ids]);
    }
  }
  const override = await read('overrides', [], async (text, reject) => {
    const pairs = await parsePairs(text, reject);
    // After `KEY=`, toJSON() adds quotes; in a JSON object, they are what JSON needs.
    for (const [key, value] of isJson(text) ? [] : pairs) {
      warnOfJson(value, { input: 'overrides', key }, diagnostics);
    }
    return pairs;
  });
  return { texts: Object.fromEntries(texts), lists: Object.fromEntries(lists), override };
}

/** @returns the value inside a function, so that printing what holds it cannot show it. */
function secret(value: string): () => string {
  return () => value;
}
