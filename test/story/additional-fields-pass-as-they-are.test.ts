import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

it('additional fields pass as they are, and expressions in them keep their type', async () => {
  const extraFields = ['category', 'ratio', 'urgent', 'labels', 'theme', 'run', 'big', 'list'];
  const run = await notify({
    simulator: { extraFields },
    env: { GITHUB_RUN_NUMBER: '7' },
    event: { labels: [{ name: 'bug' }, { name: null }], count: 3 },
    yaml: `notification:
  additionalFields:
    category: 3
    ratio: 1.50
    urgent: true
    big: 12345678901234567890
    labels: \${{ github.event.labels.*.name }}
    theme: {color: "#f00", nested: [1, {a: ''}]}
    run: \${{ github.event.count }}
    list: \${{ fromJSON('[1, "1", true]') }}
`,
  });

  expect(run.report.exitCode).toBe(0);
  expect(run.ledger.accepted()[0]?.body).toBe(
    '{"notification":{"templateId":"1e5afe51-2d2a-4b22-a60a-cf2d6c01d726","audiencesIds":["audience-cf0bd4c1"],' +
      '"category":3,"ratio":1.50,"urgent":true,"big":12345678901234567890,"labels":["bug",null],' +
      '"theme":{"color":"#f00","nested":[1,{"a":""}]},"run":3,"list":[1,"1",true]}}',
  );
});
