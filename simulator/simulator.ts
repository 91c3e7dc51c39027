/** Starts a simulator: options in, a running stand-in for the WalkMe API on loopback out. */

import type { RequestListener } from 'node:http';
import { createConcealer } from './conceal.ts';
import { openDoor } from './door.ts';
import { serveExchange } from './exchange.ts';
import type { Endpoint } from './fault.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createMagic } from './magic.ts';
import { readOptions, type Settings, type SimulatorOptions } from './options.ts';
import { createPages, isPage } from './pages.ts';
import { createScript } from './script.ts';
import { createTimers } from './timers.ts';
import { createTokens } from './tokens.ts';
import type { World } from './world.ts';

export type { Authorization } from './authorization.ts';
export type { TlsKeys } from './connections.ts';
export type { Endpoint } from './fault.ts';
export type { Ledger, LedgerEntry, Listener } from './ledger.ts';
export { defaultClient, type SimulatorOptions } from './options.ts';

/** A running simulator. */
export type Simulator = {
  /** Scheme, host and port, without the prefix. */
  readonly url: string;
  readonly port: number;
  readonly ledger: Ledger;
  /** Replaces what is left of an endpoint's script. Throws on an unknown fault. */
  readonly script: (endpoint: Endpoint, faults: readonly string[]) => void;
  /** Ends everything at once: connections, timers, port. */
  readonly close: () => Promise<void>;
};

/** Starts a simulator. Rejects on an option or fault that makes no sense, or a port that cannot be had. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = readOptions(options);
  const world = await createWorld(settings, (request, response) => {
    if (isPage(request.url ?? '')) pages(request, response);
    else void serveExchange(world, request, response);
  });
  const { scripts, door, book, timers } = world;
  const pages = createPages(world);

  /** An `unsent` at the head of a script takes effect at once. */
  function beginOutage(endpoint: Endpoint): void {
    const outageMs = scripts[endpoint].takeUnsentMs();
    if (outageMs > 0) door.shutFor(outageMs);
  }
  beginOutage('token');
  beginOutage('send');

  return {
    url: world.url,
    port: door.port,
    ledger: book.ledger,
    script: (endpoint, faults) => {
      scripts[endpoint].set(faults);
      beginOutage(endpoint);
    },
    close: () => {
      timers.end();
      return door.close();
    },
  };
}

async function createWorld(settings: Settings, handle: RequestListener): Promise<World> {
  const scripts = { token: createScript('token'), send: createScript('send') };
  scripts.token.set(settings.script.token);
  scripts.send.set(settings.script.send);
  const concealer = createConcealer();
  for (const [id, secret] of Object.entries(settings.clients)) {
    concealer.learn(secret);
    concealer.learn(`${id}:${secret}`);
  }
  const timers = createTimers();
  const book = createLedger();
  const door = await openDoor({ ...settings, timers, connected: book.connected, handle });
  const scheme = settings.tls === null ? 'http' : 'https';
  const name = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  return {
    ...settings,
    url: `${scheme}://${name}:${door.port}`,
    door,
    timers,
    book,
    concealer,
    tokens: createTokens(settings.tokenLifetimeSeconds, concealer.learn),
    scripts,
    magic: createMagic(),
  };
}
