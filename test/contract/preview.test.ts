/** The options of the preview, which say what a run would have had. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sampleRun, setValue } from '../../scripts/sampleRun.ts';
import { simulate } from '../support/simulator.ts';
import { root } from '../support/snippets.ts';

const run = promisify(execFile);

async function preview(...args: readonly string[]) {
  const script = join(root, 'scripts/preview.ts');
  const env = { ...process.env, INIT_CWD: root, NO_COLOR: '1' };
  return run(process.execPath, [script, ...args], { env }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

describe('--set', () => {
  it.each<[string, unknown]>([
    ['github.event.release.tag_name=1.10', '1.10'],
    ['github.event.release.tag_name=v1', 'v1'],
    ['github.event.release.tag_name=12345678901234567890', '12345678901234567890'],
    ['github.event.release.tag_name=7', 7],
    ['github.event.release.tag_name=true', true],
    ['github.event.release.tag_name={"a":1}', { a: 1 }],
  ])('%s', (assignment, expected) => {
    const sample = sampleRun({});
    setValue(sample, assignment);
    expect(sample.event).toEqual({ release: { tag_name: expected } });
  });

  it('is text in the contexts in which everything is', () => {
    const sample = sampleRun({});
    setValue(sample, 'vars.ON_SHIFT=["a"]');
    expect(sample.contexts['vars']).toEqual({ ON_SHIFT: '["a"]' });
  });
});

const file = 'examples/release-announcement/release.yml';

it('shows a payload file with the recorded release', async () => {
  const { code, stdout } = await preview(file);
  expect(code).toBe(0);
  expect(stdout).toContain('Event: a recorded release');
  expect(stdout).toContain('1 request, no error');
});

it('says which file cannot be read', async () => {
  const { code, stderr } = await preview(file, '--event', file);
  expect(code).toBe(2);
  expect(stderr).toContain('release.yml: ');
});

it('sends to a running simulator', async () => {
  const simulator = await simulate();
  const { code, stdout } = await preview(file, '--send', '--simulator', simulator.url);
  expect(code).toBe(0);
  expect(stdout).toContain('Sent: 1 of 1 delivery accepted');
  expect(simulator.ledger.accepted()).toHaveLength(1);
});

it('sends only to this machine', async () => {
  const { code, stderr } = await preview(file, '--send', '--simulator', 'https://api.walkme.com');
  expect(code).toBe(2);
  expect(stderr).toContain('--simulator must be an address on this machine');
});

it('explains itself', async () => {
  const { code, stdout } = await preview('--help');
  expect(code).toBe(0);
  expect(stdout).toContain('--watch');
});

describe('a payload file that names the run', () => {
  const shown = async (...args: readonly string[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'preview-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'run.yml');
    const title =
      "${{ run.result }}/${{ run.previous.result || 'none' }}/${{ run.failed[0].name || 'all well' }}/${{ run.changed }}";
    writeFileSync(path, `notification: {templateId: t, audiencesIds: a, runtimeTitle: "${title}"}`);
    const { stdout } = await preview(path, ...args);
    return stdout;
  };

  it.each([
    [[], 'failure/success/test (ubuntu-latest)/true', 'Run: a recorded one that fails'],
    [
      ['--set', 'run.result=success', '--set', 'run.previous.result=failure'],
      'success/failure/all well/true',
      'Run: a recorded one, as set',
    ],
    [
      ['--set', 'run.previous.result=failure'],
      'failure/failure/test (ubuntu-latest)/false',
      'Run: a recorded one, as set',
    ],
    [['--set', 'run.previous=null'], 'failure/none/test', 'Run: a recorded one, as set'],
    [['--set', 'run.failed=[{"name":"lint"}]'], 'failure/success/lint/true', 'as set'],
    [['--set', 'run.changed=false'], 'failure/success/test (ubuntu-latest)/false', 'as set'],
  ])('shows a recorded run, changed by %j', async (args, title, marked) => {
    const stdout = await shown(...args);
    expect(stdout).toContain(title);
    expect(stdout).toContain(marked);
  });

  it('needs no recorded run where it does not name it', async () => {
    expect((await preview(file)).stdout).not.toContain('Run: ');
  });
});
