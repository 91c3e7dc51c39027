/** Says in plain words what the errors of the YAML parser mean. */

import type { ErrorCode as YamlErrorCode } from 'yaml';
import type { Diagnostic } from '../diagnostics.ts';
import { SEVERAL_LINES } from './proposal.ts';

/** An error of the parser, recognized by a part of its message where the code is not enough. */
interface Explanation extends Pick<Diagnostic, 'hint'> {
  readonly code: YamlErrorCode;
  readonly part?: string;
  readonly said: string;
}

const UNCLOSED_BRACKET = {
  said: 'a bracket is opened and not closed',
  hint: 'Close it with `]` or `}`, or put text that begins with a bracket in quotes.',
};

const UNALIGNED = {
  said: 'the indentation of this line matches no line above',
  hint: `Align it with the keys beside it. ${SEVERAL_LINES}`,
};

const CONTINUED = {
  said: 'the next line is indented deeper, so it continues this value',
  hint: `Align its key with the key of this value. ${SEVERAL_LINES}`,
};

/** In their order: the first with the code, and the part of the message, is meant. */
export const explanations: readonly Explanation[] = [
  {
    code: 'MULTIPLE_DOCS',
    said: 'a second document begins here (`---`)',
    hint: 'Remove the line.',
  },
  { code: 'TAB_AS_INDENT', said: 'a tab indents this line', hint: 'Indent with spaces.' },
  { code: 'BAD_INDENT', part: 'end with a', ...UNCLOSED_BRACKET },
  { code: 'BAD_INDENT', ...UNALIGNED },
  {
    code: 'BAD_DIRECTIVE',
    said: 'a line that begins with `%` is a directive, and this one is unknown',
    hint: 'Remove it, or put the text in quotes.',
  },
  {
    code: 'MISSING_CHAR',
    part: 'Missing closing',
    said: 'a quote is opened and not closed',
    hint: 'Close it with the same quote.',
  },
  { code: 'MISSING_CHAR', part: 'end with a', ...UNCLOSED_BRACKET },
  {
    code: 'MISSING_CHAR',
    part: 'followed by map values',
    said: 'this line is neither `key: value` nor a part of the value above',
    hint: `A key ends in a colon and a space. ${SEVERAL_LINES}`,
  },
  { code: 'BLOCK_AS_IMPLICIT_KEY', part: 'Nested mappings', ...CONTINUED },
  { code: 'BLOCK_AS_IMPLICIT_KEY', ...UNALIGNED },
  { code: 'MULTILINE_IMPLICIT_KEY', ...UNALIGNED },
  { code: 'NON_STRING_KEY', said: 'a key must be text', hint: 'Put the key in quotes.' },
];
