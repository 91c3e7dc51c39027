/** Finds values that YAML reads differently than their author meant, without an error. */

import type { ParsedNode as Node, YAMLMap } from 'yaml';
import type { Diagnostics } from '../diagnostics.ts';
import { fieldAt, isProse } from '../fields.ts';
import { CONDITION } from '../layer.ts';
import { textAt } from '../text/property.ts';
import { isWhole } from './plain-values.ts';
import { createProposer, oneEntryALine } from './proposal.ts';
import { findHashedKeys, writePair } from './quoting.ts';
import { isHidden, MAX_HINT, quoteAt, type Source } from './source.ts';
import { nameOf, type Path } from './tree.ts';
import { isMap, isScalar, isSeq, type YamlText } from './yaml-parser.ts';

/** A document that is read, and where mistakes are reported. */
interface Reader {
  readonly source: Source;
  readonly document: YamlText;
  readonly diagnostics: Diagnostics;
  readonly propose: ReturnType<typeof createProposer>;
}

/** What is wrong or odd with a value. */
interface Mistake {
  readonly level: 'error' | 'warning';
  /** The end of a sentence that begins with the name of the value. */
  readonly reason: string;
  /** Where in the document it is. */
  readonly offset: number;
  /** The key that it is about, where that is inside the value. */
  readonly key?: string;
  /** What to do, where quotes around all that follows the key do not help. */
  readonly hint?: string;
}

/** Judges the values of a document, each where it is written. */
export type ValueJudge = Readonly<ReturnType<typeof createValueJudge>>;

/** @returns a judge of the values of one document. */
export function createValueJudge(given: Omit<Reader, 'propose'>) {
  const reader: Reader = { ...given, propose: createProposer(given.document) };
  const anchors = new Map<string, Node>();
  const idle = new Map<Node, readonly [Mistake, Path]>();
  const seen = new Set<Node>();
  const { text, people } = given.source;
  const hashed = new Set(people ? [] : findHashedKeys(text));
  return {
    /** @returns the value that an alias refers to: the last above it with this name. */
    follow(name: string): Node | undefined {
      const node = anchors.get(name);
      if (node !== undefined) idle.delete(node);
      return node;
    },
    /** @returns whether the value can be used. */
    read(node: Node, path: Path): boolean {
      // Aliases lead to the same value several times.
      if (seen.has(node)) return true;
      seen.add(node);
      // A line inside a value is text, not a comment.
      const [start, valueEnd] = isScalar(node) ? node.range : [0, 0];
      for (const it of hashed) if (it.index > start && it.index < valueEnd) hashed.delete(it);
      if ('anchor' in node && typeof node.anchor === 'string') {
        anchors.set(node.anchor, node);
        if (isScalar(node)) idle.set(node, [idleAnchor(node.anchor, node, path, reader), path]);
      }
      const found = findMistake(node, path, reader);
      if (found !== undefined) report(found, path, reader);
      return found?.level !== 'error';
    },
    /** Ends the document: text in place of an anchor is an error, and keys that are comments. */
    end(): void {
      for (const [found, path] of idle.values()) report(found, path, reader);
      for (const found of hashed) report(commentedKey(found, reader), [], reader);
    },
  };
}

function commentedKey(
  { index: offset, 1: name = '', 2: value = '' }: RegExpExecArray,
  { document, diagnostics, propose }: Reader,
): Mistake {
  const key = diagnostics.quote(name);
  const reason = `has a line that is a comment in YAML, because it begins with \`###${key}###\``;
  const pair = value.trim() === '' ? undefined : writePair(name, value.trim());
  const proposal = pair && propose(document.at(offset).line, pair);
  const hint = proposal?.hint ?? `Write \`${key}:\`, without the hashes.`;
  return { level: 'error', reason, offset, hint };
}

function report(mistake: Mistake, path: Path, reader: Reader): void {
  const { source, document, diagnostics } = reader;
  const { level, reason, offset, key, hint } = mistake;
  const { quote, errors, warnings } = diagnostics;
  const at = document.at(offset);
  const here = key === undefined ? path : [...path, key];
  const advice = hint ?? reader.propose(at.line)?.hint;
  const found = {
    message: `${nameOf(here, quote)} ${reason}.`,
    hint: advice && quote(advice, MAX_HINT),
    location: source.locate(at, here),
  };
  if (level === 'error') errors.push({ code: source.code, ...found });
  else warnings.push({ level, ...found });
}

/** @returns the part of a value that YAML reads differently than it is written, if any. */
function findMistake(node: Node, path: Path, reader: Reader): Mistake | undefined {
  const [offset, end] = node.range;
  if (node.tag === '!') {
    return { level: 'error', reason: 'begins with `!`, which YAML takes for a tag', offset };
  }
  if (isMap(node) && node.flow) {
    return findBrackets(node, path, reader) ?? findComma(node.items, path, reader);
  }
  if (isSeq(node) && node.flow) return findBrackets(node, path, reader);
  if (!isScalar(node)) return undefined;
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    if (node.value !== '' || !isProse(path)) return undefined;
    const header = reader.source.text.slice(offset, end).replace(/\s[\s\S]*/, '');
    const reason = `is empty, because \`${header}\` begins a block in YAML and no text is below it`;
    return { level: 'warning', reason, offset, ...(!/\d/.test(header) && { hint: EMPTY_BLOCK }) };
  }
  return node.type === 'PLAIN' ? findComment(node, path, reader) : undefined;
}

/** What the runner inserted for an expression may be blank, or not indented. */
const EMPTY_BLOCK =
  'Indent the text below the key, or leave the field out. In `payload`, write an expression as `${{ toJSON(…) }}`, without a block.';

/** A comment that begins where the value ends. */
function findComment(node: Node, path: Path, reader: Reader): Mistake | undefined {
  const { text } = reader.source;
  const [offset, end] = node.range;
  const ahead = /[ \t]*(#.*)/y;
  ahead.lastIndex = end;
  const comment = ahead.exec(text)?.[1];
  if (comment === undefined) return undefined;
  // The beginning of an expression may be before the comment, too: `${{ x || 'a # b' }}`.
  const value = text.slice(offset, end);
  const isCondition = path.at(-1) === CONDITION && !isWhole(value);
  const cutsExpression =
    isCondition || comment.includes('${{') || value.lastIndexOf('${{') > value.lastIndexOf('}}');
  const isText = isProse(path) && fieldAt(path).field?.kind !== 'additional';
  const isGone = isText && value === '' && /^#\S/.test(comment);
  // After an ID or a date, ` # …` is clearly a comment.
  if (!cutsExpression && !isProse(path) && /^#(?:\s|$)/.test(comment)) return undefined;
  const reason = `is cut before \`#${quoteAt(path, comment.slice(1), reader)}\`, because \` #\` begins a comment in YAML`;
  const level = cutsExpression || isGone ? 'error' : 'warning';
  // Nothing but text for people is likely to contain it, and an expression that is not whole.
  const isApart = !isProse(path) && isWhole(value);
  return { level, reason, offset, ...(isApart && { hint: COMMENT_APART }) };
}

const COMMENT_APART = 'Put the comment on a separate line.';

/** A list or mapping in brackets where text must be, if it can be sent as text. */
function findBrackets(node: Node, path: Path, reader: Reader): Mistake | undefined {
  const { field, below } = fieldAt(path);
  const isText =
    field?.kind === 'override'
      ? below.length === 1 && typeof below[0] === 'string'
      : field?.kind === 'text';
  if (!isText) return undefined;
  const [offset] = node.range;
  const proposal = reader.propose(reader.document.at(offset).line);
  if (!proposal?.isLine) return undefined;
  const reason = `must be text, found a ${isMap(node) ? 'mapping' : 'list'}`;
  return {
    level: 'error',
    reason,
    hint: `If it is text, put it in quotes. ${proposal.hint}`,
    offset,
  };
}

/** A key without a value and colon: a comma cut the value before it. */
function findComma(
  items: YAMLMap.Parsed['items'],
  path: Path,
  { source }: Reader,
): Mistake | undefined {
  const isValue = path.length > 0 && !isHidden(path, source);
  const index = isValue ? items.findIndex(({ value }) => value === null) : -1;
  const lone = items[index];
  if (lone === undefined) return undefined;
  const reason = `has no value: ${index === 0 ? 'a key ends in a colon and a space' : 'between brackets, a comma ends the value before it'}`;
  const [offset] = lone.key.range;
  return { level: 'error', reason, hint: COMMA, offset, key: textAt(lone.key, 'value') };
}

const COMMA = `Put a value that contains a comma in quotes. ${oneEntryALine('', '{')}`;

/** An anchor that no alias refers to, so that it is likely text. */
function idleAnchor(name: string, node: Node, path: Path, reader: Reader): Mistake {
  const offset = reader.source.text.lastIndexOf(`&${name}`, node.range[0]);
  const reason = `begins with \`&${quoteAt(path, name, reader)}\`, which YAML takes for an anchor, and no alias refers to it`;
  return { level: 'error', reason, offset };
}
