/** Prints what a step would send, and what is wrong with it: on a terminal, or as JSON. */

import { styleText } from 'node:util';
import { bodyOf } from '../src/delivery/body.ts';
import type { ErrorDiagnostic } from '../src/diagnostics.ts';
import { diagnosticText } from '../src/report/errors.ts';
import type { Report } from '../src/report/report.ts';
import { escapeForLog } from '../src/text/escape.ts';
import { plural } from '../src/text/format.ts';
import { card } from './card.ts';
import { COLUMNS, wrap } from './terminal.ts';

/** Prints a card and the request body of each delivery, then warnings and errors. */
export function printReport(report: Report, errors: readonly ErrorDiagnostic[]): void {
  const indented = (text: string): void => {
    for (const line of wrap(text, COLUMNS - 4)) console.log(`  ${line}`);
  };
  for (const { delivery } of report.outcomes) {
    console.log(`\n${styleText('bold', delivery.name)}\n`);
    const body = JSON.parse(bodyOf(delivery));
    for (const line of card(body.notification)) console.log(`  ${line}`);
    console.log(`\n${safeJson(body).replace(/^/gm, '  ')}`);
  }
  for (const warning of report.warnings) {
    console.log(`\n${styleText('yellow', warning.level)}`);
    indented(escapeForLog(diagnosticText(warning)));
  }
  for (const error of errors) {
    console.log(`\n${styleText('red', error.code)}`);
    indented(escapeForLog(diagnosticText(error)));
  }
  const deliveries = plural(report.outcomes.length, 'delivery', 'deliveries');
  const outcome = errors.length === 0 ? `${deliveries}, no errors` : plural(errors.length, 'error');
  console.log(`\n${styleText(errors.length === 0 ? 'green' : 'red', outcome)}`);
}

/** Prints the request bodies, errors and warnings for another program. */
export function printJson(
  { outcomes, warnings }: Report,
  errors: readonly ErrorDiagnostic[],
): void {
  const payload = outcomes.map(({ delivery }) => JSON.parse(bodyOf(delivery)));
  console.log(safeJson({ payload, errors, warnings }));
}

/** JSON in which a terminal or a runner finds nothing to obey. It is never wrapped, so it stays valid. */
function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[^\P{C}\n]|[\u2028\u2029]|(?<=#)#(?=\[)/gu,
    (found) =>
      Array.from({ length: found.length }, (_, index) => found.charCodeAt(index))
        .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
        .join(''),
  );
}
