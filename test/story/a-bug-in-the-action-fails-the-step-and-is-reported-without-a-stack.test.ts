import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { minimal, runStory } from '../support/story.ts';
import { runAction } from '../support/world.ts';

const broken = (what: string) => (): never => {
  throw new TypeError(`${what} is broken, with simulator-secret-0001 in it`);
};

it.each([
  ['the event cannot be read', { readEvent: broken('the event') }, 'failed'],
  ['a file cannot be read', { readFile: broken('the disk') }, 'failed'],
  ['the transport fails', { send: broken('the transport') }, 'unknown'],
])('when %s, the step fails with its own code', async (_, world, outcome) => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'payload-file': 'p.yml' },
    event: {},
    files: { 'p.yml': 'notification: {title: "${{ github.event.a || 1 }}"}' },
    world,
  });
  expect(run.report.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ outcome, 'error-code': 'internal' });
  expect(run.outputs['error-message']).toMatch(
    /bug in the action.*is broken.*[Rr]eport this message in an issue/,
  );
  expect(run.everything).not.toContain('simulator-secret-0001');
  expect(run.log.join('\n')).not.toMatch(/\n\s+at /);
  expect(run.debug.join('\n')).toMatch(/TypeError[\s\S]*at /);
  expect(simulator.ledger.entries).toEqual([]);
});

it('outputs that cannot be written fail a step that sent, and say so', async () => {
  const simulator = await simulate();
  const run = await runAction({
    inputs: { ...inputsFor(simulator), ...minimal },
    world: { setOutputs: broken('the file of outputs') },
  });
  expect(simulator.ledger.accepted()).toHaveLength(1);
  expect(run.report.exitCode).toBe(1);
  const log = run.log.join('\n');
  expect(log).toMatch(/Sent: 1 of 1 delivery accepted/);
  expect(run.summary).toContain('1 of 1 delivery accepted');
  expect(run.annotations).toMatchObject([
    { level: 'error', text: expect.stringMatching(/file of outputs is broken, with \*\*\*/) },
  ]);
  expect(log).not.toMatch(/\n\s+at /);
});

it('a job summary that cannot be written is a warning, and what was sent stays green', async () => {
  const simulator = await simulate();
  const run = await runAction({
    inputs: { ...inputsFor(simulator), ...minimal },
    world: { writeSummary: broken('the summary') },
  });
  expect(run.report.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ outcome: 'sent', 'status-code': '200', 'error-code': '' });
  expect(run.annotations).toMatchObject([
    {
      level: 'warning',
      text: 'The job summary could not be written: the summary is broken, with *** in it.',
    },
  ]);
  expect(run.log.at(-1)).toMatch(/^Sent: 1 of 1/);
});

it('what is thrown instead of an error is shown as it is', async () => {
  const simulator = await simulate();
  const run = await runAction({
    inputs: { ...inputsFor(simulator), ...minimal },
    world: {
      writeSummary() {
        throw 'the disk is full';
      },
    },
  });
  expect(run.report.exitCode).toBe(0);
  expect(run.annotations).toMatchObject([
    { level: 'warning', text: 'The job summary could not be written: the disk is full.' },
  ]);
});
