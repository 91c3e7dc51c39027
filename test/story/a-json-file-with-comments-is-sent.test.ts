import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

const text = `\ufeff{
  // Copied from WalkMe's article.
  "notification": {
    "templateId": "1e5afe51-2d2a-4b22-a60a-cf2d6c01d726",
    "endUsersIds": ["ann@people.example", "bob@people.example",],
    "notificationType": "push", /* in any case */
    "override": [
      { "key": "VERSION", "value": "\${{ github.ref_name }}" },
      { "key": "###NOTE###", "value": "a // b" },
    ],
  },
}`;

it.each(['payload.json', 'walkme/payload.JSONC'])(
  'the JSON file %s with comments is sent',
  async (path) => {
    const run = await notify({
      to: { 'payload-file': path },
      env: { GITHUB_REF_NAME: 'v4.7' },
      files: { [path]: text },
    });

    expect(run.report.exitCode).toBe(0);
    expect(run.accepted).toEqual([
      {
        templateId: '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
        endUsersIds: ['ann@people.example', 'bob@people.example'],
        notificationType: 'Push',
        override: [
          { key: 'VERSION', value: 'v4.7' },
          { key: 'NOTE', value: 'a // b' },
        ],
      },
    ]);
    expect(run.log.join('\n')).toContain('2 people');
  },
);
