/** Evaluates the `${{ }}` in the string values of a document, and the `if` of its notifications. */

import { truthy } from '@actions/expressions/result';
import { asFault, type Diagnostics, Fault, type Location } from '../diagnostics.ts';
import {
  type Entry,
  entryOf,
  isRecipient,
  type List,
  type Mapping,
  type Path,
  type Scalar,
  type Tree,
} from '../document/tree.ts';
import { CONDITION } from '../layer.ts';
import { createTimeLimit } from './budget.ts';
import { createEngine } from './engine.ts';
import { unknownMember } from './nulls.ts';
import { expressionsIn, hasExpression, quoteSource, splitTemplate } from './template.ts';
import { type EvaluationOptions, evaluateScalar, type Run, report } from './text-evaluation.ts';

/**
 * Evaluates every string value once; what an expression yields is not looked at again. Errors
 * (`expression-invalid`, `value-missing`) and warnings go to `diagnostics`. Of a notification whose `if`
 * is false, only that is left.
 */
export async function evaluateTree(
  tree: Tree,
  options: EvaluationOptions,
  diagnostics: Diagnostics,
): Promise<Tree> {
  const { checkTime, pause } = createTimeLimit(options.world);
  const { askRun } = options.contexts;
  const engine = createEngine(
    { ...options.contexts, askRun: (members) => pause(() => askRun(members)) },
    () => expressionsIn(tree),
    options.world.log?.info,
    options.isParsedOnly,
  );
  const run: Run = { engine, checkTime, options, diagnostics };
  const evaluated = await evaluateNode(tree, [], run);
  // A signal during the last expression must take effect before anything else happens.
  await checkTime().catch((error) => {
    if (asFault(error).code === 'deadline-exceeded') throw error;
  });
  return evaluated;
}

async function evaluateNode(node: Tree, path: Path, run: Run): Promise<Tree> {
  if (node.kind === 'scalar') return evaluateScalar(node, path, run);
  if (node.kind === 'list') {
    const items: Tree[] = [];
    for (const [index, item] of node.items.entries()) {
      items.push(await evaluateNode(item, [...path, index], run));
    }
    return isRecipient(path) ? withItemsInPlace({ ...node, items }) : { ...node, items };
  }
  const decided = await decide(node, path, run);
  const entries: Entry[] = [];
  for (const entry of decided.entries) {
    checkKey(entry, path, run);
    entries.push({ ...entry, value: await evaluateNode(entry.value, [...path, entry.key], run) });
  }
  return { ...decided, entries };
}

/** Reports (`expression-invalid`) a key with an expression in it. */
function checkKey({ key, at }: Entry, path: Path, { options, diagnostics }: Run): void {
  if (!hasExpression(key)) return;
  const message = `The key ${quoteSource(key, path, diagnostics.quote)} contains \`\${{\`. Only values are evaluated.`;
  const location = options.locate(at, path);
  diagnostics.errors.push({ code: 'expression-invalid', message, location });
}

/** Replaces each list that an expression returned among the recipients with its items. */
function withItemsInPlace(list: List): List {
  const items = list.items.flatMap((it) => (it.kind === 'list' && it.evaluated ? it.items : [it]));
  const sources = list.items.flatMap((it) => (it.kind === 'list' ? (it.source ?? []) : []));
  const isEmpty = items.length === 0 && sources.length > 0;
  return { ...list, items, ...(isEmpty && { source: sources.join(', ') }) };
}

/** Evaluates the `if` of a notification. If it is not sent, its other keys are dropped. */
async function decide(mapping: Mapping, path: Path, run: Run): Promise<Mapping> {
  const isSingle = path[0] === 'notification' && path.length === 1;
  const isListed = path[0] === 'notifications' && path.length === 2;
  if (!isSingle && !isListed) return mapping;
  const { laterConditions = [undefined] } = run.options;
  const entry = entryOf(mapping, CONDITION);
  const written = entry?.value.kind === 'scalar' ? entry.value : undefined;
  const isNeeded = written !== undefined && laterConditions.includes(undefined);
  const own = isNeeded ? await evaluateCondition(written, [...path, CONDITION], run) : undefined;
  const isOn = laterConditions.some((it) => it ?? own ?? true);
  if (entry === undefined || written === undefined) {
    return isOn ? mapping : { ...mapping, entries: [] };
  }
  const value = { ...written, value: own ?? null, text: String(own ?? '') };
  const others = isOn ? mapping.entries.filter(({ key }) => key !== CONDITION) : [];
  return { ...mapping, entries: [{ ...entry, value }, ...others] };
}

/** @returns nothing for a blank condition; true for one that cannot be evaluated, which is reported. */
async function evaluateCondition(
  scalar: Scalar,
  path: Path,
  run: Run,
): Promise<boolean | undefined> {
  const { value, text } = scalar;
  if (value === null || text.trim() === '') return undefined;
  if (typeof value !== 'string') return Boolean(value);
  const location = run.options.locate(scalar, path);
  try {
    const [part = { kind: 'literal', text: value }, ...others] = splitTemplate(value) ?? [];
    if (others.length > 0 || (part.kind === 'literal' && hasExpression(value))) {
      throw new Fault(BESIDE_EXPRESSION, { hint: ONE_EXPRESSION });
    }
    await run.checkTime();
    const isOn = truthy(await run.engine.evaluate(part.text.trim()));
    warnOfMisspelling(part.text, location, run);
    return isOn;
  } catch (error) {
    const { code, message } = asFault(error);
    if (code === 'github-unavailable') {
      const warning = `The notification is sent, whatever its \`if\` says, because ${message}.`;
      run.diagnostics.warnings.push({ level: 'warning', message: warning, location });
    } else report(error, value, { ...run, at: scalar, path, location });
    return true;
  }
}

/** In a condition, nothing else tells that a name is wrong: the notification would never be sent, or always. */
function warnOfMisspelling(source: string, location: Location, run: Run): void {
  const cause = unknownMember(source, run.options.contexts);
  if (cause === undefined) return;
  const message = `${cause.message} ${cause.hint}`;
  run.diagnostics.warnings.push({ level: 'warning', message, location });
}

const BESIDE_EXPRESSION = 'there is text beside the expression, which would always be true';

const ONE_EXPRESSION =
  'Write one expression: `if: run.failures > 2`, or `if: ${{ run.failures > 2 && failure() }}`.';
