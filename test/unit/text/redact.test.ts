import { describe, expect, it } from 'vitest';
import { createRedactor, secretForms } from '../../../src/text/redact.ts';
import { within } from '../../support/within.ts';

describe('registration', () => {
  it('gives back the forms that are new, the secret itself among them', () => {
    const redactor = createRedactor();
    const forms = redactor.register('a secret/"x"');
    expect(forms).toContain('a secret/"x"');
    expect(forms).toContain('a secret/\\"x\\"');
    expect(forms).toContain('a%20secret%2F%22x%22');
    expect(forms).toContain('a+secret%2F%22x%22');
    expect(forms).toContain('YSBzZWNyZXQvIngi');
    expect(new Set(forms).size).toBe(forms.length);
    expect(redactor.register('a secret/"x"')).toEqual([]);
  });

  it.each<[string, boolean]>([
    ['', false],
    ['1234567', false],
    ['🚀🚀🚀', false],
    ['12345678', true],
    ['🚀🚀🚀🚀', true],
  ])('takes what is long enough to be masked: %j, %s', (secret, isLong) => {
    const redactor = createRedactor();
    expect(redactor.register(secret).includes(secret)).toBe(isLong);
    expect(redactor.redact(`x${secret}y`)).toBe(isLong ? 'x***y' : `x${secret}y`);
    expect(redactor.holdsSecret(`x${secret}y`)).toBe(isLong);
  });

  it.each<[string, readonly string[]]>([
    ['correct-horse', ['Y29ycmVjdC1ob3JzZ', 'NvcnJlY3QtaG9yc2', 'jb3JyZWN0LWhvcnNl']],
    [
      'a2V5OjEyMw==',
      ['a2V5OjEyMw%3D%3D', 'YTJWNU9qRXlNdz09', 'EyVjVPakV5TXc9P', 'hMlY1T2pFeU13PT'],
    ],
  ])('makes few forms of %j, which most encoders leave as it is', (secret, more) => {
    expect(secretForms(secret)).toEqual([secret, ...more]);
  });

  it('never makes a form of fewer than eight characters, not even of a line', () => {
    const forms = secretForms('short\r\na line that is long\n1234567\n12345678');
    expect(forms).toContain('a line that is long');
    expect(forms).toContain('12345678');
    expect(forms).not.toContain('short');
    expect(forms).not.toContain('1234567');
    for (const form of forms) expect(form.length).toBeGreaterThanOrEqual(8);
  });
});

describe('a text without its secrets', () => {
  const redactor = createRedactor();
  redactor.register('correct-horse');
  redactor.register('correct-horse-battery');
  redactor.register('p+q/r=s t"u\'v&w<x>y');

  it.each<[string, string]>([
    ['', ''],
    ['nothing in it', 'nothing in it'],
    ['correct-horse', '***'],
    ['a correct-horse, a correct-horse-battery.', 'a ***, a ***.'],
    ['correct-horsecorrect-horse', '******'],
    ['Correct-Horse', 'Correct-Horse'],
    ['correct-hors', 'correct-hors'],
    ['https://x?a=p%2Bq%2Fr%3Ds%20t%22u%27v%26w%3Cx%3Ey&b=1', 'https://x?a=***&b=1'],
    ['{"a":"p+q/r=s t\\"u\'v&w<x>y"}', '{"a":"***"}'],
  ])('%j is %j', (text, expected) => {
    expect(redactor.redact(text)).toBe(expected);
    expect(redactor.holdsSecret(text)).toBe(text !== expected);
  });

  it('has no line of a secret that has several', () => {
    const several = createRedactor();
    const key = '-----BEGIN KEY-----\nMIIEowIBAAKC\r\n-----END KEY-----';
    several.register(key);
    expect(several.redact(key)).toBe('***');
    expect(several.redact('2: MIIEowIBAAKC')).toBe('2: ***');
    expect(several.redact('"-----BEGIN KEY-----\\n"')).toBe('"***\\n"');
  });
});

it('a secret that begins like a shorter one is replaced as a whole, in whatever order they are known', () => {
  const [short, long] = ['correct-horse', 'correct-horse-battery'];
  const redactor = createRedactor();
  for (const secret of [long, short]) redactor.register(secret);
  expect(redactor.redact(`a ${long} b ${short} c`)).toBe('a *** b *** c');
});

describe('secrets made of stars', () => {
  it.each<[readonly string[], string]>([
    [['********'], '*'.repeat(1_000_000)],
    [['***a****', '********'], '***a****'.repeat(1000)],
    [['12345***', 'ABCDEFGH'], '12345ABCDEFGH'.repeat(1000)],
  ])('%j do not keep it from ending', async (secrets, text) => {
    const redactor = createRedactor();
    for (const secret of secrets) redactor.register(secret);
    const safe = await within(5000, () => redactor.redact(text));
    for (const secret of secrets) expect(safe).not.toContain(secret);
  });
});

describe('a text that was cut off', () => {
  const redactor = createRedactor();
  redactor.register('correct-horse');
  redactor.register('pässwörter');
  redactor.register('key\ufffdkey\ufffd');

  it.each<[string, string]>([
    ['the correct-horse', 'the ***'],
    ['the correct-hors', 'the ***'],
    ['the corr', 'the ***'],
    ['the cor', 'the cor'],
    ['the corr.', 'the corr.'],
    ['the orrect-h', 'the orrect-h'],
    ['corr', '***'],
    ['', ''],
    ['correct-correct-h', 'correct-***'],
    ['correct-horse and corre', '*** and ***'],
    ['?a=p%C3%A4ssw%C3', '?a=***'],
    ['?a=p%c3%a4s', '?a=p%c3%a4s'],
    ['?a=p%c3%a4ss', '?a=***'],
    ['"p\\u00e4ss\\u00', '"***'],
    ['\ufffd: päss\ufffd', '\ufffd: ***'],
    ['corr\ufffde', 'corr\ufffde'],
    ['a key\ufffd', 'a ***'],
  ])('%j is shown as %j', (text, expected) => {
    expect(redactor.redactCut(text)).toBe(expected);
  });

  it('in the middle of a character does not end in the beginning of a secret', () => {
    const bytes = Buffer.from('key=pässwörter');
    const shown = Array.from({ length: bytes.length + 1 }, (_, end) =>
      redactor.redactCut(bytes.subarray(0, end).toString()),
    );
    expect(shown).toEqual([
      ...['', 'k', 'ke', 'key', 'key=', 'key=p', 'key=p\ufffd', 'key=pä', 'key=päs'],
      ...Array.from({ length: 8 }, () => 'key=***'),
    ]);
  });

  it('does not come to hold a secret by being replaced', () => {
    const starry = createRedactor();
    starry.register('abcdefg***');
    expect(starry.redactCut('abcdefgabcdef')).not.toContain('abcdefg***');
  });
});

it.each(['&sol;&plus;&equals;', '&#47;&plus;&#x3D;', '&sol;&#43;='])(
  'a secret is found in HTML by the names of its punctuation: %s',
  (escaped) => {
    const redactor = createRedactor();
    redactor.register('s3cret/+=value');
    expect(redactor.redact(`a s3cret${escaped}value b &copy;`)).toBe('a *** b &copy;');
  },
);
