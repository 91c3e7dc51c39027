import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readId } from '../../../src/payload/ids.ts';
import { build, createTestDiagnostics } from './support.ts';

const lineBreaks = ['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'];

describe('an id', () => {
  it.each<[string, string]>([
    ['ann', 'ann'],
    [' ann\n', 'ann'],
    ['\ufeffann\u00a0', 'ann'],
    ['@ octocat', '@octocat'],
    ['@\toctocat ', '@octocat'],
    ['a b', 'a b'],
    ['a“b', 'a“b'],
  ])('%j is %j', (written, value) => {
    const diagnostics = createTestDiagnostics();
    const location = { input: 'template-id' };
    expect(readId(written, location, diagnostics)).toEqual([{ value, location }]);
    expect(diagnostics.errors).toEqual([]);
  });

  it.each(['', ' ', '\n'])('that is blank, such as %j, is not given', (written) => {
    const diagnostics = createTestDiagnostics();
    expect(readId(written, { input: 'template-id' }, diagnostics)).toEqual([]);
    expect(diagnostics.errors).toEqual([]);
  });

  it.each(lineBreaks)('with the line break %j in it is refused', (lineBreak) => {
    const diagnostics = createTestDiagnostics();
    const location = { input: 'payload-file', file: 'p.yml', key: 'notification.endUsersIds[2]' };
    const [given] = readId(`a${lineBreak}b`, location, diagnostics);
    expect(given).toEqual({ value: '', location, failed: true });
    expect(diagnostics.errors).toEqual([
      {
        code: 'payload-invalid',
        message: 'The id in `notification.endUsersIds[2]` contains a line break.',
        hint: 'Write each id on one line, and several ids as a list.',
        location,
      },
    ]);
  });

  it.each(['“ann”', '‘ann', '”ann', '’ann’'])(
    'in curly quotes, such as %s, is refused',
    (written) => {
      const diagnostics = createTestDiagnostics();
      readId(written, { input: 'template-id' }, diagnostics);
      expect(diagnostics.errors).toMatchObject([
        {
          message: `The id in \`template-id\` begins with the curly quote ${written.charAt(0)}.`,
          hint: expect.stringContaining('straight quote'),
        },
      ]);
    },
  );
});

/** Blanks and line ends as people leave them around an id. */
const around = fc.stringMatching(/^[ \t\r\n\u00a0]{0,4}$/);
const id = fc.stringMatching(/^@?[A-Za-z0-9.@-]{1,12}$/);

/** Each way to give one id to a field. */
const ways = ['file', 'list', 'json', 'expression', 'inline', 'input'] as const;

async function give(written: string, way: (typeof ways)[number]) {
  const text = JSON.stringify(written);
  const document = (value: string): string =>
    `notification:\n  templateId: ${value}\n  systemId: ${value}\n  endUsersIds: ${value}\n  audiencesIds: ${value}\n`;
  const fields = { templateId: written, systemId: written };
  switch (way) {
    case 'file':
      return build({ file: document(text) });
    case 'list':
      return build({
        file: `notification: {templateId: ${text}, systemId: ${text}, endUsersIds: [${text}], audiencesIds: [${text}]}`,
      });
    case 'json':
      return build({
        name: 'p.json',
        file: JSON.stringify({
          notification: { ...fields, endUsersIds: written, audiencesIds: [written] },
        }),
      });
    case 'expression':
      return build({ file: document('${{ github.event.id }}'), event: { id: written } });
    case 'inline':
      return build({ payload: document(text) });
    case 'input':
      return build({
        inputs: {
          'template-id': written,
          'system-ids': written,
          'end-user-ids': JSON.stringify([written]),
          'audience-ids': `\n${written}\n`,
        },
      });
  }
}

it('any id arrives without blanks and line ends, in whatever layer it is given', async () => {
  await fc.assert(
    fc.asyncProperty(id, around, around, fc.constantFrom(...ways), async (it, left, right, way) => {
      const { notifications, errors } = await give(left + it + right, way);
      expect(errors).toEqual([]);
      expect(notifications[0]).toMatchObject({
        templateId: it,
        systemId: [it],
        endUsersIds: [it],
        audiencesIds: [it],
      });
    }),
    { numRuns: 500 },
  );
});

it('a line break inside an id is an error, in whatever layer it is given', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...lineBreaks.filter((it) => !it.includes('\n'))),
      fc.constantFrom(...ways),
      async (lineBreak, way) => {
        const { errors } = await give(`a${lineBreak}b`, way);
        expect(errors).toHaveLength(4);
        for (const { code, message } of errors) {
          expect(code).toBe('payload-invalid');
          expect(message).toMatch(/line break/);
        }
      },
    ),
  );
});

it('a line feed parts the ids of a text, and is an error in an id', async () => {
  const { errors } = await give('a\nb', 'file');
  expect(errors.map(({ message }) => message)).toEqual([
    'The id in `notification.templateId` contains a line break.',
  ]);
  const listed = await give('a\nb', 'list');
  expect(listed.errors.map(({ location }) => location?.key)).toEqual([
    'notification.templateId',
    'notification.endUsersIds[0]',
    'notification.audiencesIds[0]',
  ]);
});
