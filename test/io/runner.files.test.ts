/** The files through which a step tells the runner its outputs and its summary; and its inputs. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRunner } from '../../src/io/runner.ts';
import { createRedactor } from '../../src/text/redact.ts';
import fc from '../support/fast-check.ts';
import { folderWith } from '../support/folder-with.ts';
import { runModule, sourceUrl } from '../support/program.ts';
import { readKeyValueFile } from '../support/runner-protocol.ts';

const secret = 'geheimnis-4711';
const redactor = createRedactor();
redactor.register(secret);
const runner = createRunner(redactor.redact);

let folder: string;
let file: string;

beforeEach(() => {
  folder = folderWith();
  file = join(folder, 'file');
  writeFileSync(file, '');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** What the runner reads after these outputs were set. */
function read(outputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  vi.stubEnv('GITHUB_OUTPUT', file);
  writeFileSync(file, '');
  runner.setOutputs(outputs);
  return readKeyValueFile(readFileSync(file, 'utf8'));
}

describe('outputs', () => {
  it.each([
    ['nothing', ''],
    ['a word', 'sent'],
    ['blanks around it', '  sent \t'],
    ['lines', 'one\ntwo\n\nfour\n'],
    ['line ends of Windows', 'one\r\ntwo\r\n'],
    ['another output', 'x\noutcome=failed'],
    ['the beginning of another output', 'x\nname<<EOF\nfailed\nEOF'],
    ['a delimiter of an older library', 'x\n_GitHubActionsFileCommandDelimeter_\ny'],
    ['a command', '::set-output name=outcome::failed'],
    ['JSON', '[{"a":"\\n","b":"##[error]"}]'],
    ['what would be invisible in a log', 'a\u0000b\u001b[31m\u202e\u2028c'],
    ['emoji', '👩‍👩‍👧🇩🇪'],
  ])('hold %s exactly', (_, value) => {
    const outputs = { outcome: 'sent', response: value, attempts: '1' };
    expect(read(outputs)).toEqual(outputs);
  });

  it('hold any value exactly', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '\n',
        '\r\n',
        '<<',
        '=',
        'ghadelimiter_',
        'outcome=x',
        'a<<b',
        '\0',
        '${{ x }}',
      ),
      fc.string({ unit: 'grapheme' }),
      fc.constant('long '.repeat(1000)),
    );
    const value = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
    const property = fc.property(value, value, (payload, response) => {
      const outputs = { payload, response, outcome: 'sent' };
      expect(read(outputs)).toEqual(outputs);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('hold half a pair as the letter that stands for it', () => {
    expect(read({ response: 'a\ud800b' })).toEqual({ response: 'a\ufffdb' });
  });

  it('hold no secret', () => {
    const form = encodeURIComponent(Buffer.from(`id:${secret}`).toString('base64'));
    const outputs = read({ response: `a ${secret} b`, payload: JSON.stringify({ a: form }) });
    expect(outputs['response']).toBe('a *** b');
    expect(outputs['payload']).toContain('***');
  });

  it('are added to what the file holds', () => {
    vi.stubEnv('GITHUB_OUTPUT', file);
    writeFileSync(file, 'earlier=1\n');
    runner.setOutputs({ outcome: 'sent' });
    const found = readKeyValueFile(readFileSync(file, 'utf8'));
    expect(found).toEqual({ earlier: '1', outcome: 'sent' });
  });

  it('are an error where the file cannot be written', () => {
    vi.stubEnv('GITHUB_OUTPUT', join(folder, 'nowhere', 'output'));
    expect(() => runner.setOutputs({ outcome: 'sent' })).toThrow('ENOENT');
  });
});

describe('the summary', () => {
  it('is added to the file, without secrets', () => {
    vi.stubEnv('GITHUB_STEP_SUMMARY', file);
    runner.writeSummary('# One\n');
    runner.writeSummary(`| a | ${secret} |\n`);
    expect(readFileSync(file, 'utf8')).toBe('# One\n| a | *** |\n');
  });
});

describe('without the files of the runner', () => {
  it('nothing is printed instead, and nothing fails', async () => {
    const { code, stdout, stderr } = await runModule(`
      const { createRunner } = await import(${sourceUrl('io/runner.ts')});
      const runner = createRunner((text) => text);
      runner.setOutputs({ outcome: 'sent', payload: '{"endUsersIds":["ada@example.com"]}' });
      runner.writeSummary('# Receipt');
    `);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('an input', () => {
  it.each([
    ['client-id', 'INPUT_CLIENT-ID', 'abc', 'abc'],
    ['start-at', 'INPUT_START-AT', '  +2h \n', '+2h'],
    ['payload', 'INPUT_PAYLOAD', '\n a:\n   b\n', 'a:\n   b'],
    ['title', 'INPUT_TITLE', ' ', ''],
  ])('%s is read trimmed', (name, variable, value, expected) => {
    vi.stubEnv(variable, value);
    expect(runner.input(name)).toBe(expected);
  });

  it('is blank when not given', () => {
    vi.stubEnv('INPUT_TITLE', undefined);
    expect(runner.input('title')).toBe('');
  });
});
