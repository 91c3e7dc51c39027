/** Prints what a step would send, and what is wrong with it, on a terminal. */

import { styleText } from 'node:util';
import { bodyOf } from '../src/delivery/plan.ts';
import { diagnosticText } from '../src/report/messages.ts';
import type { Report } from '../src/report/report.ts';
import { escapeForLog } from '../src/text/escape.ts';
import { plural } from '../src/text/format.ts';
import { card } from './card.ts';
import { forPreview } from './preview-hints.ts';
import { COLUMNS, wrap } from './terminal.ts';

/** Prints a card and the request body of each delivery, then warnings and errors. */
export function printReport(report: Report): void {
  const indented = (text: string): void => {
    for (const line of wrap(text, COLUMNS - 4)) console.log(`  ${line}`);
  };
  for (const { delivery } of report.outcomes) {
    console.log(`\n${styleText('bold', delivery.name)}\n`);
    const { notification } = JSON.parse(bodyOf(delivery));
    for (const line of card(notification)) console.log(`  ${line}`);
    console.log();
    for (const line of JSON.stringify({ notification }, null, 2).split('\n')) {
      indented(escapeForLog(line));
    }
  }
  for (const warning of report.warnings) {
    console.log(`\n${styleText('yellow', warning.level)}`);
    indented(escapeForLog(diagnosticText(warning)));
  }
  for (const error of report.errors) {
    console.log(`\n${styleText('red', error.code)}`);
    indented(escapeForLog(diagnosticText(forPreview(error))));
  }
  const count = report.errors.length;
  const deliveries = plural(report.outcomes.length, 'delivery', 'deliveries');
  const outcome = count === 0 ? `${deliveries}, no errors` : plural(count, 'error');
  console.log(`\n${styleText(count === 0 ? 'green' : 'red', outcome)}`);
}
