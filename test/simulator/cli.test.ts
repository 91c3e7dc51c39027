import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { logLine, printable } from '../../simulator/cli.ts';
import { readCommand } from '../../simulator/cli-options.ts';
import { faultRules } from '../../simulator/faults/fault.ts';
import { defaultClient, type LedgerEntry } from '../../simulator/simulator.ts';
import {
  acceptedEntry,
  askToken,
  basicOf,
  call,
  getToken,
  send,
  sendPath,
  tokenPath,
} from './support.ts';

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** The command as a child process; `print` is what it has printed, `ended` its exit code or signal. */
function run(...args: readonly string[]) {
  const cli = fileURLToPath(new URL('../../simulator/cli.ts', import.meta.url));
  const child: Child = spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.stderr += text;
  });
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  const printed = (pattern: RegExp) =>
    expect.poll(() => texts.stdout, { timeout: 5000 }).toMatch(pattern);
  return { child, texts, ended, printed };
}

async function started(...args: readonly string[]) {
  const command = run(...args);
  await command.printed(/http:\/\/127\.0\.0\.1:\d+\n[\s\S]*ledger/);
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(command.texts.stdout)?.[1]);
  return { ...command, port };
}

const bodyOf = (notification: object) => ({ body: JSON.stringify({ notification }) });

it('prints its address, the client, and a line for each request, and ends with 0 on SIGINT', async () => {
  const command = await started('--script-send', '429 retry-after 2, ok');
  const { texts } = command;
  expect(texts.stdout).toContain(defaultClient.id);
  expect(texts.stdout).toContain(defaultClient.secret);
  expect(texts.stdout).toMatch(/inbox {10}http:\/\/127\.0\.0\.1:\d+\/\n/);
  const intro = texts.stdout;
  const token = await getToken(command);
  const notification = bodyOf({
    templateId: 't',
    endUsersIds: ['ada@example.com'],
    runtimeTitle: 'a\u202e\u001b[31m\nb',
  });
  expect((await send(command, token, notification)).status).toBe(429);
  expect((await send(command, token, notification)).status).toBe(200);
  expect((await send(command, token, bodyOf({ templateId: 't' }))).status).toBe(400);
  await call(command, { method: 'GET', path: '/elsewhere' });
  await command.printed(/elsewhere/);
  command.child.kill('SIGINT');
  expect(await command.ended).toBe(0);
  expect(texts.stderr).toBe('');
  const lines = texts.stdout.slice(intro.length).trim().split('\n');
  expect(lines.map((line) => line.replace(/^\d\d:\d\d:\d\d {2}/, ''))).toEqual([
    'token  200  issued',
    'send   429  throttled    [429 retry-after 2]  a\\u{202e}\\u{1b}[31m\\u{a}b',
    'send   200  accepted     [ok]  a\\u{202e}\\u{1b}[31m\\u{a}b',
    'send   400  refused      notification: endUsersIds or audiencesIds is required.',
    'other  404  other path   GET /elsewhere',
  ]);
});

it('prints no credentials after its first lines, and no recipients', async () => {
  const command = await started('--client', 'other:another-secret');
  const { texts } = command;
  const authorization = basicOf('other:another-secret');
  const token = await getToken(command, { headers: { authorization } });
  await send(command, token, bodyOf({ templateId: token, audiencesIds: ['audience-7'] }));
  await send(command, 'unknown-token', bodyOf({ templateId: 'another-secret', extra: 1 }));
  await call(command, { path: `/x?${token}&another-secret` });
  await command.printed(/other path/);
  command.child.kill('SIGTERM');
  expect(await command.ended).toBe(0);
  expect(texts.stdout.split('\n').filter((line) => /^\d\d:/.test(line))).toHaveLength(4);
  for (const hidden of [
    token,
    'another-secret',
    authorization.slice(6),
    'audience-7',
    'unknown-token',
    defaultClient.secret,
  ]) {
    expect(texts.stdout).not.toContain(hidden);
  }
});

it('supports a prefix, extra fields, a latency, and a token script', async () => {
  const command = await started(
    ...['--prefix', '/eu', '--extra-field', 'category', '--extra-field', 'color'],
    ...['--latency', '50', '--script-token', 'short token'],
  );
  const startMs = performance.now();
  const token = await getToken(command, { path: `/eu${tokenPath}` });
  expect(performance.now() - startMs).toBeGreaterThan(45);
  expect(token).toHaveLength(5);
  const body = bodyOf({ templateId: 't', audiencesIds: ['a'], category: 1, color: 2 });
  const seen = await send(command, token, { path: `/eu${sendPath}`, ...body });
  expect(seen.status).toBe(200);
});

it('listens on port 4010, or on any free port if it is in use', async () => {
  const first = run();
  const second = run();
  await first.printed(/http:/);
  await second.printed(/http:/);
  const ports = [first, second].map(({ texts }) => /127\.0\.0\.1:(\d+)/.exec(texts.stdout)?.[1]);
  expect(new Set(ports).size).toBe(2);
  expect(first.texts.stderr + second.texts.stderr).toBe('');
  const taken = run('--port', '4010');
  expect(await taken.ended).toBe(1);
  expect(taken.texts.stderr).toContain('EADDRINUSE');
});

it('ends with 0 while requests wait for a response', async () => {
  const command = await started('--script-token', 'stall, drip');
  const hanging = askToken(command);
  await command.printed(/no response/);
  command.child.kill('SIGINT');
  expect(await command.ended).toBe(0);
  expect((await hanging).end).toBe('ECONNRESET');
});

it('ends when its output is closed', async () => {
  const command = await started();
  command.child.stdout.destroy();
  await askToken(command);
  await askToken(command);
  expect(await command.ended).toBe(0);
});

it('describes options and faults for --help', async () => {
  const { texts, ended } = run('--help');
  expect(await ended).toBe(0);
  for (const { form, description } of faultRules) {
    expect(texts.stdout).toContain(form);
    expect(texts.stdout).toContain(description);
  }
  for (const word of [
    '--port',
    '--script-token',
    '--script-send',
    '--client',
    '--latency',
    'base-url: http://127.0.0.1:4010',
    'fault/429-retry-after-1/ok',
    '/__ledger',
  ]) {
    expect(texts.stdout).toContain(word);
  }
  expect(Math.max(...texts.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
});

it.each([
  [['--port', '70000'], '--port must be a whole number from 0 to 65535, found "70000".'],
  [['--port', '1e3'], '--port must be'],
  [['--latency', '1.5'], '--latency must be'],
  [['--client', 'nosecret'], '--client must be ID:SECRET.'],
  [['positional'], 'positional'],
  [['--port'], '--port'],
])('rejects %j', (args, message) => {
  expect(() => readCommand(args)).toThrow(message);
});

it.each([
  [['--bum\u001b[31m'], '--bum\\u{1b}[31m'],
  [['--client', 'id:short'], 'at least 8 characters'],
  [['--script-send', 'ok,, ok'], 'Unknown fault ""'],
])('ends with a message and exit code 2 for %j', async (args, message) => {
  const { texts, ended } = run(...args);
  expect(await ended).toBe(2);
  expect(texts.stderr).toContain(message);
  expect(texts.stderr).toContain('--help');
  expect(texts.stdout).toBe('');
});

const entry: LedgerEntry = {
  ...acceptedEntry,
  notification: { runtimeTitle: 'a title that is rather long' },
  status: null,
  fault: 'accepted then reset',
  problems: ['First.', 'Second.'],
};

it.each<[Partial<LedgerEntry>, string]>([
  [{}, 'send   ---  accepted     [accepted then reset]  First. (and 1 more)'],
  [{ accepted: false }, 'send   ---  no response  [accepted then reset]  First. (and 1 more)'],
  [{ accepted: false, status: 307, fault: null, problems: ['P'] }, 'send   307  redirected   P'],
  [
    { status: 200, fault: null, problems: [], notification: { title: 't' } },
    'send   200  accepted     t',
  ],
  [
    { status: 200, fault: null, problems: [], notification: { templateId: 't', title: 7 } },
    'send   200  accepted',
  ],
])('has one line for %j', (change, expected) => {
  expect(logLine({ ...entry, ...change }, 120).slice(10)).toBe(expected);
});

it('cuts a line to the width, between characters', () => {
  const long = { ...entry, problems: [], notification: { title: '🎉'.repeat(200) } };
  const line = logLine(long, 80);
  expect([...line]).toHaveLength(80);
  expect(line.endsWith('🎉…')).toBe(true);
});

it('makes invisible characters visible', () => {
  expect(printable('a\u0000\u0085\u200b\u2066\u2028\ud800é🎉')).toBe(
    'a\\u{0}\\u{85}\\u{200b}\\u{2066}\\u{2028}\\u{d800}é🎉',
  );
});
