import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDiagnostics } from '../../../src/diagnostics.ts';
import { splitTemplate } from '../../../src/expressions/template.ts';
import { findContradiction } from '../../../src/http/response-text.ts';
import { plainText } from '../../../src/markdown/plain-text.ts';
import { hasLiteralBreak } from '../../../src/payload/text-warnings.ts';
import { createMarkdown } from '../../../src/report/markdown.ts';
import { cut, cutGraphemes, graphemes } from '../../../src/text/escape.ts';
import { createLocator, scalarText } from '../../../src/text/json.ts';
import { parseList, readJson } from '../../../src/text/lists.ts';
import { didYouMean, nearest } from '../../../src/text/names.ts';
import { createRedactor, type Redactor, secretForms } from '../../../src/text/redact.ts';
import { redactIds } from '../../../src/text/redact-ids.ts';
import { withoutSecretLooks } from '../../../src/text/secret-looks.ts';
import { within } from '../../support/within.ts';
import { build, least, treeOf } from '../payload/support.ts';

const LENGTH = 60_000;

/** More than secrets have. The registration of one makes about a hundred forms of it. */
const SECRET_LENGTH = 2000;

/**
 * What takes the square of the length takes seconds; what is linear takes a few milliseconds. The
 * steps of a pattern cannot be counted, so this limit is far from both.
 */
const MAX_MS = 1000;

/** Functions of `text/` that take no text, or a node of a document. */
const others =
  'distinctBy duration longDuration plural childrenOf entriesOf once valueAt textAt hasObjectAt'.split(
    ' ',
  );

const people = ['jane.doe@corp.example', 'a'.repeat(40)];

function redactorOf(...secrets: readonly string[]): Redactor {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.register(secret);
  return redactor;
}

const redactor = redactorOf('sesame-0123456789', 'aaaaaaaaab', '%%%%%%%%1', '********');
const markdown = createMarkdown(redactor.redact);
const reject = (): void => {};
const diagnostics = createDiagnostics((text) => text);

type Run = (text: string) => unknown;

/** Functions of `text/` that take more than a text. */
const withMore: Readonly<Record<string, Run>> = {
  cut: (text) => cut(text, LENGTH - 1),
  graphemes: (text) => Array.from(graphemes(text)),
  cutGraphemes: (text) => cutGraphemes(text, LENGTH / 10),
  createLocator: (text) => createLocator(text)(LENGTH),
  scalarText: (text) => scalarText(text, { type: 'number', offset: 0, length: LENGTH }),
  parseList: (text) => parseList(text, reject),
  readJson: (text) => readJson(text, reject),
  withoutSecretLooks: (text) =>
    withoutSecretLooks({ value: text, location: { input: 'payload' } }, () => false, diagnostics),
  nearest: (text) => nearest(text, ['repository', text]),
  didYouMean: (text) => didYouMean(text, ['repository', text]),
  redactIds: (text) => redactIds(text, people, true),
  createRedactor: (text) => [redactor.redact(text), redactor.redactCut(text)],
  secretForms: (text) => secretForms(text.slice(0, SECRET_LENGTH)),
};

const folder = join(import.meta.dirname, '..', '..', '..', 'src', 'text');
const modules: readonly object[] = await Promise.all(
  readdirSync(folder).map((file) => import(join(folder, file))),
);

/** Every function of `text/` that takes a text, by its name. */
const functions = modules
  .flatMap((it) => Object.entries<unknown>({ ...it }))
  .flatMap(([name, call]): [string, Run][] => {
    if (typeof call !== 'function' || others.includes(name)) return [];
    return [[name, withMore[name] ?? ((text) => Reflect.apply(call, undefined, [text]))]];
  });

/** The same for other rooms. */
const elsewhere: Readonly<Record<string, Run>> = {
  splitTemplate,
  'JSON on a line': (text) => treeOf(`{//${text}`, 'p.json').catch(reject),
  hasLiteralBreak,
  findContradiction: (text) =>
    ['', '<title>', '{"errors":'].map((start) =>
      findContradiction({ status: 207, headers: {}, body: start + text }),
    ),
  markdownText: markdown.text,
  markdownMessage: markdown.message,
  markdownBlock: (text) => markdown.folded('title', text, LENGTH / 10),
  'a secret that is cut': (text) =>
    redactorOf(text.slice(0, SECRET_LENGTH)).redactCut(text.slice(1, -1)),
};

const patterns =
  '% %41 & &amp; \\ \\u00 {{ {{a ${ ${{ $a " \' "" "a\' [ ] [a]( ( ) # ### @ a@ < <a > * *_ ` : :a: - , ; = | / https:// https://a:b https://a@b: -----BEGIN -----END a aB9 A= \ufffd \u0301 🚀 👨‍👩 İ';
const endings = ['', 'x', '\n'];
const blanks = [
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN A PRIVATE KEY-----END A ',
  ' ',
  '\t',
  '\n',
  '\r',
  '\r\n',
  ' \n',
  '\u00a0',
  '{{ ',
  '${ ',
  "fromJSON('",
];

const texts = [...patterns.split(' '), ...blanks].flatMap((pattern) =>
  endings.map(
    (end) => [pattern, pattern.repeat(Math.ceil(LENGTH / pattern.length)) + end] as const,
  ),
);

it('every function that takes more than a text is one of text/', () => {
  const names = functions.map(([name]) => name);
  expect(Object.keys(withMore).filter((name) => !names.includes(name))).toEqual([]);
});

async function expectQuick(run: Run, of = texts, maxMs = MAX_MS): Promise<void> {
  for (const [pattern, text] of of) {
    await within(maxMs, () => run(text), JSON.stringify(pattern));
  }
}

describe('60,000 characters of any pattern take time in proportion to their length:', () => {
  it.each([...functions, ...Object.entries(elsewhere)])('%s', (_, run) => expectQuick(run));

  const unending = texts.filter(([, text]) => text.endsWith('x'));

  // Its length is bounded; the parser of 10,000 characters may take the square.
  it('plainText', () => expectQuick(plainText, unending, 5 * MAX_MS));

  it('a title, a link, and a line of a payload file', async () => {
    const inAll = (text: string) => ({
      notification: { title: text, runtimeTitle: text, override: { LINK: `https://${text}` } },
    });
    await expectQuick(
      (text) => build({ inputs: least, file: JSON.stringify(inAll(text)), name: 'payload.json' }),
      unending,
    );
  });
});
