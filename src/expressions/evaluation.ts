/** Evaluates the `${{ }}` in the string values of a document. */

import { asFault, type Diagnostics } from '../diagnostics.ts';
import type { Entry, List, Mapping, Path, Tree } from '../document/tree.ts';
import { type Conditions, decide } from './condition.ts';
import { createEngine } from './engine.ts';
import { isRecipient } from './node.ts';
import { expressionsIn, hasExpression } from './template.ts';
import { type EvaluationOptions, evaluateScalar, type Run } from './text-evaluation.ts';
import { createTimeLimit } from './time-limit.ts';

/**
 * Evaluates every string value once; what an expression yields is not looked at again. Errors
 * (`expression-invalid`, `value-missing`) and warnings go to `diagnostics`. Of a notification whose `if`
 * is false, only that is left.
 */
export async function evaluateTree(
  tree: Tree,
  options: EvaluationOptions & Partial<Conditions>,
  diagnostics: Diagnostics,
): Promise<Tree> {
  const { check: checkTime, pause } = createTimeLimit(options.world);
  const { contexts, world } = options;
  const engine = createEngine(contexts, pause, () => expressionsIn(tree), world.log?.info);
  const run: Run = { engine, checkTime, options, diagnostics, causes: new Set() };
  const walk = async (node: Tree, path: Path): Promise<Tree> => {
    if (node.kind === 'scalar') return evaluateScalar(node, path, run);
    if (node.kind === 'list') {
      const items: Tree[] = [];
      for (const [index, item] of node.items.entries())
        items.push(await walk(item, [...path, index]));
      return isRecipient(path) ? withItemsInPlace({ ...node, items }) : { ...node, items };
    }
    const decided = await decide(node, path, options, run);
    return { ...decided, entries: await walkEntries(decided, path) };
  };
  const walkEntries = async (mapping: Mapping, path: Path): Promise<readonly Entry[]> => {
    const entries: Entry[] = [];
    for (const entry of mapping.entries) {
      if (hasExpression(entry.key)) {
        const shown = diagnostics.quote(entry.key, 100);
        const message = `The key \`${shown}\` contains \`\${{\`. Only values are evaluated.`;
        const location = options.locate(entry.at, path);
        diagnostics.errors.push({ code: 'expression-invalid', message, location });
      }
      entries.push({ ...entry, value: await walk(entry.value, [...path, entry.key]) });
    }
    return entries;
  };
  const evaluated = await walk(tree, []);
  // A signal that came during the last expression is heard before anything else happens.
  await run.checkTime().catch((error) => {
    if (asFault(error).code === 'deadline-exceeded') throw error;
  });
  return evaluated;
}

/** The items of a list that an expression gave take its place among the recipients. */
function withItemsInPlace(list: List): List {
  const items = list.items.flatMap((it) => (it.kind === 'list' && it.evaluated ? it.items : [it]));
  const sources = list.items.flatMap((it) => (it.kind === 'list' ? (it.source ?? []) : []));
  const isEmpty = items.length === 0 && sources.length > 0;
  return { ...list, items, ...(isEmpty && { source: sources.join(', ') }) };
}
