/** Runs each published workflow on act, on each occasion that starts it. */

import { describe, it } from 'vitest';
import { parse } from 'yaml';
import { recipes, vars } from '../contract/recipes/recipes.ts';
import type { Occasion } from '../support/occasion.ts';
import { withGithub } from '../support/occasion-github.ts';
import { occasions } from '../support/occasions.ts';
import { starts } from '../support/workflow-event.ts';
import { needsAct } from './act.ts';
import { expectSameRun } from './comparison.ts';
import { type PublishedWorkflow, publishedWorkflows } from './published-workflows.ts';

/** Workflows that have a test of their own, by heading, and why. */
export const apart: Readonly<Record<string, string>> = {
  'Try it in CI without WalkMe': 'starts a simulator itself',
};

/** @returns why act cannot run an occasion; undefined if it can. */
export function isBeyondAct({ cancelled, results, outputs }: Occasion): string | undefined {
  if (cancelled) return 'act cannot cancel a run before it begins';
  if (Object.values(results ?? {}).includes('cancelled'))
    return 'no job of act has the result cancelled';
  if (outputs !== undefined) return 'actions that stand in set outputs of their own';
  return undefined;
}

/** @returns the occasions that start a workflow, by name. */
export function occasionsOf({
  section,
  text,
}: PublishedWorkflow): readonly (readonly [string, Occasion])[] {
  const all: Readonly<Record<string, Occasion>> = { ...occasions, ...recipes[section]?.others };
  const workflow: unknown = parse(text);
  return Object.entries(all).filter(([, occasion]) => starts(workflow, occasion));
}

/** Runs all workflows on the occasions with such an event. */
export function runPublished(isMeant: (event: string) => boolean): void {
  for (const workflow of publishedWorkflows.filter(({ section }) => !(section in apart))) {
    const cases = occasionsOf(workflow).filter(
      ([, occasion]) => isMeant(occasion.event) && isBeyondAct(occasion) === undefined,
    );
    if (cases.length === 0) continue;
    describe(workflow.source, () => {
      needsAct();
      it.each(cases)('%s', async (_, occasion) => {
        await expectSameRun(workflow, { vars, ...(await withGithub(workflow.text, occasion)) });
      });
    });
  }
}
