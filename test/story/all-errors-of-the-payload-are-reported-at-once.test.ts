import { expect, it } from 'vitest';
import { minimal, notify, runStory } from '../support/story.ts';
import { runAction } from '../support/world.ts';

it.each([
  [
    'a document that cannot be read, dates, the type and a list',
    { payload: '{bad', 'start-at': 'tomorrow', 'notification-type': 'toast', 'audience-ids': '"x' },
    ['audience-ids', 'payload', 'notification-type', 'start-at'],
  ],
  [
    'a file that is not there, and a date',
    { ...minimal, 'payload-file': 'no.yml', 'end-at': 'never' },
    ['payload-file', 'end-at'],
  ],
  [
    'people that nobody knows, and no template',
    { 'end-user-ids': '@nobody-knows' },
    ['template-id', 'end-user-ids'],
  ],
])('%s', async (_, inputs, wrong) => {
  const run = await runStory({ inputs: { 'dry-run': 'true', ...inputs } });
  expect(run.report.exitCode).toBe(1);
  expect(run.report.errors.map(({ location }) => location?.input).sort()).toEqual(
    [...wrong].sort(),
  );
});

it('a person that nobody knows is shown at their line', async () => {
  const yaml = 'notification:\n  endUsersIds:\n    - ann@people.example\n    - "@mona"\n';
  const run = await notify({ yaml });
  expect(run.outputs['error-code']).toBe('recipient-unresolved');
  expect(run.annotations[0]).toMatchObject({ location: { file: 'p.yml', line: 4, column: 7 } });
});

it('a warning has its location, in the log and in the job summary', async () => {
  const run = await notify({
    inputs: { 'missing-values': 'warn' },
    yaml: 'notification:\n  title: ${{ github.event.nothing }}\n',
  });
  expect(run.annotations[0]?.text).toContain('p.yml:2:10 (notification.title): ');
  expect(run.summary).toContain('p.yml&#58;2:10 &#40;notification.title&#41;');
});

it('no job summary is written if `summary` is false, even if an input is wrong', async () => {
  const { report, summary } = await runAction({
    inputs: { ...minimal, summary: 'False', region: 'mars' },
  });
  expect(report.exitCode).toBe(1);
  expect(summary).toBe('');
});

it('a list that cannot be read is one mistake, not two', async () => {
  const run = await notify({ to: { 'template-id': 't', 'end-user-ids': '"x' } });
  expect(run.report.errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/a quote in line 1/),
  ]);
});

it('an override that is a text is one mistake, not two', async () => {
  const run = await notify({ inputs: { payload: 'notification: {override: text}' } });
  expect(run.report.errors).toHaveLength(1);
});

it.each<[string, string]>([
  ['context', '{'],
  ['missing-values', 'sometimes'],
  ['event-file', 'missing.json'],
  ['needs', '@missing.json'],
  ['job', '{'],
])('what is wrong in the file is reported beside `%s`: %j', async (name, value) => {
  const run = await notify({
    inputs: { 'dry-run': 'true', [name]: value },
    yaml: `notifications:
  - endUsersIds: \${{ steps.a.outputs.b }}
    runtimeTitle: \${{ needs.build.result }} \${{ github.event.nothing }}
    if: \${{ run.failed }}
    systemId: \${{ vars.SYSTEM }}
  - tite: x
    startAt: tomorrow
    endUsersIds: [YOUR_ID]
    runtimeTitle: \${{ github.actor + 1 }}
    runtimeDescription: \${{ nope() }}
    override: \${{ fromJSON(vars.LINKS) }}
    if: github.event.x ==
`,
  });
  const lines = run.report.errors.map(({ code, location }) => [code, location?.line]);
  expect(lines.slice(0, 1)).toEqual([['inputs-invalid', undefined]]);
  expect(lines.slice(1).toSorted((a, b) => Number(a[1]) - Number(b[1]))).toEqual([
    ['payload-invalid', 6],
    ['payload-invalid', 7],
    ['payload-invalid', 8],
    ['expression-invalid', 9],
    ['expression-invalid', 10],
    ['expression-invalid', 12],
  ]);
});
