/** Sends a previewed payload file to a running simulator, with the built action. */

import { defaultClient } from '../simulator/simulator.ts';
import { runStep, visibleLog } from './run-step.ts';

/** The step to send, and where the simulator is. */
export interface SimulatorSend {
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly event: unknown;
  /** The address of the simulator. */
  readonly url: string;
}

/** How the step ended, and its log as people see it. */
export interface SendResult {
  readonly exitCode: number | null;
  readonly log: readonly string[];
  /** Whether no simulator answered. */
  readonly isUnreachable: boolean;
}

/**
 * Runs the step.
 * @throws {Error} if the address is not on this machine.
 */
export async function sendToSimulator(send: SimulatorSend): Promise<SendResult> {
  const { inputs, env, event, url } = send;
  if (!/^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$)/.test(url)) {
    throw new Error(`--simulator must be an address on this machine, found "${url}"`);
  }
  const { exitCode, stdout } = await runStep({
    inputs: {
      'client-id': defaultClient.id,
      'client-secret': defaultClient.secret,
      'max-attempts': '1',
      ...inputs,
      'dry-run': 'false',
      'base-url': url,
    },
    env,
    event,
  });
  const isUnreachable = exitCode !== 0 && !(await isListening(url));
  return { exitCode, log: visibleLog(stdout), isUnreachable };
}

async function isListening(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}
