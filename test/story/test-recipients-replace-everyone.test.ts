import { expect, it } from 'vitest';
import { expectRefusedEarly, notify, person, templateId } from '../support/story.ts';

const file = `notifications:
  - templateId: ${templateId}
    audiencesIds: [everybody]
    runtimeTitle: To all
  - templateId: ${templateId}
    endUsersIds: ["@a-login-that-nobody-knows", "\${{ fromJSON('[]') }}"]
    runtimeTitle: To some
  - templateId: ${templateId}
    endUsersIds: []
    runtimeTitle: To whom it may concern
`;

it('sends every notification to the testers only, and looks up no other login', async () => {
  const run = await notify({
    to: {
      'payload-file': 'n.yml',
      'audience-ids': 'sales',
      'end-user-ids': '[]',
      'test-recipients': `- ${person} # me`,
    },
    files: { 'n.yml': file },
  });
  expect(run.report.errors).toEqual([]);
  const sent = run.payload.map(({ notification }) => notification);
  expect(sent.map(({ endUsersIds }) => endUsersIds)).toEqual([[person], [person], [person]]);
  expect(JSON.stringify(sent)).not.toMatch(/audiencesIds|everybody|sales/);
  expect(run.ledger.sends()).toHaveLength(3);
  expect(run.log.at(-1)).toMatch(/^Test: Sent: 3 of 3 deliveries accepted/);
  expect(run.summary).toMatch(/^### ✅ Test: /);
  expect(run.annotations).toMatchObject(
    [{ level: 'notice', text: /^Test: / }].map((it) => ({
      ...it,
      text: expect.stringMatching(it.text),
    })),
  );
});

const to = { 'template-id': templateId, 'test-recipients': person };

it.each<[lines: string, inputs?: Readonly<Record<string, string>>]>([
  ['endUsersIds: [someone]', { 'end-user-ids': '[]' }],
  ['endUsersIds: []\n  audiencesIds: []'],
  ['endUsersIds: ${{ github.event.nope }}'],
  ['audiencesIds: ["${{ github.event.nope }}", a]'],
  ['endUsersIds: "@${{ github.event.nope }}"'],
  ['endUsersIds: a, ${{ github.event.nope }}'],
  ['audiencesIds: ${{ fromJSON(\'["a", ""]\') }}'],
  ['endUsersIds: ${{ needs.x.outputs.who }}'],
  ['endUsersIds: ${{ run.authors }}'],
])('sends where the real recipients are empty or missing: %j', async (lines, inputs) => {
  const run = await notify({ to: { ...to, ...inputs }, yaml: `notification:\n  ${lines}\n` });
  expect(run.report.errors).toEqual([]);
  expect(run.accepted).toEqual([{ templateId, endUsersIds: [person] }]);
});

it('requires every other value', async () => {
  const run = await notify({ to, yaml: 'notification: {title: "${{ needs.a.b }}"}' });
  expectRefusedEarly(run, 'value-missing', /`needs`/);
});

it.each([
  ['[]', /`test-recipients` names no one/],
  ['# nobody yet', /`test-recipients` names no one/],
  ['\u200b', /`test-recipients` names no one/],
  ['[me]', /`test-recipients` is not valid JSON/],
])('%j is the only error, never everyone', async (testers, said) => {
  const run = await notify({ to: { ...to, 'test-recipients': testers } });
  expectRefusedEarly(run, 'payload-invalid', said);
  expect(run.annotations).toMatchObject([{ level: 'error' }]);
});
