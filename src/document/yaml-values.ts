/** Finds values that YAML reads as something else than what is written, without an error. */

import type { ParsedNode as Node } from 'yaml';
import type { Diagnostics, ErrorDiagnostic, WarningDiagnostic } from '../diagnostics.ts';
import { fieldAt, isProse } from '../fields.ts';
import { textAt } from '../text/property.ts';
import { oneEntryALine, proposeWhole, readBack, show } from './proposal.ts';
import { inQuotes, wholeInQuotes } from './quoting.ts';
import { type Source, showHint } from './source.ts';
import { nameOf, type Path } from './tree.ts';
import { isMap, isScalar, isSeq, type Lines, parseText } from './yaml-parser.ts';

/** A document that is read, and where findings go. */
interface Reader {
  readonly source: Source;
  readonly lines: Lines;
  readonly diagnostics: Diagnostics;
}

type Finding = ErrorDiagnostic | WarningDiagnostic;

/** Judges the values of a document, each where it is written. */
export interface ValueJudge {
  /** @returns the value that an alias refers to: the last above it with this name. */
  readonly follow: (name: string) => Node | undefined;
  /** @returns whether the value can be used. */
  readonly read: (node: Node, path: Path) => boolean;
  /** Ends the document: anchors that no alias refers to are errors. */
  readonly end: () => void;
}

/** @returns a judge of the values of one document. */
export function createValueJudge(reader: Reader): ValueJudge {
  const { errors, warnings } = reader.diagnostics;
  const anchors = new Map<string, Node>();
  const idle = new Map<Node, Finding>();
  const seen = new Set<Node>();
  const report = (found: Finding): boolean => {
    if ('level' in found) warnings.push(found);
    else errors.push(found);
    return 'level' in found;
  };
  return {
    follow(name) {
      const node = anchors.get(name);
      if (node !== undefined) idle.delete(node);
      return node;
    },
    read(node, path) {
      // An alias leads to its value once more.
      if (seen.has(node)) return true;
      seen.add(node);
      if ('anchor' in node && typeof node.anchor === 'string') {
        anchors.set(node.anchor, node);
        idle.set(node, idleAnchor(node.anchor, node, path, reader));
      }
      const found = findMistake(node, path, reader);
      return found === undefined || report(found);
    },
    end() {
      for (const found of idle.values()) report(found);
    },
  };
}

/** @returns what YAML reads as something else than what is written, if anything is. */
function findMistake(node: Node, path: Path, reader: Reader): Finding | undefined {
  const [start, end] = node.range;
  if (node.tag === '!') {
    return describe('error', 'begins with `!`, which YAML takes for a tag', start, path, reader);
  }
  if (isMap(node) && node.flow)
    return findComma(node.items, path, reader) ?? findBrackets(node, path, reader);
  if (isSeq(node) && node.flow) return findBrackets(node, path, reader);
  if (!isScalar(node)) return undefined;
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    const header = reader.source.text.slice(start, end).replace(/\s[\s\S]*/, '');
    const said = `is empty, because \`${header}\` begins a block in YAML and no text is below it`;
    const isEmpty = node.value === '' && isProse(path);
    return isEmpty ? describe('warning', said, start, path, reader) : undefined;
  }
  return node.type === 'PLAIN' ? findComment(start, end, path, reader) : undefined;
}

/** A comment that begins where the value ends. */
function findComment(start: number, end: number, path: Path, reader: Reader): Finding | undefined {
  const { source, diagnostics } = reader;
  const ahead = /[ \t]*(#.*)/y;
  ahead.lastIndex = end;
  const comment = ahead.exec(source.text)?.[1];
  if (comment === undefined) return undefined;
  // The beginning of an expression may be before the comment, too: `${{ x || 'a # b' }}`.
  const value = source.text.slice(start, end);
  const cutsExpression =
    comment.includes('${{') || value.lastIndexOf('${{') > value.lastIndexOf('}}');
  const isText = isProse(path) && fieldAt(path).field?.kind !== 'additional';
  const isGone = isText && value === '' && /^#\S/.test(comment);
  // After an ID or a date, nobody takes ` # …` for a part of it.
  if (!cutsExpression && !isProse(path) && /^#(?:\s|$)/.test(comment)) return undefined;
  const said = `is cut before \`${diagnostics.quote(comment, 80)}\`, because \` #\` begins a comment in YAML`;
  return describe(cutsExpression || isGone ? 'error' : 'warning', said, start, path, reader);
}

/** A list or mapping in brackets where text must be, if it can be sent as text. */
function findBrackets(node: Node, path: Path, reader: Reader): Finding | undefined {
  const { field, below } = fieldAt(path);
  const isText =
    field?.kind === 'override'
      ? below.length === 1 && typeof below[0] === 'string'
      : field !== undefined && !['additional', 'recipients'].includes(field.kind);
  if (!isText) return undefined;
  const [offset] = node.range;
  const { line, column } = reader.lines.at(offset);
  if (wholeInQuotes(reader.lines.textOf(line))?.column !== column) return undefined;
  const { isLine, hint } = proposeWhole(line, reader.lines, reader.source);
  if (!isLine) return undefined;
  const said = `must be text, found a ${isMap(node) ? 'mapping' : 'list'}`;
  const quotes = `If it is text, put it in quotes. ${hint}`;
  return finding('error', said, quotes, offset, path, reader);
}

/** A key without a value and colon: a comma cut the value before it. */
function findComma(
  items: readonly { readonly key: Node; readonly value: Node | null }[],
  path: Path,
  reader: Reader,
): Finding | undefined {
  const index = path.length === 0 ? -1 : items.findIndex(({ value }) => value === null);
  const lone = items[index];
  if (lone === undefined) return undefined;
  const { text } = reader.source;
  const name = textAt(lone.key, 'value');
  const before = items[index - 1];
  const rest = items.slice(index);
  const next = rest.findIndex(({ value }) => value !== null);
  const start = before?.value?.range[0] ?? lone.key.range[0];
  const parts = rest.slice(0, next === -1 ? undefined : next);
  const end = Math.max(...parts.map(({ key }) => key.range[1]));
  const meant = text.slice(start, end);
  const mended = text.slice(0, start) + inQuotes(meant) + text.slice(end);
  const isPlain = isScalar(before?.value) && before.value.type === 'PLAIN';
  const isMended = isPlain && readBack(parseText(mended), start, mended.length)?.value === meant;
  const key = before === undefined ? '' : text.slice(before.key.range[0], before.key.range[1]);
  const hint = isMended ? show(`${key}: ${inQuotes(meant)}`) : oneEntryALine('', '{');
  const said = 'has no value: between brackets, a comma ends the value before it';
  return finding('error', said, hint, lone.key.range[0], [...path, name], reader);
}

/** An anchor that no alias refers to. */
function idleAnchor(name: string, node: Node, path: Path, reader: Reader): Finding {
  const offset = reader.source.text.lastIndexOf(`&${name}`, node.range[0]);
  const said = `begins with \`&${reader.diagnostics.quote(name)}\`, which YAML takes for an anchor, and no alias refers to it`;
  return describe('error', said, offset, path, reader);
}

/** Reports a value whose line needs quotes around all that follows the key. */
function describe(
  level: 'error' | 'warning',
  said: string,
  offset: number,
  path: Path,
  reader: Reader,
): Finding {
  const { line } = reader.lines.at(offset);
  const { hint } = proposeWhole(line, reader.lines, reader.source);
  return finding(level, said, hint, offset, path, reader);
}

function finding(
  level: 'error' | 'warning',
  said: string,
  hint: string,
  offset: number,
  path: Path,
  { source, lines, diagnostics: { quote } }: Reader,
): Finding {
  const found = {
    message: `${nameOf(path, quote)} ${said}.`,
    hint: showHint(hint, quote),
    location: source.locate(lines.at(offset), path),
  };
  return level === 'error' ? { code: source.code, ...found } : { level, ...found };
}
