import { expect, it } from 'vitest';
import { expectRefusedEarly, notify } from '../support/story.ts';

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
  ['hashFiles', "${{ hashFiles('**') }}", /`hashFiles` is not available/],
  ['a mapping where text must stand', '${{ github.event }}', /returns a mapping.*toJSON/],
  ['a bomb of format()', `\${{ ${nested} }}`, /more than 1 MiB/],
];

it.each(rows)('%s is refused', async (_, value, said) => {
  const startedMs = performance.now();
  const run = await notify({
    inputs: { 'payload-file': 'p.json', needs: '{}' },
    event: { a: 1 },
    files: { 'p.json': `{"notification": {\n  "title": ${JSON.stringify(value)} }}` },
  });
  expectRefusedEarly(run, 'expression-invalid', /^p\.json:2:12 \(notification\.title\): /, said);
  expect(run.everything.length).toBeLessThan(10_000);
  expect(performance.now() - startedMs).toBeLessThan(3000);
});

it('an expression in a key is refused', async () => {
  const run = await notify({ yaml: 'notification:\n  override:\n    "${{ github.ref }}": x\n' });
  expectRefusedEarly(run, 'expression-invalid', /^p\.yml:3:5 .*Only values/);
});

it('all expressions of a document have one budget', async () => {
  const lines = Array.from(
    { length: 40 },
    (_, index) => `    K${index}: \${{ github.event.long }}`,
  );
  const run = await notify({
    event: { long: 'x'.repeat(1_000_000) },
    yaml: `notification:\n  override:\n${lines.join('\n')}\n`,
  });
  expectRefusedEarly(run, 'expression-invalid', /16 MiB/);
});
