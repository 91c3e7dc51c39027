import { expect, it } from 'vitest';
import { expectRefusedEarly, notify } from '../support/story.ts';

it.each([
  [
    'p.yml',
    'notification:\n  __proto__: {templateId: x}\n',
    /p\.yml:2:3.*`notification\.__proto__`/,
  ],
  ['p.json', '{"__proto__": {"notification": {}}}', /p\.json:1:2.*`__proto__`/],
  ['p.yml', 'notification: {constructor: 1, toString: 2}\n', /`notification\.constructor`/],
])('in %s, %j is refused', async (path, text, said) => {
  const run = await notify({ inputs: { 'payload-file': path }, files: { [path]: text } });
  expectRefusedEarly(run, 'payload-invalid', said);
  expect(Object.hasOwn(Object.prototype, 'templateId')).toBe(false);
});

it('in overrides and contexts such names are text like any other', async () => {
  const run = await notify({
    simulator: { extraFields: ['constructor'] },
    inputs: {
      overrides: '__proto__=a\nconstructor=b\ntoString=c',
      context: '{"own": {"toString": "d", "__proto__": "e"}}',
    },
    yaml: `notification:
  title: \${{ own.toString }}
  additionalFields: {constructor: 1}
`,
  });
  expect(run.outputs['error-message']).toBe('');
  expect(run.ledger.accepted()[0]?.body).toBe(
    '{"notification":{"templateId":"1e5afe51-2d2a-4b22-a60a-cf2d6c01d726","audiencesIds":["audience-cf0bd4c1"],' +
      '"title":"d","override":[{"key":"__proto__","value":"a"},{"key":"constructor","value":"b"},{"key":"toString","value":"c"}],' +
      '"constructor":1}}',
  );
});
