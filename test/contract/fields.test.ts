import { expect, it } from 'vitest';
import { bodyProblems } from '../../simulator/api/notification.ts';
import { type Field, fields } from '../../src/fields.ts';
import fc from '../support/fast-check.ts';
import { filesIn, read } from '../support/project.ts';
import { runAction } from '../support/world.ts';

const allFields: readonly Field[] = fields;
const word = fc.stringMatching(/^[a-z][a-z0-9 ]{0,20}[a-z0-9]$/);

/** What a field may be set to, and what the request then holds. */
interface Example {
  readonly written: unknown;
  readonly sent: unknown;
}

const same = (written: unknown): Example => ({ written, sent: written });

const examples: Readonly<Record<Field['kind'], (name: string) => fc.Arbitrary<Example>>> = {
  text: () => word.map(same),
  id: () => word.map(same),
  systems: () => word.map(same),
  recipients: () => fc.uniqueArray(word, { minLength: 1, maxLength: 3 }).map(same),
  type: () =>
    fc.constantFrom({ written: 'push', sent: 'Push' }, { written: 'POPUP', sent: 'Popup' }),
  // A start without an end must be near; an end must come after it.
  date: (name) => fc.constant(same(name === 'startAt' ? '2020-01-01' : '2099-01-01')),
  override: () => word.map((value) => ({ written: { KEY: value }, sent: [{ key: 'KEY', value }] })),
  additional: () => word.map((value) => ({ written: { later: value }, sent: value })),
};

const required = ['templateId', 'audiencesIds'];

const notification = fc.record(
  Object.fromEntries(allFields.map(({ name, kind }) => [name, examples[kind](name)])),
  { requiredKeys: required },
);

function inputText(written: unknown): string {
  return typeof written === 'string' ? written : JSON.stringify(written);
}

it('sends every field that is set, by input, payload file or inline payload', async () => {
  await fc.assert(
    fc.asyncProperty(
      notification,
      fc.constantFrom('input', 'payload-file', 'payload'),
      async (example, way) => {
        const asInput = ({ input }: Field): boolean => way === 'input' && input !== undefined;
        const set = allFields.filter(({ name }) => example[name] !== undefined);
        const inDocument = set.filter((field) => !asInput(field));
        const document = JSON.stringify({
          notification: Object.fromEntries(
            inDocument.map(({ name }) => [name, example[name]?.written]),
          ),
        });
        const inputs = set
          .filter(asInput)
          .map(({ name, input }) => [input ?? '', inputText(example[name]?.written)]);
        const run = await runAction({
          inputs: {
            'dry-run': 'true',
            ...Object.fromEntries(inputs),
            ...(way === 'payload-file' ? { 'payload-file': 'n.json' } : { payload: document }),
          },
          files: { 'n.json': document },
        });
        expect(run.report.errors).toEqual([]);
        const sent = set.map(({ name, kind }) => [
          kind === 'additional' ? 'later' : name,
          example[name]?.sent,
        ]);
        expect(run.payload).toEqual([{ notification: Object.fromEntries(sent) }]);
      },
    ),
    { numRuns: 150 },
  );
});

it('the simulator knows every field', () => {
  const known = allFields.filter(({ kind }) => kind !== 'additional').map(({ name }) => [name, '']);
  const body = JSON.stringify({ notification: Object.fromEntries(known) });
  const problems = bodyProblems(Buffer.from(body), []);
  expect(problems.filter((it) => /unknown/.test(it))).toEqual([]);
});

it('lists the fields in src/fields.ts alone', () => {
  const files = filesIn('src', /\.ts$/).filter((file) => file !== 'fields.ts');
  // A rule may name the fields that it is about; more than two thirds of them are a second list.
  const lists = files.filter((file) => {
    const text = read(`src/${file}`);
    const named = allFields.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(text));
    return named.length > (allFields.length * 2) / 3;
  });
  expect(lists).toEqual([]);
});
