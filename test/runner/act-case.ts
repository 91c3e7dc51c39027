/** Runs a workflow of a test on act, with a simulator of its own, and reads what a later step sees. */

import { defaultClient, type SimulatorOptions } from '../../simulator/simulator.ts';
import type { Occasion } from '../support/occasion.ts';
import { occasions } from '../support/occasions.ts';
import { simulate } from '../support/simulator.ts';
import { type ActRun, runOnAct } from './act-run.ts';
import { expectNoSecret } from './comparison.ts';

/** A workflow and what it runs with. */
export interface ActCase {
  /** The text of the workflow, in which `vars.URL` is the address of the simulator. */
  readonly workflow: string;
  /** A push that succeeds unless set. */
  readonly occasion?: Occasion;
  /** Other files of the repository. */
  readonly files?: Readonly<Record<string, string>>;
  /** In addition to `ID` and `SECRET`, the credentials of the simulator. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly simulator?: SimulatorOptions;
  /** Cancels the run as soon as this text is in the log. */
  readonly cancelAt?: string;
}

/** The two lines that every step needs, indented for a step in a list of steps. */
export const credentials = `client-id: \${{ secrets.ID }}
          client-secret: \${{ secrets.SECRET }}`;

/** @returns a workflow with one job, which has these steps and runs on a push. */
export function onPush(steps: string): string {
  return `
on: push
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
${steps}`;
}

/** A step that prints what it sees of the step `notify`. Indented like the steps of a job. */
export const laterStep = `      - name: Later
        if: always()
        env:
          SEEN: \${{ toJSON(steps.notify) }}
        run: printf '%s\\n' "$SEEN"`;

/** Runs a case. No secret may be anywhere. */
export async function runCase(actCase: ActCase) {
  const { workflow, occasion = occasions['a push that succeeds'], files, secrets } = actCase;
  const simulator = await simulate(actCase.simulator);
  const path = '.github/workflows/case.yml';
  const known = { ...occasion, vars: { URL: simulator.url } };
  const run = await runOnAct(path, known, {
    files: { ...files, [path]: workflow },
    secrets: { ID: defaultClient.id, SECRET: defaultClient.secret, ...secrets },
    baseUrl: simulator.url,
    cancelAt: actCase.cancelAt,
  });
  expectNoSecret(run);
  // Fields of the accepted notifications, in the order in which they arrived.
  const received: readonly Readonly<Record<string, unknown>>[] = simulator.ledger
    .accepted()
    .map(({ notification }) => Object(notification));
  return { run, simulator, received };
}

/** @returns the step `notify` as the later step saw it: its outputs, outcome, and conclusion. */
export function seenLater({ steps }: ActRun): unknown {
  const later = steps.find(({ name }) => name === 'Later');
  return JSON.parse(later?.log.join('\n') ?? '');
}
