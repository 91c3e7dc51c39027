/**
 * Starts act, a runner of GitHub Actions workflows that is independent of this project.
 * @see https://github.com/nektos/act
 */

import { execFileSync, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { beforeEach } from 'vitest';
import { hasProgram, needs } from '../support/programs.ts';

/** The first version whose behavior these tests know. */
const oldest = [0, 2, 87] as const;

/** A run is killed after this time, before its test is given up. */
const timeoutMs = 25_000;

/** What act printed, and how it ended. */
export interface Printed {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Inside a `describe` or a file: its tests need act. In CI, they fail without it, unless the machine
 * has no Go to install it with.
 */
export function needsAct(): void {
  const reason = `act ${oldest.join('.')} or later is not installed (.ci/run installs it)`;
  if (isInstalled) return;
  if (hasProgram('go')) needs(false, reason);
  else beforeEach(({ skip }) => skip(reason));
}

const isInstalled = isRecent();

function isRecent(): boolean {
  if (process.platform === 'win32' || !hasProgram('act')) return false;
  const version = execFileSync('act', ['--version'], { encoding: 'utf8' });
  const found = version.match(/\d+/g)?.map(Number) ?? [];
  const difference = oldest.map((part, index) => (found[index] ?? 0) - part).find((it) => it !== 0);
  return (difference ?? 0) >= 0;
}

/** How to start act. */
export interface Start {
  readonly args: readonly string[];
  readonly cwd: string;
  /** All variables that act gets. */
  readonly env: Readonly<Record<string, string>>;
  /** Cancels the run as soon as this text is in the log. */
  readonly cancelAt?: string | undefined;
}

/** Runs act. Kills it after 25 seconds. */
export async function startAct({ args, cwd, env, cancelAt }: Start): Promise<Printed> {
  const child = spawn('act', args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  if (cancelAt !== undefined) {
    const cancel = (chunk: string | Buffer): void => {
      if (!chunk.includes(cancelAt)) return;
      child.stdout.off('data', cancel);
      child.kill('SIGINT');
    };
    child.stdout.on('data', cancel);
  }
  const timer = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, timeoutMs);
  try {
    const [stdout, stderr, exitCode] = await Promise.all([
      textOf(child.stdout),
      textOf(child.stderr),
      new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
      }),
    ]);
    if (exitCode === null) throw new Error(`act was killed.\n${stderr}\n${stdout}`);
    return { exitCode, stdout, stderr };
  } finally {
    clearTimeout(timer);
  }
}

function textOf(stream: Readable): Promise<string> {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return new Promise((resolve) => stream.once('close', () => resolve(text)));
}
