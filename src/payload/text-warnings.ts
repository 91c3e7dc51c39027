/** Warns about texts that are hardly meant as they are. */

import type { Diagnostics } from '../diagnostics.ts';
import { textFields } from '../fields.ts';
import { isJsonString } from '../text/json.ts';
import type { Given, Layer } from './layers.ts';

/** What is odd about a text, and what to do about it. */
interface Oddity {
  readonly said: string;
  readonly hint: string;
}

/** Warns about the texts of a merged layer, which people will read. */
export function warnOfTexts(layer: Layer, diagnostics: Diagnostics): void {
  const warn = (name: string, given: Given<string>, { said, hint }: Oddity): void => {
    const message = `${name} ${said}.`;
    diagnostics.warnings.push({ level: 'warning', message, hint, location: given.location });
  };
  for (const [key, given] of layer.override) {
    if (!SUSPICIOUS.test(given.value)) continue;
    for (const oddity of [...findPlaceholder(given), ...findOddities(given)]) {
      warn(`The override \`${diagnostics.quote(key)}\``, given, oddity);
    }
  }
  for (const { name, kind } of textFields) {
    const given = layer.texts[name];
    if (kind !== 'text' || given === undefined) continue;
    for (const oddity of findOddities(given)) {
      warn(`\`${given.location.key ?? given.location.input}\``, given, oddity);
    }
  }
}

/** What every odd override has: most of a plan's values, which can be thousands, have none of it. */
const SUSPICIOUS = /###|\\n|^\s*(?:null|")/;

/** Hashes in a value are probably a placeholder that was not replaced. */
function findPlaceholder({ value }: Given<string>): readonly Oddity[] {
  const placeholder = /###[^#\s]{1,60}###/.exec(value)?.[0];
  if (placeholder === undefined) return [];
  return [
    {
      said: `has the placeholder ${placeholder} in its value`,
      hint: 'WalkMe replaces placeholders in the template. Whether it does so in values is unknown.',
    },
  ];
}

function findOddities({ value, location }: Given<string>): readonly Oddity[] {
  switch (location.input) {
    case 'payload-file':
    case 'payload':
      if (value.trim() === 'null') return [JSON_NULL];
      return isJsonString(value) ? [JSON_STRING] : [];
    case 'standard-overrides':
      return [];
    default:
      return hasLiteralBreak(value) ? [LITERAL_BREAK] : [];
  }
}

const JSON_STRING: Oddity = {
  said: 'is a JSON string, so people see its quotes and backslashes',
  hint: 'Remove `toJSON()`, or the quotes inside the value.',
};

const JSON_NULL: Oddity = {
  said: 'is the word null, and people see it',
  hint: 'Remove `toJSON()`: an expression that evaluates to null is then reported.',
};

const LITERAL_BREAK: Oddity = {
  said: 'contains `\\n`, which people see as a backslash and an n',
  hint: 'For a line break, write the text on several lines: `runtime-description: |`, or `KEY<<END` in `overrides`.',
};

/**
 * @returns whether a text contains a backslash and an n that are meant as a line break. In a word with
 * another backslash, or a drive before it, they are a part of a path: `C:\new`, `src\new\main`.
 */
export function hasLiteralBreak(text: string): boolean {
  return text.split(/\s+/).some((word) => word.includes('\\n') && !PATH.test(word));
}

const PATH = /(?:^|[^A-Za-z])[A-Za-z]:\\|^["'(]*\\\\|\\[^nrt"'\\]/;
