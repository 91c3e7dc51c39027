/** Describes user maps for editors, as a JSON Schema. */

import { LOGIN, TEAM } from '../src/text/ids.ts';

/** What begins with `@`, or has a placeholder, is no ID. */
const id = {
  type: ['string', 'number'],
  pattern: '^(?!\\s*@|[\\s\\S]*(?:\\$\\{|\\{\\{|\\{login\\})).*\\S',
};

const ids = {
  anyOf: [{ type: 'array', items: id }, id],
  description: 'WalkMe ID, list of IDs, or `[]` to notify no one.',
};

/** @returns the text of `schema/user-map.schema.json`. Draft 7 is what editors know best. */
export function userMapJsonSchema(): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'User map of Notify WalkMe Workstation',
    description: 'The IDs that WalkMe knows, by GitHub login or team.',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'For the editor.' },
      '*': {
        type: 'string',
        pattern: '^(?!\\s*@)(?:[^$%{]|[$%{](?!\\{))*\\{login\\}[^\\n]*$',
        description: 'Fallback for all other logins, such as `{login}@example.com`.',
      },
    },
    patternProperties: { [`^(?:${LOGIN}|${TEAM})$`]: ids },
    additionalProperties: false,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
