/** Reads the inputs that hold contexts as JSON. */

import { createLocator, parseJson } from '../text/json.ts';
import type { Reject } from '../text/lists.ts';
import { builtInContexts } from '../text/names.ts';

/** Names that `context` cannot define: GitHub's own, the secrets, and what no JavaScript object holds. */
const reserved: ReadonlySet<string> = new Set([
  ...builtInContexts,
  'secrets',
  '__proto__',
  'constructor',
]);

/** Reads the JSON that `toJSON()` wrote. */
export async function parseJsonInput(text: string, reject: Reject): Promise<unknown> {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    const parsed = await parseJson(text);
    const { line, column } = createLocator(text)(parsed.ok ? 0 : parsed.offset);
    const reason = parsed.ok
      ? 'is not valid JSON: it has a comment or a trailing comma'
      : `is not valid JSON at line ${line}, column ${column}: ${parsed.reason}`;
    reject(`${reason}. Write each value as \${{ toJSON(…) }}`);
    return undefined;
  }
}

/** Reads an input that only the runner sets, from its default in `action.yml`. */
export async function parseRunnerInput(text: string, reject: Reject): Promise<unknown> {
  try {
    const value: unknown = JSON.parse(text) ?? undefined;
    if (value === undefined || isRecord(value)) return value;
  } catch {
    // Rejected below.
  }
  reject('is set by the runner. Remove it from `with:`');
  return undefined;
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
  let isJson = true;
  const value = await parseJsonInput(text, (reason) => {
    isJson = false;
    reject(reason);
  });
  if (!isJson) return {};
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
