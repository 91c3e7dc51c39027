import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { expectRefusedEarly, minimal, runStory } from '../support/story.ts';

/** Each level repeats the one below ten times. */
const nested = Array.from({ length: 9 }).reduce<string>(
  (inner) => `format('{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}', ${inner})`,
  "'xxxxxxxxxx'",
);

const rows: readonly (readonly [what: string, value: string, said: RegExp])[] = [
  [
    'an unknown context',
    '${{ steps.x.outputs.y }}',
    /no context `steps`.*context: '\{"steps": \$\{\{ toJSON\(steps\) \}\}\}/,
  ],
  ['a misspelled context', '${{ gihtub.ref }}', /no context `gihtub`.*Did you mean `github`/],
  ['secrets', '${{ secrets.WALKME }}', /no context `secrets`.*cannot be used in a notification/],
  [
    'an unknown function',
    "${{ firstline2('x') }}",
    /no function `firstline2`.*Did you mean `firstLine`/,
  ],
  ['hashFiles', "${{ hashFiles('**') }}", /`hashFiles` is not available/],
  ['no end', 'a ${{ github.ref', /`}}` is missing/],
  ['nothing in it', '${{ }}', /it is empty/],
  ['wrong syntax', '${{ github..ref }}', /cannot be evaluated/],
  ['a mapping where text must stand', '${{ github.event }}', /returns a mapping.*toJSON/],
  ['a list where text must stand', "${{ fromJSON('[1]') }}", /returns a list/],
  ['broken JSON', "${{ fromJSON('{') }}", /cannot be evaluated/],
  ['an expression of 30,000 characters', `\${{ '${'x'.repeat(30_000)}' }}`, /21,000/],
  ['a bomb of format()', `\${{ ${nested} }}`, /more than 1 MiB/],
  ['a bomb of deep JSON', `\${{ fromJSON('${'['.repeat(5000)}') }}`, /nested deeper/],
  [
    'an unknown result of a job',
    "${{ jobsWithResult(needs, 'failed') }}",
    /no job ends as 'failed'/,
  ],
];

it.each(rows)('%s is refused', async (_, value, said) => {
  const simulator = await simulate();
  const startedMs = performance.now();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'payload-file': 'p.json', needs: '{}' },
    event: { a: 1 },
    files: { 'p.json': `{"notification": {\n  "title": ${JSON.stringify(value)} }}` },
  });
  expectRefusedEarly(run, 'expression-invalid', /^p\.json:2:12 \(notification\.title\): /, said);
  expect(run.everything.length).toBeLessThan(10_000);
  expect(performance.now() - startedMs).toBeLessThan(3000);
  expect(simulator.ledger.entries).toEqual([]);
});

it('an expression in a key is refused', async () => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'payload-file': 'p.yml' },
    files: { 'p.yml': 'notification:\n  override:\n    "${{ github.ref }}": x\n' },
  });
  expectRefusedEarly(run, 'expression-invalid', /^p\.yml:3:5 .*Only values/);
  expect(simulator.ledger.entries).toEqual([]);
});

it('all expressions of a document have one budget', async () => {
  const simulator = await simulate();
  const lines = Array.from(
    { length: 40 },
    (_, index) => `    K${index}: \${{ github.event.long }}`,
  );
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'payload-file': 'p.yml' },
    event: { long: 'x'.repeat(1_000_000) },
    files: { 'p.yml': `notification:\n  override:\n${lines.join('\n')}\n` },
  });
  expectRefusedEarly(run, 'expression-invalid', /16 MiB/);
  expect(simulator.ledger.entries).toEqual([]);
});
