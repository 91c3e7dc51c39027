/** Builds the real world, runs the action, and ends the process with its exit code. */

import { readEventText, readSourceFile } from './io/files.ts';
import { proxyPasswords } from './io/proxy.ts';
import { createRunner } from './io/runner.ts';
import { createTransport } from './io/transport.ts';
import { main } from './main.ts';
import { createRedactor } from './text/redact.ts';

const startedMs = Date.now();
const startedAt = process.hrtime.bigint();

// Whatever ends the process early, the step fails.
process.exitCode = 1;

// A runner that is not GitHub's, such as act, may bring an older Node.js.
if (!('withResolvers' in Promise)) {
  console.log(
    `::error::This action requires Node.js 24, but the runner started it with ${process.version}. Update the runner, or the image that it uses.`,
  );
  process.exit();
}

const cancellation = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => cancellation.abort());
}

// Without a listener, a log that no one reads any more would end the process in the middle of a delivery.
let logError: Error | null | undefined;
process.stdout.on('error', (error: Error) => {
  logError ??= error;
});

// A wait that nothing can end would end the process without outputs.
const stalled = Promise.withResolvers<never>();
process.once('beforeExit', () => stalled.reject(new Error('nothing is left to wait for')));

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
  stalled: stalled.promise,
  ...transport,
  lookUpIdentities: async (logins, lookUp) => {
    const identities = await import(/* webpackChunkName: "github" */ './io/identities.ts');
    return identities.lookUpIdentities(logins, lookUp);
  },
  openGithub: async (access) => {
    const github = await import(/* webpackChunkName: "github" */ './io/github.ts');
    return github.openGithub(access);
  },
  now,
  sleep,
  random: Math.random,
  mark: Reflect.get(globalThis, 'notifyWalkMeMark'),
  log: runner,
}).then(({ exitCode }) => {
  // A lookup of a host name cannot be cancelled, and would keep the process alive.
  process.stdout.write('', (error) => end(exitCode, logError ?? error));
});

/** A log that is not complete fails the step: what it does not show may be an error. */
function end(exitCode: 0 | 1, error: Error | null | undefined): void {
  if (!error) process.exit(exitCode);
  const message = `The log could not be written: ${error.message}\n`;
  process.stderr.write(message, () => process.exit(1));
}

/** Begins at the system's time and then never jumps; `performance` would have to be loaded. */
function now(): number {
  return startedMs + Number(process.hrtime.bigint() - startedAt) / 1e6;
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
