import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

const file = `# yaml-language-server: $schema=../payload.schema.json
$schema: ../payload.schema.json
notification:
  templateId: 1e5afe51-2d2a-4b22-a60a-cf2d6c01d726
  audiencesIds: [audience-cf0bd4c1, audience-c730d678]
  title: Release \${{ github.event.release.tag_name }}
  runtimeTitle: "\${{ github.event.release.name || github.ref_name }} is out"
  runtimeDescription: |
    Written by \${{ github.actor }}.
    Draft: \${{ github.event.release.draft }}, assets: \${{ github.event.release.assets[0].size }}
  override:
    '###URL###': \${{ github.event.release.html_url }}
    NOTHING: ""
`;

it('a YAML file with expressions is evaluated and sent', async () => {
  const run = await notify({
    to: { 'payload-file': '.github/walkme/release.yml' },
    env: { GITHUB_EVENT_NAME: 'release', GITHUB_ACTOR: 'octocat', GITHUB_REF_NAME: 'v4.7' },
    event: {
      release: {
        tag_name: 'v4.7',
        name: null,
        draft: false,
        html_url: 'https://github.com/acme/harbor/releases/tag/v4.7',
        assets: [{ size: 1048576 }],
      },
    },
    files: { '.github/walkme/release.yml': file },
  });

  expect(run.report.exitCode).toBe(0);
  expect(run.accepted).toEqual([
    {
      templateId: '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
      audiencesIds: ['audience-cf0bd4c1', 'audience-c730d678'],
      title: 'Release v4.7',
      runtimeTitle: 'v4.7 is out',
      runtimeDescription: 'Written by octocat.\nDraft: false, assets: 1048576\n',
      override: [
        { key: 'URL', value: 'https://github.com/acme/harbor/releases/tag/v4.7' },
        { key: 'NOTHING', value: '' },
      ],
    },
  ]);
  expect(run.log.join('\n')).toContain('.github/walkme/release.yml');
  expect(run.annotations).toEqual([]);
});
