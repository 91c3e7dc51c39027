/** A line in the table of fields is all that the program needs to send another field of a kind. */

import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { expect, it, vi } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { type Run, runAction } from '../support/world.ts';

vi.mock('../../src/fields.ts', () => {
  const added = `
    { name: 'groupsIds', input: 'group-ids', kind: 'recipients', recipient: ['group', 'groups'], takesLogins: true },
    { name: 'channelId', input: 'channel-id', kind: 'id' },
    { name: 'subtitle', input: 'subtitle', kind: 'text', row: { label: 'Subtitle' } },`;
  const [start, end, ...more] = readFileSync('src/fields.ts', 'utf8').split('\n] as const');
  if (end === undefined || more.length > 0) throw new Error('no table in src/fields.ts');
  const source = stripTypeScriptTypes(`${start}${added}\n] as const${end}`);
  return import(`data:text/javascript,${encodeURIComponent(source)}`);
});

const files = {
  'users.yml': 'octocat: E-4711\n',
  'list.yml': `notification:
  groupsIds: \${{ fromJSON('["jane@corp.example", "@octocat"]') }}
  channelId: c-1
  subtitle: By \${{ 'Ann' }}
`,
};

const run = (inputs: Readonly<Record<string, string>>): Promise<Run> =>
  runAction({ inputs: { 'template-id': 't', 'user-map': 'users.yml', ...inputs }, files });

const byInputs = {
  'group-ids': 'jane@corp.example, @octocat',
  'channel-id': 'c-1',
  subtitle: 'By Ann',
};

it.each([
  ['inputs', byInputs],
  ['an expression in a payload file', { 'payload-file': 'list.yml' }],
])(
  'new fields are sent by %s, with the recipients as they are known to WalkMe',
  async (_, inputs) => {
    const simulator = await simulate({ extraFields: ['groupsIds', 'channelId', 'subtitle'] });
    const audience = { 'audience-ids': 'everyone' };
    const sent = await run({ ...inputs, ...audience, ...inputsFor(simulator) });
    expect(sent.report.errors).toEqual([]);
    const [accepted] = simulator.ledger.accepted();
    expect(accepted?.notification).toEqual({
      templateId: 't',
      audiencesIds: ['everyone'],
      groupsIds: ['jane@corp.example', 'E-4711'],
      channelId: 'c-1',
      subtitle: 'By Ann',
    });
    expect(sent.log.join('\n')).toContain('1 audience and 2 groups');
    expect(sent.summary).toContain('Subtitle');
    const { payload: _payload, ...others } = sent.outputs;
    expect(`${sent.log}${sent.debug}${sent.summary}${Object.values(others)}`).not.toMatch(
      /jane|corp|4711/,
    );
  },
);

it('recipients of a new field are enough, and are counted where a dry run would show them', async () => {
  const { report, log, payload } = await run({ ...byInputs, 'dry-run': 'true' });
  expect(report.errors).toEqual([]);
  expect(log.join()).toContain('2 groups');
  expect(log.join()).not.toContain('jane');
  expect(payload).toEqual([
    {
      notification: {
        templateId: 't',
        groupsIds: ['jane@corp.example', '@octocat'],
        channelId: 'c-1',
        subtitle: 'By Ann',
      },
    },
  ]);
});

it('a test goes to nobody of a new field', async () => {
  const { payload } = await run({ ...byInputs, 'test-recipients': 'me', 'dry-run': 'true' });
  expect(payload[0]?.notification).not.toHaveProperty('groupsIds');
});

it('a wrong value of a new recipient or ID is an error that does not show a recipient', async () => {
  const { report } = await run({
    ...byInputs,
    'group-ids': 'jane@corp.example null',
    'channel-id': 'null',
  });
  const messages = report.errors.map(({ message, hint }) => `${message} ${hint}`).join('\n');
  expect(messages).toContain('group-ids');
  expect(messages).toContain('channel-id');
  expect(messages).not.toContain('jane');
});
