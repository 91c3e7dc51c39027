/**
 * Writes the parts of the README that come from `action.yml`: the tables of inputs and outputs. With
 * `--check`, says instead whether they are up to date.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateTables } from './tables.ts';

const root = join(import.meta.dirname, '..');
const path = join(root, 'README.md');
const readme = readFileSync(path, 'utf8');
const fresh = generateTables(readme, readFileSync(join(root, 'action.yml'), 'utf8'));
if (!process.argv.includes('--check')) {
  writeFileSync(path, fresh);
} else if (fresh !== readme) {
  console.error('The tables of README.md are not those of action.yml. Run `npm run docs`.');
  process.exitCode = 1;
}
