/** Evaluates the `${{ }}` in one string value. */

import * as data from '@actions/expressions/data/index';
import { asFault, type Diagnostics, Fault, type Location } from '../diagnostics.ts';
import type { Path, Position, Scalar, Tree } from '../document/tree.ts';
import { sentence } from '../text/format.ts';
import type { World } from '../world.ts';
import type { Contexts } from './contexts.ts';
import type { Engine } from './engine.ts';
import { judgeNulls } from './missing-values.ts';
import { isRecipient, toNode } from './node.ts';
import { hasExpression, type Part, quoteSource, splitTemplate } from './template.ts';
import type { Value } from './values.ts';

/** What evaluation depends on besides the tree. */
export interface EvaluationOptions {
  readonly contexts: Contexts;
  /** What becomes of an expression that is null (interface, `missing-values`). */
  readonly missingValues: 'error' | 'warn' | 'empty';
  /** @returns the location to report for a node. */
  readonly locate: (at: Position, path: Path) => Location;
  readonly world: Pick<World, 'now' | 'sleep' | 'signal'> & Partial<Pick<World, 'log'>>;
}

/** The evaluation of one document. */
export interface Run {
  readonly engine: Engine;
  /** Lets signals through now and then. @throws when the step is cancelled or time is up. */
  readonly checkTime: () => Promise<void>;
  readonly options: EvaluationOptions;
  readonly diagnostics: Diagnostics;
  /** Causes of nulls that were reported. */
  readonly causes: Set<string>;
}

/** @returns the value; a placeholder where an error was reported. */
export async function evaluateScalar(scalar: Scalar, path: Path, run: Run): Promise<Tree> {
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

/** @throws anything that is not an expression error. */
export function report(error: unknown, source: string, location: Location, run: Run): void {
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

/** @returns a placeholder for a value whose error was reported. */
export function failed({ line, column }: Position): Scalar {
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
  const joined = joinValues(values, run);
  return { kind: 'scalar', value: joined, text: joined, ...at, evaluated: true, ...state };
}

/** @throws {Fault} if a list or mapping is among them: no one means the word "Array". */
function joinValues(values: readonly Value[], run: Run): string {
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
  return pieces.join('');
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
