/** Reads all inputs into one typed configuration, and reports every error at once. */

import type { Diagnostics, ErrorDiagnostic } from '../diagnostics.ts';
import { sentence } from '../text/format.ts';
import type { World } from '../world.ts';
import type { Config } from './config.ts';
import { parseContext, parseJsonInput, parseRunnerInput } from './context.ts';
import { type Read, type Reader, readLayer, readTestRecipients } from './field-inputs.ts';
import {
  choice,
  dryRunOf,
  flag,
  overrideNames,
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
    testRecipients: await readTestRecipients(read),
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

/** @returns the value inside a function, so that printing what holds it cannot show it. */
function secret(value: string): () => string {
  return () => value;
}
