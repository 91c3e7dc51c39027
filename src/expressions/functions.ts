/**
 * The functions that expressions can call: GitHub's own, bounded in what they produce, the status
 * functions, and ours. Arguments and results are values of GitHub's expression engine.
 */

import * as data from '@actions/expressions/data/index';
import { wellKnownFunctions } from '@actions/expressions/funcs';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { graphemes } from '../text/escape.ts';
import { jsonLength, readJson, writeJson } from './json-functions.ts';
import { rollUpFunctions } from './roll-up.ts';
import { runFunctions } from './run-functions.ts';
import type { Value } from './values.ts';

/** Most that one expression may yield, in UTF-16 units (interface, section 3). */
export const MAX_RESULT_LENGTH = 1_048_576;

/** Most that all expressions of a document may yield together. */
const MAX_TOTAL_LENGTH = 16 * MAX_RESULT_LENGTH;

/** Most that one expression may read by `fromJSON` and `contains`: no signal is heard meanwhile. */
const MAX_WORK = 8 * MAX_RESULT_LENGTH;

/** What the functions need to know of the run. */
interface FunctionOptions {
  /** `job.status`; blank outside of a workflow. */
  readonly jobStatus: string;
  /** Markdown to plain text; set when an expression calls `plainText`. */
  readonly plainText: ((markdown: string) => string) | undefined;
}

/** Counts what expressions yield, and ends what yields too much. */
interface Budget {
  /** @throws {Error} when one result, or all together, are too long. */
  readonly spend: (length: number) => void;
  /** Begins an expression: the work of the one before is forgotten. */
  readonly begin: () => void;
  /** Pays for what a function reads. @throws {Error} when one expression reads too much. */
  readonly work: (length: number) => void;
}

/** @returns a budget for one document. */
export function createBudget(): Budget {
  let spent = 0;
  let worked = 0;
  return {
    begin() {
      worked = 0;
    },
    work(length) {
      worked += length;
      if (worked > MAX_WORK) throw new Error('it reads more than 8 MiB of text');
    },
    spend(length) {
      spent += length;
      if (length > MAX_RESULT_LENGTH) throw new Error('it yields more than 1 MiB of text');
      if (spent > MAX_TOTAL_LENGTH) throw new Error('the expressions yield over 16 MiB of text');
    },
  };
}

/** @returns every function by its name in lower case. */
export function createFunctions(
  options: FunctionOptions,
  budget: Budget,
): ReadonlyMap<string, FunctionDefinition> {
  const own = [
    ...statusFunctions(options.jobStatus),
    ...textFunctions(options),
    ...rollUpFunctions,
    ...runFunctions,
  ];
  const definitions = [
    ...Object.values(wellKnownFunctions).map((it) => bounded(it, budget)),
    ...own,
  ];
  return new Map(definitions.map((definition) => [definition.name.toLowerCase(), definition]));
}

/** GitHub's function, which first pays for what it is about to build. */
function bounded(definition: FunctionDefinition, { spend, work }: Budget): FunctionDefinition {
  return {
    ...definition,
    call(...args) {
      const [first, second] = args;
      switch (definition.name.toLowerCase()) {
        case 'format':
          spend(formatLength(args));
          break;
        case 'join':
          spend(joinLength(first, second));
          break;
        case 'tojson':
          spend(jsonLength(first, MAX_RESULT_LENGTH));
          return writeJson(first);
        case 'fromjson':
          work(text(first).length);
          return readJson(text(first));
        case 'contains':
          work(first?.kind === data.Kind.Array ? first.values().length : text(first).length);
          break;
      }
      return definition.call(...args);
    },
  };
}

/** An upper bound: every `{n}` counts as its argument. */
function formatLength([template, ...args]: readonly Value[]): number {
  const pattern = text(template);
  let length = pattern.length;
  for (const [, index] of pattern.matchAll(/\{(\d+)/g)) length += text(args[Number(index)]).length;
  return length;
}

function joinLength(list: Value | undefined, separator: Value | undefined): number {
  if (list?.kind !== data.Kind.Array) return text(list).length;
  const glue = separator === undefined ? 1 : text(separator).length;
  return list.values().reduce((sum, item) => sum + text(item).length + glue, 0);
}

/**
 * From `job.status`, as in a step's `if`. A job that only rolls up others asks
 * `overallResult(needs)` instead, because its own status is always `success`.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
function statusFunctions(jobStatus: string): readonly FunctionDefinition[] {
  const status = jobStatus.toLowerCase() || 'success';
  const is = (name: string, answer: boolean): FunctionDefinition => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  });
  return [
    is('success', status === 'success'),
    is('failure', status === 'failure'),
    is('cancelled', status === 'cancelled'),
    is('always', true),
  ];
}

/** Null stays null, so that `missing-values` decides what becomes of it. */
function textFunctions({ plainText }: FunctionOptions): readonly FunctionDefinition[] {
  const onText = (
    name: string,
    args: number,
    call: (text: string, second: Value | undefined) => string,
  ): FunctionDefinition => ({
    name,
    minArgs: args,
    maxArgs: args,
    call: (first, second) =>
      first === undefined || first.kind === data.Kind.Null
        ? new data.Null()
        : new data.StringData(call(text(first), second)),
  });
  return [
    onText('firstLine', 1, (content) => content.replace(/[\r\n][\s\S]*/, '')),
    onText('truncate', 2, truncate),
    onText('plainText', 1, (content) => plainText?.(content) ?? content),
  ];
}

/** At most that many graphemes, as people count letters, the closing `…` included. */
function truncate(content: string, limit: Value | undefined): string {
  const length = limit?.number() ?? Number.NaN;
  if (!Number.isInteger(length) || length < 1) {
    throw new Error('truncate(text, length): the length must be a whole number from 1');
  }
  const kept: string[] = [];
  for (const letter of graphemes(content)) {
    if (kept.length === length) return `${kept.slice(0, -1).join('')}…`;
    kept.push(letter);
  }
  return content;
}

function text(value: Value | undefined): string {
  return value?.coerceString() ?? '';
}
