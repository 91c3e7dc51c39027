/** Evaluates the `${{ }}` in one string value. */

import * as data from '@actions/expressions/data/index';
import type { Config } from '../config/config.ts';
import { asFault, type Diagnostics, Fault, type Location, outageWarning } from '../diagnostics.ts';
import type { Reading } from '../document/mismatch.ts';
import type { Source } from '../document/source.ts';
import {
  isPrivate,
  isRecipient,
  type List,
  type Path,
  type Position,
  type Scalar,
  type Tree,
} from '../document/tree.ts';
import { sentence } from '../text/format.ts';
import { parseList } from '../text/lists.ts';
import type { World } from '../world.ts';
import { DOUBLE_IT } from './checks.ts';
import type { Contexts } from './contexts.ts';
import type { Engine } from './engine.ts';
import { toNode } from './node.ts';
import { type EvaluatedPart, reportNulls } from './nulls.ts';
import { hasExpression, type Part, quoteSource, splitTemplate } from './template.ts';
import { requireTexts, type Value } from './values.ts';

/** What evaluation depends on besides the tree. */
export interface EvaluationOptions
  extends Pick<Config, 'missingValues'>,
    Pick<Source, 'locate'>,
    Pick<Reading, 'isTest'> {
  readonly contexts: Contexts;
  /** Set where an input that expressions depend on cannot be used: only their syntax is judged. */
  readonly isParsedOnly?: boolean;
  /** The `if` of each notification in `payload` that one of the file is merged with: it decides. */
  readonly laterConditions?: readonly (boolean | undefined)[];
  readonly world: Pick<World, 'now' | 'sleep' | 'signal'> & Partial<Pick<World, 'log'>>;
}

/** The evaluation of one document. */
export interface Run {
  readonly engine: Engine;
  /** Yields to the event loop from time to time. @throws when the step is cancelled or time is up. */
  readonly checkTime: () => Promise<void>;
  readonly options: EvaluationOptions;
  readonly diagnostics: Diagnostics;
}

/** The evaluation of one value of the document. */
interface Place extends Run {
  readonly at: Position;
  readonly path: Path;
  readonly location: Location;
}

/** @returns the value; a placeholder where an error was reported. */
export async function evaluateScalar(scalar: Scalar, path: Path, run: Run): Promise<Tree> {
  const { value, line, column } = scalar;
  if (typeof value !== 'string' || !hasExpression(value)) return scalar;
  const at = { line, column };
  const place = { ...run, at, path, location: run.options.locate(at, path) };
  try {
    return await evaluateText(value, place);
  } catch (error) {
    report(error, value, place);
    return failed(at);
  }
}

/** @throws anything that is not an expression error. */
export function report(error: unknown, source: string, place: Place): void {
  const fault = asFault(error);
  if (fault.code === 'deadline-exceeded') throw fault;
  if (fault.isRepeated) return;
  const { path, location } = place;
  const { quote, errors } = place.diagnostics;
  const { code = 'expression-invalid', hint, found } = fault;
  const why = found === undefined || isPrivate(path) ? '' : `: ${quote(found, 200)}`;
  const shown = quoteSource(source, path, quote);
  const message = sentence(`${shown} cannot be evaluated: ${quote(fault.message, 300)}${why}`);
  errors.push({ code, message, hint, location });
}

/** A placeholder for a value that is set and not judged. */
function failed(at: Position): Scalar {
  return { kind: 'scalar', value: null, text: '', ...at, failed: true };
}

async function evaluateText(text: string, place: Place): Promise<Tree> {
  const { at, path, diagnostics } = place;
  /** Names the text as what left a list empty. */
  const withSource = (list: List): List =>
    list.items.length > 0 ? list : { ...list, source: quoteSource(text, path, diagnostics.quote) };
  const parts = splitTemplate(text);
  if (parts === undefined) {
    throw text.includes('}}')
      ? new Fault('a text in it is not closed', { hint: DOUBLE_IT })
      : new Fault('`}}` is missing', { hint: 'Close it with `}}`.' });
  }
  const isAlone = parts.filter((part) => part.kind === 'expression').length === 1;
  const found: EvaluatedPart[] = [];
  for (const part of parts) {
    const source = isAlone ? text : `\${{ ${part.text} }}`;
    const evaluated = await evaluatePart(part, source, place);
    if (evaluated !== undefined) found.push(evaluated);
  }
  if (found.length < parts.length) return failed(at);
  const isUnavailable = found.some((part) => part.isUnavailable);
  const nullState = reportNulls(found, place);
  if (isUnavailable && isRecipient(path) && !('failed' in nullState)) {
    const items = await knownRecipients(found, place);
    return withSource({ kind: 'list', items, ...at, evaluated: true });
  }
  const state = isUnavailable ? { missing: true as const, ...nullState } : nullState;
  const values = found.map(({ value }) => value);
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    const node = toNode(only, at, path);
    if (node.kind === 'scalar') return { ...node, ...state };
    if ('failed' in state) return failed(at);
    return node.kind === 'list' ? withSource(node) : node;
  }
  const joined = joinValues(values, place);
  return { kind: 'scalar', value: joined, text: joined, ...at, evaluated: true, ...state };
}

/** Replaces a value that GitHub did not return. No text contains this character. */
const UNKNOWN = '\uffff';

/** @returns the recipients in a text, except those with an unknown part. */
async function knownRecipients(
  parts: readonly EvaluatedPart[],
  place: Place,
): Promise<readonly Scalar[]> {
  // An item of a list is a single recipient.
  if (typeof place.path.at(-1) === 'number') return [];
  const values = parts.map(({ isUnavailable, value }) =>
    isUnavailable ? new data.StringData(UNKNOWN) : value,
  );
  const ids = await parseList(joinValues(values, place).trim(), (reason) => {
    throw new Fault(`it ${reason}`, { code: 'payload-invalid' });
  });
  return ids
    .filter((id) => !id.includes(UNKNOWN))
    .map((id) => ({ kind: 'scalar', value: id, text: id, ...place.at, evaluated: true }));
}

/** @throws {Fault} if a list or mapping is among them: no one means the word "Array". */
function joinValues(values: readonly Value[], { engine }: Place): string {
  requireTexts(values, 'it returns');
  const pieces = values.map((value) => value.coerceString());
  engine.spend(pieces.reduce((sum, piece) => sum + piece.length, 0));
  return pieces.join('');
}

/** @returns nothing, and an error that quotes the source, where it cannot be evaluated. */
async function evaluatePart(
  part: Part,
  source: string,
  place: Place,
): Promise<EvaluatedPart | undefined> {
  const { kind, text } = part;
  if (kind === 'literal') return { ...part, value: new data.StringData(text) };
  try {
    await place.checkTime();
    const isOptional = place.options.isTest && isRecipient(place.path);
    return { ...part, value: await place.engine.evaluate(text, isOptional) };
  } catch (error) {
    const fault = asFault(error);
    if (fault.code === 'github-unavailable') {
      const explain = (it: string): string =>
        `An expression that names \`run\` is empty, because ${it}.`;
      place.diagnostics.warnings.push(outageWarning(fault, explain));
      return { ...part, value: new data.Null(), isUnavailable: true };
    }
    report(error, source, place);
    return undefined;
  }
}
