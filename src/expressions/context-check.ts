/** Checks the contexts that expressions name, and explains those that are not there. */

import { Fault } from '../diagnostics.ts';
import { builtInContexts, didYouMean } from '../text/names.ts';
import type { Contexts } from './contexts.ts';

const builtIn: readonly string[] = builtInContexts;

/** Contexts of a workflow that a step can pass by the input `context`. */
const passable: readonly string[] = ['steps', 'inputs', 'vars', 'jobs'];

/**
 * @param allNames the contexts that the expressions of the document name.
 * @returns a function that returns a context's name as it is known, and throws a `Fault` if it is not.
 */
export function createContextCheck(
  contexts: Contexts,
  allNames: () => readonly string[],
): (name: string) => string {
  const known = Object.keys(contexts.values);
  let isExplained = false;
  const find = (name: string): string | undefined =>
    known.find((candidate) => candidate === name.toLowerCase()) ??
    known.find((candidate) => candidate.toLowerCase() === name.toLowerCase());

  /** One hint for all contexts that are missing: with one line for each, people add the first. */
  const howToPass = (name: string): { readonly hint?: string } => {
    if (isExplained) return {};
    isExplained = true;
    const missing = [name, ...allNames().map((it) => it.toLowerCase())].filter(
      (it) => passable.includes(it) && find(it) === undefined,
    );
    const members = [...new Set(missing)].map((it) => `"${it}": \${{ toJSON(${it}) }}`).join(', ');
    const hint = known.every((it) => builtIn.includes(it))
      ? `Add to the inputs of the step: \`context: '{${members}}'\`.`
      : `Add to the JSON in \`context\`: \`${members}\`.`;
    return { hint };
  };

  return (name) => {
    const found = find(name);
    if (found === 'needs' && contexts.values['needs']?.() === undefined) throw noNeeds();
    if (found !== undefined) return found;
    const lower = name.toLowerCase();
    const list = `Known: ${known.join(', ')}.`;
    const { hint } = passable.includes(lower)
      ? howToPass(lower)
      : { hint: explainUnknown(lower, known, list) };
    throw new Fault(`there is no context \`${name}\``, {
      code: 'expression-invalid',
      ...(hint !== undefined && { hint }),
    });
  };
}

function noNeeds(): Fault {
  return new Fault('`needs` is not set', {
    code: 'value-missing',
    hint: 'Add `needs: ${{ toJSON(needs) }}` to the inputs of the step, and the jobs to the `needs` of its job.',
  });
}

function explainUnknown(name: string, known: readonly string[], list: string): string {
  return name === 'secrets'
    ? `Secrets cannot be used in a notification. ${list}`
    : `${didYouMean(name, known)} ${list} Pass others with the \`context\` input.`.trim();
}
