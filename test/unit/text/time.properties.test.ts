import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDiagnostics } from '../../../src/diagnostics.ts';
import { splitTemplate } from '../../../src/expressions/template.ts';
import { findContradiction } from '../../../src/http/response-text.ts';
import { plainText } from '../../../src/markdown/plain-text.ts';
import { hasLiteralBreak } from '../../../src/payload/text-warnings.ts';
import { createMarkdown } from '../../../src/report/markdown.ts';
import * as escaping from '../../../src/text/escape.ts';
import * as format from '../../../src/text/format.ts';
import * as textIds from '../../../src/text/ids.ts';
import * as json from '../../../src/text/json.ts';
import * as lists from '../../../src/text/lists.ts';
import * as names from '../../../src/text/names.ts';
import * as once from '../../../src/text/once.ts';
import * as property from '../../../src/text/property.ts';
import * as redact from '../../../src/text/redact.ts';
import * as ids from '../../../src/text/redact-ids.ts';
import * as secretLooks from '../../../src/text/secret-looks.ts';
import { build, least, treeOf } from '../payload/support.ts';

const LENGTH = 60_000;

/** More than secrets have. The registration of one makes about a hundred forms of it. */
const SECRET_LENGTH = 2000;

/**
 * What takes the square of the length takes seconds; what is linear takes a few milliseconds. The
 * steps of a pattern cannot be counted, so this limit is far from both.
 */
const MAX_MS = 1000;

const modules = {
  escaping,
  format,
  textIds,
  json,
  lists,
  names,
  once,
  property,
  ids,
  redact,
  secretLooks,
};

/** Functions of `text/` that take no text, or a node of a document. */
const others = new Set(
  'distinctBy duration longDuration plural childrenOf entriesOf once valueAt textAt hasObjectAt'.split(
    ' ',
  ),
);

const people = ['jane.doe@corp.example', 'a'.repeat(40)];

function redactorOf(...secrets: readonly string[]): redact.Redactor {
  const redactor = redact.createRedactor();
  for (const secret of secrets) redactor.register(secret);
  return redactor;
}

const redactor = redactorOf('sesame-0123456789', 'aaaaaaaaab', '%%%%%%%%1', '********');
const markdown = createMarkdown(redactor.redact);
const reject = (): void => {};
const diagnostics = createDiagnostics((text) => text);

/** Every function that takes a text, by its name. */
const functions: Readonly<Record<string, (text: string) => unknown>> = {
  escapeForLog: escaping.escapeForLog,
  cut: (text) => escaping.cut(text, LENGTH - 1),
  graphemes: (text) => Array.from(escaping.graphemes(text)),
  cutGraphemes: (text) => escaping.cutGraphemes(text, LENGTH / 10),
  sentence: format.sentence,
  isWebAddress: format.isWebAddress,
  firstLine: format.firstLine,
  decoded: format.decoded,
  parseJson: json.parseJson,
  createLocator: (text) => json.createLocator(text)(LENGTH),
  scalarText: (text) => json.scalarText(text, { type: 'number', offset: 0, length: LENGTH }),
  isJsonString: json.isJsonString,
  parseList: (text) => lists.parseList(text, reject),
  readJson: (text) => lists.readJson(text, reject),
  isEmptyJsonList: lists.isEmptyJsonList,
  isBuiltin: names.isBuiltin,
  hideMailboxes: escaping.hideMailboxes,
  isLogin: textIds.isLogin,
  isTeam: textIds.isTeam,
  isBot: textIds.isBot,
  normalizeId: textIds.normalizeId,
  findWrongId: textIds.findWrongId,
  secretLookOf: secretLooks.secretLookOf,
  withoutSecretLooks: (text) =>
    secretLooks.withoutSecretLooks(
      { value: text, location: { input: 'payload' } },
      () => false,
      diagnostics,
    ),
  withoutHashes: names.withoutHashes,
  nearest: (text) => names.nearest(text, ['repository', text]),
  didYouMean: (text) => names.didYouMean(text, ['repository', text]),
  isOwnWord: secretLooks.isOwnWord,
  isInEveryRequest: secretLooks.isInEveryRequest,
  redactIds: (text) => ids.redactIds(text, people, true),
  createRedactor: (text) => [redactor.redact(text), redactor.redactCut(text)],
  secretForms: (text) => redact.secretForms(text.slice(0, SECRET_LENGTH)),
};

/** The same for other rooms. */
const elsewhere: Readonly<Record<string, (text: string) => unknown>> = {
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
  '% %41 & &amp; \\ \\u00 {{ {{a ${ ${{ $a " \' "" "a\' [ ] [a]( ( ) # ### @ a@ < <a > * *_ ` : :a: - , ; = | / https:// a aB9 A= \ufffd \u0301 🚀 👨‍👩 İ';
const endings = ['', 'x', '\n'];
const blanks = [' ', '\t', '\n', '\r', '\r\n', ' \n', '\u00a0', '{{ ', '${ ', "fromJSON('"];

const texts = [...patterns.split(' '), ...blanks].flatMap((pattern) =>
  endings.map(
    (end) => [pattern, pattern.repeat(Math.ceil(LENGTH / pattern.length)) + end] as const,
  ),
);

it('every function of text/ is in the list', () => {
  const folder = join(import.meta.dirname, '..', '..', '..', 'src', 'text');
  expect(readdirSync(folder)).toHaveLength(Object.keys(modules).length);
  const exported = Object.values(modules).flatMap((it) =>
    Object.entries(it).flatMap(([name, value]) => (typeof value === 'function' ? [name] : [])),
  );
  expect(exported.filter((name) => !(name in functions) && !others.has(name))).toEqual([]);
});

async function expectQuick(
  run: (text: string) => unknown,
  of = texts,
  maxMs = MAX_MS,
): Promise<void> {
  for (const [pattern, text] of of) {
    const before = process.threadCpuUsage();
    await run(text);
    // A busy machine is no defect.
    const tookMs = process.threadCpuUsage(before).user / 1000;
    expect(tookMs, `${JSON.stringify(pattern)} took ${tookMs} ms`).toBeLessThan(maxMs);
  }
}

describe('60,000 characters of any pattern take time in proportion to their length:', () => {
  it.each(Object.entries({ ...functions, ...elsewhere }))('%s', (_, run) => expectQuick(run));

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
