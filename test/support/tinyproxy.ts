/** The real tinyproxy, with a log to read; ends with the test. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { closedPort } from './raw-server.ts';
import { until } from './wait.ts';

/** A tinyproxy that accepts connections. */
export interface Tinyproxy {
  readonly port: number;
  readonly url: string;
  /** @returns what it was asked for, such as `CONNECT host:443 HTTP/1.1`, in order. */
  readonly asked: () => readonly string[];
  /** @returns the names and addresses to which it made connections, in order. */
  readonly reached: () => readonly string[];
}

/** @param directives lines of its configuration besides port, address and log. */
export async function startTinyproxy(directives: readonly string[] = []): Promise<Tinyproxy> {
  const folder = mkdtempSync(join(tmpdir(), 'tinyproxy-'));
  const [logFile, configuration] = [join(folder, 'log'), join(folder, 'tinyproxy.conf')];
  const port = await closedPort();
  const lines = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    'Allow 127.0.0.1',
    'Timeout 10',
    'MaxClients 20',
    `LogFile "${logFile}"`,
    'LogLevel Info',
    ...directives,
  ];
  writeFileSync(configuration, `${lines.join('\n')}\n`);
  const child = spawn('tinyproxy', ['-d', '-c', configuration], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
  });
  const log = (): string => {
    try {
      return readFileSync(logFile, 'utf8');
    } catch {
      return '';
    }
  };
  const found = (pattern: RegExp) => () =>
    [...log().matchAll(pattern)].map(([, wanted = '']) => wanted);
  await until(() => log().includes('Accepting connections'));
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    asked: found(/Request \(file descriptor \d+\): (.*)/g),
    reached: found(/Established connection to host "([^"]*)"/g),
  };
}
