import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { minimal, notify } from '../support/story.ts';
import { runAction } from '../support/world.ts';

const broken = (what: string) => (): never => {
  throw new TypeError(`${what} is broken, with simulator-secret-0001 in it`);
};

it.each([
  ['the event cannot be read', { readEvent: broken('the event') }, 'failed'],
  ['a file cannot be read', { readFile: broken('the disk') }, 'failed'],
  ['the transport fails', { send: broken('the transport') }, 'unknown'],
])('when %s, the step fails with its own code', async (_, world, outcome) => {
  const run = await notify({
    event: {},
    yaml: 'notification: {title: "${{ github.event.a || 1 }}"}',
    world,
  });
  expect(run.outputs).toMatchObject({ outcome, 'error-code': 'internal' });
  expect(run.outputs['error-message']).toMatch(
    /bug in the action.*is broken.*[Rr]eport this message in an issue/,
  );
  expect(run.everything).not.toContain('simulator-secret-0001');
  expect(run.log.join('\n')).not.toMatch(/\n\s+at /);
  expect(run.debug.join('\n')).toMatch(/TypeError[\s\S]*at /);
  expect(run.ledger.entries).toEqual([]);
});

const full = (): never => {
  throw 'the disk is full';
};

it.each([
  ['an error', broken('the summary'), 'the summary is broken, with *** in it.'],
  ['what is thrown instead of one', full, 'the disk is full.'],
])(
  'a job summary that cannot be written is a warning with %s, and what was sent stays green',
  async (_, writeSummary, cause) => {
    const simulator = await simulate();
    const inputs = { ...inputsFor(simulator), ...minimal };
    const run = await runAction({ inputs, world: { writeSummary } });
    expect(run.report.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ outcome: 'sent', 'status-code': '200', 'error-code': '' });
    expect(run.annotations).toMatchObject([
      { level: 'warning', text: `The job summary could not be written: ${cause}` },
    ]);
    expect(run.log.at(-1)).toMatch(/^Sent: 1 of 1/);
  },
);
