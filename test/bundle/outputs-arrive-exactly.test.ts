import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runStep } from '../../scripts/run-step.ts';
import { outputNames } from '../../src/report/outputs.ts';
import { folderWith } from '../support/folder-with.ts';
import { grant, listenAndAnswer, ok } from '../support/raw-server.ts';
import { readKeyValueFile } from '../support/runner-protocol.ts';
import { inputsFor } from '../support/simulator.ts';

it('outputs arrive exactly, whatever the service says', async () => {
  const file = join(folderWith({ output: '' }), 'output');
  const body =
    'outcome<<EOF\nfailed\nEOF\n::set-output name=outcome::failed\n##[error]x\n\u202e\u0000 "é" 🚢';
  const server = await listenAndAnswer(grant(), ok(body));
  const result = await runStep({
    inputs: {
      ...inputsFor(server),
      'template-id': 't ::error::x',
      'audience-ids': 'a',
      'runtime-title': 'two\nlines<<X\nX',
    },
    env: { GITHUB_OUTPUT: file },
  });
  const outputs = readKeyValueFile(readFileSync(file, 'utf8'));
  expect(Object.keys(outputs)).toEqual(outputNames);
  expect(outputs).toMatchObject({ outcome: 'sent', response: body });
  expect(JSON.parse(outputs['payload'] ?? '')).toEqual([
    {
      notification: {
        templateId: 't ::error::x',
        audiencesIds: ['a'],
        runtimeTitle: 'two\nlines<<X\nX',
      },
    },
  ]);
  expect(JSON.parse(outputs['deliveries'] ?? '')).toMatchObject([{ response: body }]);
  expect(result.stdout).not.toMatch(/^\s*::(?!add-mask|debug|group|endgroup)|##\[/m);
});
