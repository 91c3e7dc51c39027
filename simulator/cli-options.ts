/** Reads the command line of the simulator, and describes it for `--help`. */

import { parseArgs } from 'node:util';
import { faultRules } from './faults/fault.ts';
import { defaultClient, defaultPort, defaultUrl, type SimulatorOptions } from './options.ts';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'start'; readonly options: SimulatorOptions };

/** Reads the command line. @throws {Error} with a message for the user. */
export function readCommand(args: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      client: { type: 'string', multiple: true },
      prefix: { type: 'string', default: '' },
      'script-token': { type: 'string' },
      'script-send': { type: 'string' },
      'extra-field': { type: 'string', multiple: true, default: [] },
      'test-recipients': { type: 'string', default: '' },
      latency: { type: 'string', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return { kind: 'help' };
  return {
    kind: 'start',
    options: {
      ...(values.port === undefined ? {} : { port: wholeNumber('--port', values.port, 65_535) }),
      latencyMs: wholeNumber('--latency', values.latency, 3_600_000),
      prefix: values.prefix,
      extraFields: values['extra-field'],
      testRecipients: list(values['test-recipients']),
      script: { token: faults(values['script-token']), send: faults(values['script-send']) },
      ...(values.client === undefined ? {} : { clients: clients(values.client) }),
    },
  };
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= most) return number;
  throw new Error(`${name} must be a whole number from 0 to ${most}, found "${text}".`);
}

function faults(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(',').map((fault) => fault.trim());
}

function list(text: string): readonly string[] {
  return faults(text).filter((id) => id !== '');
}

function clients(pairs: readonly string[]): Readonly<Record<string, string>> {
  const entries = pairs.map((pair) => {
    const colon = pair.indexOf(':');
    if (colon < 1) throw new Error('--client must be ID:SECRET.');
    return [pair.slice(0, colon), pair.slice(colon + 1)] as const;
  });
  return Object.fromEntries(entries);
}

/** @returns the text of `--help`. */
export function helpText(): string {
  const faultLines = faultRules.flatMap(({ form, description, endpoint }) => [
    `  ${form}`,
    `      ${description}${endpoint === undefined ? '' : ` (${endpoint} endpoint only)`}`,
  ]);
  return `${[introduction, ...faultLines, '', epilogue].join('\n')}\n`;
}

const introduction = `Simulates the WalkMe Workstation Notifications API on 127.0.0.1. It notifies no one.

npm run simulator -- [options]

  --port N              listen on this port (default: ${defaultPort}, or any free port if it is in use)
  --client ID:SECRET    accept this client; can be set more than once
                        (default: ${defaultClient.id}:${defaultClient.secret})
  --script-token LIST   faults for the next token requests, separated by commas
  --script-send LIST    faults for the next sends, separated by commas
  --latency MS          wait before each response
  --prefix PATH         a path before both endpoints, such as /gateway
  --test-recipients IDS mark a notification to only these people as a test, as with the
                        input test-recipients; separated by commas
  --extra-field NAME    also accept this field of a notification; can be set more than once
  -h, --help            show this text

To connect the action to it, set this input, and the client id and client secret from above:

  base-url: ${defaultUrl}

Each request meets the first fault of its endpoint's script. After the last fault, the simulator
behaves normally. Example: --script-send "429 retry-after 2, accepted then reset, ok"

With one of these faults, the simulator …
`;

const epilogue = `A system id can request faults, too. If the systemId of a notification is fault/<fault>/<fault>…,
with hyphens between the words, the first request with this id meets the first fault, and so on.
The last fault stays. A script has precedence. "unsent" and the token faults require a script.
Examples:

  fault/429-retry-after-1/ok        fault/500-after-accepting        fault/accepted-then-reset

The inbox, GET / in a browser, shows the notifications. The ledger, GET /__ledger, has every request
as JSON. DELETE /__ledger clears it.`;
