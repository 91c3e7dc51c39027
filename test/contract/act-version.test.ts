import { expect, it } from 'vitest';
import { read } from '../support/project.ts';

it.each([
  ['.ci/run', /^act=(\S+)$/m],
  ['CONTRIBUTING.md', /nektos\/act@v([\d.]+)`/],
  ['test/runner/README.md', /those of act ([\d.]+),/],
])('%s names the same version of act as the others', (path, pattern) => {
  expect(pattern.exec(read(path))?.[1]).toBe('0.2.89');
});
