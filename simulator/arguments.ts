/** The command line: arguments in, options for the simulator out, and the text of `--help`. */

import { parseArgs } from 'node:util';
import { faultRules } from './fault-rules.ts';
import { defaultClient, type SimulatorOptions } from './options.ts';

/** What the arguments ask for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'start'; readonly options: SimulatorOptions };

/** Reads the arguments. Throws an Error whose message is for the user. */
export function readArguments(args: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...args],
    strict: true,
    allowPositionals: false,
    options: {
      port: { type: 'string', default: '0' },
      client: { type: 'string', multiple: true },
      prefix: { type: 'string', default: '' },
      'script-token': { type: 'string' },
      'script-send': { type: 'string' },
      'extra-field': { type: 'string', multiple: true, default: [] },
      latency: { type: 'string', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return { kind: 'help' };
  return {
    kind: 'start',
    options: {
      port: wholeNumber('--port', values.port, 65_535),
      latencyMs: wholeNumber('--latency', values.latency, 3_600_000),
      prefix: values.prefix,
      extraFields: values['extra-field'],
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

function faults(list: string | undefined): readonly string[] {
  return list === undefined ? [] : list.split(',').map((text) => text.trim());
}

function clients(pairs: readonly string[]): Readonly<Record<string, string>> {
  const entries = pairs.map((pair) => {
    const colon = pair.indexOf(':');
    if (colon < 1) throw new Error('--client must be ID:SECRET.');
    return [pair.slice(0, colon), pair.slice(colon + 1)] as const;
  });
  return Object.fromEntries(entries);
}

/** The text of `--help`. */
export function helpText(): string {
  const faultLines = faultRules.flatMap(({ form, meaning, endpoint }) => [
    `  ${form}`,
    `      ${meaning}${endpoint === 'either' ? '' : ` (${endpoint} endpoint only)`}`,
  ]);
  return `${[introduction, ...faultLines, '', epilogue].join('\n')}\n`;
}

const introduction = `A simulator of the WalkMe Workstation Notifications API on 127.0.0.1. It delivers nothing.

npm run simulator -- [options]

  --port N              listen there; without it on any free port
  --client ID:SECRET    a client that may get tokens; can be repeated
                        (default ${defaultClient.id}:${defaultClient.secret})
  --script-token LIST   faults for the token requests to come, separated by commas
  --script-send LIST    faults for the sends to come, separated by commas
  --latency MS          wait that long before each answer
  --prefix PATH         a path in front of both endpoints, such as /gateway
  --extra-field NAME    accept this field of a notification as well; can be repeated
  -h, --help            this text

Point the action at it, with the client id and the secret from above:

  base-url: http://127.0.0.1:PORT

Each request takes the first fault of its endpoint's script; when the script is over, behaviour is
normal. For example: --script-send "429 retry-after 2, accepted then reset, ok". The faults:
`;

const epilogue = `Magic system ids ask for faults by hand. A notification whose systemId is fault/<fault>/<fault>…,
the words joined by hyphens, gets the first fault on the first request with that id, and so on; the
last one stays. A script comes first. Not for "unsent" and the token faults. For example:

  fault/429-retry-after-1/ok        fault/500-after-accepting        fault/accepted-then-reset

Notifications arrive in the inbox, a page for a browser: GET /. Every request is in the ledger, as
JSON: GET /__ledger. DELETE /__ledger clears it.`;
