import { expect, it } from 'vitest';
import { createDiagnostics } from '../../../src/diagnostics.ts';
import { withoutSecretLooks } from '../../../src/text/secret-looks.ts';

const token = `ghp_${'a1B2'.repeat(9)}`;

it.each([
  [{ input: 'overrides' }, '`overrides` contains'],
  [{ input: 'payload', key: 'notification.title' }, '`notification.title` contains'],
])('at %j, what looks like a secret is named by its place', (location, said) => {
  const diagnostics = createDiagnostics((text) => text);
  expect(withoutSecretLooks({ value: `a ${token}`, location }, () => false, diagnostics)).toBe(
    'a ***',
  );
  expect(diagnostics.warnings).toMatchObject([{ message: expect.stringContaining(said) }]);
});
