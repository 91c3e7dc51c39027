import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { parsePairs, warnOfFolding } from '../../../src/config/overrides.ts';
import { createDiagnostics } from '../../../src/diagnostics.ts';
import { cut } from '../../../src/text/escape.ts';
import fc from '../../support/fast-check.ts';
import { parsed } from '../../support/parsing.ts';
import { within } from '../../support/within.ts';

/** @returns the overrides in a line of a workflow. */
async function overridesIn(yaml: string): Promise<unknown> {
  return parsed(parsePairs, parse(yaml).overrides.trim());
}

/** @returns what was found in overrides of one line. */
function warnOf(text: string, pairs: Parameters<typeof warnOfFolding>[1]) {
  const diagnostics = createDiagnostics((it, length = 60) => cut(it, length));
  warnOfFolding(text, pairs, diagnostics);
  return diagnostics;
}

const value = fc.stringMatching(/^[a-z:'"/.#{}!?-]{1,12}( [a-z:'/.#{}!?-]{1,12}){0,2}$/);

it('pairs that a workflow folded are shown as a block, and as JSON for a value that is intended', async () => {
  const pairs = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[A-Z][A-Z0-9_]{1,8}$/), value), {
    minLength: 2,
    maxLength: 4,
    selector: ([key]) => key,
  });
  await fc.assert(
    fc.asyncProperty(pairs, async (all) => {
      fc.pre(all.every(([, it]) => !/["']/.test(it.replace("'", ''))));
      const folded = all.map((pair) => pair.join('=')).join(' ');
      fc.pre(!/'.*'/.test(folded));
      const { warnings } = warnOf(folded, await parsePairs(folded, expect.fail));
      const hint = warnings[0]?.hint ?? '';
      expect(await overridesIn(hint.slice(hint.indexOf('\n')))).toEqual({ ok: true, value: all });
      const [, json = ''] = /`(overrides: '.*')`\. Otherwise/.exec(hint) ?? [];
      const [[key = ''] = []] = all;
      const intended = [[key, folded.slice(key.length + 1)]];
      expect(await overridesIn(json)).toEqual({ ok: true, value: intended });
    }),
  );
});

it('JSON that is too long to be shown is an example', () => {
  const long = `${'x'.repeat(300)} BB=2`;
  const { warnings } = warnOf(`AA=${long}`, [['AA', long]]);
  expect(warnings[0]?.hint).toContain(`'{"KEY": "value"}'`);
});

it('a line that a message cannot show whole is an example', () => {
  const { warnings } = warnOf('AA=x', [['AA', `${'x'.repeat(90)} BB=2`]]);
  expect(warnings[0]?.hint).toMatch(/\n {2}KEY=value\n {2}BB=2$/);
});

it('a long run of separators is read once', async () => {
  const pairs = [['AA', `x${','.repeat(100_000)}y`]] as const;
  expect((await within(1000, () => warnOf('AA=x', pairs))).warnings).toEqual([]);
});
