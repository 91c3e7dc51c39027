import { describe, expect, it } from 'vitest';
import { answering, type Github } from '../support/github-server.ts';
import { runStoryOf } from '../support/run-story.ts';
import { expectRefusedEarly, type Story } from '../support/story.ts';

const lines = [
  /`github-token: \$\{\{ github\.token \}\}` to the inputs of the step/,
  /`permissions: \{ contents: read, actions: read \}` to its job/,
];
const noToken: Story = { inputs: { 'github-token': '' } };
const answer = (status: number, message: string): Github => answering(status, { message });
const forbidden = answer(403, 'Resource not accessible by integration');

describe('an expression that names the run', () => {
  const expressions = { A: 'run.result', B: 'run.previous.number' };

  it('says without a token which lines to add, once', async () => {
    const { run, server } = await runStoryOf({}, expressions, noToken);
    expectRefusedEarly(
      run,
      'value-missing',
      /`\$\{\{ run\.result \}\}`.*`github-token` is not set/,
      ...lines,
    );
    expect(run.report.errors).toHaveLength(1);
    expect(run.report.errors[0]?.location).toMatchObject({ file: 'p.yml', line: 4, column: 8 });
    expect(server.asked).toEqual([]);
  });

  it('says so in a dry run too', async () => {
    const inputs = { 'github-token': '', 'dry-run': 'true' };
    const { run } = await runStoryOf({}, expressions, { inputs });
    expectRefusedEarly(run, 'value-missing', /`github-token` is not set/);
  });

  it.each<[string, Github, RegExp]>([
    ['the permission is missing', forbidden, /contents: read, actions: read/],
    ['the token is not valid', answer(401, 'Bad credentials'), /rejected `github-token`/],
    ['the run is not there', { attempts: [] }, /no run 1658821493 of acme\/harbor/],
    ['GitHub says why', answer(403, 'Your IP is not on the allow list'), /not on the allow list/],
  ])('names the cause where %s', async (_, github, message) => {
    const { run } = await runStoryOf(github, { A: 'run.result' });
    expectRefusedEarly(run, 'value-missing', message);
  });

  it('ends with the job', async () => {
    const { run } = await runStoryOf({}, expressions, { world: { signal: AbortSignal.abort() } });
    expect(run.report.exitCode).toBe(1);
    expect(run.outputs['error-code']).toBe('deadline-exceeded');
  });

  it('is empty in a rehearsal without a token, and that is a notice', async () => {
    const inputs = { 'github-token': '', 'dry-run': 'true', 'event-file': 'push:e.json' };
    const { run } = await runStoryOf({}, expressions, { inputs, files: { 'e.json': '{}' } });
    expect(run.outputs['outcome']).toBe('dry-run');
    const told = run.annotations.filter(({ text }) => text.includes('names `run` is empty'));
    expect(told.map(({ level }) => level)).toEqual(['notice']);
  });

  it('is not evaluated without a token where it asks for the run first', async () => {
    const guarded = { A: "run && run.result || 'unknown'" };
    expect((await runStoryOf({}, guarded, noToken)).sent).toEqual({ A: 'unknown' });
    expect((await runStoryOf({}, guarded)).sent).toEqual({ A: 'success' });
  });

  it('is an error outside of a run', async () => {
    const { run } = await runStoryOf({}, { A: 'run.result' }, { env: { GITHUB_RUN_ID: '' } });
    expectRefusedEarly(run, 'value-missing', /there is no workflow run/);
  });
});

describe('`when`', () => {
  const inputs = { when: 'changed' };

  it('says without a token which lines to add, and an expression does not repeat it', async () => {
    const { run } = await runStoryOf(
      {},
      { A: 'run.result' },
      { inputs: { ...inputs, ...noToken.inputs } },
    );
    expectRefusedEarly(
      run,
      'inputs-invalid',
      /`when: changed` cannot be evaluated: `github-token` is not set/,
      ...lines,
    );
    expect(run.report.errors).toHaveLength(1);
  });

  it('names the missing permission', async () => {
    const { run } = await runStoryOf(forbidden, {}, { inputs });
    expectRefusedEarly(run, 'inputs-invalid', /`when: changed`.*contents: read, actions: read/);
  });

  it('is not asked for where another input is wrong', async () => {
    const { run, server } = await runStoryOf({}, {}, { inputs: { ...inputs, summary: 'maybe' } });
    expectRefusedEarly(run, 'inputs-invalid', /`summary`/);
    expect(server.asked).toEqual([]);
  });
});

it('a standard override about the run says which lines to add', async () => {
  const inputs = { 'standard-overrides': 'ACTOR, DURATION', 'github-token': '' };
  const { run } = await runStoryOf({}, { A: 'run.result' }, { inputs });
  expectRefusedEarly(
    run,
    'inputs-invalid',
    /`standard-overrides`: no value for `DURATION`/,
    ...lines,
  );
  expect(run.report.errors).toHaveLength(1);
});
