import { characterEntities } from 'character-entities';
import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import { expect, it } from 'vitest';
// @ts-expect-error The file has no types.
import * as stub from '../../scripts/stubs/decode-named-character-reference/index.js';

it('the bundle knows the character references that Markdown has', () => {
  const names = Object.keys(characterEntities);
  expect(names.length).toBeGreaterThan(2000);
  for (const name of [...names, 'nope', 'ampx', 'constructor', '__proto__', '']) {
    expect(stub.decodeNamedCharacterReference(name)).toBe(decodeNamedCharacterReference(name));
  }
});
