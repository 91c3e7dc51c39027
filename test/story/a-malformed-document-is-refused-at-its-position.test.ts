import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { expectRefusedEarly, minimal, runStory } from '../support/story.ts';

const private_ = 'a-line-that-nobody-else-should-read';

const rows: readonly (readonly [what: string, file: string, text: string, said: RegExp])[] = [
  [
    'an open list',
    'p.yml',
    `notification:\n  title: x\n  override: [1\n# ${private_}\n`,
    /^p\.yml:\d:\d+: .*YAML/,
  ],
  ['a tab', 'p.yml', `notification:\n\ttitle: ${private_}\n`, /^p\.yml:2:\d/],
  [
    'an unquoted @login',
    'p.yml',
    'notification:\n  endUsersIds: @octocat\n',
    /^p\.yml:2:16: .*YAML.*needs quotes.*`endUsersIds: "…"`/,
  ],
  [
    'two documents',
    'p.yml',
    'notification: {}\n---\nnotification: {}\n',
    /^p\.yml:2:1: .*second document/,
  ],
  ['an unknown alias', 'p.yml', 'notification: {title: *t}\n', /^p\.yml:1:23: /],
  ['a custom tag', 'p.yml', 'notification: {title: !!js/function x}\n', /^p\.yml:1:\d+: /],
  ['a key twice', 'p.yml', 'notification:\n  title: a\n  title: b\n', /^p\.yml:3:3.*twice/],
  ['an empty file', 'p.yml', '# nothing\n', /^p\.yml:1:1: .*empty/],
  ['a list', 'p.yml', '- a\n', /^p\.yml:1:1: .*mapping.*list/],
  ['text', 'p.yml', `${private_}\n`, /^p\.yml:1:1: .*mapping/],
  [
    'a missing comma',
    'p.json',
    '{"notification": {\n  "title": "x"\n  "startAt": "y"}}',
    /^p\.json:3:3: .*JSON.*comma/,
  ],
  [
    'an end that lacks',
    'p.json',
    `{"notification": {\n  "title": "${private_}"`,
    /^p\.json:2:\d+: .*brace/,
  ],
  ['curly quotes', 'p.json', '{\n  “notification”: {}}', /^p\.json:2:3: .*curly quote “/],
  ['a curly quote in a key', 'p.yml', 'notification:\n  “title”: x\n', /^p\.yml:2:3.*curly quote/],
  [
    'a key twice in JSON',
    'p.json',
    '{"notification": {"title": 1, "title": 2}}',
    /^p\.json:1:31.*twice/,
  ],
  ['nothing', 'p.json', '  \n', /^p\.json:1:1: .*empty/],
];

it.each(rows)('%s is refused at its position', async (_, path, text, said) => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'payload-file': path },
    files: { [path]: text },
  });
  expectRefusedEarly(run, 'payload-invalid', said);
  expect(run.annotations[0]?.location).toMatchObject({ file: path, line: expect.any(Number) });
  expect(run.everything).not.toContain(private_);
  expect(simulator.ledger.entries).toEqual([]);
});

it.each([
  ['{"notification": {“title”: "x"}}', /`payload`:1:19: .*curly quote “.*toJSON/],
  ['{notification: {title: x}}', /`payload`:1:2: .*JSON/],
  ['notification: [', /`payload`:1:\d+: .*YAML/],
])('an inline document, %s, is refused at its position', async (payload, said) => {
  const simulator = await simulate();
  const run = await runStory({ inputs: { ...inputsFor(simulator), ...minimal, payload } });
  expectRefusedEarly(run, 'payload-invalid', said);
  expect(simulator.ledger.entries).toEqual([]);
});
