/** Checks the IDs of a notification, after the last layer. */

import type { Diagnostics } from '../diagnostics.ts';
import { listFields, textFields } from '../fields.ts';
import type { Given, Layer } from '../layer.ts';
import { findWrongId } from '../text/ids.ts';

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
