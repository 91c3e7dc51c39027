/** Writes the sentences about a run that log, outputs and job summary share. */

import type { ErrorCode, ErrorDiagnostic } from '../diagnostics.ts';
import { recipientIds } from '../fields.ts';
import { cut } from '../text/escape.ts';
import { duration, plural } from '../text/format.ts';
import { repository as published } from '../version.ts';
import type { Environment } from '../world.ts';
import { diagnosticText } from './errors.ts';
import type { Report } from './report.ts';

/** UTF-16 units of the names in one list of deliveries. */
const MAX_NAMES = 1200;

/**
 * @returns the address of the folder `docs`; nothing when the action runs from a folder of the
 * workspace (`uses: ./`). On Enterprise Server, the published action comes from github.com, and any
 * other from the server itself.
 */
export function docsUrl(env: Environment): string | undefined {
  const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
  if (!repository || !ref) return undefined;
  const isPublished = repository.toLowerCase() === published;
  const server = isPublished ? '' : (env['GITHUB_SERVER_URL'] ?? '');
  const { origin } = new URL(URL.canParse(server) ? server : 'https://github.com');
  return `${origin}/${encodePath(repository)}/blob/${encodePath(ref)}/docs`;
}

/** Encodes what would end a link. The name of a branch may contain it. */
function encodePath(path: string): string {
  const escaped = encodeURI(path.toWellFormed());
  return escaped.replace(/[#?()&]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
}

/** @returns the address of the section about an error; its path where the pages have no address. */
export function errorUrl(code: ErrorCode, { docs = 'docs' }: Pick<Report, 'docs'>): string {
  return `${docs}/errors.md#${code}`;
}

/**
 * @param length in UTF-16 units, without the address.
 * @param advice what else to say about it, on a separate line.
 * @returns an error as one text. Where the run fails, it ends with the address of its section.
 */
export function errorText(
  error: ErrorDiagnostic,
  report: Pick<Report, 'severity' | 'docs'>,
  length: number,
  advice?: string,
): string {
  const url = report.severity === 'error' ? errorUrl(error.code, report) : undefined;
  const text = cut(`${namesOf(error)}${diagnosticText(error)}`, length);
  const parts = [text, advice, url && `See ${url}`].filter((part) => part !== undefined);
  return parts.join(advice === undefined ? ' ' : '\n');
}

/** @returns the names of the deliveries that an error is about, as the beginning of a sentence. */
export function namesOf({ deliveries }: ErrorDiagnostic): string {
  return deliveries === undefined ? '' : `${joinNames(deliveries, MAX_LISTED)}: `;
}

/**
 * @returns which deliveries were accepted and which are unknown, after a run of several deliveries that
 * left this open: a re-run of the job sends all of them again.
 */
export function rerunAdvice({ outcome, outcomes }: Report): string | undefined {
  if (outcomes.length === 1 || (outcome !== 'partial' && outcome !== 'unknown')) return undefined;
  const named = (status: string): readonly string[] =>
    outcomes.filter((it) => it.status === status).map((it) => it.delivery.name);
  const accepted = named('accepted');
  const listed = accepted.length > MAX_LISTED ? deliveries(accepted.length) : joinNames(accepted);
  return `Accepted: ${listed}. Unknown: ${joinNames(named('unknown'))}. A re-run of the job sends all deliveries again.`;
}

/** Deliveries that are named, except unknown ones. More are only counted. */
const MAX_LISTED = 10;

/** As many names as a message can hold, `count` at most. */
function joinNames(names: readonly string[], count = names.length): string {
  if (names.length === 0) return 'none';
  let length = 0;
  const shown = names.slice(0, count).filter((name, index) => {
    length += name.length + 2;
    return index === 0 || length <= MAX_NAMES;
  });
  const more = names.length - shown.length;
  if (more === 0) return shown.join(', ');
  return new Intl.ListFormat('en').format([...shown, `${more} more`]);
}

/**
 * @param where the errors are, seen from this line.
 * @returns the outcome as one line. In a test, it says so first.
 */
export function outcomeLine(report: Report, where: 'above' | 'below'): string {
  return `${testPrefix(report)}${describeOutcome(report, where)}`;
}

/** @returns what comes first where the step notifies the recipients of `test-recipients` only. */
export function testPrefix({ config }: Pick<Report, 'config'>): string {
  return config?.testRecipients === undefined ? '' : 'Test: ';
}

/** @returns why everything was skipped, as the end of a sentence. */
function reasonOf({ outcomes, skippedBy }: Report): string {
  if (skippedBy !== undefined) return `of \`${skippedBy}\``;
  const isOff = outcomes.some(({ delivery }) => delivery.notification.skippedBy === 'if');
  return isOff ? 'of `if`' : 'there is no one to notify';
}

function describeOutcome(report: Report, where: 'above' | 'below'): string {
  const { outcome, outcomes, errors, comparison } = report;
  // The log has it already, above.
  const compared = comparison === undefined || where === 'above' ? '' : `: ${comparison}`;
  switch (outcome) {
    case 'sent':
      return `Sent: ${counts(report)}.`;
    case 'partial':
      return `Partially sent: ${counts(report)}.`;
    case 'unknown':
      return `Unknown: ${counts(report)}.`;
    case 'failed':
      return outcomes.length === 0
        ? `Not sent: see the ${errors.length === 1 ? 'error' : 'errors'} ${where}.`
        : `Not sent: ${counts(report)}.`;
    case 'skipped':
      if (errors.length > 0) return 'Skipped: nothing was sent.';
      return `Skipped: nothing was sent, because ${reasonOf(report)}${compared}.`;
    case 'dry-run': {
      const reached = outcomes.filter(
        ({ delivery }) => recipientIds(delivery.recipients).length > 0,
      );
      const skipped = outcomes.length - reached.length;
      return `Dry run: ${deliveries(reached.length)} would be sent${suffix(skipped, 'skipped')}.${proven(report)}`;
    }
  }
}

/** @returns what `dry-run: token` checked, and what it did not check. */
function proven({ config }: Report): string {
  if (!config?.checksKey) return '';
  return ` ${config.service.host} accepted the API key. Not checked: its permission to send notifications, the template, and the recipients.`;
}

function counts({ outcomes, durationMs }: Report): string {
  const count = (wanted: string): number =>
    outcomes.filter(({ status }) => status === wanted).length;
  const skipped = count('skipped');
  const sent = deliveries(outcomes.length - skipped);
  const accepted = `${count('accepted')} of ${sent} accepted in ${duration(durationMs)}`;
  return `${accepted}${suffix(count('unknown'), 'unknown')}${suffix(skipped, 'skipped')}`;
}

function suffix(count: number, status: string): string {
  return count === 0 ? '' : `, ${count} ${status}`;
}

function deliveries(count: number): string {
  return plural(count, 'delivery', 'deliveries');
}
