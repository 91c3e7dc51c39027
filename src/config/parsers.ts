/** Parsers of single values: each takes the text of an input, and rejects what it cannot use. */

import type { Diagnostics } from '../diagnostics.ts';
import { parseList, type Reject } from '../text/lists.ts';
import {
  didYouMean,
  runOverrideNames,
  type StandardOverrideName,
  standardOverrideNames,
} from '../text/names.ts';
import type { Config } from './config.ts';

/** Reads what an input is set to. The value does not count where it was rejected. */
export type Parse<T> = (text: string, reject: Reject) => T | undefined | Promise<T | undefined>;

type Quote = Diagnostics['quote'];

/** An enumeration without regard to case. */
export function choice<T extends string>(quote: Quote, names: readonly T[]): Parse<T> {
  return (text, reject) => {
    const found = names.find((name) => name === text.toLowerCase());
    if (found === undefined) reject(`must be ${alternatives(names)}, found "${quote(text)}"`);
    return found;
  };
}

/** @returns exactly what `core.getBooleanInput` accepts (the YAML 1.2 core schema); else nothing. */
export function readFlag(text: string): boolean | undefined {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  return /^(false|False|FALSE)$/.test(text) ? false : undefined;
}

/** `true` or `false`. */
export function flag(quote: Quote): Parse<boolean> {
  return (text, reject) => {
    const value = readFlag(text);
    if (value === undefined) reject(`must be true or false, found "${quote(text)}"`);
    return value;
  };
}

/** `true` or `false`, or `token` to fetch the token as well. */
export function dryRunOf(quote: Quote): Parse<'true' | 'false' | 'token'> {
  return (text, reject) => {
    if (text.toLowerCase() === 'token') return 'token';
    const value = readFlag(text);
    if (value === undefined) reject(`must be true, false, or token, found "${quote(text)}"`);
    return value ? 'true' : 'false';
  };
}

/** A whole number within bounds. */
export function whole(quote: Quote, least: number, most: number): Parse<number> {
  return (text, reject) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    reject(`must be a whole number from ${least} to ${most}, found "${quote(text)}"`);
    return undefined;
  };
}

/** RFC 7617, section 2: a user-id with a colon cannot be sent, nor can control characters. */
export const parseClientId: Parse<string> = (text, reject) => {
  if (/[:\u0000-\u001f\u007f-\u009f]/.test(text)) {
    reject(
      'must not contain ":" or control characters (RFC 7617). Set the ID and the secret in two inputs',
    );
  }
  return text;
};

/** Shorter ones are not masked; control characters cannot be sent (RFC 7617). */
export const parseClientSecret: Parse<string> = (text, reject) => {
  if (text.length < 8) {
    reject('must have at least 8 characters. A shorter secret could not be masked in the log');
  } else if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) {
    reject('must not contain control characters such as line ends (RFC 7617)');
  }
  return text;
};

/** `path` or `event_name:path`. A letter before a colon is a drive of Windows. */
export const parseEventFile: Parse<NonNullable<Config['eventFile']>> = (text) => {
  const [, eventName, path = text] = /^([a-z][a-z_]+):(.+)$/s.exec(text) ?? [];
  return { path: path.trim(), eventName };
};

/**
 * `true` is all names but those that only GitHub's API knows, `false` none; else a list of them.
 */
export function overrideNames(quote: Quote): Parse<readonly StandardOverrideName[]> {
  return async (text, reject) => {
    const all = readFlag(text);
    const asked: readonly string[] = runOverrideNames;
    if (all !== undefined)
      return all ? standardOverrideNames.filter((it) => !asked.includes(it)) : [];
    const known: readonly string[] = standardOverrideNames;
    const wanted = new Set<string>();
    for (const name of await parseList(text, reject)) {
      wanted.add(name.toUpperCase());
      if (known.includes(name.toUpperCase())) continue;
      const url = name.replace(/(?:LINK|HREF|ADDRESS)$/i, 'URL');
      const meant = didYouMean(url, known) || ' docs/payload.md lists the names.';
      reject(`has the unknown name "${quote(name)}".${meant}`);
    }
    return standardOverrideNames.filter((name) => wanted.has(name));
  };
}

function alternatives(names: readonly string[]): string {
  if (names.length < 3) return names.join(' or ');
  return [...names.slice(0, -1), `or ${names.slice(-1).join()}`].join(', ');
}
