import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

const yaml = `\ufeff# Saved on Windows
notification:
  runtimeTitle: Harbor \${{ github.ref_name }}
  runtimeDescription: |
    One line.
    Another.
  override:
    - key: URL
      value: "https://example.com/\${{ github.ref_name }}"
`;
const json = `\ufeff{
  // Saved on Windows
  "notification": {
    "runtimeTitle": "Harbor \${{ github.ref_name }}",
    "runtimeDescription": "One line.\\nAnother.\\n", /* with a comma after the last entry */
    "override": { "URL": "https://example.com/\${{ github.ref_name }}", },
  },
}
`;

it.each([
  ['payload.yml', yaml],
  ['payload.json', json],
  ['walkme/payload.JSONC', json],
])('%s with a byte order mark and line ends of Windows is sent', async (path, text) => {
  const run = await notify({
    inputs: { 'payload-file': path },
    env: { GITHUB_REF_NAME: 'v4.7' },
    files: { [path]: text.replaceAll('\n', '\r\n') },
  });
  expect(run.report.exitCode).toBe(0);
  expect(run.accepted[0]).toMatchObject({
    runtimeTitle: 'Harbor v4.7',
    runtimeDescription: 'One line.\nAnother.\n',
    override: [{ key: 'URL', value: 'https://example.com/v4.7' }],
  });
});

it('an error in such a file is shown at its line', async () => {
  const wrong = yaml.replace('override', 'overide').replaceAll('\n', '\r\n');
  const run = await notify({ env: { GITHUB_REF_NAME: 'v4.7' }, yaml: wrong });
  expect(run.annotations[0]?.location).toMatchObject({ file: 'p.yml', line: 7, column: 3 });
});
