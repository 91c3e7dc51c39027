/** What the runner reads of what we print: our own commands, and nothing that a text smuggled in. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import fc from '../support/fast-check.ts';
import { runModule, sourceUrl } from '../support/program.ts';
import { readLog } from '../support/runner-protocol.ts';

const secret = 'geheimnis-4711';
/** What makes a text harmless would change it before it is found. */
const activeSecret = '::pass\tword##[x';

/** What a process prints that calls the runner so; `texts` is the list given. */
async function print(
  calls: string,
  texts: readonly string[] = [],
  {
    debug = true,
    env = {},
  }: { readonly debug?: boolean; readonly env?: Record<string, string> } = {},
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'));
  const file = join(folder, 'texts.json');
  writeFileSync(file, JSON.stringify(texts));
  const { code, stdout, stderr } = await runModule(
    `
    import { readFileSync } from 'node:fs';
    const { createRunner } = await import(${sourceUrl('io/runner.ts')});
    const { createRedactor } = await import(${sourceUrl('text/redact.ts')});
    const redactor = createRedactor();
    for (const secret of ${JSON.stringify([secret, activeSecret])}) redactor.register(secret);
    const runner = createRunner(redactor.redact);
    const texts = JSON.parse(readFileSync(process.env.TEXTS, 'utf8'));
    ${calls}
    `,
    { TEXTS: file, RUNNER_DEBUG: debug ? '1' : '', GITHUB_ACTIONS: 'true', ...env },
  ).finally(() => rmSync(folder, { recursive: true }));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

/** What is called, and what that prints. */
const printed: readonly (readonly [title: string, calls: string, output: string])[] = [
  ['info', 'runner.info("hello")', 'hello\n'],
  ['debug', 'runner.debug("hello")', '::debug::hello\n'],
  ['group', 'runner.group("title", ["a", "b"])', '::group::title\na\nb\n::endgroup::\n'],
  ['group without lines', 'runner.group("title", [])', '::group::title\n::endgroup::\n'],
  ['an error', 'runner.annotate("error", "no")', '::error::no\n'],
  ['a warning', 'runner.annotate("warning", "hm")', '::warning::hm\n'],
  ['a notice', 'runner.annotate("notice", "so")', '::notice::so\n'],
  [
    'an error at a location',
    'runner.annotate("error", "no", { input: "payload-file", file: "a/b.yml", line: 3, column: 7 })',
    '::error file=a/b.yml,line=3,col=7::no\n',
  ],
  [
    'an error in a file',
    'runner.annotate("error", "no", { input: "payload-file", file: "a/b.yml" })',
    '::error file=a/b.yml::no\n',
  ],
  [
    'an error in an input, which is no file',
    'runner.annotate("error", "no", { input: "payload", line: 3, column: 7 })',
    '::error::no\n',
  ],
  [
    'several lines as one annotation',
    'runner.annotate("error", "one\\ntwo\\n::three::")',
    '::error::one%0Atwo%0A: :three::\n',
  ],
  ['a text without secrets that would be changed', 'runner.info("::pass\\tword##[x!")', '***!\n'],
  [
    'an annotation without such secrets',
    'runner.annotate("error", "a\\n::pass\\tword##[x!")',
    '::error::a%0A***!\n',
  ],
  [
    'an error with a title',
    'runner.annotate("error", "no", undefined, "Product: a,b")',
    '::error title=Product%3A a%2Cb::no\n',
  ],
  [
    'an error with a title and a location',
    'runner.annotate("error", "no", { input: "p", file: "a.yml", line: 3 }, "T")',
    '::error title=T,file=a.yml,line=3::no\n',
  ],
  [
    `a title without secrets`,
    `runner.annotate("error", "no", undefined, "a ${secret} ##[b")`,
    '::error title=a *** ## [b::no\n',
  ],
  [
    'a group with a title that is no command',
    'runner.group("a%\\nb::c", ["::d"])',
    '::group::a%25␊b::c\n: :d\n::endgroup::\n',
  ],
  ['a mask', 'runner.mask("50% of\\r\\nit")', '::add-mask::50%25 of%0D%0Ait\n'],
  ['several masks', 'runner.mask("x", "y")', '::add-mask::x\n::add-mask::y\n'],
  ['no mask', 'runner.mask()', ''],
  ['a mask before what comes after it', 'runner.mask("x"); runner.info("y")', '::add-mask::x\ny\n'],
  ['a text without secrets', `runner.info("a ${secret} b")`, 'a *** b\n'],
  [
    'a comma and a colon in a file name',
    'runner.annotate("error", "x", { input: "p", file: "a,b:c=d%.yml" })',
    '::error file=a%2Cb%3Ac=d%25.yml::x\n',
  ],
];

describe('each method prints', () => {
  let outputs: readonly string[] = [];

  beforeAll(async () => {
    const calls = printed.map(([, call]) => `${call}; process.stdout.write('<end>\\n');`);
    outputs = (await print(calls.join('\n'))).split('<end>\n');
  });

  it.each(printed.map((row, index) => ({ title: row[0], output: row[2], index })))(
    '$title',
    ({ output, index }) => {
      expect(outputs[index]).toBe(output);
    },
  );

  it('nothing for debugging where that is off', async () => {
    expect(await print('runner.debug("hello"); runner.info("x")', [], { debug: false })).toBe(
      'x\n',
    );
  });

  it.each([{}, { GITHUB_ACTIONS: '' }, { GITHUB_ACTIONS: 'false' }])(
    'no mask outside GitHub, where it would show the secret: %j',
    async (env) => {
      const calls = 'runner.mask("x", "y"); runner.info("z")';
      const outside = { GITHUB_ACTIONS: '', ...env };
      expect(await print(calls, [], { env: outside })).toBe('z\n');
    },
  );

  it('a group in one write', async () => {
    const output = await print(`
      const write = process.stdout.write.bind(process.stdout);
      let writes = 0;
      process.stdout.write = (...args) => { writes++; return write(...args); };
      runner.group("title", Array.from({ length: 100 }, () => "line"));
      runner.info(String(writes));
    `);
    expect(output).toMatch(/^::group::title\n(line\n){100}::endgroup::\n1\n$/);
  });

  it('an annotation and a line no longer than the runner keeps', async () => {
    const output = await print(
      'for (const text of texts) { runner.info(text); runner.annotate("error", text); }',
      ['x'.repeat(20_000)],
    );
    const [line, annotation] = readLog(output);
    expect(line).toBe(`${'x'.repeat(7999)}…`);
    expect(annotation).toMatchObject({ data: `${'x'.repeat(3999)}…` });
  });

  it('no half of a secret where a text is cut', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => 'x'.repeat(3980 + index) + secret);
    const lines = texts.map((text) => 'x'.repeat(4000) + text);
    const output = await print(
      'for (const text of texts) { runner.info(text); runner.annotate("error", text); }',
      [...texts, ...lines],
    );
    expect(output).not.toContain('gehei');
    expect(output).toContain('***');
  });
});

const callAll = `
  for (const text of texts) {
    runner.info(text);
    runner.debug(text);
    runner.group(text, [text, text]);
    const location = { input: 'payload-file', file: text, line: 3, column: 5 };
    runner.annotate('error', text, location);
    runner.annotate('notice', text);
  }
`;

/** The shape of what one text prints: `-` for a line that is no command. */
const shape = ['-', 'debug', 'group', '-', '-', 'endgroup', 'error', 'notice'];

const hostile = [
  '::error::injected',
  '  ::set-output name=outcome::sent',
  '\t\u00a0\u2003::add-mask::a',
  '\u0085::stop-commands::x',
  '\ufeff::stop-commands::x',
  'x\n::error::injected',
  'x\r::error::injected',
  'x\r\n\r\n::error::injected',
  'x\u2028::error::injected\u2029::error::',
  '##[error]injected',
  'text ##[group]x',
  '###[error]x',
  '##[##[command]x',
  '::',
  ':::error::x',
  '::::',
  '%0A::error::injected',
  '%3A%3Aerror::x',
  ',line=1::injected',
  'file=x,title=y',
  '\u001b[31mred\u001b]0;title\u0007',
  '\u202etxt.exe\u202c \u2066x\u2069',
  `before ${secret} after`,
  `##[${secret}`,
  `::${secret}::x`,
  '\0',
  '',
  ' ',
  '\ud800',
];

function check(output: string, texts: readonly string[]): void {
  const lines = readLog(output);
  const found = lines.map((line) => (typeof line === 'string' ? '-' : line.name));
  for (const [index, text] of texts.entries()) {
    const own = found.slice(index * shape.length, (index + 1) * shape.length);
    expect(own, JSON.stringify(text)).toEqual(shape);
    const error = lines[index * shape.length + 6];
    const properties = typeof error === 'object' ? error.properties : {};
    expect(Object.keys(properties)).toEqual(
      text === '' ? ['line', 'col'] : ['file', 'line', 'col'],
    );
  }
  expect(lines).toHaveLength(texts.length * shape.length);
  expect(output).not.toContain('##[');
  expect(output).not.toContain(secret);
  // Nothing invisible but the line ends that are ours.
  expect(output).not.toMatch(
    /[\0-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/,
  );
}

describe('a hostile text', () => {
  it('is no command, in no method', async () => {
    check(await print(callAll, hostile), hostile);
  });

  it('still says what it said', async () => {
    const output = await print('for (const text of texts) runner.info(text)', [
      '::error::injected',
      'a ##[group] b',
      'x\n::error::y\t\u001b[31m',
      '\u202etxt',
    ]);
    expect(output.split('\n')).toEqual([
      ': :error::injected',
      'a ## [group] b',
      'x␊::error::y␉␛[31m',
      '[U+202E]txt',
      '',
    ]);
  });

  it('of any kind is no command, in no method', async () => {
    const part = fc.oneof(
      fc.constantFrom(...hostile),
      fc.constantFrom('::', '\n', '\r', '##', '[', ':', '%', ',', '=', '🚀', '${{ x }}', "'", '"'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const few = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
    const text = fc.oneof(
      { arbitrary: few, weight: 30 },
      { arbitrary: few.map((it) => `${it}${'long '.repeat(2000)}${it}`), weight: 1 },
    );
    const texts = fc.sample(text, 1000);
    check(await print(callAll, texts), texts);
  });
});
