import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactIds } from '../../../src/text/redact-ids.ts';
import { anyText } from '../../support/texts.ts';

const ann = 'ann.lee@corp.example';

describe('the id of a recipient', () => {
  it.each<[string, string]>([
    ['', ''],
    ['nobody is named', 'nobody is named'],
    [ann, '[recipient]'],
    [`User ${ann} is unknown.`, 'User [recipient] is unknown.'],
    ['User ANN.Lee@Corp.Example!', 'User [recipient]!'],
    [`"${ann}","${ann}"`, '"[recipient]","[recipient]"'],
    [`<${ann}>/_${ann}_`, '<[recipient]>/_[recipient]_'],
    [`jo${ann}`, `jo${ann}`],
    [`9${ann}`, `9${ann}`],
    [`é${ann}`, `é${ann}`],
    [`${ann}s`, `${ann}s`],
    [`${ann}.`, '[recipient].'],
    ['annxlee@corp.example', 'annxlee@corp.example'],
    ['/users?id=ann.lee%40corp.example&x', '/users?id=[recipient]&x'],
    ['/users?id=ANN.LEE%40CORP.EXAMPLE', '/users?id=[recipient]'],
    ['ids=x%2Cann.lee%40corp.example%2Cy', 'ids=x%2C[recipient]%2Cy'],
    ['{"text":"unknown:\\nann.lee@corp.example\\nbob"}', '{"text":"unknown:\\n[recipient]\\nbob"}'],
    ['{"text":"unknown:\\u000aann.lee@corp.example"}', '{"text":"unknown:\\u000a[recipient]"}'],
    ['&quot;ann.lee@corp.example&quot;', '&quot;[recipient]&quot;'],
  ])('in %j: %j', (text, expected) => {
    expect(redactIds(text, [ann])).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['a.b*c', 'a.b*c aXb*c', '[recipient] aXb*c'],
    ['(x)', '((x))', '([recipient])'],
    ['[y]', '[y] y', '[recipient] y'],
    ['^\\d+$', '^\\d+$ 12', '[recipient] 12'],
    ['a|b', 'a b a|b', 'a b [recipient]'],
    ['$1', '$1', '[recipient]'],
    ['-', 'a - b', 'a [recipient] b'],
    ['İpek', 'İpek', '[recipient]'],
    ['Ärger', 'ÄRGER und ärger', '[recipient] und [recipient]'],
    ['🚀', 'a 🚀 b', 'a [recipient] b'],
    ['\ud83d', 'a \ud83d b', 'a [recipient] b'],
    ['CORP\\ann', '{"user":"CORP\\\\ann"}', '{"user":"[recipient]"}'],
    ["o'brien+a@x.example", 'o\\u0027brien\\u002Ba@x.example', '[recipient]'],
    ["o'brien@x.example", 'o&#39;brien@x.example', '[recipient]'],
    ['a b', '?user=a%20b', '?user=[recipient]'],
  ])('%j in %j', (id, text, expected) => {
    expect(redactIds(text, [id])).toBe(expected);
  });

  it.each<[readonly string[], string, string]>([
    [[], 'ann and bob', 'ann and bob'],
    [[''], 'ann', 'ann'],
    [['', 'ann'], '- ann -', '- [recipient] -'],
    [['ann', 'bob'], 'ann, bob, cy', '[recipient], [recipient], cy'],
    [['ann', 'ann.lee', ann], `${ann} ann.lee ann`, '[recipient] [recipient] [recipient]'],
    [['recipient'], 'recipient', '[recipient]'],
  ])('of %j in %j', (ids, text, expected) => {
    expect(redactIds(text, ids)).toBe(expected);
  });

  it('does not stand alone in what is left, whatever the text', () => {
    fc.assert(
      fc.property(anyText(3), anyText(3), anyText(3), (id, before, after) => {
        // What is nothing but an escape of a blank is not an id.
        fc.pre(/[^\s+%\\&#;\da-fnrtu]/i.test(id) && !'[recipient]'.includes(id.toLowerCase()));
        const hidden = redactIds(`${before}  ${id}  ${after}`, [id]);
        expect(hidden).not.toContain(`  ${id}  `);
        expect(hidden).toContain('[recipient]');
      }),
      { numRuns: 1000 },
    );
  });

  it('is found among thousands, in a moment', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `person-${index}@corp.example`);
    const text = ids.slice(0, 1000).join(' ');
    const startedMs = performance.now();
    expect(redactIds(text, ids)).toBe(Array.from({ length: 1000 }, () => '[recipient]').join(' '));
    expect(redactIds('nobody is named here', ids)).toBe('nobody is named here');
    expect(performance.now() - startedMs).toBeLessThan(5000);
  });
});
