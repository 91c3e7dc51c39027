/** Finds texts that `toJSON()` wrote where nobody reads JSON. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import { isJsonString } from '../text/json.ts';

/** Warns of a text that is a JSON string, or JSON's null: people would see the quotes, or the word. */
export function warnOfJson(text: string, location: Location, diagnostics: Diagnostics): void {
  if (text !== 'null' && !isJsonString(text)) return;
  const found = text === 'null' ? 'the word null' : 'a JSON string with its quotes';
  diagnostics.warnings.push({
    level: 'warning',
    message: `The value is ${found}: ${diagnostics.quote(text)}.`,
    hint:
      location.key === undefined
        ? 'Remove `toJSON()`: this input takes an expression as it is.'
        : `Remove \`toJSON()\` after \`KEY=\`. Only the JSON object form requires it: \`{"${diagnostics.quote(location.key)}": \${{ toJSON(…) }}}\`.`,
    location,
  });
}
