/** Reads the inputs that set one field of the notification each. */

import type { Diagnostics, ErrorCode, ErrorDiagnostic } from '../diagnostics.ts';
import { fields, isListField, isTextField, type ListField, type TextField } from '../fields.ts';
import { failedAt, type Given, type Layer, overrideLayer } from '../layer.ts';
import { normalizeId } from '../text/ids.ts';
import { isEmptyJsonList, parseList, type Reject } from '../text/lists.ts';
import type { World } from '../world.ts';
import { isJson, type Pair, parsePairs, warnOfFolding } from './overrides.ts';
import type { Parse } from './parsers.ts';

/** Reads one input; `fallback` is the value of a blank one, and of one that cannot be used. */
export type Read = <T>(name: string, fallback: T, parse: Parse<T>, code?: ErrorCode) => Promise<T>;

/** Reads inputs, and remembers which have an error. */
export interface Reader {
  readonly read: Read;
  readonly errors: readonly ErrorDiagnostic[];
  /** The names of the inputs with an error. */
  readonly invalidInputs: ReadonlySet<string>;
}

/** Reads the inputs that set one field each. Ids are a part of the payload, and so are their errors. */
export async function readLayer(
  { read, invalidInputs }: Reader,
  input: World['input'],
  diagnostics: Diagnostics,
): Promise<Layer> {
  const texts: [TextField, Given<string>][] = [];
  const lists: [ListField, readonly Given<string>[]][] = [];
  for (const field of fields) {
    if (isTextField(field)) {
      const location = { input: field.input };
      const written = input(field.input);
      const value = field.kind === 'id' ? normalizeId(written) : written;
      if (value !== '') texts.push([field.name, { value, location }]);
    } else if (isListField(field)) {
      const ids = await read(field.input, [], idsOf(field), 'payload-invalid');
      const isInvalid = invalidInputs.has(field.input);
      if (isInvalid) lists.push([field.name, [failedAt({ input: field.input })]]);
      else if (ids.length > 0) lists.push([field.name, ids]);
    }
  }
  const pairs = await read('overrides', [], (text, reject) => {
    return readOverrides(text, reject, diagnostics);
  });
  return {
    ...overrideLayer(pairs, 'overrides'),
    texts: Object.fromEntries(texts),
    lists: Object.fromEntries(lists),
  };
}

/** `[]` says on purpose that no recipient is left, as an expression with an empty list does. */
function idsOf({ input, kind }: { readonly input: string; readonly kind: string }) {
  return async (text: string, reject: Reject): Promise<readonly Given<string>[]> => {
    const location = { input };
    if (isEmptyJsonList(text)) {
      if (kind === 'recipients') return [{ value: '', location, emptiedBy: `\`${input}\`` }];
      reject('is an empty list. Name a system, or remove the input');
    }
    const ids = (await parseList(text, reject)).map(normalizeId);
    return ids.filter((id) => id !== '').map((value) => ({ value, location }));
  };
}

/** A variable that is not set must never mean everyone. */
const parseTestRecipients: Parse<readonly string[]> = async (text, reject) => {
  const ids = (await parseList(text, reject)).map(normalizeId).filter((id) => id !== '');
  if (ids.length === 0) {
    reject(
      'names no one. Set it to at least one ID or `@login`, or remove it to notify the real recipients',
    );
  }
  return ids;
};

async function readOverrides(
  text: string,
  reject: Reject,
  diagnostics: Diagnostics,
): Promise<readonly Pair[]> {
  const pairs = await parsePairs(text, reject);
  if (!isJson(text)) warnOfFolding(text, pairs, diagnostics);
  return pairs;
}

/** @returns the only recipients of every notification; nothing where the input is not set. */
export function readTestRecipients(read: Read): Promise<readonly string[] | undefined> {
  return read('test-recipients', undefined, parseTestRecipients, 'payload-invalid');
}
