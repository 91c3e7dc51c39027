/** Describes payload documents for editors, as a JSON Schema made from the table of the fields. */

import { type FieldKind, type FieldName, fields } from '../src/fields.ts';

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

const byKind: Readonly<Record<FieldKind, Schema>> = {
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

const date =
  '`YYYY-MM-DD` or `YYYY-MM-DD hh:mm` (UTC), ISO 8601 with `Z` or an offset, or `+30m`, `+2h`, `+7d` from now.';

/** What an editor shows of each field of a notification. */
const descriptions: Readonly<Record<FieldName, string>> = {
  systemId: 'Workstation system. Required when the account has more than one.',
  templateId: 'Custom template in the Communication Center. Required, here or as an input.',
  endUsersIds:
    "End users, by the identifier of the company's identity provider, or `@login`. This or `audiencesIds` is required, here or as an input.",
  audiencesIds: 'Audiences of the Communication Center.',
  notificationType: "`push` (WalkMe's default) or `popup`, in any case.",
  title: "Name in the Communication Center's table. People do not see it.",
  runtimeTitle: 'The title that people see.',
  runtimeDescription: 'The text that people see.',
  startAt: `First moment. ${date} WalkMe's default is now.`,
  endAt: `Last moment; a bare date ends as that day begins. ${date} WalkMe's default is 30 days from now.`,
  override:
    "Replaces `###KEY###` in the template: a mapping of keys and values, or WalkMe's list of `{key, value}`.",
  additionalFields: 'Fields that WalkMe may add later, passed on as they are.',
};

const notification: Schema = {
  type: 'object',
  properties: Object.fromEntries(
    fields.map(({ name, kind }) => [name, { ...byKind[kind], description: descriptions[name] }]),
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
