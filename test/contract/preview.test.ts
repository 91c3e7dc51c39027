/** The options of the preview, which say what a run would have had. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { runPreview } from '../../scripts/preview-command.ts';
import { sampleRun, setValue } from '../../scripts/sample-run.ts';
import { folderWith } from '../support/folder-with.ts';
import { root } from '../support/project.ts';
import { simulate } from '../support/simulator.ts';

const run = promisify(execFile);

/** Runs the command in this process: to start one for each test takes a second. */
async function preview(...args: readonly string[]) {
  const text = { log: '', error: '' };
  const keep = (name: 'log' | 'error') =>
    vi.spyOn(console, name).mockImplementation((line = '') => {
      text[name] += `${line}\n`;
    });
  const spies = [keep('log'), keep('error')];
  vi.stubEnv('NO_COLOR', '1');
  try {
    const code = await runPreview(args, { ...process.env, INIT_CWD: root });
    return { code, stdout: text.log, stderr: text.error };
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}

describe('--set', () => {
  it.each<[string, unknown]>([
    ['github.event.release.tag_name=1.10', '1.10'],
    ['github.event.release.tag_name=v1', 'v1'],
    ['github.event.release.tag_name=12345678901234567890', '12345678901234567890'],
    ['github.event.release.tag_name=7', 7],
    ['github.event.release.tag_name=true', true],
    ['github.event.release.tag_name={"a":1}', { a: 1 }],
  ])('%s', (assignment, expected) => {
    const sample = sampleRun({});
    setValue(sample, assignment);
    expect(sample.event).toEqual({ release: { tag_name: expected } });
  });

  it('is text in the contexts in which everything is', () => {
    const sample = sampleRun({});
    setValue(sample, 'vars.ON_SHIFT=["a"]');
    expect(sample.contexts['vars']).toEqual({ ON_SHIFT: '["a"]' });
  });
});

const file = 'examples/release-announcement/release.yml';

it('shows a payload file with the recorded release', async () => {
  const { code, stdout } = await preview(file);
  expect(code).toBe(0);
  expect(stdout).toContain('Event: a recorded release');
  expect(stdout).toContain('1 delivery, no errors');
});

it.each(['release', 'deployment', 'result'])('shows builtin:%s with sample IDs', async (name) => {
  const { code, stdout } = await preview(`builtin:${name}`);
  expect(code).toBe(0);
  expect(stdout).toContain(`acme/harbor #42 (${name})`);
});

it('prints valid JSON: alone with --json, and between its other lines when piped', async () => {
  const title = `##[x]\u202e ${'long '.repeat(40)}`;
  const args = [file, '--input', `title=${title}`];
  const { stdout } = await preview(...args);
  const [, body = ''] = /^( {2}\{\n[\s\S]*?^ {2}\})$/m.exec(stdout) ?? [];
  const alone = await preview(...args, '--json');
  expect(JSON.parse(alone.stdout)).toMatchObject({ payload: [JSON.parse(body)], errors: [] });
  expect(JSON.parse(body).notification.title).toBe(title.trim());
  expect(stdout + alone.stdout).not.toMatch(/##\[|\u202e/);
});

it('says so where npm takes an option because `--` is missing', async () => {
  vi.stubEnv('npm_config_event', 'true');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { code, stderr } = await preview(file, 'event.json');
  expect(code).toBe(2);
  expect(stderr).toContain('npm took `--event`');
  expect(stderr).toContain('npm run preview -- FILE --event');
});

it('says which file cannot be read', async () => {
  const { code, stderr } = await preview(file, '--event', file);
  expect(code).toBe(2);
  expect(stderr).toContain('release.yml: ');
});

it('sends to a running simulator', async () => {
  const simulator = await simulate();
  const { code, stdout } = await preview(file, '--send', '--simulator', simulator.url);
  expect(code).toBe(0);
  expect(stdout).toContain('Sent: 1 of 1 delivery accepted');
  expect(simulator.ledger.accepted()).toHaveLength(1);
});

it('sends only to this machine', async () => {
  const { code, stderr } = await preview(file, '--send', '--simulator', 'https://api.walkme.com');
  expect(code).toBe(2);
  expect(stderr).toContain('--simulator must be an address on this machine');
});

it('is a command that ends with its exit code', async () => {
  const script = join(root, 'scripts/preview.ts');
  const ended = run(process.execPath, [script, 'nofile.yml', '--json']);
  await expect(ended).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('nofile') });
});

it('explains itself', async () => {
  const { code, stdout } = await preview('--help');
  expect(code).toBe(0);
  expect(stdout).toContain('--watch');
});

it('fails where the simulator cannot be reached', async () => {
  const { code, stdout } = await preview(file, '--send', '--simulator', 'http://127.0.0.1:1');
  expect(code).toBe(1);
  expect(stdout).toContain('could not be reached');
  expect(stdout).toContain(
    'No simulator runs at http://127.0.0.1:1. To start one: npm run simulator',
  );
});

describe('a name that the action does not know', () => {
  it.each([
    [['--input', 'tempalte-id=t'], 'there is no input `tempalte-id`. Did you mean `template-id`?'],
    [['--input', 'template-id'], '--input requires NAME=value, found "template-id".'],
    [['--set', 'nedds.a.result=x'], 'there is no context `nedds`. Did you mean `needs`?'],
    [['--set', 'github.evnt.a=x'], 'no property `github.evnt`. Did you mean `event`?'],
    [['--set', 'run.previuos=x'], 'no property `run.previuos`. Did you mean `previous`?'],
    [['--set', 'run=x'], 'add a name to `run`: `run.NAME=value`.'],
    [['--set', 'run'], '--set requires NAME=value, found "run".'],
    [['--workspce', '.'], "Unknown option '--workspce'"],
  ])('is refused: %j', async (args, message) => {
    const { code, stderr } = await preview(file, ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('is known where a file of contexts has it', async () => {
    const folder = folderWith({ 'contexts.json': '{"inventory": {"stage": "a"}}' });
    const context = ['--context', join(folder, 'contexts.json')];
    const { code } = await preview(file, ...context, '--set', 'inventory.stage=b');
    expect(code).toBe(0);
  });
});

describe('the folder that paths are relative to', () => {
  const files = {
    'people.yml': 'octocat: ann@corp.example',
    'walkme/people.yml': 'octocat: bob@corp.example',
    'walkme/p.yml': 'notification: {templateId: t, endUsersIds: ["@octocat"]}',
  };
  const withMap = ['--input', 'user-map=people.yml'];

  it.each<
    [string, Readonly<Record<string, string>>, (folder: string) => readonly string[], string]
  >([
    ['the Git repository', { '.git/HEAD': '' }, () => [], 'ann'],
    ['the folder of the file, outside of a repository', {}, () => [], 'bob'],
    ['--workspace', {}, (folder) => ['--workspace', folder], 'ann'],
  ])('is %s', async (_, more, options, person) => {
    const folder = folderWith({ ...files, ...more });
    const { code, stdout } = await preview(
      join(folder, 'walkme/p.yml'),
      ...withMap,
      ...options(folder),
    );
    expect(code).toBe(0);
    expect(stdout).toContain(`${person}@corp.example`);
  });
});

it('says what to do on the command line, not in a workflow', async () => {
  const folder = folderWith({
    'p.yml': `notification:
  templateId: t
  endUsersIds: ['@octocat']
  title: \${{ needs.deploy.result }}
  runtimeTitle: \${{ steps.x.outputs.y }} \${{ vars.z }} \${{ toJSON(inputs) }}
  override: {A: "\${{ github.event.relase.name }}", B: "\${{ github.event.release.nme }}", C: "\${{ ( }}"}`,
  });
  const { code, stdout } = await preview(join(folder, 'p.yml'));
  expect(code).toBe(1);
  const text = stdout.replace(/\s+/g, ' ');
  for (const hint of [
    '--input user-map=path',
    '--set needs.deploy.result=failure',
    '--set steps.x.outputs.y=value',
    '--set vars.z=value',
    '--set inputs.NAME=value',
    '--set github.event.relase.NAME=value',
    '--set github.event.release.nme=value',
  ]) {
    expect(text).toContain(hint);
  }
  expect(text).not.toContain('toJSON()');
});

/** @returns what the preview of a payload file with this title prints, on one line. */
async function previewWith(title: string, ...args: readonly string[]): Promise<string> {
  const text = `notification: {templateId: t, endUsersIds: [a], runtimeTitle: "${title}"}`;
  const { stdout } = await preview(join(folderWith({ 'p.yml': text }), 'p.yml'), ...args);
  return stdout.replace(/\s+/g, ' ');
}

it.each([
  ['${{ github.refname }}', 'Did you mean `github.ref_name`?'],
  ['${{ jobb.status }}', 'Did you mean `job`?'],
])('keeps a suggestion: %s', async (title, suggestion) => {
  const text = await previewWith(title);
  expect(text).toContain(suggestion);
  expect(text).not.toContain('--set');
});

it.each([
  ['${{ needs.lint.result }} ${{ needs.lint.result }}', '`--set needs.lint.result=failure`'],
  ['${{ needs.build.outputs.tag }}', '`--set needs.build.outputs.tag=value`'],
  ["${{ join(needs.*.result, ',') }}", '`--set needs.deploy.result=failure`'],
])('names what to set exactly, and once: %s', async (title, hint) => {
  expect(await previewWith(title)).toContain(`Set each value: ${hint}. Or pass JSON`);
});

it.each([
  [['nofile.yml'], 'It is relative to the folder that you are in.'],
  [['builtin:relase'], 'Use builtin:release,'],
  [[file, '--input', 'user-map=nofile.yml'], 'or to the folder in `--workspace`.'],
])('says where a file that does not exist is looked for: %j', async (args, hint) => {
  const { code, stdout } = await preview(...args);
  const text = stdout.replace(/\s+/g, ' ');
  expect(code).toBe(1);
  expect(text).toContain(hint);
  expect(text).not.toContain('actions/checkout');
});

it.each([
  [[], 'Sample #42 failed', 'Failed: test (ubuntu-latest).'],
  [['--set', 'run.result=success'], 'Sample #42 passed', 'release (mlindqvist)'],
])('shows a ready-made payload with the result of its run: %j', async (args, title, text) => {
  const { stdout } = await preview('builtin:result', ...args, '--json');
  const { runtimeTitle, runtimeDescription } = JSON.parse(stdout).payload[0].notification;
  expect(runtimeTitle).toBe(`acme/harbor: ${title}`);
  expect(runtimeDescription).toContain(text);
});

describe('a payload file that names the run', () => {
  const named =
    "${{ run.result }}/${{ run.previous.result || 'none' }}/${{ run.failed[0].name || 'all well' }}/${{ run.changed }}";

  it.each([
    [[], 'failure/success/test (ubuntu-latest)/true', 'Run: a recorded one that fails'],
    [
      ['--set', 'run.result=success', '--set', 'run.previous.result=failure'],
      'success/failure/all well/true',
      'Run: a recorded one, as set',
    ],
    [
      ['--set', 'run.previous.result=failure'],
      'failure/failure/test (ubuntu-latest)/false',
      'Run: a recorded one, as set',
    ],
    [['--set', 'run.previous=null'], 'failure/none/test', 'Run: a recorded one, as set'],
    [['--set', 'run.failed=[{"name":"lint"}]'], 'failure/success/lint/true', 'as set'],
    [['--set', 'run.changed=false'], 'failure/success/test (ubuntu-latest)/false', 'as set'],
  ])('shows a recorded run, changed by %j', async (args, title, marked) => {
    const stdout = await previewWith(named, ...args);
    expect(stdout).toContain(title);
    expect(stdout).toContain(marked);
  });

  it('needs no recorded run where it does not name it', async () => {
    expect((await preview(file)).stdout).not.toContain('Run: ');
  });
});

it('the demo fits one screen', async () => {
  const env = { ...process.env, NO_COLOR: '1' };
  const { stdout } = await run(process.execPath, [join(root, 'scripts/demo.ts')], { env });
  const lines = stdout.split('\n');
  expect(lines.length).toBeLessThanOrEqual(36);
  expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
});
