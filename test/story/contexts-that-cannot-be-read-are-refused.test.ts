import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { expectRefusedEarly, minimal, runStory } from '../support/story.ts';

it.each([
  ['context', '{"steps": Object}', /line 1, column 11.*toJSON/],
  ['context', '{\n  "vars": {,}\n}', /line 2, column 12/],
  ['context', '["steps"]', /JSON object/],
  ['context', '{"env": {}}', /cannot define the context "env"/],
  ['context', '{"__proto__": {}}', /"__proto__"/],
  ['context', '{"a b": 1}', /"a b"/],
  ['context', '@missing.json', /missing\.json does not exist/],
  ['context', '@../outside.json', /outside\.json/],
  ['needs', '{"build": {"result": success}}', /line 1, column 22.*toJSON/],
  ['needs', '@bad.json', /line 1, column \d+/],
  ['user-map', 'list.yml', /list\.yml:1:1.*mapping/],
  ['user-map', 'twice.yml', /twice\.yml:3:1.*appears twice/],
  ['user-map', 'login.yml', /login\.yml:2:1.*login/],
  ['user-map', 'star.yml', /star\.yml:1:1.*\{login\}/],
  ['user-map', 'broken.yml', /broken\.yml:2:\d/],
])('%s %j is refused', async (name, value, said) => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, [name]: value },
    files: {
      'bad.json': '{',
      'list.yml': '- a\n',
      'twice.yml': 'a: "1"\nb: "2"\nA: "3"\n',
      'login.yml': 'ok: "1"\n"@octocat": "2"\n',
      'star.yml': '"*": everybody@people.example\n',
      'broken.yml': 'a: [1\nb: 2\n',
    },
  });
  expectRefusedEarly(run, 'inputs-invalid', new RegExp(`\`${name}\``), said);
  expect(simulator.ledger.entries).toEqual([]);
});
