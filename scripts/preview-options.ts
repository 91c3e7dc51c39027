/** Reads the options of `npm run preview`, and refuses names that the action does not know. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { defaultUrl } from '../simulator/simulator.ts';
import { githubNames } from '../src/expressions/contexts.ts';
import { builtInContexts, didYouMean, isBuiltin, runMembers } from '../src/text/names.ts';

/** What `--help` prints. */
export const usage = `npm run preview -- <payload file> [options]
npm run preview -- builtin:release [options]

  --event file        an event: a file in examples/, or what \`cat "$GITHUB_EVENT_PATH"\`
                      prints in a step of a workflow. Without it, a recorded release
  --set path=value    a value that the event or the run would have:
                      github.event.release.name='Harbor 5', needs.deploy.result=failure,
                      run.previous.result=failure
  --context file      JSON with further contexts: {"vars": {...}, "steps": {...}}
  --input name=value  an input of the step: template-id=...
  --workspace folder  the folder that paths in inputs are relative to. Without it, the
                      Git repository that holds the payload file, or else its folder
  --send              also sends it to a running simulator (npm run simulator)
  --simulator url     the address of the simulator. Without it, ${defaultUrl}
  --json              prints only JSON: {payload, errors, warnings}, as in
                      npm run --silent preview -- FILE --json | jq .payload
  --watch             shows it again when a file is saved`;

/** The options, with absolute paths. A ready-made payload has its name instead of one. */
export interface PreviewOptions {
  readonly file: string;
  readonly event: string;
  readonly context: string | undefined;
  readonly workspace: string;
  readonly set: readonly string[];
  readonly input: readonly string[];
  readonly send: boolean;
  readonly simulator: string;
  readonly json: boolean;
  readonly watch: boolean;
}

const root = join(import.meta.dirname, '..');

/** The event of a preview without `--event`. */
export const sampleEvent = join(root, 'examples', 'release-announcement', 'event.json');

/**
 * @param here the folder that paths are relative to.
 * @returns `undefined` for `--help`.
 * @throws {Error} if the command line is wrong.
 */
export function readOptions(args: readonly string[], here: string): PreviewOptions | undefined {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      event: { type: 'string' },
      context: { type: 'string' },
      workspace: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      input: { type: 'string', multiple: true, default: [] },
      send: { type: 'boolean', default: false },
      simulator: { type: 'string', default: defaultUrl },
      json: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new Error('Specify one payload file.');
  const file = isBuiltin(name) ? name : resolve(here, name);
  const context = values.context === undefined ? undefined : resolve(here, values.context);
  for (const assignment of values.input) checkInput(assignment);
  const given = context === undefined ? [] : Object.keys(readJson(context));
  for (const assignment of values.set) checkSet(assignment, given);
  return {
    ...values,
    file,
    context,
    event: values.event === undefined ? sampleEvent : resolve(here, values.event),
    workspace:
      values.workspace === undefined
        ? rootOf(isBuiltin(name) ? here : dirname(file))
        : resolve(here, values.workspace),
  };
}

/**
 * npm takes options before `--` for its own, and passes on what is left of them.
 * @throws {Error} if it took one of ours.
 */
export function checkNpm(env: NodeJS.ProcessEnv): void {
  const names = ['event', 'set', 'context', 'input', 'send', 'simulator', 'json', 'watch'];
  const taken = names.find((name) => env[`npm_config_${name}`]);
  if (taken !== undefined) {
    throw new Error(
      `npm took \`--${taken}\` for an option of its own. Put \`--\` before the payload file: npm run preview -- FILE --${taken} …`,
    );
  }
}

/** @throws {Error} that names the file if it does not hold JSON. */
export function readJson(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/** The Git repository that a folder is in, as the runner checks it out; else the folder. */
function rootOf(start: string): string {
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
  }
  return start;
}

function checkInput(assignment: string): void {
  const name = nameOf('--input', assignment);
  const known = Object.keys(parse(readFileSync(join(root, 'action.yml'), 'utf8')).inputs);
  if (!known.includes(name)) {
    throw new Error(`--input: there is no input \`${name}\`.${didYouMean(name, known)}`);
  }
}

function checkSet(assignment: string, given: readonly string[]): void {
  const path = nameOf('--set', assignment);
  const [context = '', member = ''] = path.split('.');
  const contexts = [...builtInContexts, 'steps', 'inputs', 'vars', 'jobs', ...given];
  check(context, contexts, 'context');
  if (member === '')
    throw new Error(`--set: add a name to \`${context}\`: \`${path}.NAME=value\`.`);
  if (context === 'github') check(member, ['event', ...githubNames], 'property `github.', '`');
  if (context === 'run') check(member, runMembers, 'property `run.', '`');
}

function check(name: string, known: readonly string[], what: string, end?: string): void {
  if (known.includes(name)) return;
  const shown = end === undefined ? `${what} \`${name}\`` : `${what}${name}${end}`;
  throw new Error(`--set: there is no ${shown}.${didYouMean(name, known)}`);
}

function nameOf(option: string, assignment: string): string {
  const at = assignment.indexOf('=');
  if (at < 1) throw new Error(`${option} requires NAME=value, found "${assignment}".`);
  return assignment.slice(0, at);
}
