import { describe, expect, it } from 'vitest';
import { answering, type Github } from '../support/github-server.ts';
import { runStoryOf } from '../support/run-story.ts';

const outages: readonly (readonly [string, Github])[] = [
  ['a rate limit', answering(429, { message: 'slow down' })],
  ['a page', answering(200, '<html>')],
  ['an empty answer', answering(200, {})],
  ['a list', answering(200, [])],
  ['silence', { instead: () => true }],
];
const inputs = { 'timeout-seconds': '4' };
const warnings = (run: { annotations: readonly { level: string; text: string }[] }) =>
  run.annotations.filter(({ level }) => level === 'warning').map(({ text }) => text);

describe.each(outages)('%s', (_, github) => {
  it.each(['changed', 'failed-or-fixed'])('is a reason to send with `when: %s`', async (when) => {
    const { run } = await runStoryOf(github, {}, { inputs: { ...inputs, when } });
    expect(run.outputs).toMatchObject({ outcome: 'sent', 'error-code': '' });
    expect(warnings(run)).toEqual([expect.stringMatching(/sends without a comparison, because/)]);
  });

  it('leaves expressions that name the run empty as a whole, whatever they say', async () => {
    const expressions = {
      A: "run.result == 'failure' && 'broken' || 'works again'",
      B: "format('{0} x', run.previous.number)",
      C: 'github.event_name',
    };
    const yaml = `notification:
  title: a
  runtimeTitle: "\${{ run.failed[0].name || 'fine' }}"
  runtimeDescription: "It \${{ run.changed && 'changed' || 'did not change' }}, \${{ github.event_name }}"
  override: {A: "\${{ ${expressions.A} }}", B: "\${{ ${expressions.B} }}", C: "\${{ ${expressions.C} }}"}
`;
    const { run, sent } = await runStoryOf(github, {}, { inputs, yaml });
    expect(run.outputs['outcome']).toBe('sent');
    expect(sent).toEqual({ A: '', B: '', C: 'push' });
    const [{ notification } = { notification: {} }] = run.payload;
    expect(notification).not.toHaveProperty('runtimeTitle');
    expect(notification).toMatchObject({ runtimeDescription: 'It , push' });
    expect(warnings(run)).toEqual([expect.stringMatching(/names `run` is empty, because/)]);
  });
});

it('names nobody among recipients', async () => {
  const yaml = `notification:
  title: a
  endUsersIds:
    - ann@people.example
    - "@\${{ run.authors[0] }}"
    - "\${{ mentions(run.authors) }}"
`;
  const github = answering(503, { message: 'busy' });
  const { run } = await runStoryOf(github, {}, { inputs, yaml });
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.payload[0]?.notification['endUsersIds']).toEqual(['ann@people.example']);
});

it.each([
  ['ann@people.example', '|\n    ann@people.example\n    ${{ join(mentions(run.authors)) }}\n'],
  ['ann@people.example', '"${{ run.authors[0] }}@people.example; ann@people.example"'],
  [undefined, '"${{ run.authors[0] }}, ${{ run.authors[1] }}"'],
])('names %s in a text of recipients', async (person, text) => {
  const yaml = `notification:\n  title: a\n  endUsersIds: ${text}`;
  const { run } = await runStoryOf(answering(503, { message: 'busy' }), {}, { inputs, yaml });
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.payload[0]?.notification['endUsersIds']).toEqual(person && [person]);
});

it('refuses a text that is no list, whatever it does not know', async () => {
  const yaml = "notification: {title: a, endUsersIds: \"ann's, 'b'c, ${{ run.authors[0] }}\"}";
  const { run } = await runStoryOf(answering(503, { message: 'busy' }), {}, { inputs, yaml });
  expect(run.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'payload-invalid' });
});

it('leaves standard overrides about the run out', async () => {
  const overrides = { ...inputs, 'standard-overrides': 'DURATION, EVENT_NAME' };
  const { sent, run } = await runStoryOf(answering(200, {}), {}, { inputs: overrides });
  expect(sent).toEqual({ EVENT_NAME: 'push' });
  expect(warnings(run)).toEqual([expect.stringMatching(/no value for `DURATION`, because/)]);
});

it('sends a notification whose condition names the run', async () => {
  const yaml = 'notification: {title: a, if: "run.failures > 2"}';
  const github = answering(503, { message: 'busy' });
  const { run } = await runStoryOf(github, {}, { inputs, yaml });
  expect(run.outputs['outcome']).toBe('sent');
  expect(warnings(run)).toEqual([
    expect.stringMatching(/is sent, whatever its `if` says, because/),
  ]);
});
