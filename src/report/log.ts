/** Writes the log: the plan, each delivery as it ends, and the outcome. */

import type { Config } from '../config/config.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { Delivery } from '../delivery/plan.ts';
import type { ErrorDiagnostic, Location } from '../diagnostics.ts';
import { cutGraphemes } from '../text/escape.ts';
import { duration, plural } from '../text/format.ts';
import { productName } from '../version.ts';
import type { Level, Log } from '../world.ts';
import { diagnosticText } from './errors.ts';
import { errorText, outcomeLine, rerunAdvice, testPrefix } from './messages.ts';
import { MAX_SHOWN } from './outputs.ts';
import {
  bodyWithoutRecipients,
  MAX_BODY_LETTERS,
  previewsOf,
  recipientCounts,
  withBody,
} from './preview.ts';
import type { Report } from './report.ts';

/** Annotations of one level; the runner keeps ten of a step (interface, section 3). */
const MAX_ANNOTATIONS = 9;

/** UTF-16 units of an error without its address: the runner keeps 4,096 of an annotation. */
const MAX_ERROR = 3600;

/** Writes what will be sent. In a dry run and for debugging, it includes the request bodies. */
export function logPlan(plan: readonly Delivery[], config: Config, log: Log): void {
  const from = [config.payloadFile, config.payload && 'the input `payload`'];
  const source = from.filter((it) => it !== '').join(' and ') || 'the inputs';
  const count = plural(plan.length, 'delivery', 'deliveries');
  log.info(`${testPrefix({ config })}Payload: ${count} from ${source} for ${config.service.host}.`);
  if (!config.dryRun && !log.debugging) return;
  const planned = withBody(plan);
  const shown = previewsOf(planned).flatMap((preview) => preview.shown);
  for (const delivery of shown) {
    const body = cutGraphemes(bodyWithoutRecipients(delivery), MAX_BODY_LETTERS);
    log.group(`${delivery.name}: ${recipientCounts(delivery)}`, body.split('\n'));
  }
  const more = planned.length - shown.length;
  if (more > 0) {
    log.info(`The log does not show ${plural(more, 'more delivery', 'more deliveries')}.`);
  }
}

/** Writes how one delivery ended. */
export function logOutcome(outcome: Outcome, log: Log): void {
  const { delivery, status, statusCode, attempts, durationMs } = outcome;
  if (status === 'skipped') {
    const isOff = delivery.notification.skippedBy === 'if';
    const why = isOff ? 'its `if` is false' : 'there is no one to notify';
    log.info(`${delivery.name}: skipped, because ${why}.`);
    return;
  }
  const facts = [
    ...(statusCode === null ? [] : [`HTTP ${statusCode}`]),
    ...(attempts > 1 ? [plural(attempts, 'attempt')] : []),
  ];
  const how = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  const whom = status === 'accepted' ? ` for ${recipientCounts(delivery)}` : '';
  const time = attempts === 0 ? '' : ` in ${duration(durationMs)}`;
  log.info(`${delivery.name}: ${status}${how}${whom}${time}.`);
}

/** Writes notices, warnings and errors, then the outcome. */
export function logReport(report: Report, log: Log): void {
  const { severity } = report;
  const errors = report.errors.map((error, index) =>
    toAnnotation(error, report, index === 0 ? rerunAdvice(report) : undefined),
  );
  for (const level of ['notice', 'warning', 'error'] as const) {
    const warnings = report.warnings
      .filter((warning) => warning.level === level)
      .map((warning) => ({ text: diagnosticText(warning), location: warning.location }));
    annotateAll(level, [...(severity === level ? errors : []), ...warnings], log);
  }
  if (severity === 'line') for (const { text } of errors) log.info(text);
  log.info(outcomeLine(report, 'above'));
}

/** Writes an error that came up after the report was made. */
export function logError(error: ErrorDiagnostic, report: Report, log: Log): void {
  annotateAll('error', [toAnnotation(error, { ...report, severity: 'error' })], log);
}

interface Annotation {
  readonly text: string;
  readonly location: Location | undefined;
  readonly title?: string;
}

function toAnnotation(error: ErrorDiagnostic, report: Report, advice?: string): Annotation {
  const text = errorText(error, report, MAX_ERROR, advice);
  return { text, location: error.location, title: `${productName}: ${error.code}` };
}

/** Nine annotations, then one that counts the others, which follow as plain lines. */
function annotateAll(level: Level, all: readonly Annotation[], log: Log): void {
  for (const { text, location, title } of all.slice(0, MAX_ANNOTATIONS)) {
    log.annotate(level, text, location, title);
  }
  const more = all.slice(MAX_ANNOTATIONS);
  if (more.length === 0) return;
  const text = `And ${more.length} more: see the log of the step.`;
  log.annotate(level, text, undefined, more[0]?.title);
  for (const { text } of more.slice(0, MAX_SHOWN - MAX_ANNOTATIONS)) {
    for (const line of text.split('\n')) log.info(line);
  }
  const hidden = all.length - MAX_SHOWN;
  if (hidden > 0) log.info(`The log does not show ${plural(hidden, `more ${level}`)}.`);
}
