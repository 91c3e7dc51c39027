/** Writes the JSON Schemas for editors. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { payloadJsonSchema } from './payload-schema.ts';
import { userMapJsonSchema } from './user-map-schema.ts';

const folder = join(import.meta.dirname, '..', 'schema');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'payload.schema.json'), payloadJsonSchema());
writeFileSync(join(folder, 'user-map.schema.json'), userMapJsonSchema());
