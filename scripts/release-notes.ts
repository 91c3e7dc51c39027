/** Prints the part of CHANGELOG.md about a version, for the release workflow. Fails if there is none. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const version = process.argv[2] ?? '';
const changes = readFileSync(join(import.meta.dirname, '..', 'CHANGELOG.md'), 'utf8');
const sections = changes.split(/^(?=## \[)/m);
const section = sections.find((it) => it.startsWith(`## [${version}]`));
if (version === '' || section === undefined) {
  console.error(`CHANGELOG.md has no section "## [${version}]".`);
  process.exit(1);
}
console.log(section.slice(section.indexOf('\n')).trim());
