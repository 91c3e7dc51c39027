/** Raw inputs in, the typed configuration out; every error at once, each naming its input. */

import type { Diagnostics, ErrorCode, ErrorDiagnostic } from '../diagnostics.ts';
import { sentence } from '../text/format.ts';
import { parseList } from '../text/lists.ts';
import type { StandardOverrideName } from '../text/names.ts';
import { parseContext, parseJsonInput } from './context.ts';
import { type Pair, parsePairs } from './lists.ts';
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

  const read = async <T>(
    name: string,
    fallback: T,
    parse: Parse<T>,
    code: ErrorCode = 'inputs-invalid',
  ): Promise<T> => {
    const given = input(name);
    if (given === '') return fallback;
    const parsed = await parse(given);
    if (parsed.ok) return parsed.value;
    invalidInputs.add(name);
    for (const reason of parsed.reasons) {
      const message = sentence(`\`${name}\` ${reason}`);
      errors.push({ code, message, location: { input: name } });
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
    invalidInputs,
  };
  const isInput = ({ code }: ErrorDiagnostic): boolean => code === 'inputs-invalid';
  diagnostics.errors.push(...errors.filter(isInput), ...errors.filter((it) => !isInput(it)));
  return config;
}

/** @returns the value inside a function, so that printing what holds it cannot show it. */
function secret(value: string): () => string {
  return () => value;
}
