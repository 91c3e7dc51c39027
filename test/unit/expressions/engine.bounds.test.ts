import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/diagnostics.ts';
import { createEngine, type Engine } from '../../../src/expressions/engine.ts';
import { within } from '../../support/within.ts';
import { contextsOf } from '../payload/support.ts';

const mebibyte = 1_048_576;

const engineWith = (event: unknown): Engine => createEngine(contextsOf({ event }));

async function refusal(run: () => Promise<unknown>): Promise<string> {
  const caught: unknown = await within(5000, () => run().catch((error) => error));
  if (!(caught instanceof Fault)) throw new Error('nothing was refused');
  expect(caught.code).toBe('expression-invalid');
  return caught.message;
}

const nested = <T>(call: (inner: T) => T, times: number, innermost: T): T =>
  Array.from({ length: times }).reduce<T>((inner) => call(inner), innermost);

describe('one expression yields at most a mebibyte', () => {
  const tenTimes = (inner: string) => `format('${'{0}'.repeat(10)}', ${inner})`;
  const long = (length: number, unit = 'x') => ({ long: unit.repeat(length) });

  it.each<[string, string, unknown]>([
    ['format in format', nested(tenTimes, 20, "'0123456789'"), {}],
    ['a long argument', "format('{0}{0}', github.event.long)", long(mebibyte / 2 + 1)],
    ['a long template', 'format(github.event.long, 1)', long(400_000, '{0}xx')],
    [
      'join with a long separator',
      'join(github.event.list, github.event.long)',
      { list: Array(1000).fill('x'), ...long(2000, 'y') },
    ],
    ['join of much', 'join(github.event.list)', { list: Array(100).fill('x'.repeat(20_000)) }],
    ['join of a text', 'join(github.event.long)', long(mebibyte + 1)],
    ['toJSON of much', 'toJSON(github.event)', { list: Array(200_000).fill('x'.repeat(6)) }],
    ['toJSON of long names', 'toJSON(github.event)', { ['x'.repeat(mebibyte)]: 1 }],
    ['toJSON of what must be escaped', 'toJSON(github.event.long)', long(300_000, '\0')],
    ['toJSON of toJSON', nested((inner) => `toJSON(${inner})`, 40, "'\"'"), {}],
    ['a text of the event', 'github.event.long', long(mebibyte + 1)],
  ])('%s', async (_, source, event) => {
    expect(await refusal(() => engineWith(event).evaluate(source))).toMatch(/1 MiB/);
  });

  it.each<[string, unknown]>([
    ['github.event.long', long(mebibyte)],
    ["format('{0}{0}', github.event.long)", long(mebibyte / 2)],
    ["join(github.event.list, '--')", { list: Array(2).fill('x'.repeat(mebibyte / 2 - 1)) }],
    ['toJSON(github.event.long)', long(mebibyte - 2)],
  ])('but a mebibyte of %s is fine', async (source, event) => {
    const value = await engineWith(event).evaluate(source);
    expect(value.coerceString()).toHaveLength(mebibyte);
  });
});

describe('all expressions of a document yield at most 16 mebibytes', () => {
  it('whatever yields them', async () => {
    const engine = engineWith({ long: 'x'.repeat(mebibyte) });
    for (let count = 0; count < 16; count++) await engine.evaluate('github.event.long');
    expect(await refusal(() => engine.evaluate("'x'"))).toMatch(/16 MiB/);
  });

  it('what is never seen counts too', async () => {
    const engine = engineWith({ long: 'x'.repeat(mebibyte - 10) });
    const half = "format('{0}', github.event.long) == ''";
    const source = Array(20).fill(half).join(' || ');
    expect(await refusal(() => engine.evaluate(source))).toMatch(/reads more than 8 MiB/);
  });

  it('and so do the texts made of them', async () => {
    const engine = engineWith({});
    for (let count = 0; count < 16; count++) engine.spend(mebibyte);
    expect(await refusal(async () => engine.spend(1))).toMatch(/16 MiB/);
    expect(await refusal(async () => engineWith({}).spend(mebibyte + 1))).toMatch(/1 MiB/);
  });
});

describe('one expression reads at most 8 mebibytes, whatever it does with them:', () => {
  const long = 'x'.repeat(100_000);
  const list = Array(30_000).fill('x');
  it.each<[string, string, unknown]>([
    ['compare', "github.event.a == 'x'", { a: long }],
    ['search', "contains(github.event.a, 'y')", { a: list }],
    ['search a list', 'contains(github.event.a, github.event.b)', { a: list, b: 'y'.repeat(100) }],
    ['search for a beginning', "startsWith(github.event.a, 'y')", { a: long }],
    ['take lists apart', "github.event.a.*.b == ''", { a: list }],
    ['find lines', "firstLine(github.event.a) == ''", { a: `${' '.repeat(100_000)}x` }],
    ['truncate', "truncate(github.event.a, 9999) == ''", { a: 'e\u0301'.repeat(50_000) }],
    ['format braces', "format(github.event.a) == ''", { a: '{{'.repeat(5000) }],
    ['read JSON', "fromJSON(github.event.a) == ''", { a: `[${Array(50_000).fill('1')}]` }],
    ['write JSON', "toJSON(github.event.a) == ''", { a: Array(30_000).fill(1) }],
    ['join', "join(github.event.a) == ''", { a: list }],
  ])('%s', async (_, source, event) => {
    const often = Array(280).fill(source).join(' || ');
    expect(await refusal(() => engineWith(event).evaluate(often))).toMatch(/8 MiB|16 MiB/);
    await expect(engineWith(event).evaluate(source)).resolves.toBeDefined();
  });
});

describe('plainText', () => {
  const bodies = Array.from({ length: 40 }, (_, index) => `**${index}**\n`.repeat(200));
  const calls = bodies.map((_, index) => `plainText(github.event.bodies[${index}])`).join(', ');

  it('converts 20,000 characters in one expression, and leaves what exceeds them', async () => {
    const engine = engineWith({ bodies });
    const slots = bodies.map((_, index) => `{${index}}`).join('\n');
    const text = (await engine.evaluate(`format('${slots}', ${calls})`)).coerceString();
    expect(text).toMatch(/^0\n0\n/);
    expect(text).toMatch(/\n\*\*39\*\*$/);
    expect(text.replaceAll(/[^*]/g, '').length).toBe(
      40 * 800 - 4 * (text.match(/^\d+$/gm)?.length ?? 0),
    );
  });

  it('converts a text once for a whole document', async () => {
    const engine = engineWith({ body: bodies[1] });
    for (let count = 0; count < 500; count++) await engine.evaluate('plainText(github.event.body)');
    const value = await engine.evaluate('plainText(github.event.body)');
    expect(value.coerceString()).toBe('1\n'.repeat(200).trim());
  });
});

describe('fromJSON', () => {
  const read = (long: string): Promise<unknown> =>
    engineWith({ long }).evaluate('fromJSON(github.event.long)');

  it.each([
    ['100,000 lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['100,000 lists without an end', '['.repeat(100_000)],
    ['100,000 mappings', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['65 levels after a bracket in a text', `["]", ${'['.repeat(64)}${']'.repeat(64)}]`],
  ])('refuses %s', async (_, long) => {
    expect(await refusal(() => read(long))).toMatch(/deeper than 64/);
  });

  it.each([
    ['64 levels', `${'['.repeat(64)}${']'.repeat(64)}`],
    ['brackets in a text', JSON.stringify('['.repeat(1000))],
    ['escaped quotes before brackets', JSON.stringify(`${'"['.repeat(1000)}\\`)],
    ['100 lists side by side', `[${Array(100).fill('[]').join(',')}]`],
  ])('reads %s', async (_, long) => {
    await expect(read(long)).resolves.toBeDefined();
  });

  it.each([
    ['a text without an end', `"${'\\"'.repeat(500_000)}`],
    ['a text that ends in a backslash', `"${'\\"'.repeat(500_000)}\\`],
    ['a million quotes', '"'.repeat(1_000_000)],
    ['a million backslashes', '\\'.repeat(1_000_000)],
    ['a list of 300,000', `[${Array(300_000).fill(1).join(',')}]x`],
  ])('refuses %s in no time', async (_, long) => {
    expect(await refusal(() => read(long))).toMatch(/JSON/);
  });
});

describe('an expression', () => {
  it('has at most 21,000 characters', async () => {
    const engine = engineWith({});
    expect(await refusal(() => engine.evaluate(`'${'x'.repeat(20_999)}'`))).toMatch(/21,000/);
    const value = await engine.evaluate(`'${'x'.repeat(20_998)}'`);
    expect(value.coerceString()).toHaveLength(20_998);
  });

  it.each([
    ['brackets', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['negations', `${'!'.repeat(20_000)}1`],
    ['calls', nested((inner) => `toJSON(${inner})`, 2000, '1')],
    ['indexes', nested((inner) => `github[${inner}]`, 2000, '1')],
    ['properties', `github${'.a'.repeat(10_000)}`],
  ])('nests at most 50 %s', async (_, source) => {
    expect(await refusal(() => engineWith({}).evaluate(source))).toMatch(/deeper than 50 levels/);
  });

  it('may have thousands of terms', async () => {
    const source = Array(4000).fill('1==1').join('&&').slice(0, 20_998);
    await within(5000, () => engineWith({}).evaluate(`${source.replace(/&*[1=]*$/, '')}`));
  });
});

it('a context is read to 62 levels below the event, and only if an expression names it', async () => {
  const deep = (levels: number): unknown => nested<unknown>((inner) => [inner], levels, 'x');
  await expect(engineWith(deep(62)).evaluate('github.actor')).resolves.toBeDefined();
  await expect(engineWith(deep(5000)).evaluate('runner.os')).resolves.toBeDefined();
  for (const levels of [64, 5000]) {
    const engine = engineWith(deep(levels));
    expect(await refusal(() => engine.evaluate('github.actor'))).toMatch(/deeper/);
  }
});
