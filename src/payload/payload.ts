/** Builds the notifications from configuration, documents and contexts. */

import type { Config } from '../config/config.ts';
import type { Diagnostics, Location } from '../diagnostics.ts';
import { findKeyErrors, parseDocument, syntaxOfFile, syntaxOfText } from '../document/document.ts';
import type { Source } from '../document/source.ts';
import { describePath, type Tree } from '../document/tree.ts';
import type { Contexts } from '../expressions/contexts.ts';
import { containsExpression } from '../expressions/template.ts';
import type { World } from '../world.ts';
import { explainInline, inlineHint } from './inline.ts';
import {
  checkOverrideCount,
  type DocumentLayers,
  inputLayer,
  type Layer,
  mergeLayers,
  overrideLayer,
  unreadDocument,
  unreadLayer,
} from './layers.ts';
import { completeNotification, type Notification } from './notification.ts';

/** What the notifications are made of. */
interface PayloadSources {
  readonly config: Config;
  /** The content of `payload-file`, and its name relative to the workspace; if it was readable. */
  readonly file: { readonly name: string; readonly text: string } | undefined;
  readonly contexts: Contexts;
  /** The standard overrides by key, below everything that the user gave. */
  readonly overrides: Iterable<readonly [key: string, value: string]>;
  readonly world: Pick<World, 'now' | 'sleep' | 'signal'>;
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
  const documents = [
    ...(await readFile(sources, diagnostics)),
    ...(await readInline(sources, diagnostics)),
  ];
  const several = documents.filter((document) => document.kind === 'several');
  if (several.length === 2) {
    diagnostics.errors.push({
      code: 'payload-invalid',
      message: '`payload-file` and `payload` cannot both have `notifications`.',
      hint: 'Keep the list in one of them. A `notification` in the other applies to each entry.',
      location: { input: 'payload' },
    });
  }
  const standard = overrideLayer(sources.overrides, 'standard-overrides');
  // Of two lists of notifications one may have what the other lacks.
  const bottom = several.length < 2 ? [standard] : [unreadLayer, standard];
  const top = inputLayer(config, diagnostics);
  const count = several[0]?.layers.length;
  const stacks = Array.from({ length: count ?? 1 }, (_, index) => [
    ...bottom,
    ...documents.flatMap((document) => layersFor(document, index)),
    top,
  ]);
  if (!checkOverrideCount(stacks, diagnostics)) return [];
  const notifications = stacks.map((layers, index) => {
    const name = count === undefined ? 'The notification' : `\`notifications[${index}]\``;
    return completeNotification(mergeLayers(layers), name, world.now(), diagnostics);
  });
  const isWhole = several.length < 2 && !documents.includes(unreadDocument);
  return isWhole ? notifications : [];
}

/** A document of one notification is merged into each of several. */
function layersFor(document: DocumentLayers, index: number): readonly Layer[] {
  return document.kind === 'single' ? [document.layer] : document.layers.slice(index, index + 1);
}

async function readFile(
  sources: PayloadSources,
  diagnostics: Diagnostics,
): Promise<readonly DocumentLayers[]> {
  const { config, file, contexts } = sources;
  if (config.payloadFile === '') return [];
  if (file === undefined) return [unreadDocument];
  const syntax = syntaxOfFile(config.payloadFile);
  if (syntax === undefined) {
    diagnostics.errors.push({
      code: 'payload-unreadable',
      message: `\`payload-file\` must end in .json, .jsonc, .yml or .yaml, found "${diagnostics.quote(config.payloadFile)}".`,
      location: { input: 'payload-file' },
    });
    return [unreadDocument];
  }
  const { name, text } = file;
  const origin = { input: 'payload-file', file: name };
  const source = createSource(text, { syntax }, origin, diagnostics);
  const tree = await parse(source, contexts, diagnostics);
  return readTree(
    tree && (await evaluate(tree, source, sources, diagnostics)),
    source,
    diagnostics,
  );
}

async function readInline(
  { config }: PayloadSources,
  diagnostics: Diagnostics,
): Promise<readonly DocumentLayers[]> {
  const text = config.payload;
  if (text === '') return [];
  const mistake = explainInline(text);
  if (mistake !== undefined) {
    const location = { input: 'payload' };
    diagnostics.errors.push({ code: 'payload-invalid', ...mistake, location });
    return [unreadDocument];
  }
  const syntax = syntaxOfText(text);
  const manner = { syntax, hint: inlineHint(syntax) };
  const source = createSource(text, manner, { input: 'payload' }, diagnostics);
  return readTree(await parse(source, undefined, diagnostics), source, diagnostics);
}

function createSource(
  text: string,
  manner: Pick<Source, 'syntax' | 'hint'>,
  origin: Pick<Location, 'input' | 'file'>,
  { quote }: Diagnostics,
): Source {
  return {
    text,
    ...manner,
    code: 'payload-invalid',
    locate: ({ line, column }, path) => ({
      ...origin,
      line,
      column,
      ...(path.length > 0 && { key: quote(describePath(path), 200) }),
    }),
  };
}

/** @returns the document as it is written; nothing if it cannot be parsed. */
async function parse(
  source: Source,
  contexts: Contexts | undefined,
  diagnostics: Diagnostics,
): Promise<Tree | undefined> {
  const tree = await parseDocument(source, diagnostics);
  if (tree === undefined) return undefined;
  for (const { name, said, at, path } of findKeyErrors(tree, diagnostics.quote)) {
    const message = `The key ${name} ${said}.`;
    diagnostics.errors.push({
      code: 'payload-invalid',
      message,
      location: source.locate(at, path),
    });
  }
  const { warnOfSource } = await import(/* webpackChunkName: "document" */ './source-warnings.ts');
  warnOfSource(tree, source, contexts, diagnostics);
  return tree;
}

/** The inputs that expressions depend on. */
const expressionInputs = ['context', 'needs', 'missing-values', 'job', 'matrix', 'strategy'];

/** @returns the document with its expressions evaluated; nothing where that cannot be tried. */
async function evaluate(
  tree: Tree,
  { locate }: Source,
  { config, contexts, world }: PayloadSources,
  diagnostics: Diagnostics,
): Promise<Tree | undefined> {
  if (!containsExpression(tree)) return tree;
  // What an expression lacks may only follow from an input that cannot be used.
  if (expressionInputs.some((name) => config.invalidInputs.has(name))) return undefined;
  const { evaluateTree } = await import(
    /* webpackChunkName: "document" */ '../expressions/evaluation.ts'
  );
  const options = { contexts, missingValues: config.missingValues, locate, world };
  return evaluateTree(tree, options, diagnostics);
}

async function readTree(
  tree: Tree | undefined,
  source: Source,
  diagnostics: Diagnostics,
): Promise<readonly DocumentLayers[]> {
  if (tree === undefined) return [unreadDocument];
  const { readDocument } = await import(/* webpackChunkName: "document" */ './document-layers.ts');
  return readDocument(tree, { source, diagnostics });
}
