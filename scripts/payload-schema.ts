/** Describes payload documents for editors, as a JSON Schema made from the table of the fields. */

import { type Field, fields } from '../src/fields.ts';
import { fieldDescriptions } from './field-descriptions.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Any scalar is taken as the text it is written as; null is "not given". */
const scalar: Schema = { type: ['string', 'number', 'boolean', 'null'] };

const nothing: Schema = { type: 'null' };

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
  recipients: { anyOf: [{ type: 'array', items: scalar }, scalar] },
  override: {
    anyOf: [
      { type: 'object', additionalProperties: scalar },
      { type: 'array', items: pair },
      {
        type: 'string',
        pattern: '^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$',
        description: 'An expression that yields a mapping, or a list of `{key, value}`.',
      },
      nothing,
    ],
  },
  additional: { anyOf: [{ type: 'object' }, nothing] },
};

const notification: Schema = {
  type: 'object',
  properties: Object.fromEntries(
    fields.map(({ name, kind }) => [
      name,
      { ...byKind[kind], description: fieldDescriptions[name].replaceAll('**', '') },
    ]),
  ),
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
      notification: { anyOf: [reference, nothing] },
      notifications: {
        anyOf: [{ type: 'array', items: reference }, nothing],
        description: 'Several notifications, sent in one step.',
      },
    },
    additionalProperties: false,
    definitions: { notification },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
