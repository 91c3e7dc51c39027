/** Reads the inputs of our step from a workflow file, as the runner would pass them. */

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createEngine } from '../src/expressions/engine.ts';
import { splitTemplate } from '../src/expressions/template.ts';
import { valueAt } from '../src/text/property.ts';

/** Contexts by name, such as `secrets` and `needs`. */
export type RunnerContexts = Readonly<Record<string, unknown>>;

/** What `action.yml` says of an input. */
interface InputDefinition {
  readonly default?: string;
}

/**
 * Evaluates the `with` of the first step that uses the action, and the defaults of `action.yml`, as
 * the runner does before the action starts.
 */
export async function stepInputs(
  workflow: string,
  actionFile: string,
  contexts: RunnerContexts,
): Promise<Readonly<Record<string, string>>> {
  const step = findStep(parse(workflow));
  const action: { readonly inputs: Readonly<Record<string, InputDefinition>> } = parse(
    readFileSync(actionFile, 'utf8'),
  );
  const inputs: Record<string, string> = {};
  for (const [name, { default: fallback = '' }] of Object.entries(action.inputs)) {
    const given = valueAt(step, 'with', name) ?? fallback;
    inputs[name] = await evaluate(String(given), contexts);
  }
  return inputs;
}

/** The first step whose `uses` names this action. */
function findStep(workflow: unknown): unknown {
  const jobs = Object.values(Object(valueAt(workflow, 'jobs')));
  const steps = jobs.flatMap((job) => {
    const found = valueAt(job, 'steps');
    return Array.isArray(found) ? found : [];
  });
  const step = steps.find((it) => /notify-walkme-workstation|^\.\/$/.test(String(it?.uses)));
  if (step === undefined) throw new Error('no step of the workflow uses the action');
  return step;
}

async function evaluate(text: string, contexts: RunnerContexts): Promise<string> {
  const values = Object.fromEntries(
    Object.entries(contexts).map(([name, value]) => [name, () => value]),
  );
  const engine = createEngine({ values, askRun: async () => ({}), withheld: () => undefined });
  let result = '';
  for (const part of splitTemplate(text) ?? []) {
    result +=
      part.kind === 'literal' ? part.text : (await engine.evaluate(part.text)).coerceString();
  }
  return result;
}
