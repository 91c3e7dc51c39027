/** Parsers of single inputs: each takes the text of an input, and rejects what it cannot use. */

import type { Diagnostics } from '../diagnostics.ts';
import type { listFields } from '../fields.ts';
import type { Given } from '../layer.ts';
import { normalizeId } from '../text/ids.ts';
import { isEmptyJsonList, NO_SYSTEM, parseList, type Reject, readJson } from '../text/lists.ts';
import {
  builtInContexts,
  didYouMean,
  runOverrideNames,
  type StandardOverrideName,
  standardOverrideNames,
} from '../text/names.ts';
import { isRecord } from '../text/property.ts';
import type { Config } from './config.ts';

/** Reads what an input is set to. The value does not count where it was rejected. */
export type Parse<T> = (
  text: string,
  reject: Reject,
  quote: Diagnostics['quote'],
) => T | undefined | Promise<T | undefined>;

/** What `core.getBooleanInput` accepts (the YAML 1.2 core schema). */
const FLAG = /^(?:true|True|TRUE|false|False|FALSE)$/;

/** An enumeration without regard to case, but for `true` and `false`. */
export function choice<const T extends string>(...names: readonly T[]): Parse<T> {
  return (text, reject, quote) => {
    const found = names.find((name) => name === text.toLowerCase());
    const isFlag = found === 'true' || found === 'false';
    if (found !== undefined && (!isFlag || FLAG.test(text))) return found;
    const either = new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
    reject(`must be ${either}, found "${quote(text)}"`);
    return undefined;
  };
}

/** A whole number within bounds. */
export function whole(least: number, most: number): Parse<number> {
  return (text, reject, quote) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    reject(`must be a whole number from ${least} to ${most}, found "${quote(text)}"`);
    return undefined;
  };
}

/** `[]` says on purpose that no recipient is left, as an expression with an empty list does. */
export function idsOf({
  input,
  kind,
}: (typeof listFields)[number]): Parse<readonly Given<string>[]> {
  const location = { input };
  return async (text, reject) => {
    if (isEmptyJsonList(text)) {
      if (kind === 'recipients') return [{ value: '', location, emptiedBy: `\`${input}\`` }];
      reject(NO_SYSTEM);
    }
    return (await parseIds(text, reject)).map((value) => ({ value, location }));
  };
}

async function parseIds(text: string, reject: Reject): Promise<readonly string[]> {
  const ids = (await parseList(text, reject)).map(normalizeId);
  return ids.filter((id) => id !== '');
}

/** A variable that is not set must never mean everyone. */
export const parseTestRecipients: Parse<readonly string[]> = async (text, reject) => {
  let isSound = true;
  const ids = await parseIds(text, (reason) => {
    isSound = false;
    reject(reason);
  });
  if (ids.length === 0 && isSound) {
    reject(
      'names no one. Set it to at least one ID or `@login`. If the value is a secret or a variable, check that one with this name exists',
    );
  }
  return ids;
};

/** `path` or `event_name:path`. A letter before a colon is a drive of Windows. */
export const parseEventFile: Parse<Config['eventFile']> = (text) => {
  const [, eventName, path = text] = /^([a-z][a-z_]+):(.+)$/s.exec(text) ?? [];
  return { path: path.trim(), eventName };
};

/** `true` is all names but those that only GitHub's API knows, `false` none; else a list of them. */
export async function parseOverrideNames(
  text: string,
  reject: Reject,
  quote: Diagnostics['quote'],
): Promise<readonly StandardOverrideName[]> {
  const asked: readonly string[] = runOverrideNames;
  const known: readonly string[] = standardOverrideNames;
  if (FLAG.test(text)) {
    return /^t/i.test(text) ? standardOverrideNames.filter((it) => !asked.includes(it)) : [];
  }
  const wanted = new Set<string>();
  for (const name of await parseList(text.replace(/###(\w+)###/g, '$1'), reject)) {
    wanted.add(name.toUpperCase());
    if (known.includes(name.toUpperCase())) continue;
    reject(`has the unknown name "${quote(name)}".${meantName(name, known)}`);
  }
  return standardOverrideNames.filter((name) => wanted.has(name));
}

function meantName(name: string, known: readonly string[]): string {
  if (/\s/.test(name)) return ' Put a comma between two names.';
  if (/^(?:true|false|yes|no|on|off|[yn01])$/i.test(name)) {
    return ' Set the input to true, false, or a list of names.';
  }
  const url = name.replace(/(?:LINK|HREF|ADDRESS)$/i, 'URL');
  return didYouMean(url, known) || ' docs/payload.md lists the names.';
}

/** Names that `context` cannot define: GitHub's own, the secrets, and what no JavaScript object holds. */
const reserved: ReadonlySet<string> = new Set([
  ...builtInContexts,
  'secrets',
  '__proto__',
  'constructor',
]);

/** Reads the JSON that `toJSON()` wrote. Nothing where it was rejected. */
export async function parseJsonInput(text: string, reject: Reject): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch {
    if (/^[\w./\\-]+\.json$/i.test(text)) {
      reject(`is not JSON. To read it from a file, write @${text}`);
      return undefined;
    }
    const refuse = (reason: string): void => {
      reject(`${reason}. Write each value as \${{ toJSON(…) }}`);
    };
    const [root] = await readJson(text, refuse);
    if (root !== undefined) refuse('is not valid JSON: it has a comment or a trailing comma');
    return undefined;
  }
}

/** Reads the `needs` context. */
export async function parseNeeds(text: string, reject: Reject): Promise<unknown> {
  const value = (await parseJsonInput(text, reject)) ?? undefined;
  if (value !== undefined && !isRecord(value)) {
    reject('must be a JSON object. Set it to ${{ toJSON(needs) }}');
  }
  return value;
}

/** Reads an input that only the runner sets, from its default in `action.yml`. */
export async function parseRunnerInput(text: string, reject: Reject): Promise<unknown> {
  const refuse = (): void => reject('is set by the runner. Remove it from `with:`');
  const value = (await parseJsonInput(text, refuse)) ?? undefined;
  if (value !== undefined && !isRecord(value)) refuse();
  return value;
}

/**
 * Reads `context`: a JSON object whose keys become the names of further contexts.
 * @param isDryRun whether it may define `run`.
 */
export async function parseContext(
  text: string,
  reject: Reject,
  isDryRun = false,
): Promise<Readonly<Record<string, unknown>>> {
  const value = await parseJsonInput(text, reject);
  if (value === undefined) return {};
  if (!isRecord(value)) {
    reject('must be a JSON object such as {"steps": ${{ toJSON(steps) }}}');
    return {};
  }
  for (const name of Object.keys(value)) {
    const isRun = name === 'run';
    if (reserved.has(name.toLowerCase()) && !(isRun && isDryRun)) {
      reject(`cannot define the context "${name}"${isRun ? ', except in a dry run' : ''}`);
    } else if (!/^[a-z_][a-z0-9_-]*$/i.test(name)) {
      reject(`has the key "${name}", which expressions cannot use. Use letters, digits, _ and -`);
    }
  }
  return value;
}
