/**
 * The shape of a payload document: validates an evaluated document, and is the source of
 * `schema/payload.schema.json`, for which `scripts/payloadJsonSchema.ts` knows the descriptions.
 * Every object here takes time in a run with a payload file, so equal ones are shared.
 * @see https://support.walkme.com/knowledge-base/workstation-notifications-api
 */

import * as z from 'zod/mini';
import { type FieldKind, fields } from '../fields.ts';

/** Any scalar stands for the text it is written as; null is "not given". */
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()], 'must be text');

const text = z.optional(scalar);

const ids = z.optional(z.union([z.array(scalar), scalar], 'must be a list of ids'));

const OVERRIDE_FORMS = 'must be a mapping, or a list of {key, value}';

/** A text that is one expression: it may become a mapping, or a list. */
export const WHOLE_EXPRESSION = /^\$\{\{[\s\S]*\}\}$/;

const override = z.union(
  [
    z.record(z.string(), scalar),
    z.array(z.strictObject({ key: scalar, value: scalar })),
    z.string().check(z.regex(WHOLE_EXPRESSION, OVERRIDE_FORMS)),
    z.null(),
  ],
  OVERRIDE_FORMS,
);

const additional = z.optional(
  z.union([z.record(z.string(), z.unknown()), z.null()], 'must be a mapping'),
);

const byKind: Readonly<Record<FieldKind, z.ZodMiniType>> = {
  text,
  id: text,
  systems: text,
  type: text,
  date: text,
  recipients: ids,
  override: z.optional(override),
  additional,
};

/** One notification. Every field may be in another layer, so none is required here. */
export const notificationSchema = z.strictObject(
  Object.fromEntries(fields.map(({ name, kind }) => [name, byKind[kind]])),
);

/** A payload document. */
export const documentSchema = z.strictObject({
  $schema: z.optional(z.string()),
  notification: z.optional(z.union([notificationSchema, z.null()], 'must be a mapping')),
  notifications: z.optional(
    z.union([z.array(notificationSchema), z.null()], 'must be a list of notifications'),
  ),
});

/** The names of the fields of a notification. */
export const fieldNames: ReadonlySet<string> = new Set(fields.map(({ name }) => name));
