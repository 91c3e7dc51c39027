import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { expectRefusedEarly, minimal, runStory } from '../support/story.ts';

const sound = 'notification: {title: read}\n';

type Row = readonly [what: string, path: string, said: RegExp, prepare?: (root: string) => void];

const rows: readonly Row[] = [
  ['a missing file', 'p.yml', /does not exist/],
  ['a file outside', '/etc/hostname', /outside/],
  ['a file above', '../../etc/hostname', /outside|does not exist/],
  [
    'a link that leaves',
    'p.yml',
    /outside/,
    (root) => symlinkSync('/etc/passwd', join(root, 'p.yml')),
  ],
  [
    'a file behind a folder that is a link',
    'out/passwd',
    /outside/,
    (root) => symlinkSync('/etc', join(root, 'out')),
  ],
  [
    'a link to itself',
    'p.yml',
    /cannot be found/,
    (root) => symlinkSync('p.yml', join(root, 'p.yml')),
  ],
  [
    'a pipe',
    'p.yml',
    /not a regular file/,
    (root) => void execFileSync('mkfifo', [join(root, 'p.yml')]),
  ],
  ['a folder', 'p.yml', /not a regular file/, (root) => mkdirSync(join(root, 'p.yml'))],
  [
    'a file below .git',
    '.git/p.yml',
    /\.git/,
    (root) => {
      mkdirSync(join(root, '.git'));
      writeFileSync(join(root, '.git', 'p.yml'), sound);
    },
  ],
  [
    'a link to below .git',
    'p.yml',
    /\.git/,
    (root) => {
      mkdirSync(join(root, '.git'));
      writeFileSync(join(root, '.git', 'config'), sound);
      symlinkSync('.git/config', join(root, 'p.yml'));
    },
  ],
  [
    'more than 1 MiB',
    'p.yml',
    /1048577 bytes.*1 MiB/,
    (root) => writeFileSync(join(root, 'p.yml'), '#'.repeat(1_048_577)),
  ],
  [
    'UTF-16',
    'p.yml',
    /not UTF-8/,
    (root) => writeFileSync(join(root, 'p.yml'), Buffer.from(`\ufeff${sound}`, 'utf16le')),
  ],
  [
    'another ending',
    'p.txt',
    /\.json, \.jsonc, \.yml or \.yaml/,
    (root) => writeFileSync(join(root, 'p.txt'), sound),
  ],
];

for (const [what, path, said, prepare] of rows) {
  it(`${what} is refused as a payload file`, async () => {
    const simulator = await simulate();
    const run = await runStory({
      inputs: { ...inputsFor(simulator), ...minimal, 'payload-file': path },
      ...(prepare && { prepare }),
    });
    expectRefusedEarly(run, 'payload-unreadable', /`payload-file`/, said);
    expect(run.everything).not.toContain('root:');
    expect(simulator.ledger.entries).toEqual([]);
  });
}

it.each(['GITHUB_WORKSPACE', 'RUNNER_TEMP', 'GITHUB_ACTION_PATH'])(
  'a file below %s is read, by its absolute path',
  async (variable) => {
    const simulator = await simulate();
    const folder = mkdtempSync(join(tmpdir(), 'allowed-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'p.yml'), sound);
    const run = await runStory({
      inputs: { ...inputsFor(simulator), ...minimal, 'payload-file': join(folder, 'p.yml') },
      env: { [variable]: folder },
    });
    expect(run.report.exitCode).toBe(0);
    expect(simulator.ledger.accepted()[0]?.notification).toMatchObject({ title: 'read' });
  },
);
