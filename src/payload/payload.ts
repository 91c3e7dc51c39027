/** Configuration, files and contexts in, the notifications to send out. */

import type { Config } from '../config/config.ts';
import { asFault, type Diagnostics, Fault } from '../diagnostics.ts';
import {
  findKeyErrors,
  parseDocument,
  type Syntax,
  syntaxOfFile,
  syntaxOfText,
} from '../document/document.ts';
import { describePath, type Tree } from '../document/tree.ts';
import type { Contexts } from '../expressions/contexts.ts';
import type { EvaluationOptions } from '../expressions/evaluation.ts';
import { containsExpression } from '../expressions/template.ts';
import type { DocumentLayers, Reader } from './document-layers.ts';
import { inputLayer, type Layer, mergeLayers, overrideLayer, unreadLayer } from './layers.ts';
import { completeNotification, type Notification } from './notification.ts';

/** What the notifications are made of. */
export interface PayloadSources {
  readonly config: Config;
  /** The content of `payload-file`, and its name relative to the workspace; if it was readable. */
  readonly file: { readonly name: string; readonly text: string } | undefined;
  readonly contexts: Contexts;
  /** The standard overrides by key, below everything that the user gave. */
  readonly overrides: Iterable<readonly [key: string, value: string]>;
  readonly world: EvaluationOptions['world'];
}

/**
 * Builds the notifications. Every error of the payload goes to `diagnostics`: `payload-unreadable`,
 * `payload-invalid`, `expression-invalid` or `value-missing`.
 */
export async function buildNotifications(
  sources: PayloadSources,
  diagnostics: Diagnostics,
): Promise<readonly Notification[]> {
  const { config, world } = sources;
  const documents = [await readFile(sources, diagnostics), await readInline(sources, diagnostics)];
  const present = documents.filter((document) => typeof document === 'object');
  const several = present.filter((document) => document.kind === 'several');
  if (several.length === 2) {
    diagnostics.errors.push({
      code: 'payload-invalid',
      message: '`payload-file` and `payload` both have `notifications`: one of them may.',
      location: { input: 'payload' },
    });
  }
  const isWhole = !documents.includes('failed') && several.length < 2;
  const standard = overrideLayer(sources.overrides, 'standard-overrides');
  const bottom = isWhole ? [standard] : [unreadLayer, standard];
  const top = inputLayer(config);
  const count = several[0]?.layers.length;
  const notifications = Array.from({ length: count ?? 1 }, (_, index) => {
    const layers = present.flatMap((document) => layersFor(document, index));
    const name = count === undefined ? 'The notification' : `\`notifications[${index}]\``;
    const merged = mergeLayers([...bottom, ...layers, top]);
    return completeNotification(merged, name, world.now(), diagnostics);
  });
  return isWhole ? notifications : [];
}

/** A document of one notification is merged into each of several. */
function layersFor(document: DocumentLayers, index: number): readonly Layer[] {
  return document.kind === 'single' ? [document.layer] : document.layers.slice(index, index + 1);
}

const INLINE_JSON =
  'Text that begins with { or [ is read as JSON: names and texts stand in straight double quotes. In a workflow, put values in as `${{ toJSON(…) }}`.';

type ReadResult = DocumentLayers | 'none' | 'failed';

async function readFile(sources: PayloadSources, diagnostics: Diagnostics): Promise<ReadResult> {
  const { config, file } = sources;
  if (config.payloadFile === '') return 'none';
  if (file === undefined) return 'failed';
  const syntax = syntaxOfFile(config.payloadFile);
  if (syntax === undefined) {
    diagnostics.errors.push({
      code: 'payload-unreadable',
      message: `\`payload-file\` must end in .json, .jsonc, .yml or .yaml, found "${diagnostics.quote(config.payloadFile)}".`,
      location: { input: 'payload-file' },
    });
    return 'failed';
  }
  return readText(file.text, syntax, 'payload-file', file.name, sources, diagnostics);
}

async function readInline(sources: PayloadSources, diagnostics: Diagnostics): Promise<ReadResult> {
  const text = sources.config.payload;
  if (text === '') return 'none';
  return readText(text, syntaxOfText(text), 'payload', undefined, sources, diagnostics);
}

/** The inputs that expressions depend on. */
const expressionInputs = ['context', 'needs', 'missing-values', 'job', 'matrix', 'strategy'];

/** Parses, evaluates (a file only), validates and reads one document. */
async function readText(
  text: string,
  syntax: Syntax,
  input: string,
  file: string | undefined,
  { config, contexts, world }: PayloadSources,
  diagnostics: Diagnostics,
): Promise<ReadResult> {
  const locate: Reader['locate'] = ({ line, column }, path) => ({
    input,
    ...(file !== undefined && { file }),
    line,
    column,
    ...(path.length > 0 && { key: diagnostics.quote(describePath(path), 200) }),
  });
  let tree = await parse(text, syntax, locate, diagnostics);
  if (tree === undefined) return 'failed';
  for (const { message, at, path } of findKeyErrors(tree, diagnostics.quote)) {
    diagnostics.errors.push({ code: 'payload-invalid', message, location: locate(at, path) });
  }
  if (file !== undefined && containsExpression(tree)) {
    // What an expression lacks may only follow from an input that cannot be used.
    if (expressionInputs.some((name) => config.invalidInputs.has(name))) return 'failed';
    const { evaluateTree } = await import(
      /* webpackChunkName: "document" */ '../expressions/evaluation.ts'
    );
    const options = { contexts, missingValues: config.missingValues, locate, world };
    tree = await evaluateTree(tree, options, diagnostics);
  }
  const { validateDocument } = await import(
    /* webpackChunkName: "document" */ '../document/validation.ts'
  );
  const { readDocument } = await import(/* webpackChunkName: "document" */ './document-layers.ts');
  const isSound = validateDocument(tree, locate, diagnostics);
  return readDocument(tree, { locate, diagnostics }) ?? (isSound ? 'none' : 'failed');
}

async function parse(
  text: string,
  syntax: Syntax,
  locate: Reader['locate'],
  diagnostics: Diagnostics,
): Promise<Tree | undefined> {
  const start = { line: 1, column: 1 };
  try {
    const tree = await parseDocument(text, syntax);
    if (tree === undefined) throw new Fault('it is empty');
    return tree;
  } catch (error) {
    const { message, location } = asFault(error);
    const { input, file } = locate(start, []);
    const isInlineJson = syntax === 'json' && file === undefined;
    diagnostics.errors.push({
      code: 'payload-invalid',
      message: `${file ?? `\`${input}\``} is not valid ${syntax === 'json' ? 'JSON' : 'YAML'}: ${diagnostics.quote(message, 200)}.`,
      ...(isInlineJson && { hint: INLINE_JSON }),
      location: locate({ ...start, ...location }, []),
    });
    return undefined;
  }
}
