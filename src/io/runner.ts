/**
 * What the run says in, the runner's log, commands and files out. The only importer of
 * `@actions/core`. Every text passes here and is redacted; what goes into the log is then escaped
 * and cut.
 */

import * as core from '@actions/core';
import type { Location } from '../diagnostics.ts';
import { cut, escapeForLog } from '../text/escape.ts';
import { appendText } from './files.ts';

/** The runner, as the action sees it. */
export interface Runner {
  /** @returns an input, trimmed; blank when not given. */
  readonly input: (name: string) => string;
  /** Asks the runner to mask texts in the log. */
  readonly mask: (...secrets: readonly string[]) => void;
  readonly info: (line: string) => void;
  readonly debug: (line: string) => void;
  /** Whether debug logging is on; what is told for debugging is dropped where it is not. */
  readonly debugging: boolean;
  /** Lines that can be folded away under a title. */
  readonly group: (title: string, lines: readonly string[]) => void;
  /** A line that also shows beside the run, at its location in the file if it has one. */
  readonly annotate: (
    level: 'error' | 'warning' | 'notice',
    text: string,
    location?: Location,
  ) => void;
  readonly setOutputs: (outputs: Readonly<Record<string, string>>) => void;
  readonly writeSummary: (markdown: string) => void;
}

/** A line of the log; the runner itself keeps 4,096 units of an annotation. */
const MAX_LINE = 8000;
const MAX_ANNOTATION = 4000;

/** @param redact removes secrets from a text. */
export function createRunner(redact: (text: string) => string): Runner {
  const line = (text: string): string => cut(escapeForLog(redact(text)), MAX_LINE);
  const debugging = core.isDebug();
  const annotate = { error: core.error, warning: core.warning, notice: core.notice };
  return {
    input: (name) => core.getInput(name),
    mask: (...secrets) => {
      if (secrets.length > 0) core.info(secrets.map(toMask).join('\n'));
    },
    info: (text) => core.info(line(text)),
    debugging,
    debug(text) {
      if (debugging) core.debug(line(text));
    },
    group(title, lines) {
      core.startGroup(line(title));
      for (const text of lines) core.info(line(text));
      core.endGroup();
    },
    annotate(level, text, location) {
      const message = cut(redact(text).split('\n').map(escapeForLog).join('\n'), MAX_ANNOTATION);
      const { file, line: startLine, column: startColumn } = location ?? {};
      annotate[level](message, {
        ...(file !== undefined && { file: line(file) }),
        ...(file !== undefined && startLine !== undefined && { startLine }),
        ...(file !== undefined && startColumn !== undefined && { startColumn }),
      });
    },
    setOutputs(outputs) {
      const values = Object.entries(outputs).map(([name, value]) => [name, redact(value)] as const);
      append('GITHUB_OUTPUT', toBlocks(values));
    },
    writeSummary: (markdown) => append('GITHUB_STEP_SUMMARY', redact(markdown)),
  };
}

/** As `core.setSecret` writes it. Thirty forms of a token in one write instead of thirty save 2 ms. */
function toMask(secret: string): string {
  const data = secret.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::add-mask::${data}`;
}

/** Appends to the file that a variable names. Without it, the text is dropped: it does not belong in the log. */
function append(variable: string, text: string): void {
  const path = process.env[variable];
  if (path) appendText(path, text);
}

/**
 * `NAME<<DELIMITER` blocks, as the runner reads them, with a delimiter that stands in no value.
 * `core.setOutput` makes a random one, for which it loads a module that costs 3 ms.
 */
function toBlocks(values: readonly (readonly [name: string, value: string])[]): string {
  let delimiter = 'ghadelimiter';
  for (let n = 0; values.some(([, value]) => value.includes(delimiter)); n++) {
    delimiter = `ghadelimiter_${n}`;
  }
  return values.map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`).join('');
}
