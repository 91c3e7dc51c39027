/** Deliveries, outcomes and reports for tests: everything ordinary, except for what is given. */

import type { Outcome } from '../../../src/delivery/outcome.ts';
import { type Delivery, planDeliveries } from '../../../src/delivery/plan.ts';
import { createDiagnostics, type ErrorCode, type Location } from '../../../src/diagnostics.ts';
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
  const diagnostics = createDiagnostics((text) => text);
  const sources = { people, holdsSecret: () => false };
  const [planned] = planDeliveries(
    [notification({ ...changed, systemId: systems })],
    sources,
    diagnostics,
  );
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

/** @returns the outcome on a run that took 1.5 s. */
export function judged(
  results: Partial<Results>,
  redact: (text: string) => string = (text) => text,
): Report {
  const nothing = { config: undefined, errors: [], warnings: [], outcomes: [] };
  return toReport({ ...nothing, durationMs: 1500, cancelled: false, ...results }, redact);
}

/** What was told: one entry for each call, in order. */
export type Told =
  | readonly ['info' | 'debug', text: string]
  | readonly ['group', title: string, lines: readonly string[]]
  | readonly [Level, text: string, location: Location | undefined];

/** @returns a log, and what is told to it. */
export function recordedLog(debugging = true): {
  readonly log: Log;
  readonly told: readonly Told[];
} {
  const told: Told[] = [];
  const log: Log = {
    mask: () => {},
    info: (text) => told.push(['info', text]),
    debugging,
    debug: (text) => told.push(['debug', text]),
    group: (title, lines) => told.push(['group', title, lines]),
    annotate: (level, text, location) => told.push([level, text, location]),
  };
  return { log, told };
}
