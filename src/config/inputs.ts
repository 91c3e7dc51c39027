/** Reads all inputs into one typed configuration, and reports every error at once. */

import type { Diagnostics, ErrorCode, ErrorDiagnostic } from '../diagnostics.ts';
import { fields, isListField, isTextField, type ListField, type TextField } from '../fields.ts';
import { failedAt, type Given, type Layer, overrideLayer } from '../layer.ts';
import { sentence } from '../text/format.ts';
import { normalizeId } from '../text/ids.ts';
import { isEmptyJsonList, parseList, type Reject } from '../text/lists.ts';
import type { World } from '../world.ts';
import type { Config } from './config.ts';
import { parseContext, parseJsonInput, parseRunnerInput } from './context.ts';
import { isJson, type Pair, parsePairs, warnOfFolding } from './overrides.ts';
import {
  choice,
  dryRunOf,
  flag,
  overrideNames,
  type Parse,
  parseClientId,
  parseClientSecret,
  parseEventFile,
  whole,
} from './parsers.ts';
import { endpoints, parseBaseUrl, regions } from './service.ts';

/**
 * Reads all inputs, in the order of `action.yml`. Errors go to `diagnostics` as `inputs-invalid`; those
 * of a list of ids, which is a part of the payload, as `payload-invalid` after them.
 * @returns the configuration, with the default for each input that cannot be used.
 */
export async function parseConfig(
  input: World['input'],
  diagnostics: Diagnostics,
): Promise<Config> {
  const { quote } = diagnostics;
  const reader = createReader(input);
  const { read, errors, invalidInputs } = reader;
  const config: Config = {
    ...(await readService(read, quote)),
    payloadFile: input('payload-file'),
    payload: input('payload'),
    layer: await readLayer(reader, input, diagnostics),
    testRecipients: await read(
      'test-recipients',
      undefined,
      parseTestRecipients,
      'payload-invalid',
    ),
    standardOverrides: await read('standard-overrides', [], overrideNames(quote)),
    context: await read('context', {}, (text, reject) =>
      parseContext(text, reject, /^(true|token)$/i.test(input('dry-run'))),
    ),
    needs: await read('needs', undefined, parseJsonInput),
    userMap: input('user-map'),
    githubToken: secret(input('github-token')),
    unresolvedRecipients: await read(
      'unresolved-recipients',
      'error',
      choice(quote, ['error', 'warn']),
    ),
    eventFile: await read('event-file', undefined, parseEventFile),
    missingValues: await read('missing-values', 'error', choice(quote, ['error', 'warn', 'empty'])),
    ...(await readPolicies(read, quote)),
    job: await read('job', undefined, parseRunnerInput),
    matrix: await read('matrix', undefined, parseRunnerInput),
    strategy: await read('strategy', undefined, parseRunnerInput),
    invalidInputs,
  };
  const isInput = ({ code }: ErrorDiagnostic): boolean => code === 'inputs-invalid';
  diagnostics.errors.push(...errors.filter(isInput), ...errors.filter((it) => !isInput(it)));
  return config;
}

/** Reads one input; `fallback` is the value of a blank one, and of one that cannot be used. */
type Read = <T>(name: string, fallback: T, parse: Parse<T>, code?: ErrorCode) => Promise<T>;

interface Reader {
  readonly read: Read;
  readonly errors: readonly ErrorDiagnostic[];
  /** The names of the inputs with an error. */
  readonly invalidInputs: ReadonlySet<string>;
}

function createReader(input: World['input']): Reader {
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
  return { read, errors, invalidInputs };
}

async function readService(
  read: Read,
  quote: Diagnostics['quote'],
): Promise<Pick<Config, 'credentials' | 'service'>> {
  const clientId = await read('client-id', '', parseClientId);
  const clientSecret = secret(await read('client-secret', '', parseClientSecret));
  const region = await read(
    'region',
    'us',
    choice(quote, ['us', 'eu', 'canada', 'fedramp'] as const),
  );
  const baseUrl = await read('base-url', regions[region], parseBaseUrl);
  return { credentials: { clientId, clientSecret }, service: endpoints(baseUrl) };
}

/** How to deliver. */
type Policies = Pick<
  Config,
  'when' | 'dryRun' | 'checksKey' | 'rules' | 'onFailure' | 'onMissingCredentials' | 'summary'
>;

async function readPolicies(read: Read, quote: Diagnostics['quote']): Promise<Policies> {
  const seconds = async (name: string, fallback: number, least: number, most: number) =>
    1000 * (await read(name, fallback, whole(quote, least, most)));
  const dryRun = await read('dry-run', 'false', dryRunOf(quote));
  return {
    when: await read('when', 'always', choice(quote, ['always', 'changed', 'failed-or-fixed'])),
    dryRun: dryRun !== 'false',
    checksKey: dryRun === 'token',
    rules: {
      mode: await read(
        'delivery',
        'at-most-once',
        choice(quote, ['at-most-once', 'at-least-once']),
      ),
      maxAttempts: await read('max-attempts', 4, whole(quote, 1, 10)),
      requestTimeoutMs: await seconds('request-timeout-seconds', 30, 1, 300),
      timeoutMs: await seconds('timeout-seconds', 120, 2, 3600),
    },
    onFailure: await read('on-failure', 'fail', choice(quote, ['fail', 'warn'])),
    onMissingCredentials: await read(
      'on-missing-credentials',
      'fail',
      choice(quote, ['fail', 'warn', 'skip']),
    ),
    summary: await read('summary', true, flag(quote)),
  };
}

/** Reads the inputs that set one field each. Ids are a part of the payload, and so are their errors. */
async function readLayer(
  { read, invalidInputs }: Reader,
  input: World['input'],
  diagnostics: Diagnostics,
): Promise<Layer> {
  const texts: [TextField, Given<string>][] = [];
  const lists: [ListField, readonly Given<string>[]][] = [];
  for (const field of fields) {
    if (isTextField(field)) {
      const location = { input: field.input };
      const written = input(field.input);
      const value = field.kind === 'id' ? normalizeId(written) : written;
      if (value !== '') texts.push([field.name, { value, location }]);
    } else if (isListField(field)) {
      const ids = await read(field.input, [], idsOf(field), 'payload-invalid');
      const isInvalid = invalidInputs.has(field.input);
      if (isInvalid) lists.push([field.name, [failedAt({ input: field.input })]]);
      else if (ids.length > 0) lists.push([field.name, ids]);
    }
  }
  const pairs = await read('overrides', [], (text, reject) => {
    return readOverrides(text, reject, diagnostics);
  });
  return {
    ...overrideLayer(pairs, 'overrides'),
    texts: Object.fromEntries(texts),
    lists: Object.fromEntries(lists),
  };
}

/** `[]` says on purpose that no recipient is left, as an expression with an empty list does. */
function idsOf({ input, kind }: { readonly input: string; readonly kind: string }) {
  return async (text: string, reject: Reject): Promise<readonly Given<string>[]> => {
    const location = { input };
    if (isEmptyJsonList(text)) {
      if (kind === 'recipients') return [{ value: '', location, emptiedBy: `\`${input}\`` }];
      reject('is an empty list. Name a system, or remove the input');
    }
    const ids = (await parseList(text, reject)).map(normalizeId);
    return ids.filter((id) => id !== '').map((value) => ({ value, location }));
  };
}

/** A variable that is not set must never mean everyone. */
const parseTestRecipients: Parse<readonly string[]> = async (text, reject) => {
  const ids = (await parseList(text, reject)).map(normalizeId).filter((id) => id !== '');
  if (ids.length === 0) {
    reject(
      'names no one. Set it to at least one ID or `@login`, or remove it to notify the real recipients',
    );
  }
  return ids;
};

async function readOverrides(
  text: string,
  reject: Reject,
  diagnostics: Diagnostics,
): Promise<readonly Pair[]> {
  const pairs = await parsePairs(text, reject);
  if (!isJson(text)) warnOfFolding(text, pairs, diagnostics);
  return pairs;
}

/** @returns the value inside a function, so that printing what holds it cannot show it. */
function secret(value: string): () => string {
  return () => value;
}
