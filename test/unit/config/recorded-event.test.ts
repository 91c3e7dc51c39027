import { describe, expect, it } from 'vitest';
import { eventNameOf, eventVariables } from '../../../src/config/recorded-event.ts';
import { rehearse } from '../../../src/config/sources.ts';
import { createDiagnostics } from '../../../src/diagnostics.ts';
import { eventNames, headSha, mainSha, recorded } from '../payload/events.ts';
import { createWorld } from '../support.ts';
import { configure } from './support.ts';

const files = {
  'push.json': '{"ref": "refs/heads/main", "pusher": {"name": "ada"}}',
  'cron.json': '{"schedule": "0 6 * * 1"}',
  'broken.json': '{"ref": ',
  'list.json': '[{"ref": 1}]',
  'null.json': 'null',
};

async function rehearsed(inputs: Readonly<Record<string, string>>) {
  const diagnostics = createDiagnostics((text) => `‹${text}›`);
  const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_ACTOR: 'ada' };
  const world = { ...createWorld({ files, event: '{"number": 1}' }), env };
  const { config: given } = await configure(inputs);
  const rehearsal = await rehearse(world, given, diagnostics);
  const { env: seen, readEvent } = rehearsal.world;
  return { env: seen, event: JSON.parse(readEvent()), errors: diagnostics.errors, ...rehearsal };
}

describe('a recorded event', () => {
  it.each([
    ['push.json', 'push', { ref: 'refs/heads/main', pusher: { name: 'ada' } }],
    ['cron.json', 'pull_request', { schedule: '0 6 * * 1' }],
    ['schedule:cron.json', 'schedule', { schedule: '0 6 * * 1' }],
  ])('from %s stands for the event, and its name %s', async (file, name, event) => {
    const run = await rehearsed({ 'event-file': file, 'dry-run': 'true' });
    expect(run).toMatchObject({ env: { GITHUB_EVENT_NAME: name }, event, errors: [] });
  });

  const requiresDryRun = {
    code: 'inputs-invalid',
    message: '`event-file` requires a dry run.',
    hint: 'Set `dry-run: true`, or remove `event-file`.',
    location: { input: 'event-file' },
  };
  const notObject = (file: string): unknown => ({
    code: 'inputs-invalid',
    message: `\`event-file\`: ‹${file}› is not a JSON object.`,
    hint: expect.stringContaining('toJSON(github.event)'),
  });
  const missing = { code: 'inputs-invalid', message: expect.stringContaining('does not exist') };

  it.each<[string, dryRun: string, readonly unknown[]]>([
    ['push.json', '', [requiresDryRun]],
    ['push.json', 'maybe', []],
    ['nowhere.json', 'true', [missing]],
    ['broken.json', 'true', [notObject('broken.json')]],
    ['list.json', 'true', [notObject('list.json')]],
    ['null.json', 'true', [notObject('null.json')]],
  ])('that cannot be used (%s, `dry-run: %s`) changes nothing', async (file, dryRun, errors) => {
    const run = await rehearsed({ 'event-file': file, 'dry-run': dryRun });
    expect(run.event).toEqual({ number: 1 });
    expect(run.env['GITHUB_EVENT_NAME']).toBe('pull_request');
    expect(run.errors).toMatchObject(errors);
    expect(run.errors).toHaveLength(errors.length);
    // What follows from it is not reported: credentials, and what the event lacks.
    expect(run.config.dryRun).toBe(true);
    expect(run.config.invalidInputs).toContain('event-file');
  });
});

describe('the name of an event', () => {
  /** Their payloads have no member of their own. */
  const silent = ['create', 'delete', 'discussion', 'schedule'];

  it.each(eventNames)('is told by the members of %s', (file) => {
    const event = file.replaceAll('-', '_');
    const name = eventNameOf(recorded(file));
    if (silent.some((it) => event.startsWith(it))) expect(name).toBeUndefined();
    else expect(event.replace('pull_request_target', 'pull_request')).toContain(name);
  });

  it('is not known of a value that is no event', () => {
    expect(eventNameOf(null)).toBeUndefined();
    expect(eventNameOf({ release: 'x' })).toBeUndefined();
  });
});

describe('the variables of a run on an event', () => {
  const main = ['refs/heads/main', 'main', 'branch'] as const;
  const tag = ['refs/tags/v4.7.0', 'v4.7.0', 'tag'] as const;
  const none = [undefined, undefined, undefined] as const;

  const pull = { base: { ref: 'main' }, head: { ref: 'fix-crane' } };
  const refs = ['main', 'fix-crane'];
  const openedSha = '9c0ab2d1b6f0f8c5b6d4a0e3c3c1b7a7f6e5d4c3';
  const merged = { ...pull, merged: true, merge_commit_sha: mainSha };
  const queued = { head_ref: 'refs/heads/queue/7', head_sha: headSha };
  const otherBranch = { head_branch: 'x', head_sha: 'y' };
  const queue = ['refs/heads/queue/7', 'queue/7', 'branch'];

  it.each<
    [
      string | undefined,
      unknown,
      readonly (string | undefined)[],
      sha?: string,
      baseAndHead?: readonly string[],
    ]
  >([
    ['push', recorded('push-branch'), main, mainSha],
    ['push', recorded('push-tag'), tag, mainSha],
    ['workflow_dispatch', recorded('workflow-dispatch'), main],
    ['repository_dispatch', { branch: 'main' }, main],
    ['create', recorded('create-branch'), ['refs/heads/feature', 'feature', 'branch']],
    ['create', { ref: 'v4.7.0', ref_type: 'tag' }, tag],
    ['delete', recorded('delete-tag'), main],
    ['release', recorded('release-published'), tag],
    ['release', { release: { tag_name: 'v4.7.0', target_commitish: mainSha } }, tag, mainSha],
    ['deployment', recorded('deployment'), [undefined, 'main', undefined], mainSha],
    ['deployment_status', { deployment: { ref: mainSha, sha: mainSha } }, none, mainSha],
    [
      'pull_request',
      recorded('pull-request-opened'),
      ['refs/pull/18/merge', '18/merge', 'branch'],
      openedSha,
      refs,
    ],
    ['pull_request', { pull_request: merged }, main, mainSha, refs],
    [
      'pull_request_target',
      recorded('pull-request-target-from-fork'),
      main,
      mainSha,
      ['main', 'main'],
    ],
    ['merge_group', { merge_group: queued }, queue, headSha],
    ['workflow_run', recorded('workflow-run-completed'), main, headSha],
    ['workflow_run', { repository: { default_branch: 'main' }, workflow_run: otherBranch }, main],
    ['issues', recorded('issues-opened'), main],
    [undefined, {}, none],
    ['release', {}, none],
    ['pull_request', {}, none],
    ['create', {}, none],
  ])('%s', (name, event, [ref, refName, refType], sha, [baseRef, headRef] = []) => {
    expect(eventVariables(name, event)).toMatchObject({
      GITHUB_EVENT_NAME: name,
      GITHUB_REF: ref,
      GITHUB_REF_NAME: refName,
      GITHUB_REF_TYPE: refType,
      GITHUB_SHA: sha,
      GITHUB_BASE_REF: baseRef,
      GITHUB_HEAD_REF: headRef,
    });
  });

  it('name the sender as the actor', () => {
    expect(eventVariables('push', { sender: { login: 'ada' } })['GITHUB_ACTOR']).toBe('ada');
    expect(eventVariables('push', {})['GITHUB_ACTOR']).toBeUndefined();
  });
});
