/** Splits a text into its literal parts and its expressions. */

import type { Diagnostics } from '../diagnostics.ts';
import { isPrivate, nodesOf, type Path, type Tree } from '../document/tree.ts';

/** A piece of a text: literal, or the source of an expression without its braces. */
export interface Part {
  readonly kind: 'literal' | 'expression';
  readonly text: string;
}

/** @returns whether an expression begins in the text. */
export function hasExpression(text: string): boolean {
  return text.includes('${{');
}

/** @returns whether an expression begins in any key or text of a document. */
export function containsExpression(tree: Tree): boolean {
  return nodesOf(tree).some(([node]) => {
    if (node.kind === 'scalar') return typeof node.value === 'string' && hasExpression(node.value);
    return node.kind === 'mapping' && node.entries.some(({ key }) => hasExpression(key));
  });
}

/**
 * @returns a text with expressions on one line, to show in a message. At recipients, only expressions
 * are shown, without the texts in them: each may be the ID of a person.
 */
export function quoteSource(source: string, path: Path, quote: Diagnostics['quote']): string {
  const shown = isPrivate(path) ? hideValues(source) : source;
  return `\`${quote(shown.replace(/\s+/g, ' '), 120)}\``;
}

function hideValues(source: string): string {
  const parts = splitTemplate(source) ?? [{ kind: 'literal', text: source }];
  return parts
    .map(({ kind, text }) => (kind === 'literal' ? '…' : `\${{ ${hideTexts(text)} }}`))
    .join('');
}

/** @returns the source of an expression without its texts, those between double quotes included. */
export function hideTexts(source: string): string {
  return source.replace(
    /'(?:[^']|'')*'?|"[^"]*"?/g,
    (text) => `${text.charAt(0)}…${text.charAt(0)}`,
  );
}

/** @returns the expressions in the values of a document. */
export function expressionsIn(tree: Tree): readonly string[] {
  const parts = nodesOf(tree).flatMap(([node]) =>
    node.kind === 'scalar' ? (splitTemplate(String(node.value)) ?? []) : [],
  );
  return parts.flatMap(({ kind, text }) => (kind === 'expression' ? [text] : [])).toArray();
}

/**
 * Splits a text as GitHub does: an expression ends at the first `}}` outside of single quotes.
 * @returns the parts, or nothing if an expression does not end.
 */
export function splitTemplate(text: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  let index = 0;
  for (let start = text.indexOf('${{'); start !== -1; start = text.indexOf('${{', index)) {
    const end = endOfExpression(text, start + 3);
    if (end === -1) return undefined;
    if (start > index) parts.push({ kind: 'literal', text: text.slice(index, start) });
    parts.push({ kind: 'expression', text: text.slice(start + 3, end).trim() });
    index = end + 2;
  }
  if (index < text.length) parts.push({ kind: 'literal', text: text.slice(index) });
  return withoutBlanks(parts);
}

/** Whitespace around a single expression is ignored, because a block of YAML adds it. */
function withoutBlanks(parts: readonly Part[]): readonly Part[] {
  const others = parts.filter((part) => part.kind === 'expression' || part.text.trim() !== '');
  return others.length === 1 && others[0]?.kind === 'expression' ? others : parts;
}

function endOfExpression(text: string, from: number): number {
  let quoted = false;
  for (let index = from; index < text.length; index++) {
    if (text[index] === "'") quoted = !quoted;
    else if (!quoted && text.startsWith('}}', index)) return index;
  }
  return -1;
}
