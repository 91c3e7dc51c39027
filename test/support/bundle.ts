/** Runs the bundle, checks what every run must keep to, and makes a transcript of it. */

import { expect } from 'vitest';
import { runStep, type Step, type StepResult, visibleLog } from '../../scripts/run-step.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { outputNames } from '../../src/report/outputs.ts';
import { commandsIn } from './runner-protocol.ts';

/** Runs `node dist/index.js`. Every run shows no secret, and writes nothing to standard error. */
export async function runBundle(step: Step): Promise<StepResult> {
  const result = await runStep(step);
  expect(result.stderr).toBe('');
  expect(Object.keys(result.outputs)).toEqual(outputNames);
  expectMasked(result, step.inputs['client-secret'] ?? '');
  return result;
}

/** @returns what the runner was asked to mask, in order. */
export function masksOf(stdout: string): readonly string[] {
  const commands = commandsIn(stdout).filter(({ name }) => name === 'add-mask');
  return commands.map(({ data }) => data);
}

/** @returns what the runner was asked to mask before it was shown any other line. */
export function firstMasksOf(stdout: string): readonly string[] {
  const lines = linesOf(stdout);
  const other = lines.findIndex((line) => !line.startsWith('::add-mask::'));
  return masksOf(lines.slice(0, other).join('\n'));
}

/** Masks come first, and what they mask stands nowhere else. */
function expectMasked({ stdout, outputs, summary }: StepResult, secret: string): void {
  const masks = masksOf(stdout);
  const others = linesOf(stdout).filter((line) => !line.startsWith('::add-mask::'));
  const told = [...others, ...others.map(decoded), ...Object.values(outputs), summary].join('\n');
  expect(masks.filter((mask) => told.includes(mask))).toEqual([]);
  if (secret.length < 8) return;
  expect(firstMasksOf(stdout)).toContain(secret);
}

/** How a command spells a text. */
function decoded(text: string): string {
  return text.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
}

function linesOf(stdout: string): readonly string[] {
  return stdout.split('\n');
}

/** @returns log, annotations, outputs, job summary and requests as one text that stays the same. */
export function transcript(
  { exitCode, stdout, outputs, summary }: StepResult,
  simulator: Simulator,
): string {
  const annotations = linesOf(stdout).flatMap((line) => {
    const [, level, location = ''] = /^::(error|warning|notice)( [^:]*)?::/.exec(line) ?? [];
    return level === undefined ? [] : [`${level}${location}`];
  });
  const requests = simulator.ledger.entries.map(
    ({ method, path, authorization, body, status }) =>
      `${method} ${path} (${authorization?.scheme ?? 'nobody'}) -> ${status ?? 'no answer'}\n${body}`,
  );
  const sections = {
    [`exit code ${exitCode}, log`]: inOrder(visibleLog(stdout)),
    annotations,
    outputs: Object.entries(outputs).map(([name, value]) => `${name}: ${value}`),
    'job summary': [summary],
    requests: requests.toSorted(),
  };
  return Object.entries(sections)
    .map(([name, lines]) => `=== ${name}\n${stable(lines.join('\n')).trimEnd()}\n`)
    .join('\n');
}

/** Deliveries run side by side: their lines come as they end. */
function inOrder(lines: readonly string[]): readonly string[] {
  const isEnd = (line: string): boolean =>
    /: (accepted|refused|throttled|unsent|unknown)\b( .*)?\.$/.test(line);
  const ends = lines.filter(isEnd).toSorted().values();
  return lines.map((line) => (isEnd(line) ? (ends.next().value ?? '') : line));
}

/** Replaces what differs from run to run: ports, durations, and numbers of requests. */
export function stable(text: string): string {
  return text
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/\bsim-\d+\b/g, 'sim-N')
    .replace(/(duration-ms: |"durationMs":)\d+/g, '$1N')
    .replace(/\bin \d+(\.\d+)? m?s\b/g, 'in N ms')
    .replace(/\| \d+(\.\d+)? m?s \|/g, '| N ms |');
}
