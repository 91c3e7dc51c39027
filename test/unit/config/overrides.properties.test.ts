import { describe, expect, it } from 'vitest';
import { parsePairs } from '../../../src/config/overrides.ts';
import { parseList } from '../../../src/text/lists.ts';
import fc from '../../support/fast-check.ts';
import { parsed } from '../../support/parsing.ts';
import { anyText, hardText } from '../../support/texts.ts';

const runs = { numRuns: 1000 };

/** A second override after the one at test shows that this one ended where it should. */
const next = ['NEXT', '1'] as const;

describe('the text of an override arrives as it was given', () => {
  it('from a line, if it is one', async () => {
    const line = anyText().map((text) => text.replaceAll('\n', '').replace(/\r+$/, ''));
    await fc.assert(
      fc.asyncProperty(line, fc.constantFrom('\n', '\r\n'), async (text, end) => {
        const result = await parsed(parsePairs, `KEY=${text}${end}NEXT=1`);
        expect(result).toEqual({ ok: true, value: [['KEY', text], next] });
      }),
      runs,
    );
  });

  it('from a block, whatever it is', async () => {
    const delimiter = fc.constantFrom('EOF', 'ghadelimiter_0', '=', '<<', '{', '# "x"', '🚀');
    await fc.assert(
      fc.asyncProperty(anyText(), delimiter, async (text, end) => {
        fc.pre(!text.split('\n').includes(end));
        const result = await parsed(parsePairs, `KEY<<${end}\n${text}\n${end}\nNEXT=1`);
        expect(result).toEqual({ ok: true, value: [['KEY', text], next] });
      }),
      runs,
    );
  });

  it('from a JSON object, whatever it is', async () => {
    const spaces = fc.constantFrom(0, 2, '\t');
    await fc.assert(
      fc.asyncProperty(anyText(), spaces, async (text, space) => {
        const json = JSON.stringify({ KEY: text, NEXT: '1' }, null, space);
        expect(await parsed(parsePairs, json)).toEqual({ ok: true, value: [['KEY', text], next] });
      }),
      runs,
    );
  });
});

describe('an id arrives as it was given', () => {
  const ids = fc.uniqueArray(
    anyText(4).filter((text) => text !== ''),
    { maxLength: 5 },
  );

  it('from a JSON array, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(ids, async (list) => {
        expect(await parsed(parseList, JSON.stringify(list))).toEqual({ ok: true, value: list });
      }),
      runs,
    );
  });

  it('from double quotes, if it is one line', async () => {
    const lines = ids.map((list) => [
      ...new Set(list.map((text) => `${text.replaceAll('\n', '')}.`)),
    ]);
    await fc.assert(
      fc.asyncProperty(lines, fc.constantFrom(',', ' , ', '\n', '\r\n'), async (list, between) => {
        const quoted = list.map((text) => `"${text.replaceAll('"', '""')}"`).join(between);
        expect(await parsed(parseList, quoted)).toEqual({ ok: true, value: list });
      }),
      runs,
    );
  });
});

it('whatever the text, reading ends with items or with reasons', async () => {
  await fc.assert(
    fc.asyncProperty(hardText(), async (text) => {
      for (const result of [await parsed(parseList, text), await parsed(parsePairs, text)]) {
        if (!result.ok) expect(result.reasons.length).toBeGreaterThan(0);
      }
    }),
    runs,
  );
});
