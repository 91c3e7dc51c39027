/** Which files a step may read, by where they are after links are resolved. */

import { describe, expect, it } from 'vitest';
import { readSourceFile } from '../../src/io/files.ts';
import { makeFolders } from '../support/folders.ts';

describe('a file in the workspace', () => {
  it.each([
    ['notify.yml', 'notify.yml', 'workspace/notify.yml'],
    ['./notify.yml', 'notify.yml', 'workspace/notify.yml'],
    ['a/b/deep.yml', 'a/b/deep.yml', 'workspace/a/b/deep.yml'],
    ['a/../a/./b//deep.yml', 'a/b/deep.yml', 'workspace/a/b/deep.yml'],
    ['../workspace/notify.yml', 'notify.yml', 'workspace/notify.yml'],
    ['.gitignore', '.gitignore', 'workspace/.gitignore'],
    ['a/notes.git', 'a/notes.git', 'workspace/a/notes.git'],
  ])('%s is read, and named %s', (path, name, origin) => {
    expect(makeFolders().read(path)).toEqual({ name, text: `text of ${origin}` });
  });

  it('may be given by its whole path, and is named by the short one', () => {
    const { at, read } = makeFolders();
    expect(read(at('workspace/a/b/deep.yml'))).toEqual({
      name: 'a/b/deep.yml',
      text: 'text of workspace/a/b/deep.yml',
    });
  });

  it('is found where the workspace itself is a link', () => {
    const { at, link, read } = makeFolders();
    link('link', at('workspace'));
    const env = { GITHUB_WORKSPACE: at('link') };
    const file = { name: 'a/b/deep.yml', text: 'text of workspace/a/b/deep.yml' };
    expect(read('a/b/deep.yml', env)).toEqual(file);
    expect(read(at('link/a/b/deep.yml'), env)).toEqual(file);
    expect(read(at('workspace/a/b/deep.yml'), env)).toMatchObject({ text: file.text });
  });

  it('is looked for in the current folder where there is no workspace', () => {
    expect(readSourceFile('package.json', {})).toMatchObject({
      name: 'package.json',
      text: expect.stringContaining('notify-walkme-workstation'),
    });
  });

  it.each(['with space.yml', 'ü🚀.yml', '::error::x.yml', '..yml', '...', 'a=b,c.yml'])(
    'may be named %s',
    (name) => {
      const { write, read } = makeFolders();
      write(`workspace/${name}`, 'x');
      expect(read(name)).toEqual({ name, text: 'x' });
    },
  );
});

describe('a file elsewhere', () => {
  it('is read below RUNNER_TEMP and GITHUB_ACTION_PATH, by its whole path', () => {
    const { at, read } = makeFolders();
    const env = { RUNNER_TEMP: at('temp'), GITHUB_ACTION_PATH: at('action') };
    const made = { name: at('temp/made.json'), text: 'text of temp/made.json' };
    const own = { name: at('action/own.yml'), text: 'text of action/own.yml' };
    expect(read(made.name, env)).toEqual(made);
    expect(read('../temp/made.json', env)).toEqual(made);
    expect(read(own.name, env)).toEqual(own);
  });

  it('is not read where these are blank, or do not exist', () => {
    const { at, read } = makeFolders();
    for (const folder of ['', at('nowhere')]) {
      const env = { RUNNER_TEMP: folder, GITHUB_ACTION_PATH: folder };
      expect(read(at('temp/made.json'), env)).toContain('outside');
    }
  });

  it.each([
    ['by `..`', '../outside/secret.yml'],
    ['by many `..`', `${'../'.repeat(40)}etc/hosts`],
    ['by its whole path', '/etc/hosts'],
    ['as the folder above', '..'],
    ['as the root', '/'],
  ])('is not read %s', (_, path) => {
    expect(makeFolders().read(path)).toMatch(
      /^is outside the folders .* \| Put the file in the repository/,
    );
  });

  it('is not read because its path begins like that of the workspace', () => {
    const { write, read } = makeFolders();
    write('workspace-other/x.yml', 'x');
    expect(read('../workspace-other/x.yml')).toContain('outside');
  });
});

describe('a link', () => {
  it.each([
    ['from inside to inside', 'a/b/deep.yml'],
    ['over several steps', 'step2'],
    ['by way of a folder', 'folder/deep.yml'],
  ])('%s is followed, and the file has the name of the link', (_, target) => {
    const { link, read } = makeFolders();
    link('workspace/step1', 'a/b/deep.yml');
    link('workspace/step2', 'step1');
    link('workspace/folder', 'a/b');
    link('workspace/link.yml', target);
    expect(read('link.yml')).toEqual({ name: 'link.yml', text: 'text of workspace/a/b/deep.yml' });
  });

  it.each([
    ['to a file', 'workspace/link.yml', '../outside/secret.yml', 'link.yml'],
    ['by its whole path', 'workspace/link.yml', '/etc/hosts', 'link.yml'],
    ['to a folder', 'workspace/folder', '../outside', 'folder/secret.yml'],
    ['to a device', 'workspace/zero', '/dev/zero', 'zero'],
    ['to the process', 'workspace/me', '/proc/self/environ', 'me'],
  ])('that leads out, %s, is not followed', (_, from, target, path) => {
    const { link, read } = makeFolders();
    link(from, target);
    expect(read(path)).toContain('outside');
  });

  it('that leads out over several steps is not followed', () => {
    const { link, read } = makeFolders();
    link('workspace/one', 'two');
    link('workspace/two', 'a/three');
    link('workspace/a/three', '../../outside');
    expect(read('one/secret.yml')).toContain('outside');
  });

  it('from RUNNER_TEMP into the workspace is followed', () => {
    const { at, link, read } = makeFolders();
    link('temp/link.yml', '../workspace/notify.yml');
    expect(read(at('temp/link.yml'), { RUNNER_TEMP: at('temp') })).toMatchObject({
      text: 'text of workspace/notify.yml',
    });
  });

  it('that leads nowhere is a missing file', () => {
    const { link, read } = makeFolders();
    link('workspace/link.yml', 'nowhere.yml');
    expect(read('link.yml')).toContain('does not exist');
  });

  it('that leads to itself is no endless search', () => {
    const { link, read } = makeFolders();
    link('workspace/link.yml', 'link.yml');
    expect(read('link.yml')).toContain('ELOOP');
  });
});
