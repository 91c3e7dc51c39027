/** The lines of the log: the plan, each delivery as it ends, and the outcome. */

import type { Config } from '../config/config.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { Delivery } from '../delivery/plan.ts';
import type { Location } from '../diagnostics.ts';
import { duration, plural } from '../text/format.ts';
import type { Level, Log } from '../world.ts';
import { MAX_SHOWN } from './outputs.ts';
import { bodyWithoutRecipients, recipientCounts } from './preview.ts';
import { diagnosticText, outcomeLine, type Report, rerunAdvice } from './report.ts';

/** Annotations of one kind; the runner keeps ten of a step (interface, section 3). */
const MAX_ANNOTATIONS = 9;

/** Tells what will be sent. The bodies are folded away, in a dry run and for debugging. */
export function logPlan(plan: readonly Delivery[], config: Config, log: Log): void {
  const from = [
    ...(config.payloadFile === '' ? [] : [config.payloadFile]),
    ...(config.payload === '' ? [] : ['the input `payload`']),
  ];
  const source = from.length === 0 ? 'the inputs' : from.join(' and ');
  log.info(`Payload: ${plural(plan.length, 'request')} from ${source} for ${config.service.host}.`);
  for (const delivery of plan) {
    const title = `${delivery.name}: ${recipientCounts(delivery)}`;
    if (config.dryRun) log.group(title, bodyWithoutRecipients(delivery).split('\n'));
    else if (log.debugging) {
      log.debug(`${title}: ${bodyWithoutRecipients(delivery).replace(/\n */g, ' ')}`);
    }
  }
}

/** Tells how one delivery ended. */
export function logOutcome(outcome: Outcome, log: Log): void {
  const { delivery, status, statusCode, attempts, durationMs } = outcome;
  if (status === 'skipped') {
    log.info(`${delivery.name}: skipped, because there is nobody to notify.`);
    return;
  }
  const facts = [
    ...(statusCode === null ? [] : [`HTTP ${statusCode}`]),
    ...(attempts > 1 ? [plural(attempts, 'attempt')] : []),
  ];
  const how = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  const whom = status === 'accepted' ? ` for ${recipientCounts(delivery)}` : '';
  log.info(`${delivery.name}: ${status}${how}${whom} in ${duration(durationMs)}.`);
}

/** Tells warnings and errors by level, errors first, and the outcome in one last line. */
export function logReport(report: Report, log: Log): void {
  const after = rerunAdvice(report);
  const errors = report.errors.map((error, index) => ({
    text: [diagnosticText(error), ...(index === 0 && after !== undefined ? [after] : [])].join(
      '\n',
    ),
    location: error.location,
  }));
  for (const level of ['notice', 'warning', 'error'] as const) {
    const warnings = report.warnings
      .filter((warning) => warning.level === level)
      .map((warning) => ({ text: diagnosticText(warning), location: warning.location }));
    annotateAll(level, [...(report.severity === level ? errors : []), ...warnings], log);
  }
  if (report.severity === 'line') for (const { text } of errors) log.info(text);
  log.info(outcomeLine(report));
}

interface Told {
  readonly text: string;
  readonly location: Location | undefined;
}

/** Nine annotations, then one that counts the rest; the rest as plain lines. */
function annotateAll(level: Level, all: readonly Told[], log: Log): void {
  for (const { text, location } of all.slice(0, MAX_ANNOTATIONS))
    log.annotate(level, text, location);
  const more = all.slice(MAX_ANNOTATIONS);
  if (more.length === 0) return;
  log.annotate(level, `And ${more.length} more: see the log of the step.`);
  for (const { text } of more.slice(0, MAX_SHOWN - MAX_ANNOTATIONS)) {
    for (const line of text.split('\n')) log.info(line);
  }
  const untold = all.length - MAX_SHOWN;
  if (untold > 0) log.info(`And ${untold} more, which are not shown.`);
}
