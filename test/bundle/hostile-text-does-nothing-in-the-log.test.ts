import { expect, it } from 'vitest';
import { runBundle } from '../support/bundle.ts';
import { folderWith } from '../support/folder-with.ts';
import { answer, grant, listenAndAnswer } from '../support/raw-server.ts';

const hostile =
  '\n::error::pwned\r\n  ::set-output name=outcome::failed\n##[add-mask]Harbor\r##[group]x\u2028::warning::y\u0085::stop-commands::z\u001b[2J\u202e';
/** An ID has no control character. */
const visible = hostile.replace(/[\p{Cc}\p{Cf}\p{Zl}]+/gu, '');
/** An environment variable cannot hold a NUL; files and services can. */
const worse = `${hostile}\u0000`;

/** The step's own commands, by name; everything else must be text. */
function expectQuiet(stdout: string, summary: string): readonly string[] {
  for (const line of stdout.split('\n')) {
    expect(line).not.toMatch(
      /##\[|[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/,
    );
    expect(line).not.toMatch(/^\s+::/);
  }
  expect(summary).not.toMatch(/##\[|[\u0000-\u0009\u000b-\u001f\u0085\u202e]/);
  const commands = stdout.match(/^::[a-z-]+/gm) ?? [];
  return [...new Set(commands)].filter((it) => it !== '::add-mask' && it !== '::debug').toSorted();
}

const inputs = { 'client-id': 'id', 'client-secret': 'a-secret-0001', 'audience-ids': 'a' };

it('in the notification of a dry run', async () => {
  const { exitCode, stdout, summary, outputs } = await runBundle({
    inputs: {
      ...inputs,
      'dry-run': 'true',
      'template-id': `t${visible}`,
      'system-ids': JSON.stringify([`s${visible}`]),
      'runtime-title': `x${hostile}`,
      payload: JSON.stringify({ notification: { override: { [`K${hostile}`]: hostile } } }),
    },
  });
  expect(exitCode, stdout).toBe(0);
  expect(expectQuiet(stdout, summary)).toEqual(['::endgroup', '::group', '::warning']);
  expect(JSON.parse(outputs['payload'] ?? '')).toMatchObject([
    { notification: { runtimeTitle: `x${hostile}` } },
  ]);
});

it('in names, values and paths that are wrong', async () => {
  const file = 'a,line=9::error::b%0A.yml';
  const title = JSON.stringify(`\${{ f${worse}() }}`);
  const text = `notification:\n  ${JSON.stringify(worse)}: 1\n  title: ${title}\n`;
  const { exitCode, stdout, summary } = await runBundle({
    inputs: {
      ...inputs,
      'template-id': 't',
      'payload-file': file,
      'start-at': `x${hostile}`,
      'notification-type': `y${hostile}`,
    },
    env: { GITHUB_WORKSPACE: folderWith({ [file]: text }) },
  });
  expect(exitCode).toBe(1);
  expect(expectQuiet(stdout, summary)).toEqual(['::error', '::notice']);
  expect(stdout).toContain(
    '%3A payload-invalid,file=a%2Cline=9%3A%3Aerror%3A%3Ab%250A.yml,line=2,col=3::',
  );
});

it('in the values of inputs', async () => {
  const wrong = ['region', 'base-url', 'delivery', 'dry-run', 'max-attempts', 'standard-overrides'];
  const { exitCode, stdout, summary } = await runBundle({
    inputs: {
      ...inputs,
      ...Object.fromEntries(wrong.map((name) => [name, `x${hostile}`])),
      'user-map': `x${hostile}`,
    },
  });
  expect(exitCode).toBe(1);
  expect(expectQuiet(stdout, summary)).toEqual(['::error']);
});

it.each(['400 No', '500 Oh', '200 OK'])('in what the service says with %s', async (status) => {
  const said = answer(status, worse, 'X-Request-Id: x ::error::\u0085y');
  const server = await listenAndAnswer(grant(), said);
  const { stdout, summary } = await runBundle({
    inputs: { ...inputs, 'template-id': 't', 'base-url': server.url },
  });
  expect(expectQuiet(stdout, summary)).toEqual(status === '200 OK' ? [] : ['::error']);
});
