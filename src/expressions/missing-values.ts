/** Reports expressions that evaluate to null. */

import * as data from '@actions/expressions/data/index';
import type { Diagnostics, Location } from '../diagnostics.ts';
import type { Path } from '../document/tree.ts';
import type { Contexts } from './contexts.ts';
import { isRecipient } from './node.ts';
import { causeOfNull } from './nulls.ts';
import { type Part, quoteSource } from './template.ts';
import type { Value } from './values.ts';

/** A value of the document, and how its nulls are reported. */
interface Place {
  readonly path: Path;
  readonly location: Location;
  readonly options: {
    readonly contexts: Contexts;
    readonly missingValues: 'error' | 'warn' | 'empty';
  };
  readonly diagnostics: Diagnostics;
  /** Causes of nulls that were reported. */
  readonly causes: Set<string>;
  /** Parts that are null because GitHub gave no usable answer, which is reported. */
  readonly unavailable: ReadonlySet<Part>;
}

/** How a value with a null in it goes on: left out, or failed. */
type NullState = { readonly missing?: true } | { readonly failed: true };

/** Reports each null as `missing-values` says. Among recipients, a null is always an error. */
export function judgeNulls(
  parts: readonly Part[],
  values: readonly Value[],
  { path, location, options, diagnostics, causes, unavailable }: Place,
): NullState {
  const { quote } = diagnostics;
  const recipients = isRecipient(path);
  const nulls = parts.filter((part, index) => {
    const value = values[index];
    return (
      value !== undefined &&
      !unavailable.has(part) &&
      (value.kind === data.Kind.Null || (recipients && isHollow(value)))
    );
  });
  if (nulls.length === 0) return {};
  const fatal = options.missingValues === 'error' || recipients;
  for (const { text } of nulls) {
    const cause = causeOfNull(text, options.contexts);
    const what = values[parts.findIndex((part) => part.text === text)];
    const state = what?.kind === data.Kind.Null ? 'evaluates to null' : 'is blank';
    const message = cause?.message ?? `${quoteSource(`\${{ ${text} }}`, quote)} ${state}.`;
    // What an event or a job lacks is reported once, not for each expression.
    if (cause !== undefined && causes.has(message)) continue;
    if (cause !== undefined) causes.add(message);
    if (fatal) {
      const hint = cause?.hint ?? (recipients ? recipientHint(text) : defaultHint(text));
      diagnostics.errors.push({ code: 'value-missing', message, hint, location });
    } else if (options.missingValues === 'warn') {
      diagnostics.warnings.push({ level: 'warning', message, location });
    }
  }
  return fatal ? { failed: true } : { missing: true };
}

/** Longer expressions are shown as dots. */
const MAX_SHOWN = 60;

function withDefault(source: string, value: string): string {
  const shown = source.length > MAX_SHOWN || /\s\|\|\s|[`\n]/.test(source) ? '…' : source;
  return `\`\${{ ${shown} || ${value} }}\``;
}

function defaultHint(source: string): string {
  return `Add a default: ${withDefault(source, "''")}, or set \`missing-values: empty\`.`;
}

function recipientHint(source: string): string {
  return `Every recipient needs a value. To notify no one where there is none, write ${withDefault(source, "fromJSON('[]')")}.`;
}

/** Whether a recipient's value is no text at all, or a list that holds such an item. */
function isHollow(value: Value): boolean {
  if (value.kind === data.Kind.Array) return value.values().some(isHollow);
  return value.primitive && value.coerceString() === '';
}
