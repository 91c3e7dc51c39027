/**
 * The shape of a payload document: validates an evaluated document, and is the source of
 * `schema/payload.schema.json`.
 * @see https://support.walkme.com/knowledge-base/workstation-notifications-api
 */

import * as z from 'zod/mini';

/** Any scalar stands for the text it is written as; null is "not given". */
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()], 'must be text');

const listOfIds = z.union([z.array(scalar), scalar], 'must be a list of ids');

const text = (description: string, more: Readonly<Record<string, unknown>> = {}) =>
  z.optional(scalar).register(z.globalRegistry, { description, ...more });

const ids = (description: string) =>
  z.optional(listOfIds).register(z.globalRegistry, { description });

const overrideItem = z
  .strictObject({
    key: scalar.clone().register(z.globalRegistry, {
      description: 'Name of the placeholder, without the hashes: `URL` for `###URL###`.',
    }),
    value: scalar.clone().register(z.globalRegistry, {
      description: 'What replaces the placeholder. May be empty.',
    }),
  })
  .register(z.globalRegistry, { description: 'One placeholder of the template.' });

const OVERRIDE_FORMS = 'must be a mapping, or a list of {key, value}';

/** A text that is one expression: it may become a mapping, or a list. */
export const WHOLE_EXPRESSION = /^\$\{\{[\s\S]*\}\}$/;

const wholeExpression = z
  .string()
  .check(z.regex(WHOLE_EXPRESSION, OVERRIDE_FORMS))
  .register(z.globalRegistry, {
    description: 'An expression that yields a mapping, or a list of `{key, value}`.',
  });

const override = z
  .union(
    [z.record(z.string(), scalar), z.array(overrideItem), wholeExpression, z.null()],
    OVERRIDE_FORMS,
  )
  .register(z.globalRegistry, {
    description:
      "Replaces `###KEY###` in the template: a mapping of keys and values, or WalkMe's list of `{key, value}`.",
  });

const date =
  '`YYYY-MM-DD` or `YYYY-MM-DD hh:mm` (UTC), ISO 8601 with `Z` or an offset, or `+30m`, `+2h`, `+7d` from now.';

/** One notification. Every field may stand in another layer, so none is required here. */
export const notificationSchema = z
  .strictObject({
    systemId: text('Workstation system. Needed when the account has more than one.'),
    templateId: text('Custom template in the Communication Center. Needed from some layer.'),
    endUsersIds: ids(
      "End users, by the identifier of the company's identity provider, or `@login`. This or `audiencesIds` is needed from some layer.",
    ),
    audiencesIds: ids('Audiences of the Communication Center.'),
    notificationType: text("`push` (WalkMe's default) or `popup`, in any case.", {
      examples: ['push', 'popup'],
    }),
    title: text("Name in the Communication Center's table. People do not see it."),
    runtimeTitle: text('The title that people see.'),
    runtimeDescription: text('The text that people see.'),
    startAt: text(`First moment. ${date} WalkMe's default is now.`),
    endAt: text(
      `Last moment; a bare date ends as that day begins. ${date} WalkMe's default is 30 days from now.`,
    ),
    override: z.optional(override),
    additionalFields: z.optional(
      z
        .union([z.record(z.string(), z.unknown()), z.null()], 'must be a mapping')
        .register(z.globalRegistry, {
          description: 'Fields that WalkMe may add later, passed on as they are.',
        }),
    ),
  })
  .register(z.globalRegistry, {
    id: 'notification',
    description: "One notification, in the fields of WalkMe's API.",
  });

/** A payload document. */
export const documentSchema = z
  .strictObject({
    $schema: z.optional(
      z.string().register(z.globalRegistry, { description: 'For the editor; not sent.' }),
    ),
    notification: z.optional(z.union([notificationSchema, z.null()], 'must be a mapping')),
    notifications: z.optional(
      z
        .union([z.array(notificationSchema), z.null()], 'must be a list of notifications')
        .register(z.globalRegistry, { description: 'Several notifications, sent in one step.' }),
    ),
  })
  .register(z.globalRegistry, {
    title: 'Payload of Notify WalkMe Workstation',
    description:
      'A WalkMe Workstation notification. In a payload file every value may contain `${{ }}` expressions.',
  });

/** The names of the fields of a notification. */
export const fieldNames: ReadonlySet<string> = new Set(Object.keys(notificationSchema.shape));
