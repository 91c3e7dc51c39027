import { expect, it } from 'vitest';
import { expectRefusedEarly, notify } from '../support/story.ts';

it.each([
  ['context', '{"steps": Object}', /line 1, column 11.*toJSON/],
  ['context', '{"env": {}}', /cannot define the context "env"/],
  ['context', '@missing.json', /missing\.json does not exist/],
  ['needs', '{"build": {"result": success}}', /line 1, column 22.*toJSON/],
  ['needs', '@bad.json', /line 1, column \d+/],
  ['user-map', 'twice.yml', /twice\.yml:3:1.*appears twice/],
  ['user-map', 'broken.yml', /broken\.yml:2:\d/],
])('%s %j is refused', async (name, value, said) => {
  const run = await notify({
    inputs: { [name]: value },
    files: {
      'bad.json': '{',
      'twice.yml': 'a: "1"\nb: "2"\nA: "3"\n',
      'broken.yml': 'a: [1\nb: 2\n',
    },
  });
  expectRefusedEarly(run, 'inputs-invalid', new RegExp(`\`${name}\``), said);
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
