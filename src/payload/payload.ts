/** Configuration, files and contexts in, the notifications to send out. */

import type { Config } from '../config/config.ts';
import type { Findings } from '../errors.ts';
import type { BusyWorld } from './breather.ts';
import type { Contexts } from './contexts.ts';
import { findKeyProblems, parseDocument, syntaxOfFile, syntaxOfText } from './document.ts';
import { inputLayer, type Layer, mergeLayers, overrideLayer, unreadLayer } from './layers.ts';
import { completeNotification, type Notification } from './notification.ts';
import type { DocumentLayers, Reader } from './reading.ts';
import { containsExpression } from './template.ts';
import { asDocumentError, DocumentError, describePath } from './tree.ts';

/** What the notifications are made of. */
export interface PayloadSources {
  readonly config: Config;
  /** The content of `payload-file`, and its name relative to the workspace; if it was readable. */
  readonly file: { readonly name: string; readonly text: string } | undefined;
  readonly contexts: Contexts;
  /** The standard overrides by key, below everything that the user gave. */
  readonly overrides: Iterable<readonly [key: string, value: string]>;
  readonly world: BusyWorld;
}

/**
 * Builds the notifications. Every problem of the payload goes to `findings`: `payload-unreadable`,
 * `payload-invalid`, `expression-invalid` or `value-missing`.
 */
export async function buildNotifications(
  sources: PayloadSources,
  findings: Findings,
): Promise<readonly Notification[]> {
  const { config, world } = sources;
  const documents = [await readFile(sources, findings), await readInline(sources, findings)];
  const present = documents.filter((document) => typeof document === 'object');
  const several = present.filter((document) => document.kind === 'several');
  if (several.length === 2) {
    findings.problems.push({
      code: 'payload-invalid',
      message: '`payload-file` and `payload` both have `notifications`: one of them may.',
      place: { input: 'payload' },
    });
  }
  const isWhole = !documents.includes('failed') && several.length < 2;
  const standard = overrideLayer(sources.overrides, 'standard-overrides');
  const bottom = isWhole ? [standard] : [unreadLayer, standard];
  const top = inputLayer(config.fields);
  const count = several[0]?.layers.length;
  const notifications = Array.from({ length: count ?? 1 }, (_, index) => {
    const layers = present.flatMap((document) => layersFor(document, index));
    const name = count === undefined ? 'The notification' : `\`notifications[${index}]\``;
    const merged = mergeLayers([...bottom, ...layers, top]);
    return completeNotification(merged, name, world.now(), findings);
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

async function readFile(sources: PayloadSources, findings: Findings): Promise<ReadResult> {
  const { config, file } = sources;
  if (config.payloadFile === '') return 'none';
  if (file === undefined) return 'failed';
  const syntax = syntaxOfFile(config.payloadFile);
  if (syntax === undefined) {
    findings.problems.push({
      code: 'payload-unreadable',
      message: `\`payload-file\` must end in .json, .jsonc, .yml or .yaml, found "${findings.quote(config.payloadFile)}".`,
      place: { input: 'payload-file' },
    });
    return 'failed';
  }
  return readText(file.text, syntax, 'payload-file', file.name, sources, findings);
}

async function readInline(sources: PayloadSources, findings: Findings): Promise<ReadResult> {
  const text = sources.config.payload;
  if (text === '') return 'none';
  return readText(text, syntaxOfText(text), 'payload', undefined, sources, findings);
}

/** Parses, evaluates (a file only), validates and reads one document. */
async function readText(
  text: string,
  syntax: 'json' | 'yaml',
  input: string,
  file: string | undefined,
  { config, contexts, world }: PayloadSources,
  findings: Findings,
): Promise<ReadResult> {
  const locate: Reader['locate'] = ({ line, column }, path) => ({
    input,
    ...(file !== undefined && { file }),
    line,
    column,
    ...(path.length > 0 && { key: findings.quote(describePath(path), 200) }),
  });
  const name = file ?? `\`${input}\``;
  try {
    const written = await parseDocument(text, syntax);
    if (written === undefined) throw new DocumentError('it is empty', { line: 1, column: 1 });
    for (const { message, at, path } of findKeyProblems(written, findings.quote)) {
      findings.problems.push({ code: 'payload-invalid', message, place: locate(at, path) });
    }
    let tree = written;
    if (file !== undefined && containsExpression(written)) {
      const { evaluateTree } = await import(/* webpackChunkName: "document" */ './expressions.ts');
      const options = { contexts, missingValues: config.missingValues, locate, world };
      tree = await evaluateTree(written, options, findings);
    }
    const { validateDocument } = await import(/* webpackChunkName: "document" */ './validate.ts');
    const { readDocument } = await import(/* webpackChunkName: "document" */ './reading.ts');
    const isSound = validateDocument(tree, locate, findings);
    return readDocument(tree, { locate, findings }) ?? (isSound ? 'none' : 'failed');
  } catch (error) {
    const { message, at } = asDocumentError(error);
    findings.problems.push({
      code: 'payload-invalid',
      message: `${name} is not valid ${syntax === 'json' ? 'JSON' : 'YAML'}: ${findings.quote(message, 200)}.`,
      ...(syntax === 'json' && file === undefined && { hint: INLINE_JSON }),
      place: locate(at, []),
    });
    return 'failed';
  }
}
