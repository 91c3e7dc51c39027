/** Describes payload documents for editors, as a JSON Schema made from the table of the fields. */

import { type Field, fields } from '../src/fields.ts';
import { fieldDescriptions } from './field-descriptions.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Any scalar is taken as the text it is written as; null is "not given". */
const scalar = { type: ['string', 'number', 'boolean', 'null'] } as const;

const pair: Schema = {
  type: 'object',
  properties: {
    key: {
      ...scalar,
      description: 'Name of the placeholder, without the hashes: `URL` for `###URL###`.',
    },
    value: { ...scalar, description: 'What replaces the placeholder. May be empty.' },
  },
  required: ['key', 'value'],
  additionalProperties: false,
  description: 'One placeholder of the template.',
};

const byKind: Readonly<Record<Field['kind'], Schema>> = {
  id: scalar,
  systems: scalar,
  text: scalar,
  type: { ...scalar, examples: ['push', 'popup'] },
  date: scalar,
  recipients: { type: ['array', ...scalar.type], items: scalar, minItems: 1 },
  // Each keyword applies to its own type, so that a validator names the value that is wrong.
  override: {
    type: ['object', 'array', 'string', 'null'],
    additionalProperties: scalar,
    items: pair,
    pattern: '^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$',
  },
  additional: { type: ['object', 'null'] },
};

const condition: Schema = {
  type: ['string', 'boolean', 'null'],
  description:
    'Whether to send this notification. In a payload file: an expression, with or without `${{ }}`. In `payload`: `true` or `false`.',
};

const notification: Schema = {
  type: ['object', 'null'],
  properties: {
    if: condition,
    ...Object.fromEntries(
      fields.map(({ name, kind }) => [
        name,
        { ...byKind[kind], description: fieldDescriptions[name].replaceAll('**', '') },
      ]),
    ),
  },
  additionalProperties: false,
  description: "One notification, in the fields of WalkMe's API.",
};

const reference: Schema = { $ref: '#/definitions/notification' };

/** @returns the text of `schema/payload.schema.json`. Draft 7 is what editors know best. */
export function payloadJsonSchema(): string {
  const schema: Schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Payload of Notify WalkMe Workstation',
    description:
      'A WalkMe Workstation notification. In a payload file every value may contain `${{ }}` expressions.',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'For the editor; not sent.' },
      notification: reference,
      notifications: {
        type: ['array', 'null'],
        items: { allOf: [reference, { type: 'object' }] },
        minItems: 1,
        description: 'Several notifications, sent in one step.',
      },
    },
    additionalProperties: false,
    definitions: { notification },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
