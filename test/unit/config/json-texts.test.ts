import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/inputs.ts';
import { createDiagnostics, type WarningDiagnostic } from '../../../src/diagnostics.ts';

async function warningsOf(
  inputs: Readonly<Record<string, string>>,
): Promise<readonly WarningDiagnostic[]> {
  const diagnostics = createDiagnostics((text) => `‹${text}›`);
  await parseConfig((name) => inputs[name] ?? '', diagnostics);
  expect(diagnostics.errors).toEqual([]);
  return diagnostics.warnings;
}

describe('a value that toJSON() wrote', () => {
  it('is a warning in an input for one text', async () => {
    expect(await warningsOf({ 'runtime-title': '"Say \\"hi\\""' })).toEqual([
      {
        level: 'warning',
        message: 'The value is a JSON string with its quotes: ‹"Say \\"hi\\""›.',
        hint: 'Remove `toJSON()`: this input takes an expression as it is.',
        location: { input: 'runtime-title' },
      },
    ]);
  });

  it('is a warning after KEY=, and not in the JSON object form', async () => {
    expect(await warningsOf({ overrides: 'A=1\nURL="https://x"\nTEXT=null' })).toMatchObject([
      { hint: expect.stringContaining('{"‹URL›": ${{ toJSON(…) }}}'), location: { key: 'URL' } },
      { message: expect.stringContaining('the word null'), location: { key: 'TEXT' } },
    ]);
    expect(await warningsOf({ overrides: '{"URL": "\\"x\\""}' })).toEqual([]);
  });

  it.each(['"Harbor" is out', '"', '""x""', '“Harbor”', 'nullable', "'x'"])(
    'is not seen in %s',
    async (text) => {
      expect(await warningsOf({ title: text, overrides: `A=${text}` })).toEqual([]);
    },
  );
});
