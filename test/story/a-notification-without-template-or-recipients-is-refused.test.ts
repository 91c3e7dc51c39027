import { expect, it } from 'vitest';
import { audienceId, expectRefusedEarly, notify, templateId } from '../support/story.ts';

const template = /no template.*`template-id`.*`templateId`/;
const recipients = /no recipients.*`end-user-ids`.*`endUsersIds`.*`audience-ids`.*`audiencesIds`/;

const rows: readonly (readonly [name: string, inputs: Record<string, string>, said: RegExp[]])[] = [
  ['nothing at all', {}, [template, recipients]],
  ['no template', { 'audience-ids': audienceId }, [template]],
  ['no recipients', { 'template-id': templateId }, [recipients]],
  ['a list of a comment', { 'template-id': templateId, 'audience-ids': '# none' }, [recipients]],
  [
    'blanks in a document',
    { payload: 'notification: {templateId: " ", audiencesIds: [""]}' },
    [template, recipients],
  ],
];

it.each(rows)('%s is refused, and every lack is named', async (_, inputs, said) => {
  const run = await notify({
    to: inputs,
    env: { GITHUB_EVENT_NAME: 'push' },
    event: { notification: { templateId: 't', audiencesIds: ['a'] } },
  });
  expectRefusedEarly(run, 'payload-invalid', ...said);
  expect(run.report.errors).toHaveLength(said.length);
});

it('each of several notifications that lacks something is named', async () => {
  const payload = `{"notifications": [{"templateId": "t"}, {"audiencesIds": ["${audienceId}"]}]}`;
  const run = await notify({ to: { payload } });
  expectRefusedEarly(
    run,
    'payload-invalid',
    /notifications\[0\].*no recipients/,
    /notifications\[1\].*no template/,
  );
});
