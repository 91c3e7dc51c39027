/** Recipients are people: whatever the service says of them, only the output `payload` has their ids. */

import { expect, it } from 'vitest';
import { encoders } from '../support/encoders.ts';
import { grant, listen } from '../support/raw-server.ts';
import { inputsFor } from '../support/simulator.ts';
import { runAction } from '../support/world.ts';

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

function expectNobody({ outputs, log, debug, summary }: Awaited<ReturnType<typeof runWith>>) {
  const { payload, ...others } = outputs;
  const shown = [...log, ...debug, summary, ...Object.values(others)].join('\n');
  expect(shown).toContain('[recipient]');
  for (const pattern of telling) expect(shown).not.toMatch(pattern);
  expect(payload).toContain("O'Neil");
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
