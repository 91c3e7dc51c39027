/** Runs the action for a preview: as a dry run, without network, runner, or secrets. */

import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import { builtinPayloads } from '../src/builtin/payloads.ts';
import type { ErrorDiagnostic } from '../src/diagnostics.ts';
import { describePath, type Path } from '../src/document/tree.ts';
import { readSourceFile } from '../src/io/files.ts';
import { main } from '../src/main.ts';
import type { Report } from '../src/report/report.ts';
import { isBuiltin } from '../src/text/names.ts';
import { createRedactor } from '../src/text/redact.ts';
import { createHints } from './preview-hints.ts';
import { type PreviewOptions, readJson } from './preview-options.ts';
import { needsOf, recordedRun } from './recorded-run.ts';
import { type SampleRun, sampleRun, setValue } from './sample-run.ts';
import { type SendResult, sendToSimulator } from './simulator-send.ts';

const silent = (): void => undefined;

const silentLog = {
  mask: silent,
  info: silent,
  debug: silent,
  debugging: false,
  group: silent,
  annotate: silent,
};

/** How the step would end; its errors say what to do on the command line. */
interface Preview {
  readonly report: Report;
  readonly errors: readonly ErrorDiagnostic[];
}

/** @returns how the step would end. `onRun` is called if it reads the `run` context. */
export async function renderPreview(
  options: PreviewOptions,
  onRun: (which: string) => void,
): Promise<Preview> {
  const { event, env, contexts } = readRun(options);
  const { run } = contexts;
  const recorded = recordedRun(run);
  if (/\$\{\{[^}]*\brun\b/.test(textOfFile(options.file))) {
    onRun(run === undefined ? 'a recorded one that fails' : 'a recorded one, as set');
    // The result in a ready-made payload is that of `needs`, and must be that of the run.
    if (isBuiltin(options.file)) contexts['needs'] ??= needsOf(recorded);
  }
  const inputs = stepInputs(options, contexts, { run: recorded });
  const report = await main({
    input: (name) => inputs[name]?.trim() ?? '',
    env,
    readEvent: () => JSON.stringify(event),
    readFile: (path) => readSourceFile(path, env),
    redactor: createRedactor(),
    otherSecrets: [],
    signal: new AbortController().signal,
    send: () => Promise.reject(new Error('a preview sends nothing')),
    openAhead: async () => undefined,
    openGithub: () => Promise.reject(new Error('a preview asks nobody')),
    lookUpIdentities: () => Promise.reject(new Error('a preview asks nobody')),
    now: Date.now,
    sleep: () => Promise.resolve(),
    random: () => 0,
    log: silentLog,
    setOutputs: silent,
    writeSummary: silent,
  });
  const { workspace } = options;
  const textAt = (key: string): string => textOf(options.file, key);
  const hinted = createHints({ workspace, inputs, contexts, event, textAt });
  return { report, errors: report.errors.map(hinted) };
}

/** @returns the text of a payload file, ready-made or not; blank where there is none. */
function textOfFile(file: string): string {
  const builtin = isBuiltin(file) ? builtinPayloads[file.replace(/^builtin:/, '')] : undefined;
  return builtin ?? (existsSync(file) ? readFileSync(file, 'utf8') : '');
}

/** @returns the text at a path of a payload file; blank where there is none. */
function textOf(file: string, key: string): string {
  const text = textOfFile(file);
  const search = (value: unknown, path: Path): string =>
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([name, it]) => search(it, [...path, Array.isArray(value) ? Number(name) : name]))
          .join('')
      : describePath(path) === key
        ? String(value)
        : '';
  return search(/\.jsonc?$/i.test(file) ? parseJsonc(text) : parseYaml(text), []);
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
    'payload-file': isBuiltin(options.file)
      ? options.file
      : relative(options.workspace, options.file),
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
  if (!isBuiltin(options.file)) return inputs;
  // A ready-made payload has no template and no recipients of its own.
  const hasPeople = inputs['end-user-ids'] !== undefined;
  return {
    'template-id': '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
    ...(!hasPeople && { 'audience-ids': 'cf0bd4c1-86fd-4c79-a46a-c730d6789e63' }),
    ...inputs,
  };
}
