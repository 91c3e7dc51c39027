/** Evaluates the `${{ }}` in the string values of a document. */

import * as data from '@actions/expressions/data/index';
import { asFault, type Diagnostics, Fault, type Location } from '../diagnostics.ts';
import type { Entry, List, Path, Position, Scalar, Tree } from '../document/tree.ts';
import { sentence } from '../text/format.ts';
import type { World } from '../world.ts';
import type { Contexts } from './contexts.ts';
import { createEngine, type Engine } from './engine.ts';
import { judgeNulls } from './missing-values.ts';
import { isRecipient, toNode } from './node.ts';
import { expressionsIn, hasExpression, type Part, quoteSource, splitTemplate } from './template.ts';
import { createTimeLimit } from './time-limit.ts';
import type { Value } from './values.ts';

/** What evaluation depends on besides the tree. */
interface EvaluationOptions {
  readonly contexts: Contexts;
  /** What becomes of an expression that is null (interface, `missing-values`). */
  readonly missingValues: 'error' | 'warn' | 'empty';
  /** @returns the location to report for a node. */
  readonly locate: (at: Position, path: Path) => Location;
  readonly world: Pick<World, 'now' | 'sleep' | 'signal'> & Partial<Pick<World, 'log'>>;
}

interface Run {
  readonly engine: Engine;
  /** Lets signals through now and then. @throws when the step is cancelled or time is up. */
  readonly checkTime: () => Promise<void>;
  readonly options: EvaluationOptions;
  readonly diagnostics: Diagnostics;
  /** Causes of nulls that were reported. */
  readonly causes: Set<string>;
}

/**
 * Evaluates every string value once; what an expression yields is not looked at again. Errors
 * (`expression-invalid`, `value-missing`) and warnings go to `diagnostics`.
 */
export async function evaluateTree(
  tree: Tree,
  options: EvaluationOptions,
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
    const entries: Entry[] = [];
    for (const entry of node.entries) {
      const here = [...path, entry.key];
      if (hasExpression(entry.key)) {
        diagnostics.errors.push({
          code: 'expression-invalid',
          message: `The key \`${diagnostics.quote(entry.key, 100)}\` contains \`\${{\`. Only values are evaluated.`,
          location: options.locate(entry.at, path),
        });
      }
      entries.push({ ...entry, value: await walk(entry.value, here) });
    }
    return { ...node, entries };
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

async function evaluateScalar(scalar: Scalar, path: Path, run: Run): Promise<Tree> {
  const { value, line, column } = scalar;
  if (typeof value !== 'string' || !hasExpression(value)) return scalar;
  const location = run.options.locate({ line, column }, path);
  try {
    return await evaluateText(value, path, location, run);
  } catch (error) {
    report(error, value, location, run);
    return failed({ line, column });
  }
}

/** @throws what is no fault of an expression. */
function report(error: unknown, source: string, location: Location, run: Run): void {
  const fault = asFault(error);
  if (fault.code === 'deadline-exceeded') throw fault;
  if (fault.isRepeated) return;
  const { quote, errors } = run.diagnostics;
  const message = sentence(
    `${quoteSource(source, run.diagnostics.quote)} cannot be evaluated: ${quote(fault.message, 300)}`,
  );
  const { code = 'expression-invalid', hint } = fault;
  errors.push({ code, message, ...(hint !== undefined && { hint }), location });
}

/** Stands where an error was reported. */
function failed({ line, column }: Position): Scalar {
  return { kind: 'scalar', value: null, text: '', line, column, failed: true };
}

/** @throws {Fault} if an expression does not end. */
function partsOf(text: string): readonly Part[] {
  const parts = splitTemplate(text);
  if (parts !== undefined) return parts;
  throw new Fault('`}}` is missing', {
    hint: "Close it with `}}`. Before that, close each text with a single quote (').",
  });
}

/** @throws {Fault} if the text as a whole cannot be evaluated. */
async function evaluateText(text: string, path: Path, location: Location, run: Run): Promise<Tree> {
  const at: Position = { line: location.line ?? 1, column: location.column ?? 1 };
  const parts = partsOf(text);
  const values: Value[] = [];
  const unavailable = new Set<Part>();
  const isAlone = parts.filter((part) => part.kind === 'expression').length === 1;
  for (const part of parts) {
    const source = isAlone ? text : `\${{ ${part.text} }}`;
    const value = await evaluatePart(part, source, location, run);
    if (value === 'unavailable') unavailable.add(part);
    if (value !== undefined) values.push(value === 'unavailable' ? new data.Null() : value);
  }
  if (values.length < parts.length) return failed(at);
  // Of a recipient, a part is nobody.
  if (unavailable.size > 0 && isRecipient(path)) {
    const source = quoteSource(text, run.diagnostics.quote);
    return { kind: 'list', items: [], ...at, evaluated: true, source };
  }
  const nullState = judgeNulls(parts, values, { path, location, unavailable, ...run });
  const state = unavailable.size > 0 ? { missing: true as const, ...nullState } : nullState;
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    const node = toNode(only, at, path);
    if (node.kind === 'scalar') return { ...node, ...state };
    if ('failed' in state) return failed(at);
    const isEmpty = node.kind === 'list' && node.items.length === 0;
    return isEmpty ? { ...node, source: quoteSource(text, run.diagnostics.quote) } : node;
  }
  const structure = values.find((value) => !value.primitive);
  if (structure !== undefined) {
    const isList = structure.kind === data.Kind.Array;
    throw new Fault(`it returns a ${isList ? 'list' : 'mapping'}, which cannot be part of a text`, {
      hint: isList
        ? "Join its items: `${{ join(…, ', ') }}`."
        : 'Pick one value of it, or write all of it with `toJSON(…)`.',
    });
  }
  const pieces = values.map((value) => value.coerceString());
  run.engine.spend(pieces.reduce((sum, piece) => sum + piece.length, 0));
  const joined = pieces.join('');
  return { kind: 'scalar', value: joined, text: joined, ...at, ...state };
}

/**
 * @returns nothing, and an error that quotes the source, where it cannot be evaluated; `unavailable`
 * where it names the run, of which GitHub told nothing.
 */
async function evaluatePart(
  part: Part,
  source: string,
  location: Location,
  run: Run,
): Promise<Value | 'unavailable' | undefined> {
  if (part.kind === 'literal') return new data.StringData(part.text);
  try {
    await run.checkTime();
    return await run.engine.evaluate(part.text);
  } catch (error) {
    const { code, message } = asFault(error);
    if (code === 'github-unavailable') {
      run.diagnostics.warnings.push({
        level: run.options.contexts.notGiven?.includes('run') ? 'notice' : 'warning',
        message: `Expressions that name \`run\` are empty, because ${message}.`,
      });
      return 'unavailable';
    }
    report(error, source, location, run);
    return undefined;
  }
}
