/**
 * Shows what a payload file would send, by the same code as a dry run, without network:
 *
 *   npm run preview -- payload.yml [--event event.json] [--set path=value]… [--context file.json]
 *                                  [--input name=value]… [--send] [--watch]
 */

import { readFileSync, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { defaultUrl } from '../simulator/simulator.ts';
import { readSourceFile } from '../src/io/files.ts';
import { main } from '../src/main.ts';
import { diagnosticText } from '../src/report/messages.ts';
import type { Report } from '../src/report/report.ts';
import { escapeForLog } from '../src/text/escape.ts';
import { plural } from '../src/text/format.ts';
import { createRedactor } from '../src/text/redact.ts';
import { card } from './card.ts';
import { recordedRun } from './recorded-run.ts';
import { type SampleRun, sampleRun, setValue } from './sampleRun.ts';
import { sendToSimulator } from './simulator-send.ts';
import { COLUMNS, wrap } from './terminal.ts';

const usage = `npm run preview -- <payload file> [options]

  --event file        the event to read; without it, a recorded release
  --set path=value    such as github.event.release.name='Harbor 5', needs.deploy.result=failure
                      or run.previous.result=failure
  --context file      JSON with further contexts: {"needs": {...}, "vars": {...}}
  --input name=value  an input of the step, such as template-id=...
  --send              also sends it to a running simulator (npm run simulator)
  --simulator url     the address of the simulator, ${defaultUrl} by default
  --watch             shows it again when a file is saved`;

/** npm changes into the project's folder; paths are relative to where it was called. */
const here = process.env['INIT_CWD'] ?? process.cwd();
const sampleEvent = join(
  import.meta.dirname,
  '..',
  'examples',
  'release-announcement',
  'event.json',
);

interface Options {
  readonly file: string;
  readonly event: string;
  readonly context: string | undefined;
  readonly set: readonly string[];
  readonly input: readonly string[];
  readonly send: boolean;
  readonly simulator: string;
  readonly watch: boolean;
}

function readOptions(): Options {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      event: { type: 'string' },
      context: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      input: { type: 'string', multiple: true, default: [] },
      send: { type: 'boolean', default: false },
      simulator: { type: 'string', default: defaultUrl },
      watch: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error('name one payload file');
  return {
    ...values,
    file: resolve(here, file),
    event: values.event === undefined ? sampleEvent : resolve(here, values.event),
    context: values.context === undefined ? undefined : resolve(here, values.context),
  };
}

function readRun(options: Options): SampleRun {
  const run = sampleRun(readJson(options.event));
  if (options.context !== undefined) Object.assign(run.contexts, readJson(options.context));
  for (const assignment of options.set) setValue(run, assignment);
  return run;
}

function readJson(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/** The inputs of the step, with the contexts that the runner would set. */
function stepInputs(options: Options, contexts: SampleRun['contexts']): Record<string, string> {
  const { job, matrix, strategy, needs, run: _, ...context } = contexts;
  const inputs: Record<string, string> = {
    'payload-file': basename(options.file),
    'dry-run': 'true',
    job: JSON.stringify(job),
    matrix: JSON.stringify(matrix),
    strategy: JSON.stringify(strategy),
    context: JSON.stringify(context),
    ...(needs !== undefined && { needs: JSON.stringify(needs) }),
  };
  for (const assignment of options.input) {
    const [name = '', ...value] = assignment.split('=');
    inputs[name] = value.join('=');
  }
  return inputs;
}

/** Runs the action as a dry run in a world without network, runner or secrets. */
function render(options: Options): Promise<Report> {
  const { event, env, contexts } = readRun(options);
  const { run } = contexts;
  const inputs = stepInputs(options, contexts);
  const workspace = { ...env, GITHUB_WORKSPACE: dirname(options.file) };
  const silent = (): void => undefined;
  return main({
    input: (name) => inputs[name]?.trim() ?? '',
    env: workspace,
    readEvent: () => JSON.stringify(event),
    readFile: (path) => readSourceFile(path, workspace),
    redactor: createRedactor(),
    otherSecrets: [],
    signal: new AbortController().signal,
    send: () => Promise.reject(new Error('a preview sends nothing')),
    openGithub: () => Promise.reject(new Error('a preview asks nobody')),
    recordedRun() {
      const which = run === undefined ? 'a recorded one that fails' : 'a recorded one, as set';
      console.log(styleText('dim', `Run: ${which}`));
      return recordedRun(run);
    },
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

function print(report: Report): void {
  const indented = (text: string, indent = '  '): void => {
    for (const line of wrap(text, COLUMNS - 4)) console.log(indent + line);
  };
  for (const { delivery } of report.outcomes) {
    console.log(`\n${styleText('bold', delivery.name)}\n`);
    const { notification } = delivery.written();
    for (const line of card(notification)) console.log(`  ${line}`);
    console.log();
    for (const line of JSON.stringify({ notification }, null, 2).split('\n')) {
      indented(escapeForLog(line));
    }
  }
  for (const warning of report.warnings) {
    console.log(`\n${styleText('yellow', warning.level)}`);
    indented(escapeForLog(warning.message));
  }
  for (const error of report.errors) {
    console.log(`\n${styleText('red', error.code)}`);
    indented(escapeForLog(diagnosticText(error)));
  }
  const count = report.errors.length;
  const requests = plural(report.outcomes.length, 'request');
  const outcome = count === 0 ? `${requests}, no error` : plural(count, 'error');
  console.log(`\n${styleText(count === 0 ? 'green' : 'red', outcome)}`);
}

async function send(options: Options): Promise<void> {
  const { event, env, contexts } = readRun(options);
  const inputs = stepInputs(options, contexts);
  const stepEnv = { ...env, GITHUB_WORKSPACE: dirname(options.file) };
  const step = { inputs, env: stepEnv, event, url: options.simulator };
  for (const line of await sendToSimulator(step)) console.log(line);
}

async function preview(options: Options): Promise<void> {
  if (options.event === sampleEvent) console.log(styleText('dim', 'Event: a recorded release'));
  const report = await render(options);
  print(report);
  process.exitCode = report.errors.length === 0 ? 0 : 1;
  if (options.send && report.errors.length === 0) await send(options);
}

try {
  const options = readOptions();
  await preview(options);
  if (options.watch) {
    console.log(styleText('dim', `\nWatching ${options.file}; Ctrl+C ends it.`));
    let timer: NodeJS.Timeout | undefined;
    const again = (): void => {
      console.clear();
      preview(options).catch((error) => console.error(String(error)));
    };
    for (const file of [options.file, options.event, ...[options.context ?? []].flat()]) {
      watch(dirname(file), (_, name) => {
        if (name !== basename(file)) return;
        clearTimeout(timer);
        timer = setTimeout(again, 50);
      });
    }
  }
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
  process.exitCode = 2;
}
