/** Builds the notifications from configuration, documents and contexts. */

import { createDiagnostics, type Diagnostics } from '../diagnostics.ts';
import { emptyLayer, overrideLayer } from '../layer.ts';
import type { DocumentSources } from './documents.ts';
import {
  checkEmptyLists,
  checkValueCount,
  type DocumentLayers,
  mergeLayers,
  unreadDocument,
  unreadLayer,
} from './layers.ts';
import { completeNotification, type Notification, skippedNotification } from './notification.ts';

interface PayloadSources extends DocumentSources {
  /** The standard overrides by key, below everything that the user gave. */
  readonly overrides: Iterable<readonly [key: string, value: string]>;
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
  const documents = await readDocuments(sources, diagnostics);
  const lists = documents.filter(({ isList }) => isList);
  if (lists.length === 2) {
    const message = '`payload-file` and `payload` cannot both have `notifications`.';
    const hint =
      'Keep the list in one of them. A `notification` in the other applies to each entry.';
    const location = { input: 'payload' };
    diagnostics.errors.push({ code: 'payload-invalid', message, hint, location });
  }
  const standard = overrideLayer(sources.overrides, 'standard-overrides');
  // Of two lists of notifications one may have what the other lacks.
  const bottom = lists.length < 2 ? [standard] : [unreadLayer, standard];
  const stacks = Array.from({ length: lists[0]?.layers.length ?? 1 }, (_, index) => {
    // A document of one notification is merged into each of several.
    const layers = documents.flatMap((it) => (it.isList ? (it.layers[index] ?? []) : it.layers));
    return [...bottom, ...layers, config.layer];
  });
  const isWhole = lists.length < 2 && !documents.includes(unreadDocument);
  if (sources.isSkipped) {
    return isWhole ? stacks.map((it) => skippedNotification(mergeLayers(it), 'when')) : [];
  }
  if (config.testRecipients === undefined) checkEmptyLists(documents, config.layer, diagnostics);
  if (!checkValueCount(stacks, diagnostics)) return [];
  const { testRecipients } = config;
  const common = { nowMs: world.now(), testRecipients, holdsSecret: world.redactor.holdsSecret };
  const notifications = stacks.map((layers, index) => {
    const merged = mergeLayers(layers);
    if (merged.condition === false) return skippedNotification(emptyLayer, 'if');
    const name = lists.length === 0 ? 'The notification' : `\`notifications[${index}]\``;
    return completeNotification(merged, { ...common, name }, diagnostics);
  });
  return isWhole ? notifications : [];
}

/** Without a document, the code that reads documents is not loaded. */
async function readDocuments(
  sources: PayloadSources,
  diagnostics: Diagnostics,
): Promise<readonly DocumentLayers[]> {
  const { payloadFile, payload } = sources.config;
  if (payloadFile === '' && payload === '') return [];
  const { readFile, readInline } = await import(
    /* webpackChunkName: "document" */ './documents.ts'
  );
  // The `if` of `payload` decides over that of the file. Errors keep the order of the layers.
  const later = createDiagnostics(diagnostics.quote);
  const inline = await readInline(sources, later);
  const file = await readFile(sources, inline, diagnostics);
  diagnostics.errors.push(...later.errors);
  diagnostics.warnings.push(...later.warnings);
  return [...file, ...inline];
}
