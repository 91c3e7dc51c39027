import { expect, it } from 'vitest';
import { nodeAt } from '../../../src/document/proposal.ts';
import { parseText } from '../../../src/document/yaml-parser.ts';
import { build } from '../payload/support.ts';

it('a line of a file from Windows is proposed as it is', async () => {
  const { errors } = await build({ file: 'notification:\r\n  title: @x\r\n' });
  expect(errors[0]?.hint).toBe('Write `title: "@x"`.');
});

it('an expression in quotes can be all overrides', async () => {
  const written = `\${{ fromJSON('{"A": 1}') }}`;
  const { errors } = await build({ file: `notification:\n  override: ${written}\n` });
  expect(errors[0]?.hint).toBe(`Write \`override: ${JSON.stringify(written)}\`.`);
});

it('a list of systems is told to be text', async () => {
  const { errors } = await build({ file: 'notification:\n  systemId: [${{ github.actor }}, b]\n' });
  expect(errors[0]?.hint).toBe('Write the IDs without brackets, with commas between them.');
});

it('no value begins inside another, or in an empty document', () => {
  expect(nodeAt(parseText('a: b c').contents, 3, [])).toEqual({ value: 'b c', path: ['a'] });
  expect(nodeAt(parseText('a: b c').contents, 4, [])).toBeUndefined();
  expect(nodeAt(null, 0, [])).toBeUndefined();
});
