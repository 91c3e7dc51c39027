import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parseDocument } from '../../../src/document/document.ts';
import { createTestDiagnostics, parse, secret, sourceOf } from '../payload/support.ts';

/** The first error of a payload file with these lines in its notification. */
async function errorIn(...lines: readonly string[]) {
  const { errors } = await parse(`notification:\n${lines.map((it) => `  ${it}\n`).join('')}`);
  return errors[0];
}

describe('a value that needs quotes is reported with the quoted line', () => {
  it.each<[written: string, reason: RegExp, line: string]>([
    ['Release: v2', /a colon/, '"Release: v2"'],
    ['${{ github.actor }}: out', /a colon/, '"${{ github.actor }}: out"'],
    ["${{ format('{0}: x', a) }}", /a colon/, `"\${{ format('{0}: x', a) }}"`],
    [':rocket: x', /a colon/, '":rocket: x"'],
    [': x', /begins with `:`/, '": x"'],
    ['"say "hello" now"', /text follows its closing quote/, `'say "hello" now'`],
    ['"Harbor" and "Pier"', /text follows/, `'"Harbor" and "Pier"'`],
    ["'Harbor's out'", /text follows/, `"Harbor's out"`],
    [`"it's" "a"`, /text follows/, `"\\"it's\\" \\"a\\""`],
    ['"x",', /text follows/, '"x"'],
    ['"By ${{ a || "b" }}"', /text follows/, `"By \${{ a || 'b' }}"`],
    ['By ${{ a || "b" }}: c', /a colon/, `"By \${{ a || 'b' }}: c"`],
    ['"C:\\dir"', /`\\d` means nothing between double quotes/, `'C:\\dir'`],
    ['*important*', /begins with `\*`, which YAML takes for an alias/, '"*important*"'],
    ['[urgent] deploy', /begins with `\[`/, '"[urgent] deploy"'],
    ['{x} y', /begins with `\{`/, '"{x} y"'],
    ['{- }', /between its brackets/, '"{- }"'],
    ['[a: b: c]', /between its brackets/, '"[a: b: c]"'],
    ['%x', /begins with `%`/, '"%x"'],
    ['@octocat', /begins with `@`/, '"@octocat"'],
    ['{{ github.actor }}', /begins with `\{\{` .*begins with `\$\{\{`/, '"${{ github.actor }}"'],
    ['{{ x() }} is out', /begins with `\{\{`/, '"${{ x() }} is out"'],
    ['!important x', /begins with `!`/, '"!important x"'],
    ['- x', /begins with `-`/, '"- x"'],
    ['? x', /begins with `\?`/, '"? x"'],
    ['> x', /begins with `>`/, '"> x"'],
    ['|x|', /begins with `\|`/, '"|x|"'],
    ['& more', /begins with `&`/, '"& more"'],
    [', x', /begins with `,`/, '", x"'],
    ['} x', /begins with `\}`/, '"} x"'],
    ['Release: v2 # for all', /a colon/, '"Release: v2" # for all'],
    ['Issue: #5 # x', /a colon/, '"Issue: #5" # x'],
    ['Issue: "a" \\ \'b\'', /a colon/, '"Issue: \\"a\\" \\\\ \'b\'"'],
  ])('%j', async (written, reason, line) => {
    const error = await errorIn('title: x', `runtimeTitle: ${written}`, 'override: {A: b}');
    expect(error).toMatchObject({
      code: 'payload-invalid',
      message: expect.stringMatching(
        /^`payload-file` is not valid YAML: the value needs quotes because /,
      ),
      hint: `Write \`runtimeTitle: ${line}\`.`,
      location: { line: 3, column: 17 },
    });
    expect(error?.message).toMatch(reason);
  });

  it('shows an expression of recipients, which is no value', async () => {
    const hint = 'Write `endUsersIds: "${{ github.actor }}"`.';
    expect(await errorIn('endUsersIds: {{ github.actor }}')).toMatchObject({ hint });
  });

  it('with a backtick in it', async () => {
    expect(await errorIn('title: `x`')).toMatchObject({
      message: expect.stringMatching(/begins with a backtick\.$/),
      hint: 'Write: title: "`x`"',
    });
  });

  it.each<[line: string, key: string, entry: string]>([
    ['endUsersIds: [${{ x }}]', 'endUsersIds:', '- "value"'],
    ['endUsersIds: [a, @b]', 'endUsersIds:', '- "value"'],
    ['endUsersIds: [ann@corp.example, ${{ x }}]', 'endUsersIds:', '- "value"'],
    ['override: {A: ${{ x }}, B: c }', 'override:', 'key: "value"'],
    ['override: {A: Release: v2, B: "c: d"}', 'override:', 'key: "value"'],
    ['override: {"A": ${{ x }}, B: {c: d}}', 'override:', 'key: "value"'],
    ['override: {A: By x[bot]}', 'override:', 'key: "value"'],
    ['override: @x', 'override:', 'key: "value"'],
    ['additionalFields: {a: [${{ x }}]}', 'additionalFields:', 'key: "value"'],
    ['- {key: A, value: ${{ x }}}', '-', 'key: "value"'],
    ['endUsersIds: [\n    ${{ x }}\n  ]', 'key:', 'key: "value"'],
  ])('between brackets by an example of the block style: %s', async (line, key, entry) => {
    const error = await errorIn(line);
    expect(error?.hint).toBe(
      `Write one entry per line, without brackets: \`${key}\`, and \`${entry}\` indented below it.`,
    );
    expect(parseYaml(`${key}\n  ${entry}`)).toBeTruthy();
  });

  it.each([
    'audiencesIds: {{ x }}',
    'endUsersIds:\n    - {{ x }}',
    'systemId: {{ x }}',
    'override: {{ x }}',
    'if: {{ x }}',
  ])('by the form of an expression, where text cannot begin with a bracket: %s', async (line) => {
    expect((await errorIn(line))?.hint).toBe(
      'An expression begins with a dollar sign: `${{ … }}`.',
    );
  });

  it('but `additionalFields` is not computed as a whole', async () => {
    expect((await errorIn('additionalFields: {{ x }}'))?.hint).toMatch(/^Write one entry per line/);
  });

  it('in a list', async () => {
    expect(await errorIn('endUsersIds:', '  - @octocat')).toMatchObject({
      hint: 'Write `- "…"`.',
      location: { line: 3, column: 7 },
    });
  });

  it('in each line, all at once', async () => {
    const { errors } = await parse(
      'notification:\n  title: a: b\n  runtimeTitle: fine\n  runtimeDescription: "c" d\n',
    );
    expect(errors.map(({ hint, location }) => [location?.line, hint])).toEqual([
      [2, 'Write `title: "a: b"`.'],
      [4, 'Write `runtimeDescription: \'"c" d\'`.'],
    ]);
  });

  it.each<[text: string, said: RegExp, hint: string]>([
    ['*: {login}@x.example', /key needs quotes .* begins with `\*`/, '"*": "{login}@x.example"'],
    ['*: ann', /begins with `\*`/, '"*": …'],
    ['ann: ann@corp.example: x', /a colon/, 'ann: "…"'],
    ['ann:ann@corp.example\nbob: x', /colon of the key `ann` has no space after it/, 'ann: …'],
  ])('in a user map: %s', async (text, said, hint) => {
    const diagnostics = createTestDiagnostics();
    await parseDocument({ ...sourceOf(text), people: true }, diagnostics);
    expect(diagnostics.errors).toMatchObject([
      { message: expect.stringMatching(said), hint: `Write \`${hint}\`.` },
    ]);
  });

  it.each<[lines: readonly string[], hint: string]>([
    [['endUsersIds:', '  - "ann@corp.example" x'], '- "…"'],
    [['"audiencesIds": @E12345 # Ann'], '"audiencesIds": "…"'],
    [['endUsersIds:[E12345]', 'title: x'], 'endUsersIds: …'],
    [['endUsersIds:', '  E12345: @x'], '…: "…"'],
    [['title: a: ann@corp.example'], 'title: "a: …@corp.example"'],
    [['title: a: https://ann@corp.example/b@2.3'], 'title: "a: https://…@corp.example/b@2.3"'],
  ])('without the IDs of people: %j', async (lines, hint) => {
    expect((await errorIn(...lines))?.hint).toBe(`Write \`${hint}\`.`);
  });

  it.each<[lines: readonly string[], said: RegExp, hint: RegExp]>([
    [['runtimeTitle:x', 'title: y'], /key `runtimeTitle` has no space/, /`runtimeTitle: x`/],
    [['runtimeTitle:|', '  x', 'title: y'], /has no space/, /`runtimeTitle: \|`/],
    [['runtimeTitle:\u00a0x', 'title: y'], /has a non-breaking space/, /`runtimeTitle: x`/],
    [['title: a', '\u00a0 x: "y" z'], /a non-breaking space indents/, /^Replace each/],
  ])('with the space that is missing: %j', async (lines, said, hint) => {
    const error = await errorIn(...lines);
    expect(error?.message).toMatch(said);
    expect(error?.hint).toMatch(hint);
  });

  it('without its secrets, and not at length', async () => {
    const error = await errorIn(`title: ${secret}: "${'x'.repeat(10_000)}`);
    expect(error?.hint).toMatch(/^Write `title: '\*\*\*: "x{200,}…$/);
    expect(error?.hint?.length).toBeLessThanOrEqual(300);
  });

  it('by a block, where the value has several lines', async () => {
    expect(await errorIn('title: a', '  b # cut', '  d')).toMatchObject({
      location: { line: 3 },
      hint: expect.stringMatching(
        /^Put text of several lines in quotes as a whole, or .*`key: \|`/,
      ),
    });
  });
});

describe('a quote or bracket that is not closed is named with its line', () => {
  it.each<[line: string, character: string, hint: string]>([
    ['title: "x', '"', '`title: "x"`'],
    ["title: 'tis", "'", `\`title: "'tis"\``],
    ["title: '''", "'", '`title: "\'"`'],
    ['title: "', '"', '`title: ""`'],
    ['title: [x', '[', '`title: "[x"`'],
    ['title: [x} y', '[', '`title: "[x} y"`'],
    ['endUsersIds: ["a", "b"', '[', ''],
    ['title: {x #}', '{', '`title: "{x #}"`'],
    ["title: [']", '[', '`title: "[\']"`'],
    ['title: ! "x', '"', `\`title: '! "x'\``],
    ['title: "C:\\dir', '"', `\`title: 'C:\\dir'\``],
  ])('%j', async (line, character, hint) => {
    const error = await errorIn(line, 'runtimeTitle: y');
    const said = `the ${character} in line 2 is not closed`;
    expect(error?.message).toBe(`\`payload-file\` is not valid YAML: ${said}.`);
    const ifText = /["']/.test(character) ? '' : ' If it is text, put it in quotes.';
    expect(error?.hint).toBe(hint === '' ? 'Close it.' : `Close it.${ifText} Write ${hint}.`);
  });

  it.each([
    ['title: "a', 'b"'],
    ['title: "a', 'b"', 'runtimeTitle: "c"'],
    ["override:\n    A: 'a", '', "b'"],
    ['title: "a', 'b'],
  ])('once, if its text continues below: %j, %j', async (...lines) => {
    const { errors } = await parse(`notification:\n  ${lines.join('\n')}\n  systemId: x\n`);
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/the ["'] in line [23] is not closed/),
        hint: expect.stringMatching(
          /^Indent each line of the text deeper than its key, .*`key: \|`/,
        ),
      },
    ]);
  });

  it('unless it is too far above', async () => {
    const { errors } = await parse(`a: "x${'\nb: c'.repeat(150)}`);
    expect(errors).toMatchObject([
      { message: expect.stringContaining('a quote is opened and not closed') },
    ]);
  });
});

describe('what quotes do not mend is said in plain words', () => {
  it.each<[text: string, said: RegExp, hint: RegExp]>([
    ['a:\n\tb: "c" d', /a tab indents this line/, /spaces/],
    ['a: b\n---\nc: d', /a second document begins here/, /Remove the line\. .*`notifications:`/],
    ['%X\n---\na: b', /directive/, /Remove/],
    ['a: x\n  b: c', /the next line is indented deeper/, /Align/],
    ['a:\n    b: c\n  d: e', /indentation of this line matches no line above/, /Align/],
    ['a: b\nmore text', /neither `key: value` nor a part of the value above/, /colon and a space/],
    [' a: b\nc: d', /does not belong to the value above/, /Align/],
    ['- a\nb: c', /does not belong to the value above/, /Align/],
    ['? {x: 1}\n: 1', /a key must be text/, /quotes/],
    ['- x: y\n  - z', /matches no line above/, /Align/],
  ])('%j', async (text, said, hint) => {
    const { errors } = await parse(text);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toMatch(said);
    expect(errors[0]?.hint).toMatch(hint);
  });

  it('with the words of the parser only where there are no others', async () => {
    const { errors } = await parse(`${'a'.repeat(1100)}: b`);
    expect(errors[0]?.message).toMatch(
      /YAML: something here is not expected \(The : indicator .*\)/,
    );
    expect(errors[0]).not.toHaveProperty('hint');
  });
});
