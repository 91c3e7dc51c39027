import { describe, expect, it } from 'vitest';
import { causeOfNull } from '../../../src/expressions/nulls.ts';
import { contextsOf } from '../payload/support.ts';

describe('the cause of a null', () => {
  const contexts = contextsOf({
    env: { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REPOSITORY: 'acme/harbor' },
    event: { inputs: { stage: null }, repository: {} },
  });

  it.each<[string, string]>([
    ['github.event.release.name', 'The event `workflow_dispatch` has no `release`.'],
    [
      'github.event.inputz',
      'The event `workflow_dispatch` has no `inputz`. Did you mean `inputs`?',
    ],
    ['github.repository.default_branch', '`github.repository` is the text `owner/name`'],
    ['matrix.os', 'This job has no `matrix`.'],
    ['needs && needs.build.result', 'Add `needs: ${{ toJSON(needs) }}` to the inputs'],
    ["run.urls || ''", '`run` has no `urls`. Did you mean `run.url`?'],
    ['github.evnt.x', '`github` has no `evnt`. Did you mean `github.event`?'],
    ['job.stats', '`job` has no `stats`. Did you mean `job.status`?'],
    ['github.zzz', '`github` has no `zzz`.'],
  ])('of %s is known', (source, message) => {
    const cause = causeOfNull(source, contexts);
    expect(`${cause?.message} ${cause?.hint}`).toContain(message);
  });

  it.each([
    'github.event.inputs.stage',
    'github.actor',
    'null',
    "'github.evnt'",
    'steps.run.urls',
    'github.ACTOR',
  ])('of %s is not', (source) => {
    expect(causeOfNull(source, contexts)).toBeUndefined();
  });

  it('of a job that needs none is not the input', () => {
    const alone = contextsOf({ event: {}, needs: {} });
    expect(causeOfNull('needs.build.result', alone)?.message).toMatch(/`needs` has no jobs/);
  });

  it('does not name an event that has no name', () => {
    const unnamed = contextsOf({ event: {}, matrix: { os: 'x' } });
    expect(causeOfNull('github.event.a', unnamed)?.message).toBe(
      'The event of this run has no `a`.',
    );
    expect(causeOfNull('matrix.y', unnamed)).toBeUndefined();
  });
});
