import { describe, expect, it } from 'vitest';
import { findWrongId, normalizeId } from '../../../src/text/ids.ts';
import { parseList } from '../../../src/text/lists.ts';
import fc from '../../support/fast-check.ts';
import { within } from '../../support/within.ts';
import { build, least, sound } from './support.ts';

const fields = ['systemId', 'endUsersIds', 'audiencesIds'] as const;

/** What each of the three fields gives, written the same way. */
async function idsOf(written: string, event: unknown = {}) {
  const lines = fields.map((field) => `  ${field}: ${written}`).join('\n');
  const { notifications, errors } = await build({
    file: `notification:\n  templateId: t\n${lines}\n`,
    event,
  });
  return { ids: fields.map((field) => notifications[0]?.[field]), errors };
}

/** The people of a document that sets them like this. */
async function peopleOf(written: string, event: unknown = {}) {
  const file = `notification:\n  templateId: t\n  endUsersIds: ${written}\n`;
  const { notifications } = await sound({ file, event, inputs: { 'audience-ids': 'a' } });
  return notifications[0]?.endUsersIds;
}

describe('ids that are written as one text are split as in an input', () => {
  it.each<[string, readonly string[]]>([
    ['a, b', ['a', 'b']],
    ['"a\\nb, a"', ['a', 'b']],
    ['|\n    # pilots\n    a\n    "b,c"\n', ['a', 'b,c']],
    ['\'["a", "b,c", 1.10]\'', ['a', 'b,c', '1.10']],
    ['${{ github.event.text }}', ['a', 'b', 'c d']],
    ['"${{ github.event.one }}, y"', ['x', 'y']],
  ])('%s', async (written, expected) => {
    const { ids, errors } = await idsOf(written, { text: 'a, b\n"c d"', one: 'x' });
    expect(errors).toEqual([]);
    expect(ids).toEqual([expected, expected, expected]);
  });

  it('whatever the text, and with the same errors', async () => {
    const piece = fc.constantFrom('a', 'b', ',', '\n', '"', '""', ' ', '#', '[', ']', '["', '", "');
    const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((all) => `a${all.join('')}`);
    await fc.assert(
      fc.asyncProperty(text, async (written) => {
        const reasons: string[] = [];
        const expected = await parseList(written.trim(), (reason) => reasons.push(reason));
        const { ids, errors } = await idsOf(JSON.stringify(written));
        if (expected.some((id) => findWrongId(normalizeId(id)) !== undefined)) return;
        if (reasons.length === 0) {
          expect(errors).toEqual([]);
          const trimmed = expected.map((it) => it.trim()).filter((it) => it !== '');
          expect(ids[1]).toEqual([...new Set(trimmed)]);
        } else {
          expect(errors.map(({ message }) => message)).toContain(
            `\`notification.endUsersIds\` ${reasons[0]}.`,
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});

it.each<[string, readonly string[]]>([
  ['["a, b", c]', ['a, b', 'c']],
  ['["[b]", "#c"]', ['[b]', '#c']],
  ['["${{ github.event.text }}", c]', ['a, b', 'c']],
  ['["x ${{ github.event.text }}"]', ['x a, b']],
  ['${{ github.event.list }}', ['a, b', 'c']],
])('an item of a list stays whole, literal or computed: %s', async (written, expected) => {
  expect(await peopleOf(written, { text: 'a, b', list: ['a, b', 'c'] })).toEqual(expected);
});

describe('a list without ids', () => {
  it.each(['~', '[~, ""]', '""', '"# nobody"'])('%s is not given', async (written) => {
    expect(await peopleOf(written)).toBeUndefined();
  });

  it.each([[[]], ['[]']])('that an expression gives reaches nobody: %j', async (list) => {
    expect(await peopleOf('${{ github.event.list }}', { list })).toEqual([]);
  });

  it.each([
    ['endUsersIds: []', /`notification.endUsersIds` is an empty list\. .*`test-recipients`/],
    ['endUsersIds: "[ ]"', /`notification.endUsersIds` is an empty list\. .*`test-recipients`/],
    ['systemId: "[]"', /`notification.systemId` is an empty list\. Name a system/],
  ])('that is written on purpose is an error: %s', async (line, message) => {
    const file = `notification: {templateId: t, audiencesIds: a, ${line}}`;
    const { errors } = await build({ file });
    expect(errors.map((it) => it.code)).toEqual(['payload-invalid']);
    expect(`${errors[0]?.message} ${errors[0]?.hint}`).toMatch(message);
  });

  it.each([
    ['audience-ids', '[ ]', 'payload-invalid'],
    ['system-ids', '[]', 'payload-invalid'],
    ['end-user-ids', '[]', undefined],
  ])('in the input %s over a document that sets audiences, %s: %s', async (input, list, code) => {
    const file = 'notification: {templateId: t, audiencesIds: everybody}';
    const { errors, notifications } = await build({ file, inputs: { [input]: list } });
    const location = { input };
    expect(errors).toMatchObject(code === undefined ? [] : [{ code, location }]);
    if (code === undefined) expect(notifications).toMatchObject([{ endUsersIds: [] }]);
  });

  it('in an input over a document that cannot be read is no further error', async () => {
    const inputs = { 'end-user-ids': '[]', payload: '{' };
    const { errors } = await build({ inputs });
    expect(errors).toMatchObject([{ location: { input: 'payload' } }]);
  });
});

describe('IDs on several lines', () => {
  it.each([
    'endUsersIds:\n  - octocat1\n    - hubot1\n  - zoe',
    'endUsersIds:\n    CORPADA\n    CORPBOB',
    'audiencesIds: >\n    123\n    456',
    'systemId: "a\n    b"',
    'templateId: a\n    b',
  ])('that YAML joins into one are an error: %j', async (lines) => {
    const payload = `notification:\n  ${lines}`;
    const { errors } = await build({ inputs: { ...least, payload } });
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/ spans several lines, .* one ID\.$/) },
    ]);
  });

  it.each([
    'endUsersIds: a,\n    b',
    'endUsersIds: |\n    a\n    b',
    'endUsersIds: CORP\\ada lovelace',
    'audiencesIds: >\n    All staff',
    'audiencesIds: ["All staff"]',
  ])('are several, and a space in an ID is fine: %j', async (lines) => {
    const payload = `notification:\n  ${lines}`;
    expect((await build({ inputs: { ...least, payload } })).errors).toEqual([]);
  });

  it.each([
    ['a list', '', '- CORP ada'],
    ['a block', ' |', 'CORP ada'],
    ['a folded block', ' >', '\n    CORP ada'],
    ['plain text', '', 'CORP ada,'],
  ])('are read in time that grows with their number: %s', async (_, header, item) => {
    const many = Array.from({ length: 20_000 }, (_, index) => {
      return `    ${item.replace('ada', `ada ${index}`)}`;
    });
    const payload = `notification:\n  endUsersIds:${header}\n${many.join('\n')}`;
    const { notifications } = await within(4000, () => build({ inputs: { ...least, payload } }));
    expect(notifications[0]?.endUsersIds).toHaveLength(20_000);
  });
});
