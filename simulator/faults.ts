/** Reading a fault: a few words in, the fault out. */

import type { Endpoint, Fault, Outage } from './fault.ts';
import { faultRules } from './fault-rules.ts';

/** Reads one fault for an endpoint; throws an Error that lists the known ones. */
export function parseFault(text: string, endpoint: Endpoint): Fault | Outage {
  const spelled = usualSpelling(text);
  for (const { pattern, endpoint: where, read } of faultRules) {
    const match = pattern.exec(spelled);
    if (match === null) continue;
    if (where === 'either' || where === endpoint) {
      return { text: spelled, ...read((index) => match[index] ?? '') };
    }
    throw new Error(`The fault "${text}" is for the ${where} endpoint only.`);
  }
  const rules = faultRules.filter((rule) => [endpoint, 'either'].includes(rule.endpoint));
  const known = rules.map(({ form }) => form).join(', ');
  throw new Error(`Unknown fault "${text}" for the ${endpoint} endpoint. Known are: ${known}.`);
}

/** Case, runs of spaces and hyphens between words do not matter, except within a URL. */
function usualSpelling(text: string): string {
  const redirect = /^\s*redirect\s+([\x21-\x7e]+)\s*$/i.exec(text);
  if (redirect !== null) return `redirect ${redirect[1] ?? ''}`;
  const words = text
    .trim()
    .toLowerCase()
    .replace(/(?<=\w)-(?=\w)|\s+/g, ' ');
  return words.replace('retry after', 'retry-after');
}
