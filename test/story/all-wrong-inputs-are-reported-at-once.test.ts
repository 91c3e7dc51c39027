import { expect, it } from 'vitest';
import { expectRefusedEarly, notify } from '../support/story.ts';

it('all wrong inputs are reported at once, each by its name, before those of the payload', async () => {
  const run = await notify({
    to: {
      'client-id': 'id:secret',
      'client-secret': 'short',
      region: 'asia',
      'base-url': 'http://example.com',
      overrides: 'A=1\nno sign\nA=2',
      'standard-overrides': 'REPOSITRY',
      context: '{"secrets": {}, "GitHub": {}}',
      needs: '{broken',
      'missing-values': 'ignore',
      when: 'changed',
      'dry-run': 'yes',
      delivery: 'exactly-once',
      'max-attempts': '20',
      'request-timeout-seconds': '10s',
      'timeout-seconds': '-1',
      'on-failure': 'ignore',
      'on-missing-credentials': 'no',
      summary: '1',
      'user-map': 'missing.yml',
    },
  });

  expectRefusedEarly(
    run,
    'inputs-invalid',
    /`client-id`.*":"/,
    /`client-secret`.*8 characters/,
    /`region` .*us, eu, canada, or fedramp.*"asia"/,
    /`base-url`.*https/,
    /`overrides`.*line 2/,
    /`standard-overrides`.*"REPOSITRY".*`REPOSITORY`/,
    /`context`.*"secrets"/,
    /`context`.*"GitHub"/,
    /`needs`.*line 1, column \d+.*toJSON/,
    /`missing-values` .*"ignore"/,
    /`when: changed` cannot be evaluated: `github-token` is not set/,
    /`dry-run` .*true, false, or token.*"yes"/,
    /`delivery` .*at-most-once or at-least-once.*"exactly-once"/,
    /`max-attempts` .*1 to 10.*"20"/,
  );
  const message = run.outputs['error-message'] ?? '';
  for (const name of ['request-timeout-seconds', 'timeout-seconds', 'on-failure', 'summary']) {
    expect(message).toContain(`\`${name}\``);
  }
  expect(message).toMatch(/`user-map`.*missing\.yml does not exist/);
  const codes = run.report.errors.map(({ code }) => code);
  const inputs = codes.lastIndexOf('inputs-invalid') + 1;
  expect(codes.slice(inputs)).toEqual(['payload-invalid', 'payload-invalid']);
  expect(message).toMatch(/`overrides`[\s\S]*no template[\s\S]*no recipients/);
});

it('nine errors are annotations, the tenth counts the rest, and all of them are in the log', async () => {
  const lines = Array.from({ length: 30 }, (_, index) => `    field${index}: x`);
  const run = await notify({ yaml: `notification:\n${lines.join('\n')}\n` });
  expect(run.annotations).toHaveLength(10);
  expect(run.annotations.at(-1)?.text).toMatch(/21 more/);
  expect(run.annotations[8]?.location).toMatchObject({ file: 'p.yml', line: 10, column: 5 });
  const log = run.log.join('\n');
  for (let index = 0; index < 30; index++) expect(log).toContain(`notification.field${index}\``);
  expect(run.ledger.entries).toEqual([]);
});
