import { describe, expect, it } from 'vitest';
import { rehearse } from '../../../src/config/sources.ts';
import { createDiagnostics } from '../../../src/diagnostics.ts';
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

  it.each<[Readonly<Record<string, string>>, readonly unknown[]]>([
    [
      { 'event-file': 'push.json' },
      [
        {
          code: 'inputs-invalid',
          message: '`event-file` requires a dry run.',
          hint: 'Set `dry-run: true`, or remove `event-file`.',
          location: { input: 'event-file' },
        },
      ],
    ],
    [{ 'event-file': 'push.json', 'dry-run': 'maybe' }, []],
    [
      { 'event-file': 'nowhere.json', 'dry-run': 'true' },
      [{ code: 'inputs-invalid', message: expect.stringContaining('does not exist') }],
    ],
    ...['broken.json', 'list.json', 'null.json'].map(
      (file): [Readonly<Record<string, string>>, readonly unknown[]] => [
        { 'event-file': file, 'dry-run': 'true' },
        [
          {
            code: 'inputs-invalid',
            message: `\`event-file\`: ‹${file}› is not a JSON object.`,
            hint: expect.stringContaining('toJSON(github.event)'),
          },
        ],
      ],
    ),
  ])('that cannot be used (%j) changes nothing', async (inputs, errors) => {
    const run = await rehearsed(inputs);
    expect(run.event).toEqual({ number: 1 });
    expect(run.env['GITHUB_EVENT_NAME']).toBe('pull_request');
    expect(run.errors).toMatchObject(errors);
    expect(run.errors).toHaveLength(errors.length);
    // What follows from it is not reported: credentials, and what the event lacks.
    expect(run.config.dryRun).toBe(true);
    expect(run.config.invalidInputs).toContain('event-file');
  });
});
