/** Finds values that YAML reads differently than their author meant, without an error. */

import type { ParsedNode as Node } from 'yaml';
import type { Diagnostics } from '../diagnostics.ts';
import { fieldAt, isProse } from '../fields.ts';
import { textAt } from '../text/property.ts';
import { oneEntryALine, proposeWhole, readBack, show } from './proposal.ts';
import { inQuotes, wholeInQuotes } from './quoting.ts';
import { isHidden, quoteAt, type Source, showHint } from './source.ts';
import { nameOf, type Path } from './tree.ts';
import { isMap, isScalar, isSeq, type Lines, parseText } from './yaml-parser.ts';

/** A document that is read, and where mistakes are reported. */
interface Reader {
  readonly source: Source;
  readonly lines: Lines;
  readonly diagnostics: Diagnostics;
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
export interface ValueJudge {
  /** @returns the value that an alias refers to: the last above it with this name. */
  readonly follow: (name: string) => Node | undefined;
  /** @returns whether the value can be used. */
  readonly read: (node: Node, path: Path) => boolean;
  /** Ends the document: anchors that no alias refers to are errors, and keys that are comments. */
  readonly end: () => void;
}

/** @returns a judge of the values of one document. */
export function createValueJudge(reader: Reader): ValueJudge {
  const anchors = new Map<string, Node>();
  const idle = new Map<Node, readonly [Mistake, Path]>();
  const seen = new Set<Node>();
  const hashed = new Set(findHashedKeys(reader.source));
  return {
    follow(name) {
      const node = anchors.get(name);
      if (node !== undefined) idle.delete(node);
      return node;
    },
    read(node, path) {
      // Aliases lead to the same value several times.
      if (seen.has(node)) return true;
      seen.add(node);
      // A line inside a value is text, not a comment.
      const [start, valueEnd] = isScalar(node) ? node.range : [0, 0];
      for (const it of hashed) if (it.index > start && it.index < valueEnd) hashed.delete(it);
      if ('anchor' in node && typeof node.anchor === 'string') {
        anchors.set(node.anchor, node);
        idle.set(node, [idleAnchor(node.anchor, node, path, reader), path]);
      }
      const found = findMistake(node, path, reader);
      if (found !== undefined) report(found, path, reader);
      return found?.level !== 'error';
    },
    end() {
      for (const [found, path] of idle.values()) report(found, path, reader);
      for (const { index, 1: key } of hashed) {
        report(commentedKey(index, reader.diagnostics.quote(`${key}`)), [], reader);
      }
    },
  };
}

/** Lines that set a placeholder by its name as a template has it; of many, the first are enough. */
function findHashedKeys({ text, people }: Source): readonly RegExpExecArray[] {
  if (people) return [];
  return [...text.matchAll(/(?<=^[ \t]*)###([^#\s]{1,60})###[ \t]*[:=]/gm).take(50)];
}

function commentedKey(offset: number, key: string): Mistake {
  const reason = `has a line that is a comment in YAML, because it begins with \`###${key}###\``;
  return { level: 'error', reason, offset, hint: `Write \`${key}:\`, without the hashes.` };
}

function report(
  { level, reason, offset, key, hint }: Mistake,
  path: Path,
  { source, lines, diagnostics: { quote, errors, warnings } }: Reader,
): void {
  const at = lines.at(offset);
  const here = key === undefined ? path : [...path, key];
  const found = {
    message: `${nameOf(here, quote)} ${reason}.`,
    hint: showHint(hint ?? proposeWhole(at.line, lines, source).hint, quote),
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
  if (isMap(node) && node.flow)
    return findBrackets(node, path, reader) ?? findComma(node.items, path, reader);
  if (isSeq(node) && node.flow) return findBrackets(node, path, reader);
  if (!isScalar(node)) return undefined;
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    if (node.value !== '' || !isProse(path)) return undefined;
    const header = reader.source.text.slice(offset, end).replace(/\s[\s\S]*/, '');
    const reason = `is empty, because \`${header}\` begins a block in YAML and no text is below it`;
    return { level: 'warning', reason, offset };
  }
  return node.type === 'PLAIN' ? findComment(offset, end, path, reader) : undefined;
}

/** A comment that begins where the value ends. */
function findComment(offset: number, end: number, path: Path, reader: Reader): Mistake | undefined {
  const { text } = reader.source;
  const ahead = /[ \t]*(#.*)/y;
  ahead.lastIndex = end;
  const comment = ahead.exec(text)?.[1];
  if (comment === undefined) return undefined;
  // The beginning of an expression may be before the comment, too: `${{ x || 'a # b' }}`.
  const value = text.slice(offset, end);
  const cutsExpression =
    comment.includes('${{') || value.lastIndexOf('${{') > value.lastIndexOf('}}');
  const isText = isProse(path) && fieldAt(path).field?.kind !== 'additional';
  const isGone = isText && value === '' && /^#\S/.test(comment);
  // After an ID or a date, ` # …` is clearly a comment.
  if (!cutsExpression && !isProse(path) && /^#(?:\s|$)/.test(comment)) return undefined;
  const reason = `is cut before \`#${quoteAt(path, comment.slice(1), reader)}\`, because \` #\` begins a comment in YAML`;
  return { level: cutsExpression || isGone ? 'error' : 'warning', reason, offset };
}

/** A list or mapping in brackets where text must be, if it can be sent as text. */
function findBrackets(node: Node, path: Path, { source, lines }: Reader): Mistake | undefined {
  const { field, below } = fieldAt(path);
  const isText =
    field?.kind === 'override'
      ? below.length === 1 && typeof below[0] === 'string'
      : field?.kind === 'text';
  if (!isText) return undefined;
  const [offset] = node.range;
  const { line, column } = lines.at(offset);
  const text = lines.textOf(line);
  const before = text.slice((wholeInQuotes(text)?.column ?? 1) - 1, column - 1);
  if (!/^(?:!\S*\s+)*$/.test(before)) return undefined;
  const { isLine, hint } = proposeWhole(line, lines, source);
  if (!isLine) return undefined;
  const reason = `must be text, found a ${isMap(node) ? 'mapping' : 'list'}`;
  return { level: 'error', reason, hint: `If it is text, put it in quotes. ${hint}`, offset };
}

/** A key without a value and colon: a comma cut the value before it. */
function findComma(
  items: readonly { readonly key: Node; readonly value: Node | null }[],
  path: Path,
  { source }: Reader,
): Mistake | undefined {
  const { text } = source;
  const isValue = path.length > 0 && !isHidden(path, source);
  const index = isValue ? items.findIndex(({ value }) => value === null) : -1;
  const lone = items[index];
  if (lone === undefined) return undefined;
  const [offset] = lone.key.range;
  const before = items[index - 1];
  const rest = items.slice(index);
  const next = rest.findIndex(({ value }) => value !== null);
  const start = before?.value?.range[0] ?? offset;
  const parts = rest.slice(0, next === -1 ? undefined : next);
  const end = Math.max(...parts.map(({ key }) => key.range[1]));
  const meant = text.slice(start, end);
  const mended = text.slice(0, start) + inQuotes(meant) + text.slice(end);
  const isPlain = isScalar(before?.value) && before.value.type === 'PLAIN';
  const isMended = isPlain && readBack(parseText(mended), start, mended.length)?.value === meant;
  const key = before === undefined ? '' : text.slice(before.key.range[0], before.key.range[1]);
  const hint = isMended ? show(`${key}: ${inQuotes(meant)}`) : oneEntryALine('', '{');
  const reason = 'has no value: between brackets, a comma ends the value before it';
  return { level: 'error', reason, hint, offset, key: textAt(lone.key, 'value') };
}

/** An anchor that no alias refers to. */
function idleAnchor(name: string, node: Node, path: Path, reader: Reader): Mistake {
  const offset = reader.source.text.lastIndexOf(`&${name}`, node.range[0]);
  const reason = `begins with \`&${quoteAt(path, name, reader)}\`, which YAML takes for an anchor, and no alias refers to it`;
  return { level: 'error', reason, offset };
}
