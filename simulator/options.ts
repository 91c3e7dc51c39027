/** How to start a simulator: options in, checked settings with every default out. */

import type { TlsKeys } from './connections.ts';

/** How to start a simulator; everything has a default. */
export type SimulatorOptions = {
  /** Where to listen; 0, the default, takes any free port. */
  readonly port?: number;
  /** The address to listen on, 127.0.0.1 unless told. */
  readonly host?: string;
  /** Serves https with these keys. */
  readonly tls?: TlsKeys;
  /** Client secrets by client id; `defaultClient` unless told. */
  readonly clients?: Readonly<Record<string, string>>;
  /** A path in front of both endpoints, such as `/gateway`. */
  readonly prefix?: string;
  /** Faults for the requests to come, see `faults.ts`. */
  readonly script?: { readonly token?: readonly string[]; readonly send?: readonly string[] };
  /** Added to each answer. */
  readonly latencyMs?: number;
  readonly tokenLifetimeSeconds?: number;
  /** Fields of a notification that are accepted beside the known ones. */
  readonly extraFields?: readonly string[];
};

/** The options with their defaults. */
export type Settings = Required<Omit<SimulatorOptions, 'tls' | 'script'>> & {
  readonly tls: TlsKeys | null;
  readonly script: { readonly token: readonly string[]; readonly send: readonly string[] };
};

/** The client that exists unless `clients` names others. */
export const defaultClient = { id: 'walkme-simulator', secret: 'simulator-secret-0001' } as const;

/** WalkMe's examples say 24 hours ("Get authorization token"). */
const defaultLifetimeSeconds = 86_400;

/** As the action demands; a shorter one could not be told from ordinary text in the ledger. */
const minimumSecretLength = 8;

/** Fills in the defaults. Throws an Error on a client or a prefix that makes no sense. */
export function readOptions(options: SimulatorOptions): Settings {
  const settings: Settings = {
    port: 0,
    host: '127.0.0.1',
    clients: { [defaultClient.id]: defaultClient.secret },
    prefix: '',
    latencyMs: 0,
    tokenLifetimeSeconds: defaultLifetimeSeconds,
    extraFields: [],
    ...options,
    tls: options.tls ?? null,
    script: { token: [], send: [], ...options.script },
  };
  if (!/^(?:\/[\w.~-]+)*$/.test(settings.prefix) || settings.prefix.startsWith('/__')) {
    throw new Error(`The prefix must look like /one/two, found "${settings.prefix}".`);
  }
  for (const [id, secret] of Object.entries(settings.clients)) checkClient(id, secret);
  return settings;
}

/** RFC 7617: no colon in an id. */
function checkClient(id: string, secret: string): void {
  if (id === '' || id.includes(':')) {
    throw new Error(`A client id must not be empty or have a colon, found "${id}".`);
  }
  if (secret.length < minimumSecretLength) {
    throw new Error(
      `The secret of the client "${id}" must have at least ${minimumSecretLength} characters.`,
    );
  }
}
