import { describe, expect, it } from 'vitest';
import { redactIds } from '../../../src/text/redact-ids.ts';
import fc from '../../support/fast-check.ts';
import { anyText } from '../../support/texts.ts';
import { within } from '../../support/within.ts';

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
    ['', 'ann', 'ann'],
    ['  ', 'an axe', 'an axe'],
    ['a.b*c', 'a.b*c aXb*c', '[recipient] aXb*c'],
    ['$1', '$1', '[recipient]'],
    ['-', 'a - b', 'a [recipient] b'],
    ['+', '+', '+'],
    ['recipient', 'recipient', '[recipient]'],
    ['İpek', 'İpek', '[recipient]'],
    ['Ärger', 'ÄRGER und ärger', '[recipient] und [recipient]'],
    ['🚀', 'a 🚀 b', 'a [recipient] b'],
    ['\ud83d', 'a \ud83d b', 'a [recipient] b'],
    ['CORP\\ann', '{"user":"CORP\\\\ann"}', '{"user":"[recipient]"}'],
    ['CORP\\ann', '{\\"user\\":\\"CORP\\\\\\\\ann\\"}', '{\\"user\\":\\"[recipient]\\"}'],
    ['CORP\\ann', '%22CORP%5C%5Cann%22', '%22[recipient]%22'],
    ['CORP\\bob', 'CORP\\BOB corp\\\\bob', '[recipient] [recipient]'],
    ['Ärger', '"{\\"user\\":\\"\\\\u00c4rger\\"}"', '"{\\"user\\":\\"[recipient]\\"}"'],
    ["o'brien+a@x.example", 'o\\u0027brien\\u002Ba@x.example', '[recipient]'],
    ["o'brien@x.example", 'o&#39;brien@x.example', '[recipient]'],
    ['ünal@x.example', '%C3%9Cnal%40x.example \\u00fcnal@x.example', '[recipient] [recipient]'],
    ['😀ann', '%F0%9F%98%80ann \\ud83d\\ude00ann', '[recipient] [recipient]'],
    ['€uro@x', '%E2%82%ACuro@x', '[recipient]'],
    ['a<b>"c\'&d', 'a&lt;b&gt;&quot;c&apos;&amp;d', '[recipient]'],
    ['a/b\\c', 'a\\/b\\\\c', '[recipient]'],
    ['é&x', '&#XE9;&amp;x &EACUTE;x', '[recipient] &EACUTE;x'],
    ['a%40b', 'a%40b a%2540b', '[recipient] [recipient]'],
    ['+4912345', 'call +4912345 now', 'call +[recipient] now'],
    ['abc', btoa('see abc here'), btoa('see abc here')],
    ['abcdef', btoa('see abcdef here'), '[recipient]'],
    ['ann.lee', `xyz${btoa('see ann.lee here')}`, '[recipient]'],
    [' Ann Lee ', 'user ann lee\nleft: Ann\r\n   Lee', 'user [recipient]\nleft: [recipient]'],
    [' Ann Lee ', '{"text":"Ann\\nLee"}', '{"text":"[recipient]"}'],
    [' Ann Lee ', 'ann\t&#32;lee, ann&nbsp;lee', '[recipient], [recipient]'],
    [' Ann Lee ', '?user=ann+lee&x', '?user=[recipient]&x'],
    [' Ann Lee ', '?user=ann%0D%0A%20le%65', '?user=[recipient]'],
    [' Ann Lee ', '&#65;nn &#x4C;&#x65;e \\u0041nn\\u0020lee', '[recipient] [recipient]'],
    [' Ann Lee ', `in ${btoa('ann   lee')}!`, 'in [recipient]!'],
    [' Ann Lee ', `token=${btoa('{"user":"Ann Lee"}')}`, 'token=[recipient]'],
    [' Ann Lee ', `x/${btoa('to: ann lee.')}`, '[recipient]'],
    [' Ann Lee ', 'Pz5hbm4gbGVlPz4_', '[recipient]'],
    [' Ann Lee ', btoa('ann leeward'), btoa('ann leeward')],
    [' Ann Lee ', '&#9999999;nn lee', '&#9999999;nn lee'],
    [' Ann Lee ', '%F5%80%80%80nn lee', '%F5%80%80%80nn lee'],
    [' Ann Lee ', 'ann leeds, joann lee', 'ann leeds, joann lee'],
  ])('%j in %j', (id, text, expected) => {
    expect(redactIds(text, [id])).toBe(expected);
  });

  it.each<[readonly string[], string, string]>([
    [[], 'ann and bob', 'ann and bob'],
    [['', 'ann'], '- ann -', '- [recipient] -'],
    [['ann', 'bob'], 'ann, bob, cy', '[recipient], [recipient], cy'],
    [['ann', 'ann.lee', ann], `${ann} ann.lee ann`, '[recipient] [recipient] [recipient]'],
  ])('of %j in %j', (ids, text, expected) => {
    expect(redactIds(text, ids)).toBe(expected);
  });

  it.each<[string, string]>([
    ['unknown: ann.lee@corp.example', 'unknown: [recipient]'],
    ['unknown: ann.lee@corp.exam', 'unknown: [recipient]'],
    ['unknown: ANN.', 'unknown: [recipient]'],
    ['ann.lee', '[recipient]'],
    ['unknown: ann', 'unknown: ann'],
    ['unknown: xann.lee@corp', 'unknown: xann.lee@corp'],
    ['unknown: ann.lee@corp.example and ann.l', 'unknown: [recipient] and [recipient]'],
    ['?user=ann.lee%40co', '?user=[recipient]'],
    ['?user=ann.lee%4', '?user=[recipient]'],
    ['?user=ann.lee%', '?user=[recipient]'],
    ['"ann.lee\\u00', '"[recipient]'],
    ['"ann.lee\\', '"[recipient]'],
    ['ann.lee&#6', '[recipient]'],
    ['ann.lee\ufffd', '[recipient]'],
    [`in ${btoa(ann).slice(0, 11)}`, 'in [recipient]'],
    [`in ${btoa(ann).slice(0, 11)} and so on`, `in ${btoa(ann).slice(0, 11)} and so on`],
    [`in ${btoa(`x${ann}`).slice(0, 11)}`, `in ${btoa(`x${ann}`).slice(0, 11)}`],
    ['bob.', '[recipient]'],
    ['nobody', 'nobody'],
    ['', ''],
  ])('that was cut off at the end of %j: %j', (text, expected) => {
    expect(redactIds(text, [ann, 'bob.ray@corp.example'], true)).toBe(expected);
  });

  it('is whole where the text was not cut off', () => {
    expect(redactIds('ann.lee@corp', [ann])).toBe('ann.lee@corp');
  });

  it('is found over a line end, in each encoding, wherever it is', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcÄé@._-'), minLength: 6, maxLength: 12 });
    const encoders: readonly ((text: string) => string)[] = [
      (text) => text,
      (text) => text.toUpperCase(),
      encodeURIComponent,
      (text) => JSON.stringify(text).slice(1, -1),
      (text) => text.replace(/[^ -~]|[@<>]/g, (char) => `&#${char.charCodeAt(0)};`),
      (text) => text.replaceAll(' ', '\n'),
      (text) => Buffer.from(text).toString('base64'),
    ];
    fc.assert(
      fc.property(word, word, fc.constantFrom(...encoders), (first, last, encode) => {
        const id = `${first} ${last}`;
        const text = `no: ${encode(id)} .`;
        expect(redactIds(text, [id])).toBe('no: [recipient] .');
      }),
      { numRuns: 2000 },
    );
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

  it('is found among thousands, in a moment', async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `person-${index}@corp.example`);
    const text = ids.slice(0, 1000).join(' ');
    await within(5000, () => {
      expect(redactIds(text, ids)).toBe(
        Array.from({ length: 1000 }, () => '[recipient]').join(' '),
      );
      expect(redactIds('nobody is named here', ids)).toBe('nobody is named here');
    });
  });
});
