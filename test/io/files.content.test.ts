/** What is in a file that may be read: its size, its encoding; and the event, which has no limit. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/diagnostics.ts';
import { readEventText, readSourceFile } from '../../src/io/files.ts';
import { folderWith } from '../support/folder-with.ts';

let workspace: string;

beforeEach(() => {
  workspace = folderWith();
});

/** The text of a file with this content, or why it is not read. */
function textOf(content: Uint8Array | string): string {
  writeFileSync(join(workspace, 'file.yml'), content);
  try {
    return readSourceFile('file.yml', { GITHUB_WORKSPACE: workspace }).text;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return `refused: ${error.message} | ${error.hint}`;
  }
}

describe('the size', () => {
  it('may be none', () => {
    expect(textOf('')).toBe('');
  });

  it('may be 1 MiB exactly', () => {
    expect(textOf('x'.repeat(1_048_576))).toHaveLength(1_048_576);
  });

  it('may not be one byte more', () => {
    expect(textOf('x'.repeat(1_048_577))).toMatch(
      /^refused: has 1048577 bytes \| The maximum is 1 MiB \(1,048,576 bytes\)/,
    );
  });

  it('counts bytes, not letters', () => {
    expect(textOf('€'.repeat(400_000))).toContain('has 1200000 bytes');
  });
});

describe('the encoding', () => {
  it.each([
    ['ASCII', Buffer.from('a: 1\n'), 'a: 1\n'],
    ['UTF-8', Buffer.from('Grüße 🚀'), 'Grüße 🚀'],
    ['a byte order mark', Buffer.from('\ufeffa: 1'), 'a: 1'],
    ['a second byte order mark, which is text', Buffer.from('\ufeff\ufeffa'), '\ufeffa'],
    ['line ends of Windows, kept', Buffer.from('a\r\nb\rc\n'), 'a\r\nb\rc\n'],
    ['control characters', Buffer.from('a\0\u001b[31m'), 'a\0\u001b[31m'],
    ['a byte order mark alone', Buffer.from('\ufeff'), ''],
  ])('may be UTF-8: %s', (_, bytes, text) => {
    expect(textOf(bytes)).toBe(text);
  });

  it.each([
    ['UTF-16, little end first', Buffer.from('\ufeffa: 1', 'utf16le')],
    ['UTF-16, big end first', Buffer.from('\ufeffa: 1', 'utf16le').swap16()],
    ['Latin-1', Buffer.from('Gr\u00fc\u00dfe', 'latin1')],
    ['half a letter at the end', Buffer.from([0x61, 0xe2, 0x82])],
    ['a slash in two bytes', Buffer.from([0xc0, 0xaf])],
    ['a surrogate', Buffer.from([0xed, 0xa0, 0x80])],
  ])('may not be %s', (_, bytes) => {
    expect(textOf(bytes)).toMatch(/^refused: is not UTF-8 \| Save it as UTF-8/);
  });
});

describe('the event', () => {
  const path = () => join(workspace, 'event.json');

  it('is read whatever its size', () => {
    const text = JSON.stringify({ pad: 'x'.repeat(5 * 1_048_576) });
    writeFileSync(path(), text);
    expect(readEventText({ GITHUB_EVENT_PATH: path() }) === text).toBe(true);
  });

  it('is read from outside the workspace, and where bytes are wrong', () => {
    writeFileSync(path(), Buffer.from([0x22, 0xff, 0x22]));
    expect(readEventText({ GITHUB_WORKSPACE: '/nowhere', GITHUB_EVENT_PATH: path() })).toBe(
      '"\ufffd"',
    );
  });

  it.each([
    ['the variable is not set', {}],
    ['the variable is blank', { GITHUB_EVENT_PATH: '' }],
    ['there is no such file', { GITHUB_EVENT_PATH: '/nowhere/event.json' }],
  ])('is blank where %s', (_, env) => {
    expect(readEventText(env)).toBe('');
  });

  it('is refused if it is a folder', () => {
    const read = (): string => readEventText({ GITHUB_EVENT_PATH: workspace });
    expect(read).toThrow(new Fault('cannot be read (EISDIR)'));
  });
});
