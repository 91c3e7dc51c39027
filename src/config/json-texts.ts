/** Finds texts that `toJSON()` wrote where nobody reads JSON. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import { isJsonString } from '../text/json.ts';

/** Warns of a text that is a JSON string, or JSON's null: people would see the quotes, or the word. */
export function warnOfJson(text: string, location: Location, diagnostics: Diagnostics): void {
  if (text !== 'null' && !isJsonString(text)) return;
  const found = text === 'null' ? 'the word null' : 'a JSON string with its quotes';
  diagnostics.warnings.push({
    level: 'warning',
    message: `The value is ${found}, and is sent like that: ${diagnostics.quote(text)}.`,
    hint:
      location.key === undefined
        ? 'This input takes an expression as it is: leave toJSON() away.'
        : `After \`KEY=\`, leave toJSON() away. The JSON object form needs it: \`{"${diagnostics.quote(location.key)}": \${{ toJSON(…) }}}\`.`,
    location,
  });
}
