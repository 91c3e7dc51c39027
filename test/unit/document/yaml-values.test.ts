import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/document/document.ts';
import { createTestDiagnostics, parse, secret, sourceOf } from '../payload/support.ts';

const parseLines = (...lines: readonly string[]) =>
  parse(`notification:\n${lines.map((it) => `  ${it}\n`).join('')}`);

async function expectNothing(lines: string): Promise<void> {
  expect(await parseLines(lines)).toMatchObject({ errors: [], warnings: [] });
}

describe('nothing is wrong with', () => {
  it.each([
    "title: 'a' # b",
    'title: > # b\n    a',
    '# title: ${{ x }}',
    'title: a\n  # b',
    'override: {A: x} # b',
    'templateId: 1e5afe51 # Releases',
    'endUsersIds: [ann, # Ann\n    bob # Bob\n  ]',
    'startAt: 2026-06-30 # Tuesday',
    'notificationType: push # or popup',
  ])('a comment that cuts nothing: %j', expectNothing);

  it.each([
    'override:\n    "###URL###": a',
    'runtimeDescription: |\n    ###URL###: a',
    'title: "a\n    ###URL###: a"',
    '### Links ###: a',
    '# ###URL###: a',
    'title: a\n  ###########',
    'title: a\n  ###URL###',
  ])('hashes that set no key: %j', expectNothing);

  it.each([
    ...['override: {URL: "a, b"}', 'override: {A: , B: }', 'endUsersIds: [a, b]'],
    'endUsersIds: {a, b}',
  ])('a comma that cuts nothing: %s', expectNothing);

  it.each([
    'override: [{key: A, value: [b]}]',
    'endUsersIds:\n    - [b]',
    'runtimeTitle: [a,\n    b]',
    'runtimeTitle:\n    [urgent]',
    'override: {A: [b]}',
    'systemId: [a, b]',
    'notificationType: [push]',
    'additionalFields: {a: [b]}',
  ])('brackets that the check of types judges: %j', expectNothing);

  it.each(['title: !!str 1.10', 'title: !!int 5', 'title: !!null ~', 'templateId: |'])(
    'a core tag, or a block that no one reads: %s',
    expectNothing,
  );
});

describe('a comment inside a plain value', () => {
  const key = 'notification.runtimeTitle';

  it.each(['Issue #5 opened', 'Deploy # of the week', 'x #', '~ # x', '# 5'])(
    'is a warning that shows what is cut: %s',
    async (written) => {
      const { errors, warnings } = await parseLines(`runtimeTitle: ${written}`);
      expect(errors).toEqual([]);
      const cut = /#.*/.exec(written)?.[0];
      const message = `\`${key}\` is cut before \`${cut}\`, because \` #\` begins a comment in YAML.`;
      const hint = `Write \`runtimeTitle: "${written}"\`.`;
      const location = { input: 'payload-file', line: 2, column: 17, key };
      expect(warnings).toEqual([{ level: 'warning', message, hint, location }]);
    },
  );

  it.each([
    'PR #${{ github.run_number }} is ready',
    "${{ github.actor || 'a # b' }} is out",
    '#${{ github.ref }}',
  ])('is an error where it cuts an expression: %s', async (written) => {
    const { tree, errors, warnings } = await parseLines(`runtimeTitle: ${written}`);
    expect(warnings).toEqual([]);
    expect(errors).toMatchObject([
      {
        code: 'payload-invalid',
        message: expect.stringContaining('is cut before `#'),
        hint: `Write \`runtimeTitle: "${written}"\`.`,
        location: { line: 2, column: 17 },
      },
    ]);
    expect(tree).toMatchObject({
      entries: [{ value: { entries: [{ value: { value: null, failed: true } }] } }],
    });
  });

  it.each(['runtimeTitle: #1852 is fixed', 'override:\n    A: #1852', 'title: #x ${{ a }}'])(
    'is an error where nothing is left: %j',
    async (lines) => {
      const { errors } = await parseLines(lines);
      const written = lines.replace(/^override:\s+/, '').replace(/#.*/, '"$&"');
      expect(errors).toMatchObject([{ hint: `Write \`${written}\`.` }]);
    },
  );

  it.each<[text: string, said: string, line: number]>([
    ['text #5', 'The document is cut before `#5`, because ` #` begins a comment in YAML.', 1],
    ['notification:\n  title: a\n    b #5', '`notification.title` is cut before `#5`', 2],
    ['notification:\n  override: {A: x # y\n  }', '.override.A` is cut before `# y`', 2],
    ['notification:\n  override:\n    - value: x # y', 'is cut before `# y`', 3],
    ['notification:\n  additionalFields:\n    a: x # y', 'is cut before `# y`', 3],
    ['notification:\n  endUsersIds:\n    - a #5', '.endUsersIds[0]` is cut before `#…`', 3],
  ])('is noticed where the value begins: %j', async (text, said, line) => {
    const { warnings } = await parse(text);
    expect(warnings).toMatchObject([
      { message: expect.stringContaining(said), location: { line } },
    ]);
  });

  it.each([
    'if: ${{ failure() }} # was ${{ always() }}',
    'startAt: ${{ a }} # ${{ b }}',
    'templateId: ${{ a }} # ${{ b }}',
    'notificationType: ${{ a }} # ${{ b }}',
    'endUsersIds: ${{ a }} # ${{ b }}',
    'audiencesIds:\n    - ${{ a }} #${{ b }}',
    'if: #failure()',
    'startAt: #+2h',
  ])('is no part of a value that is no text: %j', async (lines) => {
    const { errors, warnings } = await parseLines(lines);
    expect([...errors, ...warnings]).toMatchObject([
      {
        message: expect.stringContaining('is cut before `#'),
        hint: 'Put the comment on a separate line.',
      },
    ]);
  });

  it.each([
    "if: contains(github.event.head_commit.message, 'Fixes #12')",
    "if: ${{ contains(github.event.head_commit.message, 'Fixes #12') }}",
    "startAt: ${{ github.event.x || '+2h # x' }}",
  ])('inside an expression is one error, with the line in quotes: %s', async (line) => {
    const { errors, warnings } = await parseLines(line);
    expect([...errors, ...warnings]).toMatchObject([
      { code: 'payload-invalid', hint: expect.stringMatching(/^Write `(?:if|startAt): ".*"`\.$/) },
    ]);
  });

  it('is shown without secrets, and not at length', async () => {
    const { warnings } = await parseLines(`title: a #${secret}${'x'.repeat(1000)}`);
    expect(warnings[0]?.message).toMatch(/`#\*\*\*x+…`/);
    expect(warnings[0]?.message.length).toBeLessThan(250);
    expect(JSON.stringify(warnings)).not.toContain(secret);
  });

  it('is fine at the top of a document that is not one of payloads', async () => {
    expect(await parse('octocat: ann # Ann\n"*": x # y\n')).toMatchObject({ warnings: [] });
  });
});

describe('a key between hashes, as a template has it,', () => {
  it.each([
    ['override:\n    ###URL###: a', 'Write `URL: a`.'],
    ['override:\n    A: x\n    ###URL### = a\n    B: y', 'Write `URL: a`.'],
    ['override:\n    ###URL###: a: b # c', 'Write `URL: "a: b" # c`.'],
    ['override:\n    ###URL###:\n      ###A###: 1', 'Write `URL:`, without the hashes.'],
  ])('is an error where it is a comment: %j', async (lines, hint) => {
    const { errors } = await parseLines(lines);
    expect(errors[0]).toMatchObject({
      message:
        'The document has a line that is a comment in YAML, because it begins with `###URL###`.',
      hint,
      location: { line: lines.includes('A: x') ? 4 : 3, column: 5 },
    });
  });

  it('is none in a user map', async () => {
    const diagnostics = createTestDiagnostics();
    await parseDocument({ ...sourceOf('###Team###: x\nocto: a\n'), people: true }, diagnostics);
    expect(diagnostics.errors).toEqual([]);
  });
});

describe('a comma that cuts a value between brackets', () => {
  it.each([
    ['override: {URL: https://m.example/@59.91,10.75, T: x}', '10.75'],
    ['override: {"A": x, b, c, D: e}', 'b'],
    ['additionalFields: {a: {b: c, d}}', 'd'],
  ])('%s is an error', async (lines, key) => {
    const { errors } = await parseLines(lines);
    const message = expect.stringContaining(`.${key}\` has no value: between brackets, a comma`);
    expect(errors).toMatchObject([{ message, hint: expect.stringMatching(/^Put a .* in quotes/) }]);
  });

  it('is not the cause where the first key has no colon', async () => {
    const { errors } = await parseLines('override: {URL=https://x.example}');
    const message = expect.stringContaining('has no value: a key ends in a colon and a space.');
    expect(errors).toMatchObject([{ message }]);
  });
});

describe('text in brackets where text must be', () => {
  it.each([
    ['runtimeTitle: [urgent]', 'a list', 'Write `runtimeTitle: "[urgent]"`.'],
    ['override:\n    A: {b: 1}', 'a mapping', 'Write `A: "{b: 1}"`.'],
    ['runtimeTitle: {Release}', 'a mapping', 'Write `runtimeTitle: "{Release}"`.'],
    ['runtimeTitle: {a: b, c}', 'a mapping', 'Write `runtimeTitle: "{a: b, c}"`.'],
    ['runtimeTitle: !  [urgent]', 'a list', 'Write `runtimeTitle: "!  [urgent]"`.'],
  ])('%j is shown in quotes', async (lines, found, written) => {
    const message = expect.stringContaining(`must be text, found ${found}.`);
    const hint = `If it is text, put it in quotes. ${written}`;
    expect((await parseLines(lines)).errors).toMatchObject([{ message, hint }]);
  });
});

describe('an anchor', () => {
  it('that no alias refers to is an error, with the quoted line', async () => {
    const { errors } = await parseLines('title: &Acme is out');
    expect(errors).toMatchObject([
      {
        code: 'payload-invalid',
        message:
          '`notification.title` begins with `&Acme`, which YAML takes for an anchor, and no alias refers to it.',
        hint: 'Write `title: "&Acme is out"`.',
        location: { line: 2, column: 10, key: 'notification.title' },
      },
    ]);
  });

  it.each<[lines: string, position: string]>([
    ['title: &a\n  runtimeTitle: x', '2:10'],
    ['title: &a x\n  runtimeTitle: &a y\n  systemId: *a', '2:10'],
  ])('is found in its line, each time that it is named: %j', async (lines, position) => {
    const { errors } = await parseLines(lines);
    const found = errors.map(({ location }) => `${location?.line}:${location?.column}`);
    expect(found).toEqual([position]);
  });

  it.each([
    'override: &o {A: 1}',
    'override: &o\n    A: 1',
    'override: &o\n    - &a {key: A, value: 1}',
    'endUsersIds: &p [a, b]',
    'additionalFields:\n    a:\n      - &a\n        b: 1',
  ])('of a mapping or list is fine without an alias: %j', async (lines) => {
    expect((await parseLines(lines)).errors).toEqual([]);
  });

  it('that an alias refers to is fine, and what an alias repeats is judged once', async () => {
    const { errors, warnings } = await parseLines('title: &a x #5', 'runtimeTitle: *a');
    expect(errors).toEqual([]);
    expect(warnings).toHaveLength(1);
  });
});

describe('an exclamation mark', () => {
  it.each(['!', '! x', '! "x"', '!  '])('alone, as in %j, is an error', async (written) => {
    const { errors } = await parseLines(`title: ${written}`);
    expect(errors).toMatchObject([
      {
        message: '`notification.title` begins with `!`, which YAML takes for a tag.',
        hint: expect.stringMatching(/^Write `title: ["']!/),
      },
    ]);
  });
});

describe('a block without text', () => {
  it.each(['>', '|', '>5', '|-'])('begun by %s is a warning', async (written) => {
    const { errors, warnings } = await parseLines(`title: ${written}`, 'systemId: s');
    expect(errors).toEqual([]);
    expect(warnings).toMatchObject([
      {
        message: `\`notification.title\` is empty, because \`${written}\` begins a block in YAML and no text is below it.`,
        hint: /\d/.test(written)
          ? `Write \`title: "${written}"\`.`
          : expect.stringMatching(
              /^Indent the text below the key, or leave the field out\. .*toJSON/,
            ),
      },
    ]);
  });
});

it('proposes a line for each of the first mistakes: each costs another parse', async () => {
  const lines = Array.from({ length: 100 }, (_, index) => `    K${index}: a #b`);
  const { warnings } = await parseLines('override:', ...lines);
  expect(warnings).toHaveLength(100);
  expect(warnings.filter(({ hint }) => hint !== undefined)).toHaveLength(50);
});

it('proposes no more lines for keys between hashes than for values', async () => {
  const lines = Array.from({ length: 60 }, (_, index) => `    ###K${index}###: a`);
  const { errors } = await parseLines(`title: ${'x'.repeat(600_000)}`, 'override:', ...lines);
  expect(errors.filter(({ hint }) => hint?.endsWith(': a`.'))).toHaveLength(1);
});
