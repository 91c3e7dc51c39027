/** Deliveries, outcomes and reports for tests: everything ordinary, except for what is given. */

import type { Outcome } from '../../../src/delivery/outcome.ts';
import { type Delivery, planDeliveries } from '../../../src/delivery/plan.ts';
import {
  createDiagnostics,
  type ErrorCode,
  type ErrorDiagnostic,
  type Location,
} from '../../../src/diagnostics.ts';
import type { Notification } from '../../../src/payload/notification.ts';
import { type Report, type Results, toReport } from '../../../src/report/report.ts';
import type { Level, Log } from '../../../src/world.ts';

/** @returns a notification to one audience. */
export function notification(fields: Partial<Notification> = {}): Notification {
  return {
    systemId: [],
    templateId: 'template-1',
    endUsersIds: [],
    audiencesIds: ['audience-1'],
    override: [],
    additional: {},
    ...fields,
  };
}

/** @returns its delivery to one system, named by it. */
export function delivery(
  systemId: string | null = null,
  fields?: Partial<Notification> & { readonly people?: ReadonlyMap<string, readonly string[]> },
): Delivery {
  const { people = new Map(), ...changed } = fields ?? {};
  const systems = systemId === null ? [] : [systemId];
  const wanted = [notification({ ...changed, systemId: systems })];
  const sources = { people, holdsSecret: () => false, isTest: false };
  const [planned] = planDeliveries(wanted, sources, createDiagnostics(String));
  if (planned === undefined) throw new Error('no delivery was planned');
  const name =
    systemId === null ? `Template ${planned.notification.templateId}` : `System ${systemId}`;
  return { ...planned, name };
}

const codes: Readonly<Record<Outcome['status'], ErrorCode | undefined>> = {
  accepted: undefined,
  skipped: undefined,
  refused: 'request-refused',
  throttled: 'rate-limited',
  unsent: 'unreachable',
  unknown: 'delivery-unknown',
};

/** @returns an outcome of this status, after one attempt of 100 ms, with the error it usually has. */
export function outcome(status: Outcome['status'], fields: Partial<Outcome> = {}): Outcome {
  const code = codes[status];
  return {
    delivery: delivery('A'),
    status,
    statusCode: null,
    requestId: null,
    attempts: status === 'skipped' ? 0 : 1,
    durationMs: 100,
    error: code === undefined ? null : { code, message: `it was ${status}`, hint: 'Look.' },
    response: null,
    ...fields,
  };
}

/** @returns an outcome of each status, of deliveries to the systems A, B, C and so on. */
export function outcomesOf(...statuses: readonly Outcome['status'][]): readonly Outcome[] {
  return statuses.map((status, index) =>
    outcome(status, { delivery: delivery(String.fromCharCode(65 + index)) }),
  );
}

/** @returns an error of the payload. */
export function error(message: string, location?: Location): ErrorDiagnostic {
  return { code: 'payload-invalid', message, ...(location && { location }) };
}

/** @returns what is made of each index below a count. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** The address of the pages in these tests. */
export const docs = 'https://github.example/acme/notify/blob/v1.2.3/docs';

/** @returns the report on a run that took 1.5 s, of an action whose pages have no address. */
export function reported(
  results: Partial<Results>,
  redact: (text: string) => string = (text) => text,
): Report {
  const nothing = { config: undefined, errors: [], warnings: [], outcomes: [], docs: undefined };
  return toReport({ ...nothing, durationMs: 1500, cancelled: false, ...results }, redact);
}

/** One call of a log. */
export type LogEntry =
  | readonly ['info' | 'debug', text: string]
  | readonly ['group', title: string, lines: readonly string[]]
  | readonly [Level, text: string, location: Location | undefined, title?: string];

/** @returns a log, and its entries in order. */
export function recordedLog(): { readonly log: Log; readonly entries: readonly LogEntry[] } {
  const entries: LogEntry[] = [];
  const log: Log = {
    mask: () => {},
    info: (text) => entries.push(['info', text]),
    debugging: true,
    debug: (text) => entries.push(['debug', text]),
    group: (title, lines) => entries.push(['group', title, lines]),
    annotate: (level, text, location, title) =>
      entries.push(title === undefined ? [level, text, location] : [level, text, location, title]),
  };
  return { log, entries };
}
