/** Checks the options of a simulator, and fills in their defaults. */

/** How to start a simulator. Everything has a default. */
export interface SimulatorOptions {
  /** The port to listen on. 0, the default, is any free port. */
  readonly port?: number;
  /** Client secrets by client id, `defaultClient` by default. */
  readonly clients?: Readonly<Record<string, string>>;
  /** A path in front of both endpoints, such as `/gateway`. */
  readonly prefix?: string;
  /** Faults for the next requests, see `npm run simulator -- --help`. */
  readonly script?: { readonly token?: readonly string[]; readonly send?: readonly string[] };
  /** Wait before each response. */
  readonly latencyMs?: number;
  readonly tokenLifetimeSeconds?: number;
  /** Fields of a notification that are accepted beside the documented ones. */
  readonly extraFields?: readonly string[];
  /** Who tests: the inbox marks a notification to nobody but these people. */
  readonly testRecipients?: readonly string[];
}

/** The options, with their defaults. */
export interface Settings extends Required<Omit<SimulatorOptions, 'script'>> {
  readonly script: { readonly token: readonly string[]; readonly send: readonly string[] };
}

/** The client that exists unless `clients` names others. */
export const defaultClient = { id: 'walkme-simulator', secret: 'simulator-secret-0001' } as const;

/** The port of `npm run simulator`, unless another is set or it is in use. */
export const defaultPort = 4010;

/** Where `npm run simulator` is found by default. */
export const defaultUrl = `http://127.0.0.1:${defaultPort}`;

/** WalkMe's examples say 24 hours ("Get authorization token"). */
const defaultLifetimeSeconds = 86_400;

/** The action requires as much. A shorter secret looks like ordinary text in the ledger. */
const minimumSecretLength = 8;

/** Fills in the defaults. @throws {Error} if a client or the prefix is invalid. */
export function readOptions(options: SimulatorOptions): Settings {
  const settings: Settings = {
    port: 0,
    clients: { [defaultClient.id]: defaultClient.secret },
    prefix: '',
    latencyMs: 0,
    tokenLifetimeSeconds: defaultLifetimeSeconds,
    extraFields: [],
    testRecipients: [],
    ...options,
    script: { token: [], send: [], ...options.script },
  };
  if (!/^(?:\/[\w.~-]+)*$/.test(settings.prefix) || settings.prefix.startsWith('/__')) {
    throw new Error(`The prefix must be a path such as /gateway, found "${settings.prefix}".`);
  }
  for (const [id, secret] of Object.entries(settings.clients)) checkClient(id, secret);
  return settings;
}

/** RFC 7617: no colon in an id. */
function checkClient(id: string, secret: string): void {
  if (id === '' || id.includes(':')) {
    throw new Error(`A client id must not be empty or contain a colon, found "${id}".`);
  }
  if (secret.length < minimumSecretLength) {
    throw new Error(
      `The secret of the client "${id}" must have at least ${minimumSecretLength} characters.`,
    );
  }
}
