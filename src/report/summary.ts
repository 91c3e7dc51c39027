/** Writes the job summary. */

import type { Outcome } from '../delivery/outcome.ts';
import { describeLocation, type ErrorDiagnostic, type WarningDiagnostic } from '../diagnostics.ts';
import { duration, sentence } from '../text/format.ts';
import { diagnosticText } from './errors.ts';
import { createMarkdown, type Markdown, table } from './markdown.ts';
import { errorUrl, namesOf, outcomeLine, rerunAdvice, testPrefix } from './messages.ts';
import { MAX_SHOWN } from './outputs.ts';
import {
  MAX_ID_LETTERS,
  MAX_NAME_LETTERS,
  more,
  previewsOf,
  recipientCounts,
  showPreview,
  withBody,
} from './preview.ts';
import type { Report } from './report.ts';

/** Rows of the table of deliveries, so that the job summary stays far below its limit. */
const MAX_ROWS = 100;

/**
 * Bytes of the job summary. GitHub shows none that is larger than 1 MiB.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
const MAX_BYTES = 1_000_000;

/** Signs that do not rely on color alone. The table shows deliveries in the order of their statuses here. */
const signs: Readonly<Record<Report['outcome'] | Outcome['status'], string>> = {
  sent: '✅',
  partial: '⚠️',
  failed: '❌',
  'dry-run': '🔍',
  unknown: '❓',
  refused: '❌',
  throttled: '⏳',
  unsent: '🚫',
  skipped: '⏭️',
  accepted: '✅',
};

const statusOrder = Object.keys(signs);

/**
 * @param redact removes secrets from a text.
 * @returns the job summary as Markdown. What needs attention comes first.
 */
export function toSummary(report: Report, redact: (text: string) => string): string {
  const markdown = createMarkdown(redact);
  const { errors, warnings, comparison } = report;
  const advice = rerunAdvice(report);
  // If `when` decided that nothing is sent, the deliveries are not shown.
  const shown = comparison === undefined ? report.outcomes : [];
  const outcomes = shown.toSorted(
    (a, b) => statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status),
  );
  const plan = withBody(outcomes.map(({ delivery }) => delivery));
  const previews = previewsOf(plan);
  const sections = [
    heading(report, markdown),
    markdown.message(outcomeLine(report, 'below'), 10_000),
    ...errors.slice(0, MAX_SHOWN).map((error) => showError(error, report, markdown)),
    ...more(errors.length - MAX_SHOWN, 'error'),
    ...(advice === undefined ? [] : [markdown.text(advice, 10_000)]),
    ...warnings.slice(0, MAX_SHOWN).map((warning) => showWarning(warning, markdown)),
    ...more(warnings.length - MAX_SHOWN, 'warning'),
    ...showDeliveries(outcomes, markdown),
    ...previews.flatMap((preview) => showPreview(preview, markdown, previews.length === 1)),
    ...more(new Set(plan.map((it) => it.notification)).size - previews.length, 'notification'),
  ];
  return `${fitting(sections).join('\n\n')}\n`;
}

/** Names the notification, because a job may have several steps with one. */
function heading(report: Report, { text }: Markdown): string {
  const all = report.outcomes.map(({ delivery }) => delivery);
  const written = withBody(all);
  const deliveries = written.length === 0 ? all : written;
  const [first] = deliveries;
  const count = new Set(deliveries.map(({ notification }) => notification)).size;
  const { title, runtimeTitle } = first?.notification ?? {};
  const own = deliveries.length === 1 || count > 1 ? first?.name : undefined;
  const name = deliveries.length === 1 ? own : (title ?? runtimeTitle ?? own);
  const shown = name === undefined ? '' : `: ${text(name, MAX_NAME_LETTERS)}`;
  const others = count > 1 ? ` and ${count - 1} more` : '';
  return `### ${signs[report.outcome]} ${testPrefix(report)}WalkMe notification${shown}${others}`;
}

/** Leaves out sections that do not fit: texts of emoji or controls take many bytes a letter. */
function fitting(sections: readonly string[]): readonly string[] {
  let left = MAX_BYTES;
  const kept = sections.filter((section) => {
    const bytes = Buffer.byteLength(section) + 2;
    if (bytes > left) return false;
    left -= bytes;
    return true;
  });
  if (kept.length === sections.length) return kept;
  return [...kept, 'Some sections were omitted because the job summary is too large.'];
}

function showError(error: ErrorDiagnostic, report: Report, markdown: Markdown): string {
  const { message, hint, location } = error;
  const where =
    location?.line === undefined
      ? ''
      : `${markdown.code(describeLocation(location, message), 300)} `;
  const code = markdown.code(error.code);
  const link = report.docs === undefined ? code : `[${code}](${errorUrl(error.code, report)})`;
  const advice = hint === undefined ? '' : `<br>${markdown.message(hint)}`;
  return `**${link}**: ${where}${markdown.text(namesOf(error))}${markdown.message(sentence(message))}${advice}`;
}

function showWarning(warning: WarningDiagnostic, markdown: Markdown): string {
  const label = warning.level === 'warning' ? 'Warning' : 'Notice';
  return `> ${label}: ${markdown.message(diagnosticText(warning))}`;
}

/** A table of the deliveries, in the order in which they are passed. */
function showDeliveries(outcomes: readonly Outcome[], { text, code }: Markdown): readonly string[] {
  const columns: readonly (readonly [head: string, cell: (outcome: Outcome) => string])[] = [
    ['Delivery', ({ delivery }) => text(delivery.name, MAX_NAME_LETTERS)],
    ['Status', ({ status }) => `${signs[status]}&nbsp;${status}`],
    ['Recipients', ({ delivery }) => recipientCounts(delivery)],
    ['HTTP', ({ statusCode }) => String(statusCode ?? '')],
    ['Attempts', ({ attempts }) => String(attempts || '')],
    ['Duration', ({ attempts, durationMs }) => (attempts === 0 ? '' : duration(durationMs))],
    ['Request ID', ({ requestId }) => (requestId === null ? '' : code(requestId, MAX_ID_LETTERS))],
  ];
  const shown = outcomes.slice(0, MAX_ROWS);
  if (shown.length === 0) return [];
  const used = columns.filter(([, cell]) => shown.some((outcome) => cell(outcome) !== ''));
  return [
    table(
      used.map(([head]) => head),
      shown.map((outcome) => used.map(([, cell]) => cell(outcome))),
    ),
    ...more(outcomes.length - shown.length, 'delivery', 'deliveries'),
  ];
}
