/** What is fuzzed: each target takes any text and must keep its promise about it. */

import { parseConfig } from '../../src/config/inputs.ts';
import { parsePairs } from '../../src/config/overrides.ts';
import { createDiagnostics, Fault } from '../../src/diagnostics.ts';
import { parseDocument, syntaxOfText } from '../../src/document/document.ts';
import type { Source } from '../../src/document/source.ts';
import { MAX_DEPTH, type Tree } from '../../src/document/tree.ts';
import { createContexts } from '../../src/expressions/contexts.ts';
import { createEngine } from '../../src/expressions/engine.ts';
import { splitTemplate } from '../../src/expressions/template.ts';
import { nextBeginMs, parseHours, parseMoment, toMoment } from '../../src/payload/moment.ts';
import { buildNotifications } from '../../src/payload/payload.ts';
import { createMarkdown } from '../../src/report/markdown.ts';
import { escapeForLog } from '../../src/text/escape.ts';
import { parseList } from '../../src/text/lists.ts';
import { createRedactor } from '../../src/text/redact.ts';
import { parsed } from '../support/parsing.ts';

/** @throws when the promise is broken. */
export type Target = (text: string) => void | Promise<void>;

function check(kept: boolean, promise: string): void {
  if (!kept) throw new Error(`broken: ${promise}`);
}

function depthOf(tree: Tree): number {
  if (tree.kind === 'scalar') return 1;
  const below = tree.kind === 'list' ? tree.items : tree.entries.map(({ value }) => value);
  return 1 + Math.max(0, ...below.map(depthOf));
}

const contexts = createContexts({
  env: { GITHUB_ACTOR: 'octocat', GREETING: 'hello' },
  askRun: async () => ({}),
  githubToken: () => 'ghs_0123456789abcdef',
  event: () => ({ release: { name: 'Harbor', tags: ['a', 'b'], draft: false, id: 7 } }),
  job: { status: 'success' },
  matrix: { os: 'linux' },
  strategy: {},
  needs: { build: { result: 'success' } },
  context: { vars: { A: '1' } },
  holdsSecret: () => false,
});

function momentOf(text: string): ReturnType<typeof parseMoment> | undefined {
  try {
    const nowMs = Date.UTC(2026, 10, 22);
    const hours = parseHours(text);
    return hours ? toMoment(nextBeginMs(hours, nowMs) ?? nowMs) : parseMoment(text, nowMs);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return undefined;
  }
}

/** The targets by name. */
export const targets: Readonly<Record<string, Target>> = {
  async document(text) {
    const diagnostics = createDiagnostics((quoted, length = 60) => quoted.slice(0, length));
    const locate: Source['locate'] = (at) => ({ input: 'payload', ...at });
    const syntax = syntaxOfText(text);
    const source: Source = { text, syntax, code: 'payload-invalid', locate };
    const tree = await parseDocument(source, diagnostics);
    if (tree !== undefined) check(depthOf(tree) <= MAX_DEPTH, 'no tree is deeper than the limit');
    for (const { location } of diagnostics.errors) {
      check(
        Number(location?.line) >= 1 && Number(location?.column) >= 1,
        'an error has a position',
      );
    }
  },
  async payload(text) {
    const diagnostics = createDiagnostics((quoted, length = 60) =>
      escapeForLog(quoted).slice(0, length),
    );
    const config = await parseConfig(
      (name) => (name === 'payload-file' ? 'p.yml' : ''),
      diagnostics,
    );
    const file = { name: 'p.yml', text };
    const world = {
      redactor: createRedactor(),
      now: () => Date.UTC(2026, 10, 22),
      sleep: () => Promise.resolve(),
      signal: new AbortController().signal,
    };
    const given = { overrides: [], world, isSkipped: false };
    const sources = { config, file, contexts: async () => contexts, ...given };
    const built = await buildNotifications(sources, diagnostics);
    const told = diagnostics.errors.map(({ message }) => message);
    check(
      told.every((message) => message.length < 1000),
      'no error quotes the document at length',
    );
    check(
      diagnostics.errors.length > 0 || built.every(({ templateId }) => templateId !== ''),
      'what is built without an error has a template',
    );
  },
  async lists(text) {
    const list = await parsed(parseList, text);
    if (list.ok) check(new Set(list.value).size === list.value.length, 'a list has no duplicates');
    const pairs = await parsed(parsePairs, text);
    if (!pairs.ok) return;
    const keys = pairs.value.map(([key]) => key);
    check(
      new Set(keys).size === keys.length && !keys.includes(''),
      'keys are distinct, none is empty',
    );
  },
  async expressions(text) {
    splitTemplate(text);
    try {
      const value = await createEngine(contexts).evaluate(text.trim());
      check(value.coerceString().length <= 1_048_576, 'a result has at most 1 MiB');
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  },
  dates(text) {
    const moment = momentOf(text);
    if (moment === undefined) return;
    const sent = /^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/.test(moment.text);
    check(sent, 'a date is sent in the form of WalkMe');
    const utc = Date.parse(`${moment.text.replace(' ', 'T')}${moment.bare ? '' : 'Z'}`);
    check(utc === moment.ms, 'what is sent is the moment that is judged');
  },
  redaction(text) {
    const redactor = createRedactor();
    const half = Math.floor(text.length / 2);
    const secret = text.slice(0, half);
    const forms = redactor.register(secret);
    const safe = redactor.redact(`${text}${forms.join(' ')}${text.slice(half)}${secret}`);
    for (const form of forms) check(!safe.includes(form), 'no form of a secret is left');
  },
  display(text) {
    const line = escapeForLog(text);
    check(!/^\s*::/.test(line) && !line.includes('##['), 'no line is a command');
    check(
      !/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(line),
      'controls are visible',
    );
    const markdown = createMarkdown((it) => it);
    const cell = markdown.text(text).replaceAll(/<br>|<em><\/em>/g, '');
    check(!/[|<>\n]/.test(cell), 'a cell keeps to itself');
    check(!/\n\s*\n/.test(markdown.folded('t', text, 2000)), 'a folded block has no empty line');
  },
};
