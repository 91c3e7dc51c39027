/** Warns about text values that are hardly meant as they are. */

import type { Diagnostics, WarningDiagnostic } from '../diagnostics.ts';
import { textFields } from '../fields.ts';
import type { Given, Layer } from '../layer.ts';
import { isJsonString } from '../text/json.ts';
import { textsIn } from '../text/property.ts';

/** Warns about the values of a merged layer that people will read. */
export function warnOfTexts(layer: Layer, diagnostics: Diagnostics): void {
  for (const [key, given] of layer.override) {
    const name = (): string => `The override \`${diagnostics.quote(key)}\``;
    report(name, given, inOverrides, diagnostics, key);
  }
  for (const [key, given] of layer.additional) {
    report(() => `\`${diagnostics.quote(key)}\``, textsOf(given), inAdditional, diagnostics, key);
  }
  for (const { name, kind } of textFields) {
    const given = layer.texts[name];
    if (kind !== 'text' || given === undefined) continue;
    report(() => `\`${given.location.key ?? given.location.input}\``, given, inTexts, diagnostics);
  }
  warnOfTitle(layer, diagnostics);
}

/** Notifications share the values of a layer that is merged into each. */
const reported = new WeakSet<Given<string>>();

const texts = new WeakMap<Given<unknown>, Given<string>>();

/** All texts in a value, which several notifications may share. */
function textsOf(given: Given<unknown>): Given<string> {
  const known = texts.get(given) ?? { ...given, value: textsIn(given.value) };
  texts.set(given, known);
  return known;
}

/**
 * @param nameOf makes what messages call the value: a plan may have thousands, and most are fine.
 * @param key the name under which the value is sent, where the user chose it.
 */
function report(
  nameOf: () => string,
  given: Given<string>,
  rules: readonly TextWarning[],
  { warnings }: Diagnostics,
  key = '',
): void {
  if (reported.has(given)) return;
  reported.add(given);
  for (const { level = 'warning', isIn, reason, hint } of rules) {
    if (!isIn(given, key)) continue;
    const textOf = (it: Wording): string => (typeof it === 'string' ? it : it(given));
    const message = `${nameOf()} ${textOf(reason)}.`;
    warnings.push({ level, message, hint: textOf(hint), location: given.location });
  }
}

interface TextWarning extends Partial<Pick<WarningDiagnostic, 'level'>> {
  readonly isIn: (given: Given<string>, key: string) => boolean;
  readonly reason: Wording;
  readonly hint: Wording;
}

type Wording = string | ((given: Given<string>) => string);

const PLACEHOLDER = /###[^#\s]{1,60}###/;

const isInDocument = ({ location }: Given<string>): boolean => location.line !== undefined;

/** Whether the author of the step wrote the value; standard overrides hold text from events. */
const isWritten = ({ location }: Given<string>): boolean => location.input !== 'standard-overrides';

const toJsonHint = (given: Given<string>): string => {
  if (isInDocument(given)) return 'Remove `toJSON()`, or the quotes inside the value.';
  return given.location.key === undefined
    ? 'Remove `toJSON()`, or the quotes: this input takes a value unchanged.'
    : 'Remove `toJSON()`, or the quotes inside the value. Only the JSON form requires them, around the value: `{"KEY": ${{ toJSON(…) }}}`.';
};

const UNEVALUATED: TextWarning = {
  isIn: ({ value, location }, key) =>
    location.input !== 'payload-file' && `${key} ${value}`.includes('${{'),
  reason: 'contains `${{`, which is not evaluated here',
  hint: 'GitHub evaluates expressions in workflow files, and this action in `payload-file`. A variable or a step output that holds an expression is not evaluated again.',
};

/** Tabs and line ends excepted. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n)/;

const CONTROL_CHARACTERS: TextWarning = {
  isIn: ({ value }, key) => CONTROL.test(value) || CONTROL.test(key),
  reason: 'contains control characters',
  hint: 'Remove them where the text comes from. `plainText()` removes color codes of terminals.',
};

const inAdditional = [UNEVALUATED, CONTROL_CHARACTERS];

const inTexts: readonly TextWarning[] = [
  {
    isIn: (given) => isWritten(given) && isJsonString(given.value),
    reason: 'is a JSON string, so people see its quotes and backslashes',
    hint: toJsonHint,
  },
  {
    isIn: (given) => isWritten(given) && given.value.trim() === 'null',
    reason: 'is the word null, and people see it',
    hint: toJsonHint,
  },
  {
    isIn: (given) => isWritten(given) && !isInDocument(given) && hasLiteralBreak(given.value),
    reason: 'contains `\\n`, which people see as a backslash and an n',
    hint: 'For a line break, write the text on several lines: `runtime-description: |`, or `KEY<<END` in `overrides`.',
  },
  UNEVALUATED,
  {
    isIn: (given) =>
      isWritten(given) && given.location.input !== 'payload-file' && OTHER_SYNTAX.test(given.value),
    reason: ({ value }) => `contains \`${OTHER_SYNTAX.exec(value)?.[0]}\`, which is not evaluated`,
    hint: (given) => {
      // There, text from an event would have to be in `toJSON()`.
      const isSafe = !isInDocument(given) && given.location.key === undefined;
      const file = isSafe ? 'the workflow file' : 'a payload file';
      return `Write \`\${{ ${expressionOf(given.value)} }}\` in ${file}.`;
    },
  },
  CONTROL_CHARACTERS,
  {
    level: 'notice',
    isIn: ({ value, isComputed }) => isComputed === true && MARKDOWN.test(value),
    reason: 'looks like Markdown, which WalkMe may show unchanged',
    hint: 'To send the text alone, use `plainText(…)`.',
  },
];

/** `{{ github.actor }}`, `$GITHUB_ACTOR`, and `${GITHUB_ACTOR}`. No one is shown how to send a token. */
const OTHER_SYNTAX =
  /(?<!\$)\{\{\s*(?:github|env|inputs|job|matrix|needs|runner|steps|vars)\.(?!token)[\w.-]+\s*\}\}|\$\{?(?:GITHUB|RUNNER)_(?!TOKEN)[A-Z_]+\}?/;

function expressionOf(value: string): string {
  const name = String(OTHER_SYNTAX.exec(value)?.[0]).replace(/[${}\s]/g, '');
  return name.includes('.') ? name : ofVariable(name);
}

/** @returns an environment variable as an expression: `GITHUB_ACTOR` is `github.actor`. */
export function ofVariable(name: string): string {
  const [, context, member] = /^(GITHUB|RUNNER)_(.+)$/.exec(name) ?? [];
  return context === undefined ? `env.${name}` : `${context}.${member}`.toLowerCase();
}

/** A heading, bold text, or a link. */
const MARKDOWN = /^#{1,6} \S|\*\*\S[^*\n]{0,200}\*\*|\[[^\]\n]{1,200}\]\(\S{1,500}\)/m;

const inOverrides: readonly TextWarning[] = [
  {
    isIn: ({ value }) => PLACEHOLDER.test(value),
    reason: ({ value }) => `has the placeholder ${PLACEHOLDER.exec(value)?.[0]} in its value`,
    hint: 'WalkMe replaces placeholders in the template. Whether it does so in values is unknown.',
  },
  {
    isIn: (given) => IN_QUOTES.test(given.value) && !isJsonString(given.value),
    reason: 'has quotes around its whole value, and people see them',
    hint: (given) =>
      isInDocument(given)
        ? 'Remove the quotes inside the value.'
        : 'Remove the quotes: after `KEY=`, everything up to the end of the line is the value.',
  },
  ...inTexts,
];

/** Not `"Save" and "Undo"`, where the second quote closes a word. */
const IN_QUOTES = /^\s*(?:(["'`])(?!(?:(?!\1)[\s\S])*\1[\s,;:]+\S)[\s\S]*\1|“[^”]*”|‘[^’]*’)\s*$/;

/** `title` alone is shown in the Communication Center only. */
function warnOfTitle({ texts, override }: Layer, { warnings }: Diagnostics): void {
  const { title, runtimeTitle, runtimeDescription } = texts;
  if (title === undefined || runtimeTitle || runtimeDescription || override.size > 0) return;
  const { location } = title;
  const message = `\`${location.key ?? location.input}\` is only the name in the Communication Center. People see the text of the template.`;
  const hint =
    'To set what people see, use `runtime-title`, `runtime-description`, or `overrides`.';
  warnings.push({ level: 'notice', message, hint, location });
}

/**
 * @returns whether a text contains a backslash and an n that are meant as a line break. In a word with
 * another backslash, or a drive before it, they are a part of a path: `C:\new`, `src\new\main`.
 */
export function hasLiteralBreak(text: string): boolean {
  return text.split(/\s+/).some((word) => word.includes('\\n') && !PATH.test(word));
}

const PATH = /(?:^|[^A-Za-z])[A-Za-z]:\\|^["'(]*\\\\|\\[^nrt"'\\]/;
