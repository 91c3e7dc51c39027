/** What the bench runs beside: the server, the relay, a certificate authority made on the spot. */

import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { selfSigned } from '../support/certificates.ts';
import type { Location } from './commands.ts';
import { ROUND_TRIP_MS } from './limits.ts';
import type { ServerPorts } from './server.ts';

/** The running services. */
export interface Services extends Location {
  readonly http: string;
  readonly https: string;
  /** HTTPS with a longer way. */
  readonly relayed: string;
  /** Delays each reply to a send. */
  readonly setDelay: (ms: number) => Promise<void>;
  readonly close: () => void;
}

/** @returns the programs that are not installed here. */
export function missingTools(): readonly string[] {
  const programs = ['bash', 'curl', 'jq', 'openssl'].filter(
    (name) => spawnSync(name, ['--version']).error !== undefined,
  );
  return existsSync('/usr/bin/time') ? programs : [...programs, 'time (GNU)'];
}

/** Starts everything; certificates go into the folder. */
export async function startServices(folder: string): Promise<Services> {
  const tls = selfSigned('bench', ['IP:127.0.0.1']);
  const server = fork(join(import.meta.dirname, 'server.ts'));
  server.send(tls);
  const [ports]: readonly ServerPorts[] = await once(server, 'message');
  if (ports === undefined) throw new Error('the server did not start');
  const relay = fork(join(import.meta.dirname, 'relay.ts'), [`${ports.https}`, `${ROUND_TRIP_MS}`]);
  const [relayPort] = await once(relay, 'message');

  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, tls.cert);
  const authorities = join(folder, 'authorities.pem');
  const system = '/etc/ssl/certs/ca-certificates.crt';
  if (existsSync(system)) copyFileSync(system, authorities);
  else appendFileSync(authorities, rootCertificates.join('\n'));
  appendFileSync(authorities, tls.cert);
  return {
    folder,
    authority,
    authorities,
    http: `http://127.0.0.1:${ports.http}`,
    https: `https://127.0.0.1:${ports.https}`,
    relayed: `https://127.0.0.1:${relayPort}`,
    async setDelay(delayMs) {
      server.send({ delayMs });
      await once(server, 'message');
    },
    close() {
      server.kill();
      relay.kill();
    },
  };
}
