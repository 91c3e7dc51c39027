/** The schema that validates payload documents in, the JSON Schema for editors out. */

import * as z from 'zod';
import { documentSchema } from '../src/payload/schema.ts';

/** @returns the text of `schema/payload.schema.json`. */
export function payloadJsonSchema(): string {
  // Draft 7 is what editors know best.
  const schema = z.toJSONSchema(documentSchema, { target: 'draft-7', io: 'input' });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
