/** Explains mistakes that are common in the inline `payload`. */

import type { Diagnostic } from '../diagnostics.ts';
import type { Syntax } from '../document/source.ts';

const VALUES =
  'Put values from expressions in `toJSON()`: `runtimeTitle: ${{ toJSON(github.event.release.name) }}`.';

const IS_JSON =
  'Text that begins with `{` or `[` is read as JSON, with names and texts in straight double quotes.';

/** @returns what to say about text that is not a document, but something that leads to one. */
export function explainInline(text: string): Pick<Diagnostic, 'message' | 'hint'> | undefined {
  if (/^@?\S+\.(?:jsonc?|ya?ml)$/i.test(text)) {
    return {
      message: '`payload` is the path of a file.',
      hint: 'Set `payload-file` to the path. `payload` takes the document itself.',
    };
  }
  return /^["']\s*\{/.test(text)
    ? {
        message: '`payload` is JSON inside quotes.',
        hint: 'Remove the quotes, or the `toJSON()` around the whole document.',
      }
    : undefined;
}

/** @returns what is likely behind an error of the syntax. */
export function inlineHint(syntax: Syntax): string {
  return syntax === 'yaml' ? VALUES : `${IS_JSON} ${VALUES}`;
}
