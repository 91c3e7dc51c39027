/** Starts a simulator of the WalkMe API on loopback. */

import type { RequestListener } from 'node:http';
import type { Api } from './api/api.ts';
import { createTokens } from './api/authorization.ts';
import type { Endpoint } from './api/endpoints.ts';
import { serveExchange } from './api/exchange.ts';
import { openListener } from './api/listener.ts';
import { createScript, createSystemIdFaults } from './faults/script.ts';
import { createPages, isPage } from './inbox/pages.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { readOptions, type Settings, type SimulatorOptions } from './options.ts';
import { createRedactor } from './redaction.ts';
import { createTimers } from './timers.ts';

export type { Authorization } from './api/authorization.ts';
export type { Endpoint } from './api/endpoints.ts';
export type { Ledger, LedgerEntry, Listener } from './ledger.ts';
export { defaultClient, defaultUrl, type SimulatorOptions } from './options.ts';

/** A running simulator. */
export interface Simulator {
  /** Scheme, address and port, without the prefix. */
  readonly url: string;
  readonly port: number;
  readonly ledger: Ledger;
  /** Replaces the pending faults of an endpoint. @throws {Error} if one is unknown. */
  readonly script: (endpoint: Endpoint, faults: readonly string[]) => void;
  /** Ends everything at once: connections, timers, port. */
  readonly close: () => Promise<void>;
}

/** Starts a simulator. @throws {Error} if an option is invalid, a fault unknown, or the port in use. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = readOptions(options);
  const api = await createApi(settings, (request, response) => {
    if (isPage(request.url ?? '')) pages(request, response);
    else void serveExchange(api, request, response);
  });
  const { scripts, listener, ledgerWriter, timers } = api;
  const { ledger } = ledgerWriter;
  const pages = createPages({ ...api, ledger, port: listener.port });

  /** An outage at the head of a script takes effect at once. */
  function beginOutage(endpoint: Endpoint): void {
    const outageMs = scripts[endpoint].takeOutageMs();
    if (outageMs > 0) listener.refuseFor(outageMs);
  }
  beginOutage('token');
  beginOutage('send');

  return {
    url: api.url,
    port: listener.port,
    ledger,
    script(endpoint, faults) {
      scripts[endpoint].set(faults);
      beginOutage(endpoint);
    },
    close() {
      timers.end();
      return listener.close();
    },
  };
}

async function createApi(settings: Settings, handle: RequestListener): Promise<Api> {
  const scripts = { token: createScript('token'), send: createScript('send') };
  scripts.token.set(settings.script.token);
  scripts.send.set(settings.script.send);
  const redactor = createRedactor();
  for (const [id, secret] of Object.entries(settings.clients)) {
    redactor.add(secret);
    redactor.add(`${id}:${secret}`);
  }
  const timers = createTimers();
  const ledgerWriter = createLedger();
  const { countConnection } = ledgerWriter;
  const listener = await openListener({ ...settings, timers, countConnection, handle });
  return {
    ...settings,
    url: `http://127.0.0.1:${listener.port}`,
    listener,
    timers,
    ledgerWriter,
    redactor,
    tokens: createTokens(settings.tokenLifetimeSeconds, redactor.add),
    scripts,
    systemIdFault: createSystemIdFaults(),
  };
}
