/** Reads what act prints with `--json`: which steps ran, and what each of them left behind. */

import { textAt, valueAt } from '../../src/text/property.ts';
import { type Command, commandsIn } from '../support/runner-protocol.ts';

/** An error, warning, or notice of a step. */
export interface Annotation {
  readonly level: string;
  readonly text: string;
  /** File and line, if it has them, such as `notify.yml:3`. */
  readonly place: string;
}

/** A step that ran. */
export interface ActStep {
  /** ID of the job. All jobs of a matrix have the same. */
  readonly job: string;
  /** ID of the step, else its number. Inside of a composite action, with that of the step before it. */
  readonly id: string;
  /** As in act's log: the name, else what it uses or runs. */
  readonly name: string;
  readonly result: string;
  readonly log: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly masks: readonly string[];
}

/** A run of a workflow. */
export interface ActLog {
  /** Results by ID of the job, of the jobs that ran. */
  readonly jobs: Readonly<Record<string, string>>;
  /** The steps that ran, in the order in which they began. */
  readonly steps: readonly ActStep[];
  /** Everything that act shows without `--json`. */
  readonly text: string;
}

/** A line of act's log. */
type Entry = Readonly<Record<string, unknown>>;

/** @throws if a line is not JSON. */
export function readActLog(stdout: string): ActLog {
  const entries = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Entry => JSON.parse(line));
  const jobs = entries
    .filter((entry) => entry['jobResult'] !== undefined)
    .map((entry) => [textAt(entry, 'jobID'), textAt(entry, 'jobResult')] as const);
  const begins = entries.filter((entry) => /^⭐ Run Main /u.test(textAt(entry, 'msg')));
  return {
    jobs: Object.fromEntries(jobs),
    steps: begins.map((begin) =>
      stepOf(
        begin,
        entries.filter((entry) => keyOf(entry) === keyOf(begin)),
      ),
    ),
    text: entries.map((entry) => textAt(entry, 'msg')).join('\n'),
  };
}

/** Each job of a matrix has a name of its own. */
function keyOf(entry: Entry): string {
  return JSON.stringify([entry['job'], entry['stepID'] ?? null]);
}

function stepOf(begin: Entry, entries: readonly Entry[]): ActStep {
  const commands = entries.flatMap((entry) => commandsIn(textAt(entry, 'raw')));
  const outputs = entries
    .filter((entry) => entry['command'] === 'set-output')
    .map((entry) => [textAt(entry, 'name'), textAt(entry, 'arg')] as const);
  return {
    job: textAt(begin, 'jobID'),
    id: [valueAt(begin, 'stepID')].flat().join('/'),
    name: textAt(begin, 'msg').replace(/^⭐ Run Main /u, ''),
    result: entries.map((entry) => textAt(entry, 'stepResult')).find((it) => it !== '') ?? '',
    log: entries
      .filter((entry) => entry['raw_output'] === true)
      .map((entry) => textAt(entry, 'msg').replace(/\r?\n$/, '')),
    annotations: commands
      .filter(({ name }) => ['error', 'warning', 'notice'].includes(name))
      .map(annotationOf),
    outputs: Object.fromEntries(outputs),
    summary: entries
      .filter((entry) => entry['command'] === 'summary')
      .map((entry) => textAt(entry, 'content'))
      .join(''),
    masks: commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data),
  };
}

function annotationOf({ name, properties, data }: Command): Annotation {
  const { file = '', line = '' } = properties;
  return { level: name, text: data, place: file && `${file}:${line}` };
}
