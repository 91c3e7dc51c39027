/** Decides by the `if` of a notification whether it is sent. */

import { truthy } from '@actions/expressions/result';
import { asFault, Fault } from '../diagnostics.ts';
import { entryOf, type Mapping, type Path, type Scalar } from '../document/tree.ts';
import { CONDITION } from '../layer.ts';
import { splitTemplate } from './template.ts';
import { type Run, report } from './text-evaluation.ts';

/** What other layers say of the notifications of a payload file. */
export interface Conditions {
  /** The `if` of each notification in `payload` that it is merged with: a later layer decides. */
  readonly laterConditions: readonly (boolean | undefined)[];
}

/**
 * @returns the mapping as it is, where it is no notification; a notification with its `if` decided, and
 * with nothing else where it is false. Errors (`expression-invalid`) go to the diagnostics.
 */
export async function decide(
  mapping: Mapping,
  path: Path,
  { laterConditions = [undefined] }: Partial<Conditions>,
  run: Run,
): Promise<Mapping> {
  const [root] = path;
  const isSingle = root === 'notification' && path.length === 1;
  const isListed = root === 'notifications' && path.length === 2;
  if (!isSingle && !isListed) return mapping;
  const entry = entryOf(mapping, CONDITION);
  const others = mapping.entries.filter(({ key }) => key !== CONDITION);
  const isNeeded = laterConditions.includes(undefined);
  const own =
    isNeeded && entry?.value.kind === 'scalar'
      ? await evaluate(entry.value, [...path, CONDITION], run)
      : undefined;
  const isOn = laterConditions.some((it) => it ?? own ?? true);
  if (entry === undefined || entry.value.kind !== 'scalar') {
    return isOn ? mapping : { ...mapping, entries: [] };
  }
  const { line, column } = entry.value;
  const value = own ?? null;
  const decided = {
    ...entry,
    value: { kind: 'scalar', value, text: String(own ?? ''), line, column } as const,
  };
  return { ...mapping, entries: isOn ? [decided, ...others] : [decided] };
}

/** @returns nothing for a blank condition; true where it cannot be evaluated, which is an error. */
async function evaluate(scalar: Scalar, path: Path, run: Run): Promise<boolean | undefined> {
  const { value, text } = scalar;
  if (value === null || text.trim() === '') return undefined;
  if (typeof value !== 'string') return Boolean(value);
  const location = run.options.locate(scalar, path);
  try {
    const parts = splitTemplate(value) ?? [];
    const [part = { kind: 'literal', text: value }] = parts;
    if (parts.length > 1 || (part.kind === 'literal' && value.includes('${{')))
      throw besideExpression();
    await run.checkTime();
    return truthy(await run.engine.evaluate(part.text.trim()));
  } catch (error) {
    const { code, message } = asFault(error);
    if (code === 'github-unavailable') {
      const warning = `The notification is sent, whatever its \`if\` says, because ${message}.`;
      run.diagnostics.warnings.push({ level: 'warning', message: warning, location });
    } else report(error, value, location, run);
    return true;
  }
}

function besideExpression(): Fault {
  return new Fault('there is text beside the expression, which would always be true', {
    hint: 'Write one expression: `if: run.failures > 2`, or `if: ${{ run.failures > 2 && failure() }}`.',
  });
}
