/** Runs the action for a preview: as a dry run, without network, runner, or secrets. */

import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { readSourceFile } from '../src/io/files.ts';
import { main } from '../src/main.ts';
import type { Report } from '../src/report/report.ts';
import { createRedactor } from '../src/text/redact.ts';
import { type PreviewOptions, readJson } from './preview-options.ts';
import { recordedRun } from './recorded-run.ts';
import { type SampleRun, sampleRun, setValue } from './sample-run.ts';
import { type SendResult, sendToSimulator } from './simulator-send.ts';

/** @returns how the step would end. `onRun` is called if it reads the `run` context. */
export function renderPreview(
  options: PreviewOptions,
  onRun: (which: string) => void,
): Promise<Report> {
  const { event, env, contexts } = readRun(options);
  const { run } = contexts;
  const inputs = stepInputs(options, contexts, { run: recordedRun(run) });
  const text = existsSync(options.file) ? readFileSync(options.file, 'utf8') : '';
  if (/\$\{\{[^}]*\brun\b/.test(text)) {
    onRun(run === undefined ? 'a recorded one that fails' : 'a recorded one, as set');
  }
  const silent = (): void => undefined;
  return main({
    input: (name) => inputs[name]?.trim() ?? '',
    env,
    readEvent: () => JSON.stringify(event),
    readFile: (path) => readSourceFile(path, env),
    redactor: createRedactor(),
    otherSecrets: [],
    signal: new AbortController().signal,
    send: () => Promise.reject(new Error('a preview sends nothing')),
    openAhead: () => undefined,
    openGithub: () => Promise.reject(new Error('a preview asks nobody')),
    lookUpIdentities: () => Promise.reject(new Error('a preview asks nobody')),
    now: Date.now,
    sleep: () => Promise.resolve(),
    random: () => 0,
    log: {
      mask: silent,
      info: silent,
      debug: silent,
      debugging: false,
      group: silent,
      annotate: silent,
    },
    setOutputs: silent,
    writeSummary: silent,
  });
}

/** Sends the same step to a running simulator. */
export function sendPreview(options: PreviewOptions): Promise<SendResult> {
  const { event, env, contexts } = readRun(options);
  const inputs = stepInputs(options, contexts);
  return sendToSimulator({ inputs, env, event, url: options.simulator });
}

function readRun(options: PreviewOptions): SampleRun {
  const run = sampleRun(readJson(options.event));
  if (options.context !== undefined) Object.assign(run.contexts, readJson(options.context));
  for (const assignment of options.set) setValue(run, assignment);
  Object.assign(run.env, { GITHUB_WORKSPACE: options.workspace });
  return run;
}

/** The inputs of the step, with the contexts that the runner would set. */
function stepInputs(
  options: PreviewOptions,
  contexts: SampleRun['contexts'],
  given: Readonly<Record<string, unknown>> = {},
): Record<string, string> {
  const { job, matrix, strategy, needs, run: _, ...context } = contexts;
  const inputs: Record<string, string> = {
    'payload-file': relative(options.workspace, options.file),
    'dry-run': 'true',
    job: JSON.stringify(job),
    matrix: JSON.stringify(matrix),
    strategy: JSON.stringify(strategy),
    context: JSON.stringify({ ...context, ...given }),
    ...(needs !== undefined && { needs: JSON.stringify(needs) }),
  };
  for (const assignment of options.input) {
    const [name = '', ...value] = assignment.split('=');
    inputs[name] = value.join('=');
  }
  return inputs;
}
