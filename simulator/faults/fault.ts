/** Knows all faults, and reads one from its written form. */

import type { Endpoint } from '../api/endpoints.ts';
import type { Fault, FaultRule, FaultValues, Outage } from './behavior.ts';
import { connectionFaults } from './connection-faults.ts';
import { responseFaults } from './response-faults.ts';

/** What is in the place of a `<placeholder>`. */
const placeholders: Readonly<Record<string, string>> = {
  '2xx': '(?<status>2\\d\\d)',
  '3xx-5xx': '(?<status>[345]\\d\\d)',
  status: '(?<status>[2-5]\\d\\d)',
  ms: '(?<ms>\\d{1,7})',
  seconds: '(?<seconds>\\d{1,6})',
  url: '(?<url>[\\x21-\\x7e]+)',
};

/** All kinds of faults, in the order of `--help`. */
export const faultRules: readonly FaultRule[] = [...responseFaults, ...connectionFaults];

/** Reads a fault for an endpoint. @throws {Error} that lists the known faults. */
export function parseFault(
  written: string,
  endpoint: Endpoint,
): Fault | (Outage & { readonly text: string }) {
  const text = normalize(written);
  for (const rule of faultRules) {
    const match = patternOf(rule.form).exec(text);
    if (match === null) continue;
    if (!isAt(endpoint, rule)) {
      throw new Error(`The fault "${written}" is for the ${rule.endpoint} endpoint only.`);
    }
    return { text, ...rule.behavior(valuesOf(text, match.groups ?? {})) };
  }
  const rules = faultRules.filter((rule) => isAt(endpoint, rule));
  const known = rules.map(({ form }) => form).join(', ');
  throw new Error(`Unknown fault "${written}" for the ${endpoint} endpoint. Use one of: ${known}.`);
}

function isAt(endpoint: Endpoint, rule: FaultRule): boolean {
  return (rule.endpoint ?? endpoint) === endpoint;
}

/** Case, spaces, and hyphens between words do not matter, except in a URL. */
function normalize(written: string): string {
  const redirect = /^\s*redirect\s+([\x21-\x7e]+)\s*$/i.exec(written);
  if (redirect !== null) return `redirect ${redirect[1] ?? ''}`;
  const words = written
    .trim()
    .toLowerCase()
    .replace(/(?<=\w)-(?=\w)|\s+/g, ' ');
  return words.replace('retry after', 'retry-after');
}

/** Makes a pattern of a form. */
function patternOf(form: string): RegExp {
  const pattern = form
    .replace(/^\[([^\]]+)\] /, '(?:$1 )?')
    .replace(/ \[([^\]]+)\]/g, '(?: (?:$1))?')
    .replaceAll(' | ', '|')
    .replace(/<([^>]+)>/g, (_, name: string) => placeholders[name] ?? name);
  return new RegExp(`^${pattern}$`);
}

function valuesOf(text: string, groups: Readonly<Record<string, string | undefined>>): FaultValues {
  const number = (value: string | undefined) => (value === undefined ? null : Number(value));
  return {
    text,
    status: number(groups['status']) ?? 200,
    ms: number(groups['ms']),
    seconds: number(groups['seconds']),
    url: groups['url'] ?? null,
  };
}
