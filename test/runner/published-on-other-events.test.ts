import { expect, it } from 'vitest';
import { apart, isBeyondAct, occasionsOf, runPublished } from './published.ts';
import { publishedWorkflows } from './published-workflows.ts';

runPublished((event) => event !== 'push');

const started = publishedWorkflows.map(
  (workflow) => [workflow.source, occasionsOf(workflow).map(([, occasion]) => occasion)] as const,
);

it.each(started)('%s: an occasion of the tests starts it', (source, occasions) => {
  const possible = occasions.filter((it) => isBeyondAct(it) === undefined);
  const message = `No occasion starts ${source} on act. Add one to test/support/occasions.ts.`;
  expect(possible.length, message).toBeGreaterThan(0);
});

it.each(publishedWorkflows.map(({ source, text }) => [source, text]))(
  '%s: has a name',
  (_, text) => {
    // Notifications would show the path of the file.
    expect(text).toMatch(/^name: \S/m);
  },
);

it('what is left out exists', () => {
  expect(publishedWorkflows.map(({ section }) => section)).toEqual(
    expect.arrayContaining(Object.keys(apart)),
  );
  const reasons = started.flatMap(([, occasions]) => occasions.map(isBeyondAct));
  expect(new Set(reasons.filter((it) => it !== undefined)).size).toBe(4);
});
