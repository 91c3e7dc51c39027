/** The functions that roll up the results of the jobs in `needs`. */

import * as data from '@actions/expressions/data/index';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { didYouMean } from '../text/names.ts';
import { textOf, type Value } from './values.ts';

const results = ['success', 'failure', 'cancelled', 'skipped'];

/** `overallResult` and `jobsWithResult`. */
export const rollUpFunctions: readonly FunctionDefinition[] = [
  {
    name: 'overallResult',
    minArgs: 1,
    maxArgs: 1,
    call(needs) {
      const found = new Set(jobResults(needs, 'overallResult(needs)').map((job) => job.result));
      const worst = ['failure', 'cancelled', 'success'].find((result) => found.has(result));
      return new data.StringData(worst ?? 'skipped');
    },
  },
  {
    name: 'jobsWithResult',
    minArgs: 2,
    maxArgs: 2,
    call(needs, result) {
      const wanted = textOf(result).toLowerCase();
      if (!results.includes(wanted)) {
        // `failed` means failure.
        const near = results.find((it) => it.startsWith(wanted.slice(0, 4).padEnd(4)));
        throw new Error(
          `jobsWithResult(needs, result): no job ends as '${wanted}'. Use ${results.join(', ')}.${didYouMean(near ?? wanted, results)}`,
        );
      }
      const jobs = jobResults(needs, 'jobsWithResult(needs, result)');
      const names = jobs.filter((job) => job.result === wanted).map((job) => job.name);
      return new data.StringData(names.join(', '));
    },
  },
];

/** The jobs of the `needs` context with their results, in its order. */
function jobResults(
  needs: Value | undefined,
  caller: string,
): readonly { readonly name: string; readonly result: string }[] {
  if (needs?.kind !== data.Kind.Dictionary)
    throw new Error(`${caller} takes the \`needs\` context`);
  return needs.pairs().map(({ key, value }) => {
    const result = value.kind === data.Kind.Dictionary ? textOf(value.get('result')) : '';
    if (result === '') throw new Error(`${caller}: \`needs.${key}\` has no result`);
    return { name: key, result: result.toLowerCase() };
  });
}
