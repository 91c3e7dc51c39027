/** Recipients are people: whatever the service says of them, only the output `payload` has their ids. */

import { describe, expect, it } from 'vitest';
import { recipientFields } from '../../src/fields.ts';
import { encoders } from '../support/encoders.ts';
import { grant, listen } from '../support/raw-server.ts';
import { inputsFor } from '../support/simulator.ts';
import { type Run, runAction } from '../support/world.ts';

/** As written, as the login stands for, and an audience. Each has what some encoder changes. */
const ids = {
  'a person': `Ann O'Neil+"x"\\corp.example/ü`,
  'a person by login': `CORP\\bob<b>&=@corp.example`,
  'an audience': 'audience-cf0bd4c1/ä b',
};

const encodings: Readonly<Record<string, (text: string) => string>> = {
  ...encoders,
  Base64: (text) => Buffer.from(text).toString('base64'),
  Base64url: (text) => Buffer.from(text).toString('base64url'),
  'another case': (text) => text.toUpperCase(),
  'over two lines': (text) => text.replaceAll(' ', '\r\n   '),
  'JSON over two lines': (text) => text.replaceAll('\\', '\\\\').replaceAll(' ', '\\n'),
};

/** What the id looks like to whoever reads it: the first and the last word of it. */
const telling = [
  /O'?Neil/i,
  /corp\.example/i,
  /bob/i,
  /cf0bd4c1/i,
  /b2JiP|Q09SUFxib2I|YXVkaWVuY2UtY2Yw|QW5uIE8/,
];

/** Every id in every encoding, apart from each other. */
const all = Object.entries(encodings).flatMap(([name, encode]) =>
  Object.entries(ids).map(([of, id]) => ({ name: `${name} of ${of}`, text: encode(id) })),
);
const everything = all.map(({ text }) => text).join(' | ');

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly header?: string;
  /** Bytes of the body that are sent before the connection ends. */
  readonly cutAfter?: number;
}

async function runWith({ status, body, header = 'X-Other: y', cutAfter }: Reply) {
  const bytes = Buffer.from(body);
  const server = await listen({
    onRequest({ socket }, { line }) {
      if (line.includes('/token')) {
        socket.write(grant());
        return;
      }
      const length = `Content-Length: ${bytes.length}`;
      socket.write(`HTTP/1.1 ${status} X\r\n${length}\r\n${header}\r\n\r\n`);
      socket.write(bytes.subarray(0, cutAfter));
      if (cutAfter !== undefined) socket.end();
    },
  });
  return runAction({
    inputs: {
      ...inputsFor(server),
      'template-id': 't',
      'end-user-ids': JSON.stringify([ids['a person'], '@octocat']),
      'audience-ids': JSON.stringify([ids['an audience']]),
      'user-map': 'map.json',
      'max-attempts': '1',
    },
    files: { 'map.json': JSON.stringify({ octocat: ids['a person by login'] }) },
  });
}

/** Everything that is shown of a run. The output `payload` is not. */
function shownOf({ outputs: { payload: _, ...others }, log, debug, summary }: Run): string {
  return [...log, ...debug, summary, ...Object.values(others)].join('\n');
}

function expectNobody(run: Run): void {
  const shown = shownOf(run);
  expect(shown).toContain('[recipient]');
  for (const pattern of telling) expect(shown).not.toMatch(pattern);
  expect(run.outputs['payload']).toContain("O'Neil");
}

it('there are ids to hide', () => {
  for (const pattern of telling) expect(everything).toMatch(pattern);
});

it.each<[string, Reply]>([
  ['a response that accepts', { status: 200, body: everything }],
  ['a response that refuses', { status: 400, body: everything }],
  ['a response that denies permission', { status: 403, body: everything }],
  ['a response that is unclear', { status: 503, body: everything }],
  ['a throttled response', { status: 429, body: everything }],
  [
    'a request id',
    { status: 200, body: '', header: `X-Request-Id: ${everything.replace(/[\r\n]+/g, ' ')}` },
  ],
])('%s names no recipient in any output', async (_, reply) => {
  expectNobody(await runWith(reply));
});

it.each(all)('a body that is cut within $name names no recipient', async ({ text }) => {
  const body = `unknown: ${text}`;
  expectNobody(await runWith({ status: 200, body, cutAfter: Buffer.byteLength(body) - 3 }));
});

describe('a message about recipients that are wrong names none of them', () => {
  /** The ID is `CORPADA`. Each line of a document has it in a way of its own. */
  const expressions = [
    '${{ fromJSON(github.event.inputs.people) }}',
    '${{ format(github.event.inputs.people) }}',
    "${{ format('CORPADA {1}', 1) }}",
    "${{ jobsWithResult(needs, 'CORPADA') }}",
    '${{ fromJSON(\'["CORPADA", null]\') }}',
    '${{ fromJSON(\'{"CORPADA": 1}\') }}',
    "${{ github.event.x && 'CORPADA' }}",
    "${{ github.event[fromJSON('CORPADA')] }}",
    "${{ 'CORPADA' 'CORPADA' }}",
    "${{ 'CORPADA",
    '${{ github.event.x || "CORPADA" }}',
    'CORPADA, ${{ vars.list }}',
    'CORPADA-${{ nope() }}',
    'CORPADA-${{ github.event.x }}',
    'CORPADA-${{ toJSON(github) }}-${{ fromJSON(\'["CORPADA"]\') }}',
    "CORPADA-{{ github.actor || 'CORPADA' }}",
  ];
  const yaml = [
    '#CORPADA',
    'bob #CORPADA',
    'bob # CORPADA, ${{ github.actor }}',
    'CORPADA #, bob',
    '&CORPADA bob',
    '*CORPADA',
    '!CORPADA bob',
    '!!CORPADA bob',
    '@CORPADA: x',
    '"CORPADA" x',
    '{CORPADA: 1}',
    '{CORPADA}',
    '{CORPADA: #x}',
    '{CORPADA: &x x}',
    '{CORPADA: !x x}',
    '{CORPADA: "a" b}',
    '{<<: CORPADA}',
    '{CORPADA: a, CORPADA: b}',
    '[CORPADA: 1, &CORPADA b]',
    '[CORPADA',
    '"CORPADA',
    '`CORPADA`',
    '%CORPADA',
    'CORPADA: x',
    '"\\CORPADA"',
    '|\nCORPADA',
    '>CORPADA',
    '<CORPADA>',
    "'CORPADA' # CORPADA",
  ];
  const documents = recipientFields.flatMap(({ name }) =>
    [...expressions, ...yaml].flatMap((value) => [
      `notification:\n  ${name}: ${value}`,
      `notification:\n  ${name}:\n    - ${value}`,
      `notification:\n  ${name}: ${JSON.stringify(value)}`,
      `notification: {${name}: [${JSON.stringify(value)}]}`,
    ]),
  );
  const misspelled = documents.map((it) => it.replace(/(?:endUsers|audiences)Ids/, 'endUserIds'));
  const maps = yaml.flatMap((value) => [`octocat: ${value}`, `octocat:\n  - ${value}`]);

  const inputs = { 'dry-run': 'true', 'template-id': 't' };
  const event = { inputs: { people: 'CORPADA {0}' } };
  const needs = '{"a": {"result": "success"}}';
  const expectNone = async (changes: object, files: Readonly<Record<string, string>>) => {
    const run = await runAction({ inputs: { ...inputs, needs, ...changes }, files, event });
    expect(
      shownOf(run)
        .split('\n')
        .filter((line) => /corpada/i.test(line)),
    ).toEqual([]);
  };

  it.each([...documents, ...new Set(misspelled)])('%j', async (text) => {
    await expectNone({ 'payload-file': 'n.yml' }, { 'n.yml': text });
  });

  it.each(maps)('in a user map, %j', async (text) => {
    await expectNone({ 'user-map': 'm.yml', 'end-user-ids': '@octocat' }, { 'm.yml': text });
  });

  it.each(['octocat: CORPADA', '{"octocat": "CORPADA"}', 'a: b\noctocat: [CORPADA]'])(
    'in a map where its file is expected, %j',
    async (map) => {
      await expectNone(
        { 'user-map': map, 'end-user-ids': '@octocat' },
        { 'm.yml': 'octocat: ann' },
      );
    },
  );
});
