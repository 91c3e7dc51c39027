import { expect, it } from 'vitest';
import { hideMailboxes } from '../../../src/text/escape.ts';
import fc from '../../support/fast-check.ts';
import { hardText } from '../../support/texts.ts';
import { type Built, build, least, parse } from '../payload/support.ts';

/** Pieces of the texts that people write, and on which YAML trips. */
const pieces = [
  ...[': ', ':', ' #', '#', '# ', '"', "'", "''", '\\', '`', '%', '@', '*', '&', '!', '|', '>'],
  ...['- ', '-', '? ', '?', '[', ']', '{', '}', ',', '{{ ', ' }}', '~', 'null', '!!', '<<', '---'],
  ...[' ', '  ', 'Release', 'v2', '5', 'true', 'C:\\dir', 'https://x.example/#a', ':rocket:'],
];

const line = fc
  .oneof(
    { weight: 4, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 7 }) },
    { weight: 1, arbitrary: hardText(4).map((text) => [text.replaceAll(/[\r\n\0]/g, '')]) },
  )
  .map((parts) => parts.join('').trim())
  .filter((text) => text.length < 100 && !/[^\x20-\x7e]|\$\{\{|\\n/.test(text));

const send = (value: string): Promise<Built> =>
  build({
    file: `notification:\n  title: before\n  runtimeTitle: ${value}\n  override: {A: after}\n`,
    inputs: least,
  });

/** The value that a message shows, as YAML. */
function shownIn({ errors, warnings }: Built): string | undefined {
  const hints = [...errors, ...warnings].map(({ hint = '' }) => hint);
  const shown = hints.map((hint) => /Write(?:: | `)runtimeTitle: (.*)$/.exec(hint));
  return shown.map((it) => it?.[1]?.replace(/(?<=^[^`]*)`\.$/, '')).find((it) => it);
}

/** What YAML means by a text, so that nobody is surprised: one in quotes, a block, or nothing. */
const isYaml = (text: string): boolean =>
  /^(?:~|null|Null|NULL|)$|^!!\w|^[|>][-+]?(?:\s+#.*)?$/.test(text) ||
  /^(?:"(?:[^"\\]|\\["\\])*"|'(?:[^']|'')*')(?:\s+#.*)?$/.test(text);

it('any text as a plain value arrives as it is, or the message shows the line that sends it', async () => {
  await fc.assert(
    fc.asyncProperty(line, async (text) => {
      // No message shows a mailbox.
      fc.pre(!isYaml(text) && hideMailboxes(text) === text);
      const built = await send(text);
      const { errors, warnings, notifications } = built;
      if (errors.length === 0 && warnings.length === 0) {
        expect(notifications[0]?.runtimeTitle).toBe(text);
        return;
      }
      const shown = shownIn(built);
      expect(shown, JSON.stringify([errors, warnings])).toBeDefined();
      const mended = await send(String(shown));
      expect(mended.errors).toEqual([]);
      expect(mended.notifications[0]?.override).toEqual([{ key: 'A', value: 'after' }]);
      const sent = mended.notifications[0]?.runtimeTitle ?? '';
      // A quote at the beginning or end was meant as one of YAML; a comment may be one.
      const letters = (it: string): string => it.replace(/\s+# .*$/, '').replaceAll(/["'\s$]/g, '');
      expect(letters(sent)).toBe(letters(text));
    }),
    { numRuns: 1000 },
  );
});

const keys = ['runtimeTitle', '"runtimeTitle"', 'endUsersIds', 'override', 'additionalFields'];

const values = [
  ...['${{ github.actor }}', '@ann', 'By x[bot]', 'a: b', 'a, b', '#5', '*x*', '"a" b', "it's: x"],
  ...['`x`', '%x', '[a, {b: c}]', '{c: d}', '"q"', '- x', '? x', '| x', '!x', '&x', '"C:\\dir"'],
];

const styles: readonly ((value: string, other: string) => string)[] = [
  (value) => value,
  (value, other) => `[${other}, ${value}]`,
  (value, other) => `{A: ${value}, B: ${other}}`,
  (value, other) => `{"A": ${value}, B: {c: ${other}}}`,
  (value) => `[${value}] x`,
  (value) => `\n    - ${value}`,
  (value) => `\n    A: ${value}`,
];

it('a document with the lines that its errors show parses, and no shown line is refused again', async () => {
  const line = fc
    .tuple(
      fc.constantFrom(...keys),
      fc.constantFrom(...values),
      fc.constantFrom(...values),
      fc.constantFrom(...styles),
      fc.constantFrom(': ', ':'),
    )
    .map(([key, value, other, style, colon]) => `${key}${colon}${style(value, other)}`);
  await fc.assert(
    fc.asyncProperty(line, async (written) => {
      const lines = `notification:\n  templateId: t\n  ${written}\n  title: z`.split('\n');
      const { errors } = await parse(lines.join('\n'));
      const mended = [...lines];
      for (const { hint = '', location } of errors) {
        const shown = /Write(?:: | `)(.*?)(?:`\.)?$/.exec(hint)?.[1];
        if (shown === undefined || location?.line === undefined) return;
        const at =
          Number(/in line (\d+)/.exec(String(errors[0]?.message))?.[1] ?? location.line) - 1;
        const indent = /^ */.exec(lines[at] ?? '')?.[0] ?? '';
        mended[at] = indent + shown;
      }
      if (errors.length === 0 || errors.some(({ hint = '' }) => !hint.includes('Write'))) return;
      expect((await parse(mended.join('\n'))).errors, mended.join('\n')).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});
