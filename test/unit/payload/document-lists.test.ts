import { describe, expect, it } from 'vitest';
import { findWrongId, normalizeId } from '../../../src/text/ids.ts';
import { parseList } from '../../../src/text/lists.ts';
import fc from '../../support/fast-check.ts';
import { build } from './support.ts';

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

describe('an item of a list', () => {
  const listOf = async (written: string, event: unknown = {}): Promise<unknown> => {
    const { notifications, errors } = await build({
      file: `notification:\n  templateId: t\n  endUsersIds: ${written}\n`,
      event,
    });
    expect(errors).toEqual([]);
    return notifications[0]?.endUsersIds;
  };

  it.each<[string, readonly string[]]>([
    ['["a, b", c]', ['a, b', 'c']],
    ['["[b]", "#c"]', ['[b]', '#c']],
    ['["${{ github.event.text }}", c]', ['a, b', 'c']],
    ['["x ${{ github.event.text }}"]', ['x a, b']],
    ['${{ github.event.list }}', ['a, b', 'c']],
  ])('stays whole, literal or computed: %s', async (written, expected) => {
    expect(await listOf(written, { text: 'a, b', list: ['a, b', 'c'] })).toEqual(expected);
  });

  it('is no list of systems', async () => {
    const { errors } = await build({ file: 'notification:\n  systemId: [a, b]\n' });
    expect(errors[0]).toMatchObject({
      message: '`notification.systemId` must be an ID, or IDs separated by commas, found a list.',
    });
  });
});

describe('a list without ids', () => {
  it.each(['[~, ""]', '""', '"# nobody"'])('%s is not given', async (written) => {
    const { notifications } = await build({
      file: `notification:\n  templateId: t\n  endUsersIds: ${written}\n  audiencesIds: a\n`,
    });
    expect(notifications).toEqual([
      { templateId: 't', audiencesIds: ['a'], override: [], additional: {} },
    ]);
  });

  it.each(['[]', '"[ ]"'])('that is written on purpose is an error: %s', async (written) => {
    const { errors } = await build({
      file: `notification: {templateId: t, endUsersIds: ${written}, audiencesIds: a}`,
    });
    expect(errors).toMatchObject([
      {
        code: 'payload-invalid',
        message: '`notification.endUsersIds` is an empty list.',
        hint: expect.stringContaining('`test-recipients`'),
      },
    ]);
  });

  it('as an input over recipients of a document is an error, and else reaches nobody', async () => {
    const file = 'notification: {templateId: t, audiencesIds: everybody}';
    const over = await build({ file, inputs: { 'audience-ids': '[ ]' } });
    expect(over.errors).toMatchObject([
      { code: 'payload-invalid', location: { input: 'audience-ids' } },
    ]);
    const beside = await build({ file, inputs: { 'end-user-ids': '[]' } });
    expect(beside).toMatchObject({ errors: [], notifications: [{ endUsersIds: [] }] });
    const systems = await build({ file, inputs: { 'system-ids': '[]' } });
    expect(systems.errors).toMatchObject([{ location: { input: 'system-ids' } }]);
  });

  it.each([[[]], ['[]']])('that an expression gives reaches nobody: %j', async (list) => {
    const { notifications, errors } = await build({
      file: 'notification:\n  templateId: t\n  endUsersIds: ${{ github.event.list }}\n',
      event: { list },
      inputs: {},
    });
    expect(errors).toEqual([]);
    expect(notifications).toMatchObject([{ endUsersIds: [] }]);
  });

  it('is an error for systems, as in the input', async () => {
    const file = 'notification: {templateId: t, systemId: "[]", audiencesIds: a}';
    const { errors } = await build({ file });
    expect(errors).toMatchObject([{ message: expect.stringContaining('is an empty list. Name') }]);
  });
});
