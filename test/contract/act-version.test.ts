import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../support/snippets.ts';

it.each([
  ['.ci/run', /^act=(\S+)$/m],
  ['CONTRIBUTING.md', /nektos\/act@v([\d.]+)`/],
  ['test/runner/README.md', /those of act ([\d.]+),/],
])('%s names the same version of act as the others', (path, pattern) => {
  expect(pattern.exec(readFileSync(join(root, path), 'utf8'))?.[1]).toBe('0.2.89');
});
