import { expect, it } from 'vitest';
import { least, notify } from '../support/story.ts';

const documents = {
  YAML: `
    notification:
      templateId: 1e5afe51-2d2a-4b22-a60a-cf2d6c01d726
      audiencesIds: audience-cf0bd4c1
      runtimeTitle: "\${{ github.ref_name }} of {braces}"
  `,
  JSON: `{"notification": {
    "templateId": "1e5afe51-2d2a-4b22-a60a-cf2d6c01d726", // inline
    "audiencesIds": ["audience-cf0bd4c1"],
    "runtimeTitle": "\${{ github.ref_name }} of {braces}",
  }}`,
};

it.each(Object.entries(documents))(
  'an inline payload in %s is sent, never evaluated',
  async (_, payload) => {
    const run = await notify({ to: { payload }, env: { GITHUB_REF_NAME: 'v4.7' } });

    expect(run.report.exitCode).toBe(0);
    expect(run.accepted).toEqual([
      { ...least, runtimeTitle: '${{ github.ref_name }} of {braces}' },
    ]);
    expect(run.log.join('\n')).toContain('`payload`');
  },
);
