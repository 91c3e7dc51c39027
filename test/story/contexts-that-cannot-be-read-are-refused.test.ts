import { it } from 'vitest';
import { expectRefusedEarly, notify } from '../support/story.ts';

it.each([
  ['context', '{"steps": Object}', /line 1, column 11.*toJSON/],
  ['context', '{"env": {}}', /cannot define the context "env"/],
  ['context', '@missing.json', /missing\.json does not exist/],
  ['needs', '{"build": {"result": success}}', /line 1, column 22.*toJSON/],
  ['needs', '@bad.json', /line 1, column \d+/],
  ['user-map', 'twice.yml', /twice\.yml:3:1.*appears twice/],
  ['user-map', 'broken.yml', /broken\.yml:2:\d/],
])('%s %j is refused', async (name, value, said) => {
  const run = await notify({
    inputs: { [name]: value },
    files: {
      'bad.json': '{',
      'twice.yml': 'a: "1"\nb: "2"\nA: "3"\n',
      'broken.yml': 'a: [1\nb: 2\n',
    },
  });
  expectRefusedEarly(run, 'inputs-invalid', new RegExp(`\`${name}\``), said);
});
