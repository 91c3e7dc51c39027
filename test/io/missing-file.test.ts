/** What is said about a file that does not exist. */

import { describe, expect, it } from 'vitest';
import { makeFolders } from '../support/folders.ts';

const HERE = 'The path is relative to the workspace.';

describe('a file that does not exist', () => {
  it.each([
    ['case', 'A/B/Deep.yml', 'a/b/deep.yml'],
    ['ending', 'notify.yaml', 'notify.yml'],
    ['backslashes', 'a\\b\\deep.yml', 'a/b/deep.yml'],
    ['quotes', '"notify.yml"', 'notify.yml'],
    ['the workspace as a variable', '$GITHUB_WORKSPACE/a/b/deep.yml', 'a/b/deep.yml'],
    ['a variable in braces', '${GITHUB_WORKSPACE}/notify.yml', 'notify.yml'],
    ['a folder of a checkout above it', 'b/deep.yml', 'a/b/deep.yml'],
    ['a folder too many', 'repo/a/b/deep.yml', 'a/b/deep.yml'],
    ['another folder', 'x/deep.yml', 'a/b/deep.yml'],
    ['a typing error', 'a/b/depe.yml', 'a/b/deep.yml'],
  ])('is recognized by %s', (_, path, near) => {
    expect(makeFolders().read(path)).toBe(`does not exist | Did you mean \`${near}\`? ${HERE}`);
  });

  it('is recognized in its own folder first', () => {
    const { write, read } = makeFolders();
    write('workspace/.github/walkme/production.yml', 'x');
    write('workspace/c/product.yml', 'x');
    expect(read('.github/walkme/producton.yml')).toContain('`.github/walkme/production.yml`');
  });

  it('is recognized by the whole path of the workspace', () => {
    const { at, read } = makeFolders();
    expect(read(at('workspace/a/deep.yml'))).toContain('`a/b/deep.yml`');
  });

  it.each([
    ['a workflow', '.github/workflows/release.yml', 'release.yml'],
    ['below .git', '.git/walkme.yml', 'walkme.yml'],
    ['in a package', 'node_modules/x/release.yml', 'release.yml'],
    ['too far below', '1/2/3/4/5/release.yml', 'release.yml'],
    ['no document', 'release.yml.md', 'release.yml'],
    ['outside', '../outside/unique-name.yml', 'x/unique-name.yml'],
  ])('is not looked for where it cannot be: %s', (_, near, path) => {
    const { write, read } = makeFolders();
    write(`workspace/${near}`, 'x');
    expect(read(path)).toMatch(/^does not exist \| Check the path/);
  });

  it('is not looked for by a link that leads out', () => {
    const { link, write, read } = makeFolders();
    write('outside/walkme.yml', 'x');
    link('workspace/out', '../outside');
    expect(read('out/walkme.yaml')).toContain('Check the path');
  });

  it('is found where it is likely, and the search of a large workspace ends', () => {
    const { write, read } = makeFolders();
    for (let index = 0; index < 1200; index++) write(`workspace/0/${index % 6}/${index}.txt`, '');
    write('workspace/0/8/late.yml', 'x');
    write('workspace/repo/.github/walkme/Release.yml', 'x');
    expect(read('.github/walkme/release.yml')).toContain('`repo/.github/walkme/Release.yml`');
    expect(read('late.yml')).not.toContain('Did you mean');
  });
});

describe('without a file of a near name', () => {
  it.each([
    [{}, /^does not exist \| Check the path, which is relative to the workspace\.$/],
    [{ GITHUB_EVENT_NAME: 'push' }, /workspace\.$/],
    [
      { GITHUB_EVENT_NAME: 'schedule' },
      /checks out the default branch on `schedule`\. Check that the file exists there\.$/,
    ],
    [{ GITHUB_EVENT_NAME: 'workflow_run' }, /the default branch on `workflow_run`/],
    [{ GITHUB_EVENT_NAME: 'release' }, /checks out the files as of the tag\. Check/],
    [{ GITHUB_EVENT_NAME: 'push', GITHUB_REF_TYPE: 'tag' }, /the files as of the tag/],
  ])('the event %j decides what is said of the checkout', (env, expected) => {
    expect(makeFolders().read('zzzzzzzz.json', { ...env })).toMatch(expected);
  });

  it('an empty workspace, or none, lacks the checkout', () => {
    const { at, read } = makeFolders();
    for (const folder of ['nowhere', 'action/own.yml']) {
      expect(read('x.yml', { GITHUB_WORKSPACE: at(folder) })).toMatch(
        /^does not exist \| The workspace is empty: put a step with `actions\/checkout`/,
      );
    }
  });
});
