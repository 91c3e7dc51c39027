/** Runs the bundle as the runner does. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** One step. */
export interface Step {
  readonly inputs: Readonly<Record<string, string>>;
  /** In addition to PATH and what the runner sets; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The event, written to GITHUB_EVENT_PATH. */
  readonly event?: unknown;
  /** Called when the process starts, to send it a signal or to stop reading its log. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void, stdout: Readable) => void;
}

/** What the step left behind. */
export interface StepResult {
  readonly exitCode: number | null;
  /** Standard output: the log, with the commands to the runner in it. */
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

const bundle = join(import.meta.dirname, '..', 'dist', 'index.js');

/** Runs `node dist/index.js` with the inputs as `INPUT_…` variables. */
export async function runStep(step: Step): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  try {
    const env = stepEnvironment(step, folder);
    const child = spawn(process.execPath, [bundle], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    step.onStart?.((signal) => child.kill(signal), child.stdout);
    const [stdout, stderr, exitCode] = await Promise.all([
      collect(child.stdout),
      collect(child.stderr),
      new Promise<number | null>((resolve) => child.once('close', resolve)),
    ]);
    const outputs = parseOutputs(readFileSync(join(folder, 'output'), 'utf8'));
    const summary = readFileSync(join(folder, 'summary'), 'utf8');
    return { exitCode, stdout, stderr, outputs, summary };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes the files that the runner makes, and names them as it does. */
function stepEnvironment({ inputs, env, event }: Step, folder: string): NodeJS.ProcessEnv {
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const variables = Object.entries(inputs).map(([name, it]) => [`INPUT_${name.toUpperCase()}`, it]);
  return {
    PATH: process.env['PATH'],
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: file('output', ''),
    GITHUB_STEP_SUMMARY: file('summary', ''),
    ...(event !== undefined && { GITHUB_EVENT_PATH: file('event', JSON.stringify(event)) }),
    ...env,
    ...Object.fromEntries(variables),
  };
}

function collect(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    stream.once('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}

/** Reads `NAME<<DELIMITER` blocks. */
function parseOutputs(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const [, name, delimiter] = /^([^<=]+)<<(.+)$/.exec(lines[index] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const end = lines.indexOf(delimiter, index + 1);
    outputs[name] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return outputs;
}

/** @returns the lines that a person reads in the log, as the runner shows them. */
export function visibleLog(stdout: string): readonly string[] {
  return stdout
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [, command, message = ''] =
        /^::([a-z-]+)(?: [^:]*(?::(?!:)[^:]*)*)?::(.*)$/.exec(line) ?? [];
      const text = message.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
      switch (command) {
        case undefined:
          return [line];
        case 'group':
          return [`▸ ${text}`];
        case 'error':
        case 'warning':
        case 'notice':
          return `${command[0]?.toUpperCase()}${command.slice(1)}: ${text}`.split('\n');
        default:
          return [];
      }
    });
}
