/** What a parser of inputs makes of a text: a value, or the reasons against it. */

import type { Reject } from '../../src/text/lists.ts';

type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reasons: readonly string[] };

export async function parsed<T>(
  parse: (text: string, reject: Reject) => T | Promise<T>,
  text: string,
): Promise<Parsed<T>> {
  const reasons: string[] = [];
  const value = await parse(text, (reason) => reasons.push(reason));
  return reasons.length > 0 ? { ok: false, reasons } : { ok: true, value };
}
