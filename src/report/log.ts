/** The lines of the log: the plan, each delivery as it ends, and the verdict. */

import type { Config } from '../config/config.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { Delivery } from '../delivery/plan.ts';
import type { Place } from '../errors.ts';
import { duration, plural } from '../words.ts';
import type { Level, Log } from '../world.ts';
import { MAX_PROBLEMS } from './outputs.ts';
import { bodyWithoutRecipients, recipientCounts } from './preview.ts';
import { aftermath, problemText, type Report, verdictLine } from './report.ts';

/** Annotations of one kind; the runner keeps ten of a step (interface, section 3). */
const MAX_ANNOTATIONS = 9;

/** Tells what will be sent. The bodies are folded away, in a dry run and for debugging. */
export function tellPlan(plan: readonly Delivery[], config: Config, log: Log): void {
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
export function tellOutcome(outcome: Outcome, log: Log): void {
  const { delivery, fate, statusCode, attempts, durationMs } = outcome;
  if (fate === 'skipped') {
    log.info(`${delivery.name}: skipped, because the user map gives nobody for its recipients.`);
    return;
  }
  const facts = [
    ...(statusCode === null ? [] : [`HTTP ${statusCode}`]),
    ...(attempts > 1 ? [plural(attempts, 'attempt')] : []),
  ];
  const how = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  const whom = fate === 'accepted' ? ` for ${recipientCounts(delivery)}` : '';
  log.info(`${delivery.name}: ${fate}${how}${whom} in ${duration(durationMs)}.`);
}

/** Tells remarks and problems by level, problems first, and the verdict in one last line. */
export function tellReport(report: Report, log: Log): void {
  const after = aftermath(report);
  const problems = report.problems.map((problem, index) => ({
    text: [problemText(problem), ...(index === 0 && after !== undefined ? [after] : [])].join('\n'),
    place: problem.place,
  }));
  for (const level of ['notice', 'warning', 'error'] as const) {
    const remarks = report.remarks
      .filter((remark) => remark.level === level)
      .map((remark) => ({ text: problemText(remark), place: remark.place }));
    annotateAll(level, [...(report.severity === level ? problems : []), ...remarks], log);
  }
  if (report.severity === 'line') for (const { text } of problems) log.info(text);
  log.info(verdictLine(report));
}

interface Told {
  readonly text: string;
  readonly place: Place | undefined;
}

/** Nine annotations, then one that counts the rest; the rest as plain lines. */
function annotateAll(level: Level, all: readonly Told[], log: Log): void {
  for (const { text, place } of all.slice(0, MAX_ANNOTATIONS)) log.annotate(level, text, place);
  const more = all.slice(MAX_ANNOTATIONS);
  if (more.length === 0) return;
  log.annotate(level, `And ${more.length} more: see the log of the step.`);
  for (const { text } of more.slice(0, MAX_PROBLEMS - MAX_ANNOTATIONS)) {
    for (const line of text.split('\n')) log.info(line);
  }
  const untold = all.length - MAX_PROBLEMS;
  if (untold > 0) log.info(`And ${untold} more, which are not shown.`);
}
