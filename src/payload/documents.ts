/** Reads the documents of the payload into layers. Loaded when there is one. */

import type { Config } from '../config/config.ts';
import type { Diagnostic, Diagnostics, Location } from '../diagnostics.ts';
import { findKeyErrors, parseDocument, syntaxOfFile, syntaxOfText } from '../document/document.ts';
import type { Source } from '../document/source.ts';
import { describePath, type Tree } from '../document/tree.ts';
import type { Contexts } from '../expressions/contexts.ts';
import { containsExpression } from '../expressions/template.ts';
import type { World } from '../world.ts';
import { readDocument } from './document-layers.ts';
import { warnOfExpanded } from './expanded-warnings.ts';
import { type DocumentLayers, unreadDocument } from './layers.ts';
import { warnOfSource } from './source-warnings.ts';

/** What documents are read from. */
export interface DocumentSources {
  readonly config: Config;
  /** The content of `payload-file`, and its name relative to the workspace; if it was readable. */
  readonly file: { readonly name: string; readonly text: string } | undefined;
  /** Makes the contexts of expressions, or returns those that it made. */
  readonly contexts: () => Promise<Contexts>;
  readonly world: Pick<World, 'now' | 'sleep' | 'signal' | 'redactor'> &
    Partial<Pick<World, 'log'>>;
}

/** @returns the layers of `payload-file`; none if there is none. */
export async function readFile(
  sources: DocumentSources,
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
  const tree = await parse(source, await contexts(), diagnostics);
  return readTree(
    tree && (await evaluate(tree, source, sources, diagnostics)),
    source,
    diagnostics,
  );
}

/** @returns the layers of `payload`; none if it is blank. */
export async function readInline(
  { config }: DocumentSources,
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
  const hint = syntax === 'yaml' ? VALUES : `${IS_JSON} ${VALUES}`;
  const source = createSource(text, { syntax, hint }, { input: 'payload' }, diagnostics);
  return readTree(await parse(source, undefined, diagnostics), source, diagnostics);
}

const VALUES =
  'Put values from expressions in `toJSON()`: `runtimeTitle: ${{ toJSON(github.event.release.name) }}`.';

const IS_JSON =
  'Text that begins with `{` or `[` is read as JSON, with names and texts in straight double quotes.';

/** @returns what to say about text that is not a document, but something that leads to one. */
function explainInline(text: string): Pick<Diagnostic, 'message' | 'hint'> | undefined {
  if (/^@?\S+\.(?:jsonc?|ya?ml)$/i.test(text)) {
    return {
      message: '`payload` is the path of a file.',
      hint: 'Set `payload-file` to the path. `payload` takes the document itself.',
    };
  }
  return /^["']\s*\{/.test(text)
    ? {
        message: '`payload` is JSON inside quotes.',
        hint: 'Remove the quotes, or the `toJSON()` around the whole document.',
      }
    : undefined;
}

function createSource(
  text: string,
  format: Pick<Source, 'syntax' | 'hint'>,
  origin: Pick<Location, 'input' | 'file'>,
  { quote }: Diagnostics,
): Source {
  return {
    text,
    ...format,
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
  if (contexts === undefined) warnOfExpanded(tree, source, diagnostics);
  warnOfSource(tree, source, contexts, diagnostics);
  return tree;
}

/** The inputs that expressions depend on. */
const expressionInputs = [
  'context',
  'needs',
  'event-file',
  'missing-values',
  'job',
  'matrix',
  'strategy',
];

/** @returns the document with its expressions evaluated; nothing where that cannot be tried. */
async function evaluate(
  tree: Tree,
  { locate }: Source,
  { config, contexts, world }: DocumentSources,
  diagnostics: Diagnostics,
): Promise<Tree | undefined> {
  if (!containsExpression(tree)) return tree;
  // What an expression lacks may only follow from an input that cannot be used.
  if (expressionInputs.some((name) => config.invalidInputs.has(name))) return undefined;
  const { evaluateTree } = await import(
    /* webpackChunkName: "document" */ '../expressions/evaluation.ts'
  );
  const options = {
    contexts: await contexts(),
    missingValues: config.missingValues,
    locate,
    world,
  };
  return evaluateTree(tree, options, diagnostics);
}

async function readTree(
  tree: Tree | undefined,
  source: Source,
  diagnostics: Diagnostics,
): Promise<readonly DocumentLayers[]> {
  if (tree === undefined) return [unreadDocument];
  return readDocument(tree, { source, diagnostics });
}
