/** JSON texts of contexts in, their values out. */

import { createLocator, parseJson } from '../text/json.ts';
import type { Parsed } from '../text/lists.ts';
import { builtInContexts } from '../text/names.ts';

/** Names that `context` cannot define: GitHub's own, secrets, and what no JavaScript object holds. */
const reserved: ReadonlySet<string> = new Set([
  ...builtInContexts,
  'secrets',
  '__proto__',
  'constructor',
]);

/** Reads the JSON that `toJSON()` wrote. */
export async function parseJsonInput(text: string): Promise<Parsed<unknown>> {
  try {
    return { ok: true, value: JSON.parse(text) ?? undefined };
  } catch {
    const parsed = await parseJson(text);
    const { line, column } = createLocator(text)(parsed.ok ? 0 : parsed.offset);
    const reason = parsed.ok
      ? 'is not valid JSON: it has a comment or a trailing comma'
      : `is not valid JSON at line ${line}, column ${column}: ${parsed.reason}`;
    return { ok: false, reasons: [`${reason}. Give each value as \${{ toJSON(…) }}`] };
  }
}

/** Reads `context`: a JSON object whose keys become the names of further contexts. */
export async function parseContext(
  text: string,
): Promise<Parsed<Readonly<Record<string, unknown>>>> {
  const parsed = await parseJsonInput(text);
  if (!parsed.ok) return parsed;
  if (!isRecord(parsed.value)) {
    return {
      ok: false,
      reasons: ['must be a JSON object such as {"steps": ${{ toJSON(steps) }}}'],
    };
  }
  const reasons = Object.keys(parsed.value).flatMap((name) => {
    if (reserved.has(name.toLowerCase())) return [`cannot define the context "${name}"`];
    if (/^[a-z_][a-z0-9_-]*$/i.test(name)) return [];
    return [`has the key "${name}", which no expression can name: letters, digits, _ and - only`];
  });
  return reasons.length > 0 ? { ok: false, reasons } : { ok: true, value: parsed.value };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
