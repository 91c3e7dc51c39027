/** Writes `schema/payload.schema.json` from the table of the fields. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { payloadJsonSchema } from './payload-schema.ts';

const folder = join(import.meta.dirname, '..', 'schema');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'payload.schema.json'), payloadJsonSchema());
