import { describe, expect, it } from 'vitest';
import fc from '../../support/fast-check.ts';
import { build, least, leastNotification } from '../payload/support.ts';

const event = { text: 'hello', nothing: null, empty: '' };

/** Builds a notification of the least and the lines of a payload file below `notification:`. */
async function send(mode: string, lines: string, inputs: Readonly<Record<string, string>> = least) {
  const { warnings, ...built } = await build({
    file: `notification:\n${lines}`,
    inputs: { ...inputs, 'missing-values': mode },
    event,
    env: { API_TOKEN: 'x' },
  });
  return { ...built, warnings: warnings.filter(({ level }) => level === 'warning') };
}

describe('missing-values: error', () => {
  it.each<[string, lines: string, where: string]>([
    ['a whole value', 'title: ${{ github.event.nothing }}', '10 title'],
    ['a lacking member', 'title: ${{ github.event.no.such }}', '10 title'],
    ['a part of a text', 'title: a ${{ github.event.nothing }}', '10 title'],
    ['an override', 'override: {A: "${{ github.event.nothing }}"}', '17 override.A'],
    [
      'a listed override',
      'override: [{key: A, value: "${{ github.event.nothing }}"}]',
      '30 override[0].value',
    ],
    ['all overrides', 'override: ${{ github.event.nothing }}', '13 override'],
    ['all recipients', 'endUsersIds: ${{ github.event.nothing }}', '16 endUsersIds'],
    ['a recipient', 'audiencesIds: ["${{ github.event.nothing }}"]', '18 audiencesIds[0]'],
    [
      'a part of a recipient',
      'endUsersIds: ["${{ github.event.nothing }}@corp.example"]',
      '17 endUsersIds[0]',
    ],
    [
      'an additional field',
      'additionalFields: {x: "${{ github.event.nothing }}"}',
      '25 additionalFields.x',
    ],
  ])('%s is one error and no other', async (_, line, where) => {
    const inputs = { 'template-id': 'template-1', ...(!/Ids/.test(line) && least) };
    const { errors, warnings } = await send('error', `  ${line}`, inputs);
    const [column, key] = where.split(' ');
    const input = { input: 'payload-file', file: 'payload.yml', key: `notification.${key}` };
    expect(errors).toEqual([
      {
        code: 'value-missing',
        message: expect.stringMatching(/github\.event\.nothing.* evaluates to null|has no `no`/),
        hint: expect.stringMatching(/default|fromJSON/),
        location: { ...input, line: 2, column: Number(column) },
      },
    ]);
    expect(warnings).toEqual([]);
  });

  it('of a list of recipients says how to leave it out', async () => {
    const { errors } = await send('', '  endUsersIds: ${{ fromJSON(\'["a", null]\') }}');
    const message = expect.stringMatching(/ has a blank item\.$/);
    expect(errors).toMatchObject([
      { message, hint: expect.stringContaining("`${{ join(…, ',') }}`") },
    ]);
    const joined = "  endUsersIds: ${{ join(fromJSON('[\"a\", null]'), ',') }}";
    expect((await send('', joined)).notifications).toMatchObject([{ endUsersIds: ['a'] }]);
  });

  it('every null of a text is reported', async () => {
    const { errors } = await send(
      '',
      '  title: ${{ github.event.a }}${{ 1 }}${{ github.event.b }}',
    );
    const has = (name: string) => ({ message: `The event of this run has no \`${name}\`.` });
    expect(errors).toMatchObject([has('a'), has('b')]);
  });

  it('what several values lack is reported for each, and once for each value', async () => {
    const lack = '${{ github.event.a.x }}';
    const { errors } = await send('', `  title: ${lack}${lack}\n  runtimeTitle: ${lack}`);
    const message = 'The event of this run has no `a`.';
    const at = (line: number, key: string) => ({
      message,
      location: expect.objectContaining({ line, key }),
    });
    expect(errors).toMatchObject([at(2, 'notification.title'), at(3, 'notification.runtimeTitle')]);
    const { warnings } = await send('warn', `  title: ${lack}\n  runtimeTitle: ${lack}`);
    expect(warnings).toMatchObject([
      at(2, 'notification.title'),
      at(3, 'notification.runtimeTitle'),
    ]);
  });

  it('the reason is reported where there is one', async () => {
    const { errors } = await send(
      'error',
      '  title: ${{ env.API_TOKEN }}\n  runtimeTitle: a ${{ github.token }}',
    );
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/env\.API_TOKEN.*TOKEN/) },
      { message: expect.stringMatching(/github\.token.*secret/) },
    ]);
    for (const { hint } of errors) expect(hint).toContain('under another name');
  });

  it.each([
    "${{ github.event.nothing || 'none' }}",
    "${{ github.event.nothing == null && 'none' }}",
    "${{ case(github.event.nothing == null, 'none', 'some') }}",
    "${{ firstLine(github.event.nothing) || 'none' }}",
  ])('%s has a value', async (expression) => {
    const { errors, notifications } = await send('error', `  title: ${expression}`);
    expect(errors).toEqual([]);
    expect(notifications[0]?.title).toBe('none');
  });

  it.each([
    'firstLine(github.event.nothing)',
    'truncate(github.event.nothing, 3)',
    'plainText(github.event.nothing)',
  ])('%s has none', async (expression) => {
    const { errors } = await send('error', `  title: \${{ ${expression} }}`);
    expect(errors).toMatchObject([{ code: 'value-missing' }]);
  });

  it('an empty text is a value, but none that is sent', async () => {
    const { errors, notifications } = await send(
      'error',
      '  title: ${{ github.event.empty }}\n  runtimeTitle: a${{ github.event.empty }}b',
    );
    expect(errors).toEqual([]);
    expect(notifications).toEqual([{ ...leastNotification, runtimeTitle: 'ab' }]);
  });
});

describe.each(['warn', 'empty'])('missing-values: %s', (mode) => {
  it.each<[string, string, object]>([
    ['a whole value is left out', '  title: ${{ github.event.nothing }}', {}],
    ['inside text it is empty', '  title: a ${{ github.event.nothing }}b', { title: 'a b' }],
    ['a text of nothing else is left out', '  title: ${{ null }}${{ null }}', {}],
    [
      'in override the value is empty',
      '  override: {A: "${{ github.event.nothing }}", B: "x${{ github.event.nothing }}", C: ~}',
      { override: Object.entries({ A: '', B: 'x' }).map(([key, value]) => ({ key, value })) },
    ],
    [
      'so it is in the list form',
      '  override: [{key: A, value: "${{ github.event.nothing }}"}]',
      { override: [{ key: 'A', value: '' }] },
    ],
    ['all overrides are left out', '  override: ${{ github.event.nothing }}', {}],
    [
      'an additional field is left out',
      '  additionalFields:\n    x: ${{ github.event.nothing }}\n    y: {a: "${{ null }}", b: [1, "${{ null }}"], c: ~}',
      { additional: { y: { b: [expect.anything()], c: null } } },
    ],
    [
      'inside the text of an additional field it is empty',
      '  additionalFields:\n    x: a${{ null }}\n    y: {a: "b${{ null }}", b: ["c${{ null }}"]}',
      { additional: { x: 'a', y: { a: 'b', b: ['c'] } } },
    ],
    ['a system is left out', '  systemId: ${{ github.event.nothing }}', {}],
    ['a date is left out', '  startAt: ${{ github.event.nothing }}', {}],
  ])('%s', async (_, lines, expected) => {
    const { notifications, errors, warnings } = await send(mode, lines);
    expect(errors).toEqual([]);
    expect(notifications).toEqual([{ ...leastNotification, ...expected }]);
    expect(warnings.length > 0).toBe(mode === 'warn');
  });

  it.each<[string, string]>([
    ['a null recipient', 'endUsersIds: ["${{ github.event.nothing }}", ann]'],
    ['an empty recipient', 'endUsersIds: ["${{ github.event.empty }}"]'],
    ['a recipient with a null in it', 'endUsersIds: ["a${{ github.event.nothing }}"]'],
    ['a recipient with an empty text in it', 'endUsersIds: ["a${{ github.event.empty }}"]'],
    ['no recipients', 'audiencesIds: ${{ github.event.nothing }}'],
    ['empty text for recipients', 'audiencesIds: ${{ github.event.empty }}'],
    ['a null in a list of recipients', "audiencesIds: ${{ fromJSON('[null]') }}"],
    ['an empty text in a list of recipients', 'audiencesIds: ${{ fromJSON(\'["a", ""]\') }}'],
  ])('%s stays an error, and the only one', async (_, line) => {
    const { errors, warnings } = await send(mode, `  ${line}`, { 'template-id': 'template-1' });
    const hint = expect.stringContaining('recipient');
    expect(errors).toMatchObject([{ code: 'value-missing', hint }]);
    expect(warnings).toEqual([]);
  });

  it('needs that were not given are not excused', async () => {
    const { errors } = await send(mode, '  title: ${{ overallResult(needs) }}');
    const message = expect.stringContaining('`needs`');
    expect(errors).toMatchObject([{ code: 'value-missing', message }]);
  });
});

it('missing-values: warn reports each null with its location, and each cause once', async () => {
  const { warnings } = await send(
    'warn',
    '  title: ${{ null }}\n  override: {A: "${{ github.event.a }}${{ github.event.b }}${{ github.event.a }}"}',
  );
  const location = { input: 'payload-file', file: 'payload.yml', line: 2, column: 10 };
  expect(warnings).toEqual([
    {
      level: 'warning',
      message: '`${{ null }}` evaluates to null.',
      location: { ...location, key: 'notification.title' },
    },
    expect.objectContaining({ message: 'The event of this run has no `a`.' }),
    expect.objectContaining({ message: 'The event of this run has no `b`.' }),
  ]);
});

it.each([
  ['notification: {title: "${{ github.event.x || \'\' || github.event.y }}"}', '`${{ … || '],
  ['notification: {title: "${{ github.event.x }}"}', '`${{ github.event.x || '],
  ["notification: ${{ 'x' }}", '{"notification": ${{ … }}}'],
  [
    'notification: {additionalFields: "${{ fromJSON(\'[1]\') }}"}',
    '"additionalFields": ${{ toJSON(…) }}',
  ],
])('%j: the hint shows what to write, %s', async (file, hint) => {
  const { errors } = await build({ file });
  expect(errors[0]?.hint).toContain(hint);
});

describe('what a message proposes for a recipient that is null', () => {
  const around = fc.constantFrom(
    '',
    '@',
    'CORP/',
    '@corp.example',
    'ann, ',
    ', bob',
    '; @',
    '\n- ',
  );
  const source = fc.constantFrom('github.event.nothing', 'github.event.no.such');

  it('works where it is written, and names who is there', async () => {
    await fc.assert(
      fc.asyncProperty(
        around,
        source,
        around,
        fc.boolean(),
        async (before, name, after, isItem) => {
          const inputs = { 'template-id': 'template-1' };
          const buildWith = (value: string, asItem: boolean, known: object) => {
            const endUsersIds = asItem ? [value] : value;
            const file = JSON.stringify({ notification: { endUsersIds } });
            return build({ file, name: 'p.json', inputs, event: known });
          };
          const written = `${before}\${{ ${name} }}${after}`;
          const { errors } = await buildWith(written, isItem, { nothing: null });
          const [, several, proposed = ''] =
            /To notify no one where there is none, (write the recipients as a list, and in it|write) `(.*)`\.$/.exec(
              errors[0]?.hint ?? '',
            ) ?? [];
          const isList = isItem || several !== 'write';
          const none = await buildWith(proposed, isList, { nothing: null });
          expect(none.errors).toEqual([]);
          expect(none.notifications).toMatchObject([{ endUsersIds: [] }]);
          const ann = { nothing: 'ann', no: { such: 'ann' } };
          const some = await buildWith(proposed.replaceAll('…', ''), isList, ann);
          expect(some.errors).toEqual([]);
          expect(some.notifications).toMatchObject([
            { endUsersIds: [proposed.startsWith('${{ mentions') ? '@ann' : 'ann'] },
          ]);
        },
      ),
    );
  });

  it.each([
    ['"@${{ github.event.t }}"', 'write `${{ mentions(github.event.t) }}`.'],
    ['["@${{ github.event.t }}"]', 'write `${{ mentions(github.event.t) }}`.'],
    ['${{ github.event.t }}', "write `${{ github.event.t || fromJSON('[]') }}`."],
    [
      '"${{ github.event.t }}@corp.example"',
      "write `${{ github.event.t && format('{0}…', github.event.t) || fromJSON('[]') }}`.",
    ],
    [
      'b, ${{ github.event.t }}',
      "write the recipients as a list, and in it `${{ github.event.t || fromJSON('[]') }}`.",
    ],
    [
      'b, @${{ github.event.t }}; c',
      'write the recipients as a list, and in it `${{ mentions(github.event.t) }}`.',
    ],
    [
      '["b, ${{ github.event.t }}-${{ github.actor || 1 }}"]',
      "write `${{ github.event.t && format('…{0}…', github.event.t) || fromJSON('[]') }}`.",
    ],
  ])('%s', async (value, advice) => {
    const { errors } = await send('', `  endUsersIds: ${value}`, { 'template-id': 'template-1' });
    const hint = `Every recipient needs a value. To notify no one where there is none, ${advice}`;
    expect(errors).toMatchObject([{ code: 'value-missing', hint }]);
  });
});
