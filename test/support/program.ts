/** Runs a module in a Node process of its own, and tells all that came of it. */

import { spawn } from 'node:child_process';

/** What a process left behind. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From start to exit. */
  readonly durationMs: number;
}

/** The address of a source file, to be imported by such a module. */
export function sourceUrl(path: string): string {
  return JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);
}

/**
 * Nothing of our own environment but the path reaches the process, so that no proxy or runner does.
 * It is killed after ten seconds.
 */
export function runModule(
  code: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => {
      resolve({ code: exitCode, stdout, stderr, durationMs: performance.now() - startedMs });
    });
  });
}
