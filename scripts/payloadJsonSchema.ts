/** The schema that validates payload documents in, the JSON Schema for editors out. */

import * as z from 'zod';
import { documentSchema, notificationSchema } from '../src/document/schema.ts';

const date =
  '`YYYY-MM-DD` or `YYYY-MM-DD hh:mm` (UTC), ISO 8601 with `Z` or an offset, or `+30m`, `+2h`, `+7d` from now.';

/** What an editor shows of each field of a notification. */
const fields: Readonly<Record<keyof typeof notificationSchema.shape, string>> = {
  systemId: 'Workstation system. Needed when the account has more than one.',
  templateId: 'Custom template in the Communication Center. Needed from some layer.',
  endUsersIds:
    "End users, by the identifier of the company's identity provider, or `@login`. This or `audiencesIds` is needed from some layer.",
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

/** And of the rest, by path. */
const others: Readonly<Record<string, string>> = {
  '': 'A WalkMe Workstation notification. In a payload file every value may contain `${{ }}` expressions.',
  'properties/$schema': 'For the editor; not sent.',
  'properties/notifications': 'Several notifications, sent in one step.',
  'definitions/notification': "One notification, in the fields of WalkMe's API.",
  'definitions/notification/properties/override/anyOf/1/items': 'One placeholder of the template.',
  'definitions/notification/properties/override/anyOf/1/items/properties/key':
    'Name of the placeholder, without the hashes: `URL` for `###URL###`.',
  'definitions/notification/properties/override/anyOf/1/items/properties/value':
    'What replaces the placeholder. May be empty.',
  'definitions/notification/properties/override/anyOf/2':
    'An expression that yields a mapping, or a list of `{key, value}`.',
};

/** @returns the text of `schema/payload.schema.json`. */
export function payloadJsonSchema(): string {
  const metadata = z.registry<{ id?: string; title?: string }>();
  metadata.add(notificationSchema, { id: 'notification' });
  metadata.add(documentSchema, { title: 'Payload of Notify WalkMe Workstation' });
  // Draft 7 is what editors know best.
  const schema = z.toJSONSchema(documentSchema, { target: 'draft-7', io: 'input', metadata });
  for (const [name, description] of Object.entries(fields)) {
    describe(schema, `definitions/notification/properties/${name}`, { description });
  }
  const examples = ['push', 'popup'];
  describe(schema, 'definitions/notification/properties/notificationType', { examples });
  for (const [path, description] of Object.entries(others)) describe(schema, path, { description });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** @throws {Error} if nothing stands at the path. */
function describe(schema: unknown, path: string, more: Readonly<Record<string, unknown>>): void {
  const steps = path.split('/').filter((step) => step !== '');
  const found = steps.reduce<unknown>((node, step) => Object(node)[step], schema);
  if (typeof found !== 'object' || found === null) throw new Error(`the schema has no ${path}`);
  Object.assign(found, more);
}
