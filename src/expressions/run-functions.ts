/** The functions for what is known of a run: the results of its jobs, its duration, and its people. */

import * as data from '@actions/expressions/data/index';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { longDuration, plural } from '../text/format.ts';
import { didYouMean, jobResults } from '../text/names.ts';
import { distinctBy } from '../text/once.ts';
import { invalid } from './checks.ts';
import { textOf, type Value } from './values.ts';

/** What `mentions` needs to know. */
export interface RunFunctionOptions {
  readonly owner: () => string;
  readonly log: (line: string) => void;
}

/** @returns a function that takes so many arguments. */
export function define(
  name: string,
  args: number,
  call: FunctionDefinition['call'],
): FunctionDefinition {
  return { name, minArgs: args, maxArgs: args, call };
}

/** @returns `overallResult`, `jobsWithResult`, `duration`, and `mentions`. */
export function runFunctions(options: RunFunctionOptions): readonly FunctionDefinition[] {
  return [
    define('overallResult', 1, (needs) => new data.StringData(overallResult(needs))),
    define('jobsWithResult', 2, (needs, result) => {
      return new data.StringData(jobsWithResult(needs, textOf(result).toLowerCase()));
    }),
    define('duration', 1, duration),
    define('mentions', 1, (logins) => mentions(logins, options)),
  ];
}

function overallResult(needs: Value): string {
  const found = resultsIn(needs, 'overallResult(needs)').map(([, result]) => result);
  return ['failure', 'cancelled', 'success'].find((it) => found.includes(it)) ?? 'skipped';
}

function jobsWithResult(needs: Value, wanted: string): string {
  if (!jobResults.includes(wanted)) {
    const hint = `Use ${jobResults.join(', ')}.${didYouMean(wanted, jobResults)}`;
    throw invalid('jobsWithResult(needs, result): no job ends with this', hint, `'${wanted}'`);
  }
  const jobs = resultsIn(needs, 'jobsWithResult(needs, result)');
  return jobs.flatMap(([name, result]) => (result === wanted ? [name] : [])).join(', ');
}

function resultsIn(
  needs: Value,
  caller: string,
): readonly (readonly [name: string, result: string])[] {
  if (needs.kind !== data.Kind.Dictionary) throw invalid(`${caller} takes the \`needs\` context`);
  return needs.pairs().map(({ key, value }) => {
    const result = value.kind === data.Kind.Dictionary ? textOf(value.get('result')) : '';
    if (result === '') throw invalid(`${caller}: \`needs.${key}\` has no result`);
    return [key, result.toLowerCase()];
  });
}

/** Null stays null, so that `missing-values` decides how it is handled. */
function duration(seconds: Value): Value {
  if (textOf(seconds).trim() === '') return new data.Null();
  const number = seconds.number();
  if (Number.isFinite(number) && number >= 0) return new data.StringData(longDuration(number));
  throw invalid('duration(seconds): the argument must be a number of seconds, 0 or more');
}

function mentions(logins: Value, { owner, log }: RunFunctionOptions): Value {
  const found = loginsIn(logins, owner);
  const written = found.filter((login) => login !== '');
  const list = new data.Array();
  // A login is the same in any case.
  for (const login of distinctBy(written, (it) => it.toLowerCase())) {
    list.add(new data.StringData(login));
  }
  const count = found.length - written.length;
  if (count > 0) log(`mentions() left out ${plural(count, 'entry', 'entries')} without a login.`);
  return list;
}

/** @returns all logins in a list and the lists inside it; blank where one is missing. */
function loginsIn(value: Value, owner: () => string): readonly string[] {
  if (value.kind === data.Kind.Array) return value.values().flatMap((it) => loginsIn(it, owner));
  if (value.kind !== data.Kind.Dictionary) return [mention(value)];
  const slug = textOf(value.get('slug')).trim();
  const login = mention(value.get('login')) || mention(value.get('username'));
  return [login || (slug && `@${owner()}/${slug}`)];
}

function mention(login: Value | undefined): string {
  const name = textOf(login).trim().replace(/^@/, '');
  return name && `@${name}`;
}
