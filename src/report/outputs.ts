/** Makes the outputs of a report, each a text. */

import type { Outcome } from '../delivery/outcome.ts';
import type { WarningDiagnostic } from '../diagnostics.ts';
import { SHOWN_BYTES } from '../http/http.ts';
import { errorText, rerunAdvice } from './messages.ts';
import type { Report } from './report.ts';

/** The names of all outputs, as in `action.yml`. */
export const outputNames = [
  'outcome',
  'deliveries',
  'payload',
  'status-code',
  'request-id',
  'response',
  'attempts',
  'duration-ms',
  'error-code',
  'error-message',
] as const;

type Outputs = Readonly<Record<(typeof outputNames)[number], string>>;

/** How much of each text is kept, and which lists are. */
interface Sizes {
  /** In bytes. */
  readonly response: number;
  readonly listedResponse: number;
  /** In UTF-16 units, without the address at its end. */
  readonly message: number;
  readonly payload: boolean;
  readonly deliveries: boolean;
  /** What is cut, in words. */
  readonly cut: string;
}

/** Interface, section 2. */
const whole: Sizes = {
  response: SHOWN_BYTES.first,
  listedResponse: SHOWN_BYTES.each,
  message: 8192,
  payload: true,
  deliveries: true,
  cut: '',
};

const noResponses = { ...whole, response: 0, listedResponse: 0 };

/** What is tried next, in this order, if the outputs are too large. The responses are cut first. */
const smaller: readonly Sizes[] = [
  { ...whole, listedResponse: 256, cut: 'responses' },
  { ...noResponses, message: 1024, cut: 'responses' },
  { ...noResponses, message: 200, payload: false, cut: 'responses and the payload' },
];

/** What always fits. */
const least: Sizes = {
  ...noResponses,
  message: 200,
  payload: false,
  deliveries: false,
  cut: 'responses, the payload, and the deliveries',
};

/**
 * Bytes of all outputs together (interface, section 2). GitHub allows 1 MB to the outputs of a job,
 * and counts two bytes for each UTF-16 unit, as experiments show.
 */
const MAX_TOTAL_BYTES = 900_000;

/** Errors shown (interface, section 3). */
export const MAX_SHOWN = 50;

/** @returns the outputs, cut to their limit, with a warning if something was cut. */
export function toOutputs(report: Report): {
  readonly outputs: Outputs;
  readonly warnings: readonly WarningDiagnostic[];
} {
  const payload = payloadOf(report);
  const build = (sizes: Sizes): Outputs => buildOutputs(report, sizes, payload);
  const fits = (outputs: Outputs): boolean => sizeOf(outputs) <= MAX_TOTAL_BYTES;
  const outputs = build(whole);
  if (fits(outputs)) return { outputs, warnings: [] };
  const sizes = smaller.find((it) => fits(build(it))) ?? least;
  const message = `The ${sizes.cut} were cut from the outputs, because the limit of all outputs together is 900 KB.`;
  return { outputs: build(sizes), warnings: [{ level: 'warning', message }] };
}

/** @returns the request bodies; if they are too large for the outputs, only the first of them. */
function payloadOf({ outcomes }: Report): string {
  const bodies: string[] = [];
  let length = 0;
  for (const { delivery } of outcomes) {
    if (length > MAX_TOTAL_BYTES) break;
    if (delivery.written === undefined) continue;
    const body = JSON.stringify(delivery.written);
    bodies.push(body);
    length += body.length;
  }
  return `[${bodies.join(',')}]`;
}

function buildOutputs(report: Report, sizes: Sizes, payload: string): Outputs {
  const { errors } = report;
  const [first] = report.outcomes;
  const outcomes = sizes.deliveries ? report.outcomes : [];
  const deliveries = outcomes.map((outcome) => toEntry(outcome, report, sizes));
  return {
    outcome: report.outcome,
    deliveries: JSON.stringify(deliveries),
    payload: sizes.payload ? payload : '[]',
    'status-code': String(first?.statusCode ?? ''),
    'request-id': first?.requestId ?? '',
    response: cutBytes(first?.response ?? '', sizes.response),
    attempts: String(report.outcomes.reduce((sum, outcome) => sum + outcome.attempts, 0)),
    'duration-ms': String(Math.round(report.durationMs)),
    'error-code': errors[0]?.code ?? '',
    'error-message': errorMessage(report, sizes.message),
  };
}

/** One object of the output `deliveries` (interface, section 2). */
function toEntry(
  outcome: Outcome,
  report: Report,
  sizes: Sizes,
): Readonly<Record<string, unknown>> {
  const { delivery, error, response } = outcome;
  return {
    name: delivery.name,
    systemId: delivery.systemId,
    templateId: delivery.notification.templateId || null,
    status: outcome.status,
    statusCode: outcome.statusCode,
    requestId: outcome.requestId,
    attempts: outcome.attempts,
    durationMs: outcome.durationMs,
    errorCode: error?.code ?? null,
    errorMessage: error === null ? null : errorText(error, report, sizes.message),
    response: response === null ? null : cutBytes(response, sizes.listedResponse),
  };
}

/** All errors of the inputs or the payload, or the first of the deliveries and what a re-run does. */
function errorMessage(report: Report, length: number): string {
  const { errors, outcomes } = report;
  const [first, ...others] = errors;
  if (first === undefined) return '';
  const text = errorText(first, report, length, rerunAdvice(report));
  if (outcomes.length > 0 || others.length === 0) return text;
  let left = 2 * length - text.length;
  const texts = others.slice(0, MAX_SHOWN - 1).map((error) => errorText(error, report, length));
  const shown = texts.filter((it) => {
    left -= it.length + 1;
    return left >= 0;
  });
  const more = others.length - shown.length;
  return [text, ...shown, ...(more > 0 ? [`And ${more} more.`] : [])].join('\n');
}

function sizeOf(outputs: Outputs): number {
  const bytes = Object.values(outputs).map((it) => Math.max(2 * it.length, Buffer.byteLength(it)));
  return bytes.reduce((sum, size) => sum + size, 0);
}

/** The beginning of a text, without a broken character at its end. */
function cutBytes(text: string, bytes: number): string {
  const start = Buffer.from(text.slice(0, bytes + 1));
  if (start.length <= bytes) return text;
  return start
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\ufffd$/, '');
}
