/** Finds values that YAML reads as something else than what is written, without an error. */

import type { ParsedNode as Node } from 'yaml';
import type { Diagnostics, ErrorDiagnostic, WarningDiagnostic } from '../diagnostics.ts';
import { isProse } from './field-path.ts';
import { writeInQuotes } from './quoting.ts';
import { type Source, showHint } from './source.ts';
import { nameOf, type Path } from './tree.ts';
import type { Lines } from './yaml-errors.ts';

/** A document that is read. */
interface Reader {
  readonly source: Source;
  readonly lines: Lines;
  readonly quote: Diagnostics['quote'];
}

/** A value that is hardly meant as YAML reads it: an error, or a warning. */
type Misreading = ErrorDiagnostic | WarningDiagnostic;

/** Judges the values of a document, each where it is written. Findings go to the diagnostics. */
interface ValueJudge {
  /** @returns the value that an alias refers to: the last above it with this name. */
  readonly follow: (name: string) => Node | undefined;
  /** @returns whether the value can be used. */
  readonly read: (node: Node, path: Path) => boolean;
  /** Ends the document: anchors that no alias refers to are errors. */
  readonly end: () => void;
}

/** @returns a judge of the values of one document. */
export function createValueJudge(reader: Reader, diagnostics: Diagnostics): ValueJudge {
  const anchors = new Map<string, Node>();
  const idle = new Map<Node, Misreading>();
  const seen = new Set<Node>();
  const report = (found: Misreading): boolean => {
    if ('level' in found) diagnostics.warnings.push(found);
    else diagnostics.errors.push(found);
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
      const found = findMisreading(node, path, reader);
      return found === undefined || report(found);
    },
    end() {
      for (const found of idle.values()) report(found);
    },
  };
}

/** @returns what is odd about a value, if anything is. */
function findMisreading(node: Node, path: Path, reader: Reader): Misreading | undefined {
  const [start, end] = node.range;
  if (node.tag === '!') {
    return describe('error', 'begins with `!`, which YAML takes for a tag', start, path, reader);
  }
  const type = 'type' in node ? node.type : undefined;
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') {
    const isEmpty = 'value' in node && node.value === '' && isProse(path);
    const header = reader.source.text.slice(start, end).replace(/\s[\s\S]*/, '');
    const said = `is empty, because \`${header}\` begins a block in YAML and no text is below it`;
    return isEmpty ? describe('warning', said, start, path, reader) : undefined;
  }
  if (type !== 'PLAIN') return undefined;
  return findComment(start, end, path, reader);
}

/** A comment that begins where the value ends. */
function findComment(
  start: number,
  end: number,
  path: Path,
  reader: Reader,
): Misreading | undefined {
  const { source, quote } = reader;
  const ahead = /[ \t]*(#.*)/y;
  ahead.lastIndex = end;
  const comment = ahead.exec(source.text)?.[1];
  if (comment === undefined) return undefined;
  // The beginning of an expression may be before the comment, too: `${{ x || 'a # b' }}`.
  const value = source.text.slice(start, end);
  const cutsExpression =
    comment.includes('${{') || value.lastIndexOf('${{') > value.lastIndexOf('}}');
  // After an id or a date, nobody takes ` # …` for a part of it.
  if (!cutsExpression && !isProse(path) && /^#(?:\s|$)/.test(comment)) return undefined;
  const said = `is cut before \`${quote(comment, 80)}\`, because \` #\` begins a comment in YAML`;
  return describe(cutsExpression ? 'error' : 'warning', said, start, path, reader);
}

/** An anchor that no alias refers to. */
function idleAnchor(name: string, node: Node, path: Path, reader: Reader): Misreading {
  const offset = reader.source.text.lastIndexOf(`&${name}`, node.range[0]);
  const said = `begins with \`&${reader.quote(name)}\`, which YAML takes for an anchor, and no alias refers to it`;
  return describe('error', said, offset, path, reader);
}

function describe(
  level: 'error' | 'warning',
  said: string,
  offset: number,
  path: Path,
  { source, lines, quote }: Reader,
): Misreading {
  const at = lines.at(offset);
  const finding = {
    message: `${nameOf(path, quote)} ${said}.`,
    hint: showHint(writeInQuotes(lines.textOf(at.line)), source, quote),
    location: source.locate(at, path),
  };
  return level === 'error' ? { code: source.code, ...finding } : { level, ...finding };
}
