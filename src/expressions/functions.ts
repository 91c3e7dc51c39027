/**
 * The functions that expressions can call: GitHub's own, bounded in what they produce, the status
 * functions, and ours. Arguments and results are values of GitHub's expression engine.
 */

import * as data from '@actions/expressions/data/index';
import { wellKnownFunctions } from '@actions/expressions/funcs';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { cutGraphemes } from '../text/escape.ts';
import { firstLine } from '../text/format.ts';
import { type Budget, MAX_RESULT_LENGTH } from './budget.ts';
import { invalid } from './checks.ts';
import { define, type RunFunctionOptions, runFunctions } from './run-functions.ts';
import {
  jsonLength,
  lengthOf,
  readJson,
  requireTexts,
  textOf,
  toJson,
  type Value,
} from './values.ts';

/** UTF-16 units that one letter may have on average in `truncate`. The emoji of a family has 11. */
const MAX_LETTER_LENGTH = 32;

/** Converts Markdown to plain text, as far as the budget grants it. */
export type ConvertMarkdown = (markdown: string) => string;

interface FunctionOptions extends RunFunctionOptions {
  /** `job.status`; blank outside of a workflow. */
  readonly jobStatus: string;
  /** @returns what converts Markdown; nothing before an expression calls `plainText`. */
  readonly convert: () => ConvertMarkdown | undefined;
}

/** @returns every function by its name in lower case. */
export function createFunctions(
  options: FunctionOptions,
  budget: Budget,
): ReadonlyMap<string, FunctionDefinition> {
  const definitions = [
    ...Object.values(wellKnownFunctions),
    ...statusFunctions(options.jobStatus),
    ...textFunctions(options, budget),
    ...runFunctions(options),
  ];
  return new Map(definitions.map((it) => [it.name.toLowerCase(), bounded(it, budget)]));
}

/** Estimated UTF-16 units of JSON that `toJSON` builds, to count them exactly. */
const MAX_ESTIMATE = 2 * MAX_RESULT_LENGTH;

/** Makes a function pay for what it reads, and for what it is about to build, before it runs. */
function bounded(definition: FunctionDefinition, { spend, work }: Budget): FunctionDefinition {
  return {
    ...definition,
    call(...args) {
      const [first, second] = args;
      work(args.reduce((sum, it) => sum + lengthOf(it), 0));
      switch (definition.name.toLowerCase()) {
        case 'format':
          requireTexts(args, 'an argument of `format` is');
          spend(formatLength(args));
          work(bracesLength(textOf(first)));
          break;
        case 'join':
          spend(joinLength(first, second));
          break;
        case 'tojson': {
          // Only an estimate is known before the text is built.
          const isTooLong = jsonLength(first, MAX_ESTIMATE) > MAX_ESTIMATE;
          const json = isTooLong ? '' : JSON.stringify(toJson(first), null, 2);
          spend(isTooLong ? MAX_ESTIMATE : json.length);
          return new data.StringData(json);
        }
        case 'fromjson':
          return readJson(textOf(first));
        case 'contains':
          work(searchLength(first, second));
          break;
      }
      return definition.call(...args);
    },
  };
}

/** Every `{n}` counts as its argument, and a doubled brace as one. */
function formatLength([template, ...args]: readonly Value[]): number {
  const pattern = textOf(template);
  let length = pattern.length;
  for (const [written, index] of pattern.matchAll(/\{\{|\}\}|\{(\d+)\}?/g)) {
    length += (index === undefined ? 1 : textOf(args[Number(index)]).length) - written.length;
  }
  return length;
}

/** For each brace, GitHub's `format` looks for the next of both kinds; 32 units cost as much as one step. */
function bracesLength(template: string): number {
  return ((template.match(/\{\{|\}\}/g) ?? []).length * template.length) / 32;
}

function joinLength(list: Value | undefined, separator: Value | undefined): number {
  if (list?.kind !== data.Kind.Array) return textOf(list).length;
  const glue = separator === undefined ? 1 : textOf(separator).length;
  const items = list.values();
  const gaps = Math.max(0, items.length - 1);
  return items.reduce((sum, item) => sum + textOf(item).length, gaps * glue);
}

/** A list is compared item by item. */
function searchLength(list: Value | undefined, wanted: Value | undefined): number {
  if (list?.kind !== data.Kind.Array || wanted?.kind !== data.Kind.String) return 0;
  return list.values().reduce((sum, item) => sum + lengthOf(item) + wanted.value.length, 0);
}

/**
 * From `job.status`, as in a step's `if`. A job that only rolls up others asks
 * `overallResult(needs)` instead, because its own status is always `success`.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
function statusFunctions(jobStatus: string): readonly FunctionDefinition[] {
  const status = jobStatus.toLowerCase() || 'success';
  return ['success', 'failure', 'cancelled', 'always'].map((name) =>
    define(name, 0, () => new data.BooleanData(name === status || name === 'always')),
  );
}

/** Null stays null, so that `missing-values` decides how it is handled. */
function textFunctions(
  { convert }: FunctionOptions,
  { work }: Budget,
): readonly FunctionDefinition[] {
  const onText = (
    name: string,
    args: number,
    call: (text: string, second: Value) => string,
  ): FunctionDefinition =>
    define(name, args, (first, second) => {
      requireTexts([first], `an argument of \`${name}\` is`);
      return first.kind === data.Kind.Null
        ? first
        : new data.StringData(call(textOf(first), second));
    });
  return [
    onText('firstLine', 1, firstLine),
    onText('short', 1, (sha) => sha.slice(0, 7)),
    onText('truncate', 2, (content, limit) => truncate(content, limit, work)),
    onText('plainText', 1, (markdown) => convert()?.(markdown) ?? markdown),
  ];
}

/** Cuts a text to so many graphemes, which people count as letters, including the `…` at its end. */
function truncate(content: string, limit: Value, work: Budget['work']): string {
  const length = limit.number();
  if (!Number.isInteger(length) || length < 1) {
    throw invalid('truncate(text, length): the length must be a whole number from 1');
  }
  if (content.length <= length) return content;
  // Finding a letter takes about as long as reading 16 units.
  work(16 * Math.min(content.length, length));
  return cutGraphemes(content, length, MAX_LETTER_LENGTH);
}
