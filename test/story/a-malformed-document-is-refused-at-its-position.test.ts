import { expect, it } from 'vitest';
import { expectRefusedEarly, notify } from '../support/story.ts';

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
  ['a key twice', 'p.yml', 'notification:\n  title: a\n  title: b\n', /^p\.yml:3:3.*twice/],
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
];

it.each(rows)('%s is refused at its position', async (_, path, text, said) => {
  const run = await notify({ inputs: { 'payload-file': path }, files: { [path]: text } });
  expectRefusedEarly(run, 'payload-invalid', said);
  expect(run.annotations[0]?.location).toMatchObject({ file: path, line: expect.any(Number) });
  expect(run.everything).not.toContain(private_);
});

it.each([
  ['{"notification": {“title”: "x"}}', /`payload`:1:19: .*curly quote “.*toJSON/],
  ['{notification: {title: x}}', /`payload`:1:2: .*JSON/],
  ['notification: [', /`payload`:1:\d+: .*YAML/],
])('an inline document, %s, is refused at its position', async (payload, said) => {
  const run = await notify({ inputs: { payload } });
  expectRefusedEarly(run, 'payload-invalid', said);
});
