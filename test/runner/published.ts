/** Runs each published workflow on act, on each occasion that starts it. */

import { describe, it } from 'vitest';
import { parse } from 'yaml';
import { recipes, vars } from '../contract/recipes/recipes.ts';
import { byOccasion } from '../contract/recipes/shared.ts';
import type { Occasion } from '../support/occasion.ts';
import { withGithub } from '../support/occasion-github.ts';
import { occasions } from '../support/occasions.ts';
import { eventsOf, starts } from '../support/workflow-event.ts';
import { needsAct } from './act.ts';
import { expectSameRun } from './comparison.ts';
import { type PublishedWorkflow, publishedWorkflows } from './published-workflows.ts';

/** Workflows that act does not run here, by heading, and why. */
export const apart: Readonly<Record<string, string>> = {
  'Try it in CI without WalkMe': 'starts a simulator itself, in a test of its own',
  'A reusable workflow': 'act does not know job.workflow_repository',
  'Off the path of the job': 'act does not know background steps',
  'Notify whoever is on call': 'asks another service',
};

/** @returns why act cannot run an occasion; undefined if it can. */
export function isBeyondAct({ cancelled, results, outputs, world }: Occasion): string | undefined {
  if (cancelled) return 'act cannot cancel a run before it begins';
  if (Object.values(results ?? {}).includes('cancelled'))
    return 'no job of act has the result cancelled';
  if (outputs !== undefined) return 'actions that stand in set outputs of their own';
  if (world !== undefined) return 'act has the time of this machine';
  return undefined;
}

/** @returns the occasions that start a workflow, by name. */
export function occasionsOf({
  section,
  text,
}: PublishedWorkflow): readonly (readonly [string, Occasion])[] {
  const { others, outputs } = recipes[section] ?? {};
  const all: Readonly<Record<string, Occasion>> = { ...occasions, ...others };
  const workflow: unknown = parse(text);
  return Object.entries(all).flatMap(([name, occasion]) =>
    eventsOf(occasion)
      .filter((it) => starts(workflow, it))
      .map((it) => [name, outputs === undefined ? it : { ...it, standIns: outputs }] as const),
  );
}

/** Of each event, one occasion on which the workflow notifies, and one on which it does not. */
function typical(
  { section }: PublishedWorkflow,
  all: readonly (readonly [string, Occasion])[],
): readonly (readonly [string, Occasion])[] {
  const notifying = byOccasion(recipes[section] ?? { notifies: {} });
  const kinds = new Map(
    all.toReversed().map((it) => [`${it[1].event} ${Object.hasOwn(notifying, it[0])}`, it]),
  );
  return [...kinds.values()];
}

/** act does not know these keys, which change nothing about a step. */
function forAct(workflow: PublishedWorkflow): PublishedWorkflow {
  const text = workflow.text.replace(/^ +(timezone: .*|deployment: false)\n/gm, '');
  return { ...workflow, text };
}

/** Runs all workflows on the occasions with such an event. */
export function runPublished(isMeant: (event: string) => boolean): void {
  for (const workflow of publishedWorkflows.filter(({ section }) => !(section in apart))) {
    const possible = occasionsOf(workflow).filter(
      ([, occasion]) => isMeant(occasion.event) && isBeyondAct(occasion) === undefined,
    );
    const cases = typical(workflow, possible);
    if (cases.length === 0) continue;
    describe(workflow.source, () => {
      needsAct();
      it.each(cases)('%s', async (_, occasion) => {
        const known = { vars, ...(await withGithub(workflow.text, occasion)) };
        await expectSameRun(forAct(workflow), known);
      });
    });
  }
}
