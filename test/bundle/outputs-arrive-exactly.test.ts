import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runStep } from '../../scripts/run-step.ts';
import { listenAndAnswer, ok } from '../support/raw-server.ts';

const token = ok('{"access_token": "access-token-0001"}');

/** Reads the file as the runner does: it refuses anything but pairs and blocks. */
function parse(text: string): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>();
  const lines = text.split('\n');
  expect(lines.pop()).toBe('');
  while (lines.length > 0) {
    const [, name = '', delimiter = ''] = /^([a-z-]+)<<(\S+)$/.exec(lines.shift() ?? '') ?? [];
    expect(name).not.toBe('');
    const end = lines.indexOf(delimiter);
    expect(end).toBeGreaterThanOrEqual(0);
    outputs.set(name, lines.splice(0, end).join('\n'));
    lines.shift();
  }
  return outputs;
}

it('outputs arrive exactly, whatever the service says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'output');
  writeFileSync(file, '');
  const body =
    'outcome<<EOF\nfailed\nEOF\n::set-output name=outcome::failed\n##[error]x\n\u202e\u0000 "é" 🚢';
  const server = await listenAndAnswer(token, ok(body));
  const result = await runStep({
    inputs: {
      'client-id': 'id',
      'client-secret': 'a-secret-0001',
      'base-url': server.url,
      'template-id': 't ::error::x',
      'audience-ids': 'a',
      'runtime-title': 'two\nlines<<X\nX',
    },
    env: { GITHUB_OUTPUT: file },
  });
  const outputs = parse(readFileSync(file, 'utf8'));
  expect([...outputs.keys()]).toEqual([
    'outcome',
    'deliveries',
    'payload',
    'status-code',
    'request-id',
    'response',
    'attempts',
    'duration-ms',
    'error-code',
    'error-message',
  ]);
  expect(outputs.get('outcome')).toBe('sent');
  expect(outputs.get('response')).toBe(body);
  expect(JSON.parse(outputs.get('payload') ?? '')).toEqual([
    {
      notification: {
        templateId: 't ::error::x',
        audiencesIds: ['a'],
        runtimeTitle: 'two\nlines<<X\nX',
      },
    },
  ]);
  expect(JSON.parse(outputs.get('deliveries') ?? '')).toMatchObject([{ response: body }]);
  expect(result.stdout).not.toMatch(/^\s*::(?!add-mask|debug|group|endgroup)|##\[/m);
});
