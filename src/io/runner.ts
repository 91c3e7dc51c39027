/**
 * What the run says in, the runner's log, commands and files out. The only importer of
 * `@actions/core`. Every text passes here: redacted first, then made inert, then cut.
 */

import * as core from '@actions/core';
import type { Place } from '../errors.ts';
import { cut, inert } from '../inert.ts';

/** The runner, as the action sees it. */
export interface Runner {
  /** @returns an input, trimmed; blank when not given. */
  readonly input: (name: string) => string;
  /** Asks the runner to mask a text in the log. */
  readonly mask: (secret: string) => void;
  readonly info: (line: string) => void;
  readonly debug: (line: string) => void;
  /** Lines that can be folded away under a title. */
  readonly group: (title: string, lines: readonly string[]) => void;
  /** A line that also shows beside the run, at its place in the file if it has one. */
  readonly annotate: (level: 'error' | 'warning' | 'notice', text: string, place?: Place) => void;
  readonly setOutputs: (outputs: Readonly<Record<string, string>>) => void;
  readonly writeSummary: (markdown: string) => Promise<void>;
}

/** A line of the log; the runner itself keeps 4,096 units of an annotation. */
const MAX_LINE = 8000;
const MAX_ANNOTATION = 4000;

/** @param redact removes secrets from a text. */
export function createRunner(redact: (text: string) => string): Runner {
  const line = (text: string): string => cut(inert(redact(text)), MAX_LINE);
  const annotate = { error: core.error, warning: core.warning, notice: core.notice };
  return {
    input: (name) => core.getInput(name),
    mask: (secret) => core.setSecret(secret),
    info: (text) => core.info(line(text)),
    debug: (text) => core.debug(line(text)),
    group(title, lines) {
      core.startGroup(line(title));
      for (const text of lines) core.info(line(text));
      core.endGroup();
    },
    annotate(level, text, place) {
      const message = cut(redact(text).split('\n').map(inert).join('\n'), MAX_ANNOTATION);
      const { file, line: startLine, column: startColumn } = place ?? {};
      annotate[level](message, {
        ...(file !== undefined && { file: line(file) }),
        ...(file !== undefined && startLine !== undefined && { startLine }),
        ...(file !== undefined && startColumn !== undefined && { startColumn }),
      });
    },
    setOutputs(outputs) {
      // Without the file, the values would go to the log, recipients included.
      if (!process.env['GITHUB_OUTPUT']) return;
      for (const [name, value] of Object.entries(outputs)) core.setOutput(name, redact(value));
    },
    async writeSummary(markdown) {
      if (!process.env['GITHUB_STEP_SUMMARY']) return;
      await core.summary.addRaw(redact(markdown)).write();
    },
  };
}
