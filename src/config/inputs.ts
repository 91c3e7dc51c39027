/** Reads all inputs into one typed configuration, and reports every error at once. */

import type { Diagnostics } from '../diagnostics.ts';
import { type ListField, listFields, type TextField, textFields } from '../fields.ts';
import { failedAt, type Given, type Layer, overrideLayer } from '../layer.ts';
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
 * of a list of ids, which is a part of the payload, as `payload-invalid`.
 * @returns the configuration, with the default for each input that cannot be used.
 */
export async function parseConfig(
  input: World['input'],
  diagnostics: Diagnostics,
): Promise<Config> {
  const invalidInputs = new Set<string>();
  const read = createReader(input, invalidInputs, diagnostics);
  const githubToken = input('github-token');
  return {
    ...(await readService(read)),
    payloadFile: input('payload-file'),
    payload: input('payload'),
    layer: await readLayer(read, input, diagnostics),
    // Testers that cannot be used are set all the same: no one else is notified, or missed.
    testRecipients: await read('test-recipients', undefined, parseTestRecipients, []),
    standardOverrides: await read('standard-overrides', [], parseOverrideNames),
    context: await read('context', {}, (text, reject) =>
      parseContext(text, reject, !/^(false)?$/i.test(input('dry-run'))),
    ),
    needs: await read('needs', undefined, parseNeeds),
    userMap: input('user-map'),
    githubToken: () => githubToken,
    unresolvedRecipients: await read('unresolved-recipients', 'error', choice('error', 'warn')),
    eventFile: await read('event-file', undefined, parseEventFile),
    missingValues: await read('missing-values', 'error', choice('error', 'warn', 'empty')),
    ...(await readPolicies(read)),
    job: await read('job', undefined, parseRunnerInput),
    matrix: await read('matrix', undefined, parseRunnerInput),
    strategy: await read('strategy', undefined, parseRunnerInput),
    invalidInputs,
  };
}

/**
 * Reads one input; `fallback` is the value of a blank one, and of one that cannot be used. A part of the
 * payload that cannot be used is `unusable` instead, so that it counts as set, and `payload-invalid`.
 */
type Read = <T>(name: string, fallback: T, parse: Parse<T>, unusable?: T) => Promise<T>;

/** @param invalidInputs gets the names of the inputs that have an error. */
function createReader(
  input: World['input'],
  invalidInputs: Set<string>,
  { errors, quote }: Diagnostics,
): Read {
  return async (name, fallback, parse, unusable) => {
    const text = input(name);
    if (text === '') return fallback;
    const code = unusable === undefined ? 'inputs-invalid' : 'payload-invalid';
    const reject = (reason: string): void => {
      invalidInputs.add(name);
      errors.push({ code, message: `\`${name}\` ${reason}`, location: { input: name } });
    };
    const value = await parse(text, reject, quote);
    return (invalidInputs.has(name) ? unusable : value) ?? fallback;
  };
}

/** Reads the inputs that set one field each. Ids are a part of the payload, and so are their errors. */
async function readLayer(
  read: Read,
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
    const unusable = [failedAt({ input: field.input })];
    const ids = await read(field.input, [], idsOf(field), unusable);
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
  const clientSecret = await read('client-secret', '', parseClientSecret);
  const region = await read('region', 'us', choice('us', 'eu', 'canada', 'fedramp'));
  const baseUrl = await read('base-url', regions[region], parseBaseUrl);
  const credentials = { clientId, clientSecret: () => clientSecret };
  return { credentials, service: endpoints(baseUrl) };
}

/** Reads how to deliver. */
async function readPolicies(read: Read) {
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
