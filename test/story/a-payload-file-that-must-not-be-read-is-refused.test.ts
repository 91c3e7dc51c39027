import { it } from 'vitest';
import { expectRefusedEarly, notify } from '../support/story.ts';

const sound = 'notification: {title: read}\n';

// What else is refused, and what is read: test/io/files*.test.ts.
it.each([
  ['a missing file', 'p.yml', /does not exist/],
  ['a file outside', '/etc/hostname', /outside/],
  ['a file above', '../../etc/hostname', /outside|does not exist/],
  ['a file below .git', '.git/p.yml', /\.git/],
  ['another ending', 'p.txt', /\.json, \.jsonc, \.yml, or \.yaml/],
])('%s is refused as a payload file', async (_, path, said) => {
  const run = await notify({
    inputs: { 'payload-file': path },
    files: { '.git/p.yml': sound, 'p.txt': sound },
  });
  expectRefusedEarly(run, 'payload-unreadable', /`payload-file`/, said);
});
