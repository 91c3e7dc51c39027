/** Reads all inputs into one typed configuration, and reports every error at once. */

import type { Diagnostics, ErrorCode, ErrorDiagnostic } from '../diagnostics.ts';
import { type ListField, listFields, type TextField, textFields } from '../fields.ts';
import { failedAt, type Given, type Layer, overrideLayer } from '../layer.ts';
import { sentence } from '../text/format.ts';
import { normalizeId } from '../text/ids.ts';
import type { World } from '../world.ts';
import type { Config } from './config.ts';
import { parsePairs, warnOfFolding } from './overrides.ts';
import {
  choice,
  idsOf,
  type Parse,
  parseContext,
  parseEventFile,
  parseNeeds,
  parseOverrideNames,
  parseRunnerInput,
  parseTestRecipients,
  whole,
} from './parsers.ts';
import { endpoints, parseBaseUrl, parseClientId, parseClientSecret, regions } from './service.ts';

/**
 * Reads all inputs, in the order of `action.yml`. Errors go to `diagnostics` as `inputs-invalid`; those
 * of a list of ids, which is a part of the payload, as `payload-invalid` after them.
 * @returns the configuration, with the default for each input that cannot be used.
 */
export async function parseConfig(
  input: World['input'],
  diagnostics: Diagnostics,
): Promise<Config> {
  const reader = createReader(input, diagnostics.quote);
  const { read, errors, invalidInputs } = reader;
  const config: Config = {
    ...(await readService(read)),
    payloadFile: input('payload-file'),
    payload: input('payload'),
    layer: await readLayer(reader, input, diagnostics),
    testRecipients: await read(
      'test-recipients',
      undefined,
      parseTestRecipients,
      'payload-invalid',
    ),
    standardOverrides: await read('standard-overrides', [], parseOverrideNames),
    context: await read('context', {}, (text, reject) =>
      parseContext(text, reject, !/^(false)?$/i.test(input('dry-run'))),
    ),
    needs: await read('needs', undefined, parseNeeds),
    userMap: input('user-map'),
    githubToken: secret(input('github-token')),
    unresolvedRecipients: await read('unresolved-recipients', 'error', choice('error', 'warn')),
    eventFile: await read('event-file', undefined, parseEventFile),
    missingValues: await read('missing-values', 'error', choice('error', 'warn', 'empty')),
    ...(await readPolicies(read)),
    job: await read('job', undefined, parseRunnerInput),
    matrix: await read('matrix', undefined, parseRunnerInput),
    strategy: await read('strategy', undefined, parseRunnerInput),
    invalidInputs,
  };
  const isInput = ({ code }: ErrorDiagnostic): boolean => code === 'inputs-invalid';
  diagnostics.errors.push(...errors.filter(isInput), ...errors.filter((it) => !isInput(it)));
  // Testers that cannot be used are set all the same: no one else is notified, or missed.
  return invalidInputs.has('test-recipients') ? { ...config, testRecipients: [] } : config;
}

/** Reads one input; `fallback` is the value of a blank one, and of one that cannot be used. */
type Read = <T>(name: string, fallback: T, parse: Parse<T>, code?: ErrorCode) => Promise<T>;

/** Reads inputs, and remembers their errors, and the names of the inputs that have one. */
function createReader(input: World['input'], quote: Diagnostics['quote']) {
  const errors: ErrorDiagnostic[] = [];
  const invalidInputs = new Set<string>();
  const read: Read = async (name, fallback, parse, code = 'inputs-invalid') => {
    const text = input(name);
    if (text === '') return fallback;
    const reject = (reason: string): void => {
      invalidInputs.add(name);
      const message = sentence(`\`${name}\` ${reason}`);
      errors.push({ code, message, location: { input: name } });
    };
    const value = await parse(text, reject, quote);
    return value === undefined || invalidInputs.has(name) ? fallback : value;
  };
  return { read, errors, invalidInputs };
}

/** Reads the inputs that set one field each. Ids are a part of the payload, and so are their errors. */
async function readLayer(
  { read, invalidInputs }: ReturnType<typeof createReader>,
  input: World['input'],
  diagnostics: Diagnostics,
): Promise<Layer> {
  const texts: [TextField, Given<string>][] = [];
  const lists: [ListField, readonly Given<string>[]][] = [];
  for (const { name, input: inputName, kind } of textFields) {
    const written = input(inputName);
    const value = kind === 'id' ? normalizeId(written) : written;
    if (value !== '') texts.push([name, { value, location: { input: inputName } }]);
  }
  for (const field of listFields) {
    const given = await read(field.input, [], idsOf(field), 'payload-invalid');
    const isInvalid = invalidInputs.has(field.input);
    const ids = isInvalid ? [failedAt({ input: field.input })] : given;
    if (ids.length > 0) lists.push([field.name, ids]);
  }
  const pairs = await read('overrides', [], async (text, reject) => {
    const found = await parsePairs(text, reject);
    warnOfFolding(text, found, diagnostics);
    return found;
  });
  return {
    ...overrideLayer(pairs, 'overrides'),
    texts: Object.fromEntries(texts),
    lists: Object.fromEntries(lists),
  };
}

async function readService(read: Read): Promise<Pick<Config, 'credentials' | 'service'>> {
  const clientId = await read('client-id', '', parseClientId);
  const clientSecret = secret(await read('client-secret', '', parseClientSecret));
  const region = await read('region', 'us', choice('us', 'eu', 'canada', 'fedramp'));
  const baseUrl = await read('base-url', regions[region], parseBaseUrl);
  return { credentials: { clientId, clientSecret }, service: endpoints(baseUrl) };
}

/** How to deliver. */
type Policies = Pick<
  Config,
  'when' | 'dryRun' | 'checksKey' | 'rules' | 'onFailure' | 'onMissingCredentials' | 'summary'
>;

async function readPolicies(read: Read): Promise<Policies> {
  const seconds = async (name: string, fallback: number, least: number, most: number) =>
    1000 * (await read(name, fallback, whole(least, most)));
  const dryRun = await read('dry-run', 'false', choice('true', 'false', 'token'));
  return {
    when: await read('when', 'always', choice('always', 'changed', 'failed-or-fixed')),
    dryRun: dryRun !== 'false',
    checksKey: dryRun === 'token',
    rules: {
      mode: await read('delivery', 'at-most-once', choice('at-most-once', 'at-least-once')),
      maxAttempts: await read('max-attempts', 4, whole(1, 10)),
      requestTimeoutMs: await seconds('request-timeout-seconds', 30, 1, 300),
      timeoutMs: await seconds('timeout-seconds', 120, 2, 3600),
    },
    onFailure: await read('on-failure', 'fail', choice('fail', 'warn')),
    onMissingCredentials: await read(
      'on-missing-credentials',
      'fail',
      choice('fail', 'warn', 'skip'),
    ),
    summary: (await read('summary', 'true', choice('true', 'false'))) === 'true',
  };
}

/** @returns the value inside a function, so that printing what holds it cannot show it. */
function secret(value: string): () => string {
  return () => value;
}
