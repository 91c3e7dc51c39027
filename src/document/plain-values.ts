/** Tells why a YAML value needs quotes. */

/** What no plain value begins with. A dash, a question mark or a colon may, before a letter. */
const INDICATOR = /^(?:[*&!|>%@`,[\]{}#]|[-?:](?=\s|$))/;

/** @returns why a value of one line needs quotes, as the end of a sentence; nothing if it does not. */
export function reasonToQuote(value: string): string | undefined {
  if (/^["']/.test(value)) return reasonInQuotes(value);
  if (value.startsWith('{{')) return 'it begins with `{{` (an expression begins with `${{`)';
  if (isBracketed(value)) return value.includes('${{') ? 'it has `${{` inside brackets' : undefined;
  if (INDICATOR.test(value)) return `it begins with ${named(value.charAt(0))}`;
  if (/:(?:\s|$)/.test(value)) return 'it contains a colon before a space or at its end';
  return /\s#/.test(value) ? 'it contains ` #`, which begins a comment' : undefined;
}

/** @returns a character as a message shows it. A backtick cannot be between backticks. */
export function named(character: string): string {
  return character === '`' ? 'a backtick' : `\`${character}\``;
}

/** A text in quotes, up to the quote that closes it. */
export const CLOSED = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'(?!'))/;

/** Up to the first backslash that escapes nothing (YAML 1.2.2, section 5.7). */
const BAD_ESCAPE = /^(?:[^\\]|\\[0abt\tnvfre "/\\N_LPxuU])*(\\.)/;

function reasonInQuotes(value: string): string | undefined {
  const closed = CLOSED.exec(value)?.[0];
  if (closed === undefined) return undefined;
  if (!/^(?:\s+#.*|\s*)$/.test(value.slice(closed.length))) {
    return 'text follows its closing quote';
  }
  const bad = BAD_ESCAPE.exec(closed)?.[1];
  return closed.startsWith('"') && bad !== undefined
    ? `\`${bad}\` means nothing between double quotes`
    : undefined;
}

const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g;

const EXPRESSION = /\$\{\{(?:'[^']*'|[^'])*?\}\}/g;

/** @returns whether a value begins with a bracket that its last character closes. */
export function isBracketed(value: string): boolean {
  if (!/^[[{]/.test(value)) return false;
  const plain = value
    .replace(EXPRESSION, (it) => 'x'.repeat(it.length))
    .replace(QUOTED, (it) => 'x'.repeat(it.length))
    .replace(/\s#.*/, '');
  if (/(?:[[{,]\s*(?:[?!&]\S*\s+)*|:\s+)["']/.test(plain)) return false;
  const open: string[] = [];
  for (const [index, character] of plain.split('').entries()) {
    if (character === '[') open.push(']');
    else if (character === '{') open.push('}');
    else if (/[\]}]/.test(character) && open.pop() !== character) return false;
    if (open.length === 0) return index === value.length - 1;
  }
  return false;
}

/** @returns whether no expression, and no text in one, goes on after a value: `${{ x || 'a # b' }}`. */
export function isWhole(value: string): boolean {
  return value.lastIndexOf('${{') <= value.lastIndexOf('}}') && value.split("'").length % 2 === 1;
}
