/** Generates the README's tables of inputs and outputs from `action.yml`. */

import { parseDocument } from 'yaml';
import { builtinPayloads } from '../src/builtin/payloads.ts';
import { fields } from '../src/fields.ts';
import { textAt, valueAt } from '../src/text/property.ts';
import { fieldDescriptions } from './field-descriptions.ts';

/** The type of each input, as the README explains it. */
const types: Readonly<Record<string, readonly string[]>> = {
  text: [
    ...['client-id', 'client-secret', 'template-id', 'title', 'runtime-title'],
    ...['runtime-description', 'github-token'],
  ],
  URL: ['base-url'],
  file: ['payload-file', 'user-map', 'event-file'],
  'JSON or YAML': ['payload'],
  JSON: ['context', 'needs'],
  list: ['system-ids', 'end-user-ids', 'audience-ids', 'test-recipients'],
  date: ['start-at', 'end-at'],
  'lines or JSON': ['overrides'],
  'boolean or list': ['standard-overrides'],
  'boolean or `token`': ['dry-run'],
  boolean: ['summary'],
  number: ['max-attempts', 'request-timeout-seconds', 'timeout-seconds'],
  choice: [
    ...['region', 'notification-type', 'unresolved-recipients', 'missing-values', 'when'],
    ...['delivery', 'on-failure', 'on-missing-credentials'],
  ],
};

/**
 * Replaces both tables, and leaves out the inputs that only the runner sets.
 * @throws {Error} if the README lacks a marker, or an input a type.
 */
export function generateTables(readme: string, action: string): string {
  const document: unknown = parseDocument(action).toJS();
  const inputs = sections(action).map(
    ({ title, names }) => `### ${title}\n\n${inputTable(document, names)}`,
  );
  const withInputs = replaceBetween(readme, 'inputs', inputs.join('\n\n'));
  return replaceBetween(withInputs, 'outputs', outputTable(document));
}

/** @returns the page with a fresh table of the fields. @throws {Error} if it lacks a marker. */
export function generateFieldTable(page: string): string {
  const rows = fields.map((field) => [
    `\`${field.name}\``,
    'input' in field ? `\`${field.input}\`` : '',
    fieldDescriptions[field.name],
  ]);
  return replaceBetween(page, 'fields', table(['Field', 'Input', 'Description'], rows));
}

/** @returns the page with each ready-made payload in full. @throws {Error} if it lacks a marker. */
export function insertBuiltins(page: string): string {
  return Object.entries(builtinPayloads).reduce(
    (text, [name, file]) => replaceBetween(text, `builtin:${name}`, `\`\`\`yaml\n${file}\`\`\``),
    page,
  );
}

/** The comments between the inputs are the titles of their groups. */
function sections(
  action: string,
): readonly { readonly title: string; readonly names: readonly string[] }[] {
  const inputs = action.slice(action.indexOf('\ninputs:'), action.indexOf('\noutputs:'));
  return inputs
    .split(/^ {2}# /m)
    .slice(1)
    .map((part) => ({
      title: part.split('\n', 1)[0] ?? '',
      names: [...part.matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name = '']) => name),
    }));
}

function inputTable(document: unknown, names: readonly string[]): string {
  const rows = names
    .filter(
      (name) => !textAt(document, 'inputs', name, 'description').includes('Do not set this input'),
    )
    .map((name) => {
      const fallback = textAt(document, 'inputs', name, 'default');
      const description = textAt(document, 'inputs', name, 'description');
      const shown = fallback === '' ? '' : `\`${fallback}\``;
      return [`\`${name}\``, typeOf(name), shown, escapeCell(description)];
    });
  return table(['Input', 'Type', 'Default', 'Description'], rows);
}

function typeOf(name: string): string {
  const type = Object.keys(types).find((it) => types[it]?.includes(name));
  if (type === undefined) throw new Error(`scripts/tables.ts has no type for the input "${name}"`);
  return type;
}

function outputTable(document: unknown): string {
  const names = Object.keys(Object(valueAt(document, 'outputs')));
  const rows = names.map((name) => [
    `\`${name}\``,
    escapeCell(textAt(document, 'outputs', name, 'description')),
  ]);
  return table(['Output', 'Description'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function escapeCell(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}

function replaceBetween(text: string, name: string, content: string): string {
  const begin = `<!-- ${name}: by \`npm run docs\` -->`;
  const end = `<!-- end of ${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to === -1) throw new Error(`the page lacks the markers of "${name}"`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}
