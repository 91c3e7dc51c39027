/** Writes the job summary. */

import type { Outcome } from '../delivery/outcome.ts';
import type { Delivery } from '../delivery/plan.ts';
import { describeLocation, type ErrorDiagnostic, type WarningDiagnostic } from '../diagnostics.ts';
import { type Field, type TextField, textFields } from '../fields.ts';
import { duration, plural, sentence } from '../text/format.ts';
import { createMarkdown, type Markdown, table } from './markdown.ts';
import { diagnosticText, errorUrl, outcomeLine, rerunAdvice } from './messages.ts';
import { MAX_SHOWN } from './outputs.ts';
import { bodyWithoutRecipients, MAX_BODY_LETTERS, previewsOf, recipientCounts } from './preview.ts';
import type { Report } from './report.ts';

/** What is shown of each kind, so that the job summary stays far below its limit. */
const MAX_ROWS = 100;
const MAX_OVERRIDES = 30;
const MAX_OVERRIDE_LETTERS = 300;
const MAX_NAME_LETTERS = 250;
const MAX_ID_LETTERS = 100;

/**
 * Bytes of the job summary. GitHub shows none that is larger than 1 MiB.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
const MAX_BYTES = 1_000_000;

const signs: Readonly<Record<Report['outcome'], string>> = {
  sent: '✅',
  partial: '⚠️',
  failed: '❌',
  unknown: '❓',
  skipped: '⏭️',
  'dry-run': '🔍',
};

/**
 * @param redact removes secrets from a text.
 * @returns the job summary as Markdown.
 */
export function toSummary(report: Report, redact: (text: string) => string): string {
  const markdown = createMarkdown(redact);
  const { outcomes, errors, warnings } = report;
  const advice = rerunAdvice(report);
  const plan = outcomes.map(({ delivery }) => delivery);
  const previews = previewsOf(plan);
  const sections = [
    `### ${signs[report.outcome]} WalkMe notification`,
    markdown.text(outcomeLine(report, 'below')),
    ...errors.slice(0, MAX_SHOWN).map((error) => showError(error, report, markdown)),
    ...more(errors.length - MAX_SHOWN, 'error'),
    ...(advice === undefined ? [] : [markdown.text(advice, 10_000)]),
    ...warnings.slice(0, MAX_SHOWN).map((warning) => showWarning(warning, markdown)),
    ...more(warnings.length - MAX_SHOWN, 'warning'),
    ...(outcomes.length === 0 ? [] : [showDeliveries(outcomes, markdown)]),
    ...more(outcomes.length - MAX_ROWS, 'delivery', 'deliveries'),
    ...previews.flatMap((preview) => showPreview(preview, markdown)),
    ...more(new Set(plan.map((it) => it.notification)).size - previews.length, 'notification'),
  ];
  return `${fitting(sections).join('\n\n')}\n`;
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
  const isAll = kept.length === sections.length;
  return isAll ? kept : [...kept, 'What does not fit into the job summary is not shown.'];
}

function more(count: number, noun: string, nouns = `${noun}s`): readonly string[] {
  return count > 0 ? [`And ${plural(count, `more ${noun}`, `more ${nouns}`)}.`] : [];
}

function showError(error: ErrorDiagnostic, report: Report, markdown: Markdown): string {
  const { hint, location } = error;
  const where =
    location?.line === undefined ? '' : `${markdown.code(describeLocation(location), 300)} `;
  const code = markdown.code(error.code);
  const url = errorUrl(error.code, report);
  const link = url === undefined ? code : `[${code}](${url})`;
  const advice = hint === undefined ? '' : `<br>${markdown.message(hint)}`;
  return `**${link}**: ${where}${markdown.message(sentence(error.message))}${advice}`;
}

function showWarning(warning: WarningDiagnostic, markdown: Markdown): string {
  const label = warning.level === 'warning' ? 'Warning' : 'Notice';
  return `> ${label}: ${markdown.message(diagnosticText(warning))}`;
}

function showDeliveries(outcomes: readonly Outcome[], { text, code }: Markdown): string {
  const columns: readonly (readonly [head: string, cell: (outcome: Outcome) => string])[] = [
    ['Delivery', ({ delivery }) => text(delivery.name, MAX_NAME_LETTERS)],
    ['Status', ({ status }) => status],
    ['Recipients', ({ delivery }) => recipientCounts(delivery)],
    ['HTTP', ({ statusCode }) => String(statusCode ?? '')],
    ['Attempts', ({ attempts }) => String(attempts || '')],
    ['Duration', ({ attempts, durationMs }) => (attempts === 0 ? '' : duration(durationMs))],
    ['Request id', ({ requestId }) => (requestId === null ? '' : code(requestId, MAX_ID_LETTERS))],
  ];
  const shown = outcomes.slice(0, MAX_ROWS);
  const used = columns.filter(([, cell]) => shown.some((outcome) => cell(outcome) !== ''));
  return table(
    used.map(([head]) => head),
    shown.map((outcome) => used.map(([, cell]) => cell(outcome))),
  );
}

/** A notification as people see it, and the request body of each of its deliveries. */
function showPreview(
  { first, shown, hiddenCount }: ReturnType<typeof previewsOf>[number],
  markdown: Markdown,
): readonly string[] {
  const others = shown.length - 1 + hiddenCount;
  return [
    `#### ${markdown.text(first.name, MAX_NAME_LETTERS)}${others === 0 ? '' : ` and ${others} more`}`,
    table(['What people see', ''], notificationRows(first, markdown)),
    ...shown.map((delivery) =>
      markdown.folded(
        `Request body: ${delivery.name}`,
        bodyWithoutRecipients(delivery),
        MAX_BODY_LETTERS,
      ),
    ),
    ...more(hiddenCount, 'request body', 'request bodies'),
  ];
}

/** What people read comes first. */
const rowFields: readonly (Field & { readonly name: TextField })[] = textFields.toSorted(
  (a, b) => Number(b.kind === 'text') - Number(a.kind === 'text'),
);

function notificationRows(
  { notification }: Delivery,
  { text, code }: Markdown,
): readonly (readonly string[])[] {
  return [
    ...rowFields.flatMap((field) => {
      const { label = field.name, absent } = field.row ?? {};
      const value = notification[field.name];
      if (value === undefined) return absent === undefined ? [] : [[label, `<em>${absent}</em>`]];
      if (field.kind === 'id') return [];
      return [[label, text(field.kind === 'date' ? `${value} UTC` : value)]];
    }),
    ...notification.override
      .slice(0, MAX_OVERRIDES)
      .map(({ key, value }) => [code(key, MAX_ID_LETTERS), text(value, MAX_OVERRIDE_LETTERS)]),
  ];
}
