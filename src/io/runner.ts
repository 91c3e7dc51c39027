/**
 * Reads inputs, and writes the log, the commands and the files of the runner. The only importer of
 * `@actions/core`. Every text is redacted here; what goes into the log is then escaped and cut.
 */

import * as core from '@actions/core';
import { cut, escapeForLog } from '../text/escape.ts';
import type { Log, World } from '../world.ts';
import { appendText } from './files.ts';

/** The runner, as the action sees it. */
type Runner = Log & Pick<World, 'input' | 'setOutputs' | 'writeSummary'>;

/** UTF-16 units of a line of the log; of an annotation, the runner keeps 4,096. */
const MAX_LINE = 8000;
const MAX_ANNOTATION = 4000;

/** @param redact removes secrets from a text. */
export function createRunner(redact: (text: string) => string): Runner {
  const line = (text: string): string => cut(escapeForLog(redact(text)), MAX_LINE);
  const debugging = core.isDebug();
  const annotate = { error: core.error, warning: core.warning, notice: core.notice };
  return {
    input: (name) => core.getInput(name),
    mask(...secrets) {
      // Elsewhere no one acts on the command, and it would show what it hides.
      const isOnGitHub = process.env['GITHUB_ACTIONS'] === 'true';
      if (!isOnGitHub || secrets.length === 0) return;
      core.info(secrets.map((it) => toCommand('add-mask', it)).join('\n'));
    },
    info: (text) => core.info(line(text)),
    debugging,
    debug(text) {
      if (debugging) core.debug(line(text));
    },
    group(title, lines) {
      const start = toCommand('group', line(title));
      core.info([start, ...lines.map(line), toCommand('endgroup', '')].join('\n'));
    },
    annotate(level, text, location, title) {
      const message = cut(redact(text).split('\n').map(escapeForLog).join('\n'), MAX_ANNOTATION);
      const { file, line: startLine, column: startColumn } = location ?? {};
      annotate[level](message, {
        ...(title !== undefined && { title: line(title) }),
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

/**
 * As `@actions/core` writes it, which makes one write of each command. Thirty masks in one write save
 * 2 ms, and a failed write cannot tear a group.
 */
function toCommand(name: string, text: string): string {
  const data = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::${name}::${data}`;
}

/** Appends to the file that a variable names. Without it, the text is dropped: it does not belong in the log. */
function append(variable: string, text: string): void {
  const path = process.env[variable];
  if (path) appendText(path, text);
}

/**
 * `NAME<<DELIMITER` blocks, as the runner reads them, with a delimiter that no value contains.
 * `core.setOutput` makes a random one, for which it loads a module that costs 3 ms.
 */
function toBlocks(values: readonly (readonly [name: string, value: string])[]): string {
  let delimiter = 'ghadelimiter';
  for (let n = 0; values.some(([, value]) => value.includes(delimiter)); n++) {
    delimiter = `ghadelimiter_${n}`;
  }
  return values.map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`).join('');
}
