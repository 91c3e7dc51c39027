/** Builds the real world, runs the story, and ends the process with the outcome. */

import { readEventText, readSourceFile } from './io/files.ts';
import { proxyPasswords } from './io/proxy.ts';
import { createRunner } from './io/runner.ts';
import { createTransport } from './io/transport.ts';
import { main } from './main.ts';
import { createRedactor } from './text/redact.ts';

const startedMs = Date.now();
const startedAt = process.hrtime.bigint();

// Whatever ends the process before the outcome, the step fails.
process.exitCode = 1;

// `npm run bench -- --profile` asks for these.
const profile = process.env['WALKME_PROFILE'] === '1';
const marks: (readonly [stage: string, ms: number])[] = [];
mark('load');

const cancellation = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => cancellation.abort());
}

const redactor = createRedactor();
const runner = createRunner(redactor.redact);
const transport = createTransport();

void main({
  ...runner,
  env: process.env,
  readEvent: () => readEventText(process.env),
  readFile: (path) => readSourceFile(path, process.env),
  redactor,
  otherSecrets: proxyPasswords(),
  signal: cancellation.signal,
  send: transport.send,
  lookUpIdentities: async (logins, lookUp) => {
    const identities = await import(/* webpackChunkName: "github" */ './io/identities.ts');
    return identities.lookUpIdentities(logins, lookUp);
  },
  now,
  sleep,
  random: Math.random,
  ...(profile && { mark }),
  log: runner,
}).then((report) => {
  mark('report');
  if (profile) process.stderr.write(JSON.stringify(marks));
  // A lookup of a host name cannot be cancelled, and would keep the process alive.
  process.stdout.write('', () => process.exit(report.exitCode));
});

/** Begins at the system's time and then never jumps; `performance` would have to be loaded. */
function now(): number {
  return startedMs + Number(process.hrtime.bigint() - startedAt) / 1e6;
}

/** Milliseconds since the process was started, at the end of a stage. */
function mark(stage: string): void {
  if (profile) marks.push([stage, process.uptime() * 1000]);
}

/** Waits; ends early when the signal is aborted. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    // What arrived meanwhile is read before the wait is over.
    const timer = setTimeout(() => setImmediate(done), ms);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
}
