import { expect, it } from 'vitest';
import { findWrongId, normalizeId } from '../../../src/text/ids.ts';
import fc from '../../support/fast-check.ts';
import { within } from '../../support/within.ts';

it.each([
  [' ann\n', 'ann'],
  ['\ufeffan\u200bn\u00a0', 'ann'],
  ['@ octocat', '@octocat'],
  ['CORP\\ada lovelace', 'CORP\\ada lovelace'],
  [' \u200b ', ''],
])('an ID written as %j is %j', (written, id) => {
  expect(normalizeId(written)).toBe(id);
});

it.each([
  ...[
    'ann',
    'CORP\\ada lovelace',
    'CORP\\nadine@x',
    'Lovelace, Ada',
    'Ada,',
    '-ann@x.example',
    '-',
  ],
  ...['a,b;c|d', 'ann+b@x.example', '@octocat', '@acme/sales-team', "O'Brien", 'nullable', 'a#1'],
  ...['1e5afe51-2d2a-4b22-a60a-cf2d6c01d726', '$ann', 'HOST$', 'vars.ann@x.example', 'env.team'],
  ...['https://id.example/ann', 'prvs=ann@x.example', 'Sales: EMEA', '2. Sales', 'github.robot'],
])('%s can be an ID', (id) => {
  expect(findWrongId(id)).toBeUndefined();
});

const guid = '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726';

it.each<[RegExp, readonly string[]]>([
  [/curly quote/, ['“ann”']],
  [/line break/, ['a\nb', 'a\u2028b']],
  [/control character/, ['a\u0001b', 'a\tb']],
  [/not evaluated/, ['${{ github.actor }}']],
  [/missing value/, ['null', 'undefined', 'NaN', 'None', 'true', 'false', '[object Object]']],
  [/missing value/, ['Array', 'Object']],
  [/not replaced/, ['$TEMPLATE_ID', '${TEMPLATE_ID}', '$(templateId)', '%ID%', '{{ vars.ID }}']],
  [/not replaced/, ['secrets.ID', 'steps.find.outputs.id', 'env.ID', 'github.actor']],
  [/not replaced/, ['mentions(github.actor)', 'github.event.client_payload.id']],
  [/placeholder/, ['***', '<template id>', 'YOUR_TEMPLATE', 'your-id', '…', '...']],
  [/quotes around/, ['"ann"', "'ann'"]],
  [/comment/, ['a1 # sales', 'a@x // sales', '// sales', 'a@x /* sales */']],
  [/address of a page/, [`https://x.walkme.com/${guid}`, 'https://github.com/o']],
  [/Slack mention/, ['<@U012AB>']],
  [/list in text/, [`["${guid}"]`, "['ann']"]],
  [/mark of a list item/, ['• ann', '– a@x', '1. a@x', '2) @octocat', `-${guid}`, '*@octocat']],
  [/label/, [`Template ID: ${guid}`, 'E-mail: a@x', `template-id=${guid}`]],
  [/more than the ID/, ['Ann <ann@x.example>', 'mailto:ann@x.example']],
  [/ends in a separator/, ['a@x,', `${guid} ;`, '@octocat,']],
  [/several IDs/, [`-${guid} -${guid}`, `${guid}|x`, `x; ${guid.replaceAll('-', '')}`]],
  [
    /several IDs/,
    ['a@x b@x', 'a@x, b@x', 'a@x,b@x', 'a@x\\nb@x', 'a@x，b@x', '@ana @bob', '@a - @b'],
  ],
])('what %s is told apart', (reason, ids) => {
  for (const id of ids) expect(findWrongId(id)?.reason).toMatch(reason);
});

it.each(['steps..outputs.', 'a: ', '1. ', '{{', '["', '/ ', 'a='])(
  'many times %j is judged in a moment',
  async (part) => {
    await within(1000, () => void findWrongId(`${part.repeat(20_000)}!`));
  },
);

it('no costume of an ID is taken for the ID', () => {
  const id = fc.stringMatching(/^[a-z0-9]{3,20}@[a-z]{2,8}\.example$/);
  const costume = fc.constantFrom<(it: string) => string>(
    (it) => `"${it}"`,
    (it) => `'${it}'`,
    (it) => `<${it}>`,
    (it) => `mailto:${it}`,
    (it) => `${it} # note`,
    (it) => `${it}, ${it}`,
    (it) => `${it};${it}`,
    (it) => `- ${it}`,
  );
  fc.assert(
    fc.property(id, costume, (it, dress) => {
      expect(findWrongId(normalizeId(it))).toBeUndefined();
      expect(findWrongId(normalizeId(dress(it)))).toBeDefined();
    }),
  );
});
