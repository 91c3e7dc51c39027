import { describe, expect, it } from 'vitest';
import type { Syntax } from '../../../src/document/source.ts';
import { MAX_NODES } from '../../../src/document/tree.ts';
import { within } from '../../support/within.ts';
import { parse, treeOf } from '../payload/support.ts';

const mebibyte = 1_048_576;
const upTo = (piece: string, length: number): string =>
  piece.repeat(Math.floor(length / piece.length));

/** What is wrong with a document, which must be said soon. */
async function refusal(text: string, syntax: Syntax, limitMs: number): Promise<string> {
  const { errors } = await within(limitMs, () => parse(text, `p.${syntax}`));
  const [error] = errors;
  if (error === undefined) throw new Error('the document was read');
  expect(error.location?.line).toBeGreaterThan(0);
  expect(error.location?.column).toBeGreaterThan(0);
  return error.message;
}

it.each(['[', '{', '{"a":', '[{"a":', '[[],', '"', '/*', '//\n', ',', '\\', '“', '1 ', '"\\'])(
  'a mebibyte of JSON that repeats %j ends in an error',
  async (piece) => {
    await refusal(upTo(piece, mebibyte), 'json', 5000);
  },
);

const half = mebibyte / 2;

it.each<[string, Syntax, string]>([
  ['brackets that are closed', 'json', '['.repeat(half) + ']'.repeat(half)],
  ['brackets', 'yaml', '['.repeat(mebibyte)],
  ...[2000, 4000, 8000, half].map((count): [string, Syntax, string] => {
    return [`${count} dashes`, 'yaml', `${'- '.repeat(count)}}}`];
  }),
])(
  '%s in %s are too deep, even for the parser',
  async (_, syntax, text) => {
    expect(await refusal(text, syntax, 8000)).toMatch(/deep/);
  },
  120_000,
);

it.each([
  ...['{', '{a: ', '- ', '[{a: ', '? ', '"', '"\n', '{}\n', '- [\n', '*a ', '&a ', '!!a ', '!<'],
  ...[': ', 'a: ', '%A\n', '---\n', '@', ',', '"a" ', '&a [', '- - - &a [*a]\n', '[a, ', '|a\n'],
])('16 KiB of YAML that repeats %j end in an error', async (piece) => {
  await refusal(upTo(piece, 16_384), 'yaml', 10_000);
});

it('YAML of 100,001 values has too many', async () => {
  const message = await refusal(`[${upTo('a,', 200_000)}]`, 'yaml', 8000);
  expect(message).toContain(String(MAX_NODES));
});

describe('YAML that multiplies by its aliases', () => {
  it('is refused: ten levels of ten make 10,000,000,000', async () => {
    const lines = Array.from({ length: 10 }, (_, level) => {
      const item = level === 0 ? 'lol' : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array(10).fill(item).join(', ')}]`;
    });
    expect(await refusal(lines.join('\n'), 'yaml', 5000)).toContain(String(MAX_NODES));
  });

  it('is refused: a long list named often', async () => {
    const text = `a: &a [${'x,'.repeat(1000)}]\nb: [${'*a,'.repeat(200)}]`;
    expect(await refusal(text, 'yaml', 5000)).toContain(String(MAX_NODES));
  });

  it('is read where it stays small', async () => {
    const text = `a: &a [${'x,'.repeat(1000)}]\nb: [${'*a,'.repeat(90)}]`;
    expect(await treeOf(text)).toMatchObject({ kind: 'mapping' });
  });
});

const flow = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** With a value inside. */
const full = (levels: number): string => `${'{"a":'.repeat(levels)} 1${'}'.repeat(levels)}`;
const block = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:`).join('\n');

it.each<[Syntax, (levels: number) => string]>([
  ['json', flow],
  ['json', full],
  ['yaml', flow],
  ['yaml', full],
  ['yaml', block],
  ['yaml', (levels) => `- &a [x]\n- ${'['.repeat(levels - 2)}*a${']'.repeat(levels - 2)}`],
])('64 levels of lists and mappings in %s are the most', async (syntax, nested) => {
  expect(await treeOf(nested(64), `p.${syntax}`)).toMatchObject({ line: 1, column: 1 });
  expect(await refusal(nested(65), syntax, 5000)).toContain('64');
});

describe('a large document', () => {
  const pairs = Array.from({ length: 15_000 }, (_, n) => `K${n}: v\n`).join('');

  it('is read in parts, between which a signal can be heard', async () => {
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 0);
    const tree = await treeOf(pairs);
    clearInterval(counting);
    expect(tree.kind === 'mapping' && tree.entries.length).toBe(15_000);
    expect(turns).toBeGreaterThan(3);
  });

  it('is refused in the same words as a small one', async () => {
    for (const end of ['---\na: 1\n', 'a: [\n', `${'- '.repeat(4000)}}\n`]) {
      const { errors } = await parse(pairs + end);
      const { errors: small } = await parse(`K: v\n${end}`);
      const said = errors.map(({ message }) => message.replace('line 15001', 'line 2'));
      expect(said).toEqual(small.map(({ message }) => message));
      expect(errors).not.toEqual([]);
    }
  });
});
