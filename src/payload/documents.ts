/** Reads the documents of the payload into layers. Loaded when there is one. */

import type { Config } from '../config/config.ts';
import type { Diagnostics, Location } from '../diagnostics.ts';
import { findKeyErrors, parseDocument, syntaxOfFile, syntaxOfText } from '../document/document.ts';
import { type Reading, reportAt } from '../document/mismatch.ts';
import { hearSignals, type Source } from '../document/source.ts';
import { describePath, entryOf, nodesOf, type Tree } from '../document/tree.ts';
import type { Contexts } from '../expressions/contexts.ts';
import { containsExpression } from '../expressions/template.ts';
import { CONDITION } from '../layer.ts';
import type { World } from '../world.ts';
import { readDocument } from './document-layers.ts';
import { type DocumentLayers, unreadDocument } from './layers.ts';
import { explainInline, inlineHint, warnOfSource } from './mistakes.ts';

/** What documents are read from. */
export interface DocumentSources {
  readonly config: Config;
  /** `payload-file`, with its name relative to the workspace; nothing if it was not readable. */
  readonly file: { readonly name: string; readonly text: string } | undefined;
  /** Makes the contexts of expressions, or returns those that it made. */
  readonly contexts: () => Promise<Contexts>;
  readonly world: Pick<World, 'now' | 'sleep' | 'signal' | 'redactor'> &
    Partial<Pick<World, 'log'>>;
  /** Whether nothing will be sent, so that only syntax and names are checked. */
  readonly isSkipped: boolean;
}

/**
 * @param inline what `payload` sets: its `if` decides over that of the file.
 * @returns the layers of `payload-file`; none if there is none.
 */
export async function readFile(
  sources: DocumentSources,
  inline: readonly DocumentLayers[],
  diagnostics: Diagnostics,
): Promise<readonly DocumentLayers[]> {
  const { config, file, contexts } = sources;
  if (config.payloadFile === '') return [];
  if (file === undefined) return [unreadDocument];
  const syntax = syntaxOfFile(config.payloadFile, file.text);
  if (syntax === undefined) {
    const found = diagnostics.quote(config.payloadFile);
    const message = `\`payload-file\` must end in .json, .jsonc, .yml, or .yaml, found "${found}".`;
    const location = { input: 'payload-file' };
    diagnostics.errors.push({ code: 'payload-unreadable', message, location });
    return [unreadDocument];
  }
  const origin = { input: 'payload-file', file: file.name };
  const reading = createReading({ text: file.text, syntax }, origin, sources, diagnostics);
  const tree = await parse(reading, await contexts());
  return readTree(tree && (await evaluate(tree, sources, inline, reading)), reading);
}

/** @returns the layers of `payload`; none if it is blank. */
export async function readInline(
  sources: DocumentSources,
  diagnostics: Diagnostics,
): Promise<readonly DocumentLayers[]> {
  const text = sources.config.payload;
  if (text === '') return [];
  const mistake = explainInline(text);
  if (mistake !== undefined) {
    const location = { input: 'payload' };
    diagnostics.errors.push({ code: 'payload-invalid', ...mistake, location });
    return [unreadDocument];
  }
  const syntax = syntaxOfText(text);
  const document = { text, syntax, hint: inlineHint(syntax) };
  const reading = createReading(document, { input: 'payload' }, sources, diagnostics);
  return readTree(await parse(reading, undefined), reading);
}

function createReading(
  document: Pick<Source, 'text' | 'syntax' | 'hint'>,
  origin: Pick<Location, 'input' | 'file'>,
  { config, isSkipped }: DocumentSources,
  diagnostics: Diagnostics,
): Reading {
  const source: Source = {
    ...document,
    code: 'payload-invalid',
    locate: ({ line, column }, path) => ({
      ...origin,
      line,
      column,
      ...(path.length > 0 && { key: diagnostics.quote(describePath(path), 200) }),
    }),
  };
  const isTest = config.testRecipients !== undefined;
  return { source, diagnostics, judgesValues: !isSkipped, isTest };
}

/** @returns the document as it is written; nothing if it cannot be parsed. */
async function parse(reading: Reading, contexts: Contexts | undefined): Promise<Tree | undefined> {
  const { source, diagnostics } = reading;
  const tree = await parseDocument(source, diagnostics);
  if (tree === undefined) return undefined;
  for (const { reason, hint, at, path } of findKeyErrors(tree, diagnostics.quote)) {
    reportAt(at, path, { message: `The ${reason}.`, hint }, reading);
  }
  if (!checkCount(tree, reading)) return undefined;
  await hearSignals(source.text);
  warnOfSource(tree, source, contexts, diagnostics);
  await hearSignals(source.text);
  return tree;
}

/** Notifications in one document, counted before any is evaluated (interface, section 3). */
const MAX_NOTIFICATIONS = 500;

function checkCount(tree: Tree, reading: Reading): boolean {
  const list = tree.kind === 'mapping' ? entryOf(tree, 'notifications')?.value : undefined;
  if (list?.kind !== 'list' || list.items.length <= MAX_NOTIFICATIONS) return true;
  const { length: count } = list.items;
  const message = `\`notifications\` has ${count} entries, but ${MAX_NOTIFICATIONS} is the maximum.`;
  const hint = 'Split the list over several steps, or use audiences to reach more people.';
  reportAt(list, ['notifications'], { message, hint }, reading);
  return false;
}

const expressionInputs = [
  'context',
  'needs',
  'event-file',
  'missing-values',
  'job',
  'matrix',
  'strategy',
];

/** @returns the document with its expressions evaluated. */
async function evaluate(
  tree: Tree,
  { config, contexts, world, isSkipped }: DocumentSources,
  inline: readonly DocumentLayers[],
  { source, diagnostics, isTest }: Reading,
): Promise<Tree> {
  if (isSkipped) return withoutExpressions(tree);
  if (!containsExpression(tree) && !hasCondition(tree)) return tree;
  const { evaluateTree } = await import(
    /* webpackChunkName: "document" */ '../expressions/evaluation.ts'
  );
  const { missingValues, invalidInputs } = config;
  const { locate } = source;
  // What an expression lacks may only follow from an input that cannot be used.
  const isParsedOnly = expressionInputs.some((name) => invalidInputs.has(name));
  const later = inline.flatMap(({ layers }) => layers.map(({ condition }) => condition));
  const laterConditions = inline.length === 0 ? [undefined] : later;
  const values = { contexts: await contexts(), missingValues, ...(isTest && { isTest }) };
  const options = { ...values, isParsedOnly, locate, world, laterConditions };
  return evaluateTree(tree, options, diagnostics);
}

/** Whether a notification has an `if`, which is an expression without its braces too. */
function hasCondition(tree: Tree): boolean {
  return nodesOf(tree).some(([node]) => node.kind === 'mapping' && entryOf(node, CONDITION));
}

/** Values that an expression would give are set, and are not known. */
function withoutExpressions(tree: Tree): Tree {
  if (tree.kind === 'list') return { ...tree, items: tree.items.map(withoutExpressions) };
  if (tree.kind === 'mapping') {
    const entries = tree.entries.map((it) => ({ ...it, value: withoutExpressions(it.value) }));
    return { ...tree, entries };
  }
  return tree.text.includes('${{') ? { ...tree, value: null, text: '', failed: true } : tree;
}

async function readTree(
  tree: Tree | undefined,
  reading: Reading,
): Promise<readonly DocumentLayers[]> {
  if (tree === undefined) return [unreadDocument];
  await hearSignals(reading.source.text);
  return readDocument(tree, reading);
}
