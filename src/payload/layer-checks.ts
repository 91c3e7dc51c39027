/** Checks a merged layer: its IDs, its template and its recipients. */

import type { Diagnostics } from '../diagnostics.ts';
import {
  inputName,
  type ListField,
  listFields,
  recipientFields,
  type TextField,
  textFields,
} from '../fields.ts';
import type { Given, Layer } from '../layer.ts';
import { findWrongId } from '../text/ids.ts';

/**
 * Reports a notification without a template or recipients. Errors (`payload-invalid`) and warnings go to `diagnostics`.
 * @param name what to call the notification in messages.
 */
export function checkRequired(layer: Layer, name: string, diagnostics: Diagnostics): void {
  const { texts, lists } = layer;
  if (texts.templateId === undefined) {
    missing(`${name} has no template`, ['templateId'], diagnostics);
  }
  if (recipientFields.every((field) => lists[field.name] === undefined)) {
    const names = recipientFields.map((field) => field.name);
    missing(`${name} has no recipients`, names, diagnostics);
  }
  warnOfNobody(layer, name, diagnostics);
}

function missing(
  what: string,
  fields: readonly (TextField | ListField)[],
  diagnostics: Diagnostics,
): void {
  const [first = 'templateId'] = fields;
  const ways = fields.map((field) => `the input \`${inputName(field)}\` or the field \`${field}\``);
  diagnostics.errors.push({
    code: 'payload-invalid',
    message: `${what}. Set ${ways.join(', or ')}.`,
    location: { input: inputName(first) },
    hint:
      first === 'templateId'
        ? 'To copy its ID, open Communication Center > New Notification > Custom Templates, and hover over the template.'
        : 'To copy the ID of an audience, open Audiences > ⋮ > Copy ID. People have the identifier that your identity provider uses.',
  });
}

/** @returns the IDs of a list; none where an expression gave an empty list. */
export function presentIn(ids: readonly Given<string>[]): readonly Given<string>[] {
  return ids.filter((id) => id.emptiedBy === undefined);
}

/** Recipients that were computed, and came out as an empty list. */
function warnOfNobody({ lists }: Layer, name: string, diagnostics: Diagnostics): void {
  const recipients = recipientFields.flatMap((field) => lists[field.name] ?? []);
  const [first] = recipients;
  if (first === undefined || presentIn(recipients).length > 0) return;
  const sources = recipients.map(({ emptiedBy }) => emptiedBy).join(', ');
  const came = recipients.length === 1 ? 'evaluates to an empty list' : 'evaluate to empty lists';
  diagnostics.warnings.push({
    level: 'warning',
    message: `${name} is skipped, because it has no recipients: ${sources} ${came}.`,
    location: first.location,
  });
}

/** Notifications share the IDs of a layer that is merged into each. */
const checked = new WeakSet<Given<string>>();

/** Reports (`payload-invalid`) each ID that can be no ID. IDs of recipients are not quoted. */
export function checkIds({ texts, lists }: Layer, { errors, quote }: Diagnostics): void {
  const check = (given: Given<string>, isPrivate: boolean): void => {
    const { value, location } = given;
    const wrong = checked.has(given) ? undefined : findWrongId(value);
    checked.add(given);
    if (wrong === undefined) return;
    const found = isPrivate ? '' : ` (found "${quote(value)}")`;
    const message = `The ID in \`${location.key ?? location.input}\` ${wrong.reason}${found}.`;
    errors.push({ code: 'payload-invalid', message, hint: wrong.hint, location });
  };
  for (const { name, kind } of textFields) {
    const given = texts[name];
    if (kind === 'id' && given !== undefined) check(given, false);
  }
  for (const { name, kind } of listFields) {
    for (const given of lists[name] ?? []) check(given, kind === 'recipients');
  }
}
