/**
 * Writes what the pages repeat: inputs and outputs from `action.yml`, fields from `src/fields.ts`, and the
 * ready-made payloads. With `--check`, says instead whether they are up to date.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateFieldTable, generateTables, insertBuiltins } from './tables.ts';

const root = join(import.meta.dirname, '..');
const action = readFileSync(join(root, 'action.yml'), 'utf8');
const pages: readonly (readonly [path: string, generate: (page: string) => string])[] = [
  ['README.md', (page) => generateTables(page, action)],
  ['docs/payload.md', (page) => insertBuiltins(generateFieldTable(page))],
];
for (const [name, generate] of pages) {
  const path = join(root, name);
  const page = readFileSync(path, 'utf8');
  const fresh = generate(page);
  if (!process.argv.includes('--check')) {
    writeFileSync(path, fresh);
  } else if (fresh !== page) {
    console.error(`${name} is not up to date. Run \`npm run docs\`.`);
    process.exitCode = 1;
  }
}
