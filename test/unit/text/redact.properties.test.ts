import { expect, it } from 'vitest';
import { createRedactor } from '../../../src/text/redact.ts';
import { encoders } from '../../support/encoders.ts';
import fc from '../../support/fast-check.ts';
import { hardText } from '../../support/texts.ts';

const runs = { numRuns: 1000 };

/** Eight characters or more: like those that services issue, and any others. */
const secret = fc.oneof(
  fc.constantFrom('p+q/r=s t"u\'v&w<x>y', '~!(ä)*/&\té\\', '?>?>?>?>'),
  fc.string({ unit: fc.constantFrom(...'abcXYZ0189+/=-_~!*().%'), minLength: 8, maxLength: 40 }),
  hardText(8).filter((text) => text.length >= 8 && text.length <= 300),
);

const around = hardText(4).map((text) => text.slice(0, 200).toWellFormed());

it('holds no secret, however it is written', () => {
  fc.assert(
    fc.property(secret, around, around, (it, before, after) => {
      const redactor = createRedactor();
      redactor.register(it);
      for (const [name, encode] of Object.entries(encoders)) {
        const safe = redactor.redact(encode(`${before}|${it}|${after}`));
        expect(safe.includes(encode(it)), name).toBe(false);
        expect(safe.includes(it), name).toBe(false);
        expect(redactor.holdsSecret(encode(it)), name).toBe(true);
      }
    }),
    runs,
  );
});

it('holds no secret in Base64, wherever it stands in the text that was encoded', () => {
  const alphabet = fc.constantFrom('base64' as const, 'base64url' as const);
  fc.assert(
    fc.property(secret, around, around, alphabet, (it, before, after, encoding) => {
      const redactor = createRedactor();
      redactor.register(it);
      for (const shift of ['', '.', '..']) {
        const whole = Buffer.from(`${before}${shift}${it}${after}`).toString(encoding);
        for (const rest of redactor.redact(`x ${whole} y`).split('***')) {
          expect(decodings(rest).some((text) => text.includes(it))).toBe(false);
        }
      }
    }),
    runs,
  );
});

/** What the Base64 in a text may mean, whichever of its characters is the first of four. */
function decodings(text: string): readonly string[] {
  return text
    .split(' ')
    .flatMap((word) => ['', 'A', 'AA', 'AAA'].map((pad) => Buffer.from(pad + word, 'base64')))
    .map((bytes) => bytes.toString());
}

/** What may stay of a secret at the end of a text: three characters, and a part of one. */
const LITTLE =
  /^(?:\\u[0-9a-f]{4}|\\.|(?:%[0-9a-f]{2})+|&[#\w]+;|[\s\S]){0,3}(?:\\(?:u[0-9a-f]*)?|(?:%[0-9a-f]{0,2})*|&[#\w]*)$/i;

it('leaves at most three characters of a secret where the text was cut', () => {
  fc.assert(
    fc.property(secret, around, fc.nat({ max: 400 }), (it, before, at) => {
      const redactor = createRedactor();
      redactor.register(it);
      for (const [name, encode] of Object.entries(encoders)) {
        const start = `${before}|`;
        const form = encode(it);
        const cut = form.slice(0, at % (form.length + 1));
        if (redactor.redact(start + cut) !== start + cut) continue;
        const safe = redactor.redactCut(start + cut);
        const kept = safe.endsWith('***') ? safe.slice(0, -3) : safe;
        expect(kept.slice(start.length), name).toMatch(LITTLE);
        expect(start + cut, name).toContain(kept);
      }
    }),
    runs,
  );
});

it('ends, and holds no secret, even if secrets are made of what replaces them', () => {
  const starry = fc.string({ unit: fc.constantFrom('*', '*', 'a'), minLength: 8, maxLength: 12 });
  const text = fc.string({ unit: fc.constantFrom('*', '*', 'a'), maxLength: 200 });
  fc.assert(
    fc.property(fc.array(starry, { minLength: 1, maxLength: 4 }), text, (secrets, given) => {
      const redactor = createRedactor();
      for (const it of secrets) redactor.register(it);
      const noise = `${given}${secrets.join('')}${given}`;
      for (const safe of [redactor.redact(noise), redactor.redactCut(noise)]) {
        expect(secrets.filter((it) => safe.includes(it))).toEqual([]);
      }
    }),
    runs,
  );
});

it('is left as it is where it holds no secret', () => {
  fc.assert(
    fc.property(hardText(), (text) => {
      const redactor = createRedactor();
      redactor.register('\u{10fffd}\u{10fffc}\u{10fffd}\u{10fffc}');
      fc.pre(!text.includes('\u{10fffd}'));
      expect(redactor.redact(text)).toBe(text);
      expect(redactor.redactCut(text)).toBe(text);
    }),
    runs,
  );
});
