/** A report in, the receipt for the job summary out. */

import type { Outcome } from '../delivery/outcome.ts';
import type { Delivery } from '../delivery/plan.ts';
import { describeLocation, type ErrorDiagnostic } from '../diagnostics.ts';
import { type Field, type TextField, textFields } from '../fields.ts';
import { distinctBy } from '../text/distinct.ts';
import { cutGraphemes } from '../text/escape.ts';
import { duration, plural } from '../text/format.ts';
import { code, escapeText, folded, message, table } from './markdown.ts';
import { MAX_SHOWN } from './outputs.ts';
import { bodyWithoutRecipients, recipientCounts } from './preview.ts';
import {
  diagnosticText,
  outcomeLine,
  type Report,
  type RunOutcome,
  rerunAdvice,
} from './report.ts';

/** What is shown of each kind, so that the receipt stays far below GitHub's 1 MiB. */
const MAX_NOTIFICATIONS = 5;
const MAX_ROWS = 100;
const MAX_OVERRIDES = 30;
const MAX_OVERRIDE_LETTERS = 300;
const MAX_BODY_LETTERS = 8000;

/** Bytes of the receipt: GitHub shows none that is longer than 1 MiB. */
const MAX_BYTES = 1_000_000;

const signs: Readonly<Record<RunOutcome, string>> = {
  sent: '✅',
  partial: '⚠️',
  failed: '❌',
  unknown: '❓',
  skipped: '⏭️',
  'dry-run': '🔍',
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the pages of this version are; nothing when it runs from a folder of the workspace. */
function docsUrl(env: Environment): string | undefined {
  const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
  if (!repository || !ref) return undefined;
  return `${env['GITHUB_SERVER_URL'] || 'https://github.com'}/${repository}/blob/${ref}/docs`;
}

/** @returns the receipt as Markdown. What the report holds was redacted before. */
export function toSummary(report: Report, env: Environment): string {
  const docs = docsUrl(env);
  const { outcomes, errors, warnings } = report;
  const after = rerunAdvice(report);
  const sections = [
    `### ${signs[report.outcome]} WalkMe notification`,
    escapeText(outcomeLine(report)),
    ...errors.slice(0, MAX_SHOWN).map((error) => showError(error, docs)),
    ...more(errors.length, MAX_SHOWN, 'error'),
    ...(after === undefined ? [] : [escapeText(after, 10_000)]),
    ...showNotifications(outcomes),
    ...(outcomes.length === 0 ? [] : [showDeliveries(outcomes)]),
    ...more(outcomes.length, MAX_ROWS, 'request'),
    ...warnings.slice(0, MAX_SHOWN).map((warning) => `> ${message(diagnosticText(warning))}`),
    ...more(warnings.length, MAX_SHOWN, 'warning'),
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
  const all = kept.length === sections.length;
  return all ? kept : [...kept, 'What is too long for a receipt is not shown.'];
}

function more(count: number, shown: number, noun: string): readonly string[] {
  return count > shown ? [`And ${plural(count - shown, `more ${noun}`)}.`] : [];
}

function showError(error: ErrorDiagnostic, docs: string | undefined): string {
  const { hint = '', location } = error;
  const where = location?.line === undefined ? '' : `${code(describeLocation(location), 300)} `;
  const name = code(error.code);
  const link = docs === undefined ? name : `[${name}](${docs}/errors.md#${error.code})`;
  return `**${link}**: ${where}${message(error.message)}<br>${message(hint)}`;
}

/** Each notification as people will see it, once, however many systems it goes to. */
function showNotifications(outcomes: readonly Outcome[]): readonly string[] {
  const planned = outcomes.map(({ delivery }) => delivery);
  const deliveries = distinctBy(planned, ({ notification }) => notification);
  return [
    ...deliveries
      .slice(0, MAX_NOTIFICATIONS)
      .flatMap((delivery) => [
        table(['What people see', ''], notificationRows(delivery)),
        folded('Request body', cutGraphemes(bodyWithoutRecipients(delivery), MAX_BODY_LETTERS)),
      ]),
    ...more(deliveries.length, MAX_NOTIFICATIONS, 'notification'),
  ];
}

/** What people read comes first. */
const rowFields: readonly (Field & { readonly name: TextField })[] = textFields.toSorted(
  (a, b) => Number(b.kind === 'text') - Number(a.kind === 'text'),
);

function notificationRows({ notification }: Delivery): readonly (readonly string[])[] {
  return [
    ...rowFields.flatMap((field) => {
      const { label = field.name, absent } = field.row ?? {};
      const value = notification[field.name];
      if (value === undefined) return absent === undefined ? [] : [[label, `<em>${absent}</em>`]];
      if (field.kind === 'id') return [];
      return [[label, escapeText(field.kind === 'date' ? `${value} UTC` : value)]];
    }),
    ...notification.override
      .slice(0, MAX_OVERRIDES)
      .map(({ key, value }) => [code(key, 100), escapeText(value, MAX_OVERRIDE_LETTERS)]),
  ];
}

function showDeliveries(outcomes: readonly Outcome[]): string {
  const head = [
    'System',
    'Template',
    'Recipients',
    'DeliveryStatus',
    'HTTP',
    'Attempts',
    'Duration',
    'Request id',
  ];
  const rows = outcomes.slice(0, MAX_ROWS).map((outcome) => {
    const { delivery, status, statusCode, attempts, durationMs, requestId } = outcome;
    return [
      delivery.systemId === null ? '<em>the only one</em>' : code(delivery.systemId, 100),
      code(delivery.notification.templateId, 100),
      recipientCounts(delivery),
      status,
      String(statusCode ?? ''),
      String(attempts),
      duration(durationMs),
      requestId === null ? '' : code(requestId, 100),
    ];
  });
  return table(head, rows);
}
