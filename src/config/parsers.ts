/** Text of an input in, the single value that it stands for out; errors as sentences. */

import type { Diagnostics } from '../diagnostics.ts';
import { type Parsed, parseList } from '../text/lists.ts';
import { didYouMean, type StandardOverrideName, standardOverrideNames } from '../text/names.ts';

/** Reads what an input was given: a value, or reasons that end a sentence after the input's name. */
export type Parse<T> = (given: string) => Parsed<T> | Promise<Parsed<T>>;

type Quote = Diagnostics['quote'];

/** An enumeration without regard to case. */
export function choice<T extends string>(quote: Quote, names: readonly T[]): Parse<T> {
  return (given) => {
    const found = names.find((name) => name === given.toLowerCase());
    return found === undefined
      ? wrong(`must be ${alternatives(names)}, found "${quote(given)}"`)
      : { ok: true, value: found };
  };
}

/** @returns exactly what `core.getBooleanInput` accepts (the YAML 1.2 core schema); else nothing. */
export function readFlag(given: string): boolean | undefined {
  if (/^(true|True|TRUE)$/.test(given)) return true;
  return /^(false|False|FALSE)$/.test(given) ? false : undefined;
}

/** `true` or `false`. */
export function flag(quote: Quote): Parse<boolean> {
  return (given) => {
    const value = readFlag(given);
    return value === undefined
      ? wrong(`must be true or false, found "${quote(given)}"`)
      : { ok: true, value };
  };
}

/** A whole number within bounds. */
export function whole(quote: Quote, least: number, most: number): Parse<number> {
  return (given) => {
    const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    return value >= least && value <= most
      ? { ok: true, value }
      : wrong(`must be a whole number from ${least} to ${most}, found "${quote(given)}"`);
  };
}

/** RFC 7617, section 2: a user-id with a colon cannot be sent, nor can control characters. */
export function parseClientId(given: string): Parsed<string> {
  return /[:\u0000-\u001f\u007f-\u009f]/.test(given)
    ? wrong(
        'must not contain ":" or control characters (RFC 7617); the id and the secret are two inputs',
      )
    : { ok: true, value: given };
}

/** Shorter ones are not masked; control characters cannot be sent (RFC 7617). */
export function parseClientSecret(given: string): Parsed<string> {
  if (given.length < 8) {
    return wrong(
      'must have at least 8 characters; a shorter secret could not be masked in the log',
    );
  }
  return /[\u0000-\u001f\u007f-\u009f]/.test(given)
    ? wrong('must not contain control characters such as line ends (RFC 7617)')
    : { ok: true, value: given };
}

/** `true` is all names, `false` none; else a list of them. */
export function overrideNames(quote: Quote): Parse<readonly StandardOverrideName[]> {
  return async (given) => {
    const all = readFlag(given);
    if (all !== undefined) return { ok: true, value: all ? standardOverrideNames : [] };
    const list = await parseList(given);
    if (!list.ok) return list;
    const known: readonly string[] = standardOverrideNames;
    const reasons = list.value
      .filter((name) => !known.includes(name.toUpperCase()))
      .map(
        (name) =>
          `has the unknown name "${quote(name)}".${didYouMean(name, known) || ' docs/payload.md lists them.'}`,
      );
    const wanted = new Set(list.value.map((name) => name.toUpperCase()));
    return reasons.length > 0
      ? { ok: false, reasons }
      : { ok: true, value: standardOverrideNames.filter((name) => wanted.has(name)) };
  };
}

function alternatives(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function wrong(reason: string): { readonly ok: false; readonly reasons: readonly string[] } {
  return { ok: false, reasons: [reason] };
}
