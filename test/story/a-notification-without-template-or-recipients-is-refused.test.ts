import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { audienceId, expectRefusedEarly, runStory, templateId } from '../support/story.ts';

const template = /no template.*`template-id`.*`templateId`/;
const recipients = /no recipients.*`end-user-ids`.*`endUsersIds`.*`audience-ids`.*`audiencesIds`/;

const rows: readonly (readonly [name: string, inputs: Record<string, string>, said: RegExp[]])[] = [
  ['nothing at all', {}, [template, recipients]],
  ['only the event', { 'standard-overrides': 'true' }, [template, recipients]],
  ['no template', { 'audience-ids': audienceId }, [template]],
  ['no recipients', { 'template-id': templateId }, [recipients]],
  ['a list of a comment', { 'template-id': templateId, 'audience-ids': '# none' }, [recipients]],
  ['a list of comments', { 'template-id': templateId, 'end-user-ids': '# nobody' }, [recipients]],
  [
    'blanks in a document',
    { payload: 'notification: {templateId: " ", audiencesIds: [""]}' },
    [template, recipients],
  ],
  ['an empty document', { payload: '{}', 'template-id': templateId }, [recipients]],
];

it.each(rows)('%s is refused, and every lack is named', async (_, inputs, said) => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...inputs },
    env: { GITHUB_EVENT_NAME: 'push' },
    event: { notification: { templateId: 't', audiencesIds: ['a'] } },
  });
  expectRefusedEarly(run, 'payload-invalid', ...said);
  expect(run.report.errors).toHaveLength(said.length);
  expect(simulator.ledger.entries).toEqual([]);
});

it('each of several notifications that lacks something is named', async () => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: {
      ...inputsFor(simulator),
      payload: `{"notifications": [{"templateId": "t"}, {"audiencesIds": ["${audienceId}"]}]}`,
    },
  });
  expectRefusedEarly(
    run,
    'payload-invalid',
    /notifications\[0\].*no recipients/,
    /notifications\[1\].*no template/,
  );
  expect(simulator.ledger.entries).toEqual([]);
});
