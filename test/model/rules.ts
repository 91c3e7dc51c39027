/** Checks what the action reported against what the service knows. */

import type { ModelRun } from './run.ts';
import { type ModelCase, speed } from './scripts.ts';

/** Milliseconds by which the outcome may come after the deadline. */
const grace = 1000;

/** @returns nothing, if everything is right. */
export function brokenPromises(it: ModelCase, ran: ModelRun): readonly string[] {
  const { run, sends, networkMs = 0, afterCancelMs = 0 } = ran;
  const bySystem = Map.groupBy(sends, (entry) => entry.notification?.['systemId']);
  const told = run.deliveries.map(({ systemId }) => systemId);
  const deadlineMs = (it.timeoutSeconds * 1000) / speed;
  return [
    ...ran.tooLate,
    ...(told.join() === it.systems.join() ? [] : [`outcomes in the order ${told.join()}`]),
    ...(networkMs <= deadlineMs + grace ? [] : [`${networkMs - deadlineMs} ms past the deadline`]),
    ...(afterCancelMs <= grace ? [] : [`${afterCancelMs} ms after the cancellation`]),
    ...run.deliveries.flatMap((delivery) =>
      brokenByDelivery(it, delivery, bySystem.get(delivery['systemId']) ?? []),
    ),
    ...brokenByOutcome({ ...run, exitCode: run.report.exitCode }),
    ...run.masks.filter((secret) => run.everything.includes(secret)).map(() => 'a secret was told'),
  ];
}

/** One send, as the service knows it. */
export interface KnownSend {
  readonly accepted: boolean;
  /** The status of the response; nothing where there was none. */
  readonly status: number | null;
}

/** @returns what is wrong with one member of the output `deliveries`. */
export function brokenByDelivery(
  it: Pick<ModelCase, 'mode' | 'maxAttempts'>,
  { systemId, status, attempts, errorCode }: Readonly<Record<string, unknown>>,
  sends: readonly KnownSend[],
): readonly string[] {
  const accepted = sends.filter((entry) => entry.accepted).length;
  const broken: string[] = [];
  if (it.mode === 'at-most-once') {
    if (accepted > 1) broken.push(`accepted ${accepted} times`);
    const mayHave = sends.slice(0, -1).filter(({ status }) => !isRefusal(status));
    if (mayHave.length > 0) broken.push('repeated although it may have arrived');
  }
  if (status === 'accepted' && accepted === 0) broken.push('told accepted, and was not');
  if (/^(refused|throttled|unsent)$/.test(String(status)) && accepted > 0) {
    broken.push(`told ${status}, and was accepted`);
  }
  if (!/^(accepted|refused|throttled|unsent|unknown)$/.test(String(status)))
    broken.push(`${status}?`);
  if ((status === 'accepted') !== (errorCode === null)) broken.push(`${status} with ${errorCode}`);
  if ((status === 'unknown') !== (errorCode === 'delivery-unknown')) {
    broken.push(`${status} with ${errorCode}`);
  }
  if (typeof attempts !== 'number' || attempts < sends.length) broken.push(`${attempts} attempts`);
  // One more after a renewed token.
  if (Number(attempts) > it.maxAttempts + 1) broken.push(`${attempts} attempts`);
  return broken.map((text) => `${systemId}: ${text}`);
}

/** What must mean "not accepted" to be repeated at most once. */
function isRefusal(status: number | null): boolean {
  return status === 401 || status === 425 || status === 429;
}

/** What a run reported. */
export interface Reported {
  readonly outputs: Readonly<Record<string, string>>;
  readonly deliveries: readonly Readonly<Record<string, unknown>>[];
  readonly exitCode: number | null;
}

/** @returns what is wrong with the outcome and the exit code. */
export function brokenByOutcome({ outputs, deliveries, exitCode }: Reported): readonly string[] {
  const statuses = deliveries.map(({ status }) => status);
  const count = statuses.filter((status) => status === 'accepted').length;
  const none = statuses.includes('unknown') ? 'unknown' : 'failed';
  const expected = count === statuses.length ? 'sent' : count > 0 ? 'partial' : none;
  const sum = deliveries.reduce((total, { attempts }) => total + Number(attempts), 0);
  const broken: string[] = [];
  if (outputs['outcome'] !== expected) broken.push(`${outputs['outcome']} instead of ${expected}`);
  if (outputs['attempts'] !== String(sum)) broken.push(`${outputs['attempts']} attempts`);
  if (exitCode === 0 && expected !== 'sent') broken.push('green although it failed');
  return broken;
}
