import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, read } from '../support/project.ts';

const MAX_FILE_LINES = 200;
const MAX_FUNCTION_LINES = 40;

const files = ['src', 'simulator', 'scripts'].flatMap((folder) =>
  filesIn(folder, /\.ts$/).map((path) => `${folder}/${path}`),
);

const linesOf = (file: string): readonly string[] => read(file).trimEnd().split('\n');

it('finds the files', () => {
  expect(files.length).toBeGreaterThan(80);
});

it('has no file of more than 200 lines', () => {
  expect(files.filter((file) => linesOf(file).length > MAX_FILE_LINES)).toEqual([]);
});

it('has no function of more than 40 lines', () => {
  const long = files.flatMap((file) => {
    const lines = linesOf(file);
    return lines.flatMap((line, start) => {
      if (!/^(export )?(async )?function /.test(line)) return [];
      const length = lines.slice(start).findIndex((it) => it.startsWith('}')) + 1;
      return length > MAX_FUNCTION_LINES ? [`${file}: ${line}`] : [];
    });
  });
  expect(long).toEqual([]);
});

it('names files in kebab-case', () => {
  const names = files.map((file) => basename(file, '.ts'));
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
});

it('exports no type under a name that style.md rules out', () => {
  const ruledOut =
    /\b(Fate|Exchange|Reply|NoReply|Verdict|Findings|Problem|Remark|Course|Breather|Place)\b/;
  const exported = files
    .filter((file) => file.startsWith('src/'))
    .flatMap((file) =>
      linesOf(file).filter((line) => /^export (interface|type|class) /.test(line)),
    );
  expect(exported.filter((line) => ruledOut.test(line))).toEqual([]);
});
