/** Indents JSON text. */

const token = /"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|[^\s"{}[\],:]+/g;

/**
 * Changes only the space between the tokens, so that duplicate names, long numbers and escapes
 * remain as they were sent. Null if the text is not JSON.
 *
 * @param {string} text
 * @returns {string | null}
 */
export function indent(text) {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  let level = 0;
  const line = () => `\n${'  '.repeat(level)}`;
  return [...text.matchAll(token)]
    .map(([found]) => {
      if (found === ':') return ': ';
      if (found === ',') return `,${line()}`;
      level += Number(found === '{' || found === '[') - Number(found === '}' || found === ']');
      if (found === '{' || found === '[') return found + line();
      if (found === '}' || found === ']') return line() + found;
      return found.replace(/^([{[])\s+/, '$1');
    })
    .join('');
}
