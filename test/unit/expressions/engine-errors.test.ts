import { expect, it } from 'vitest';
import { explainEngineError } from '../../../src/expressions/engine-errors.ts';

it('an error that is not known is shown as what was found, because it may hold a value', () => {
  const { code, message, found } = explainEngineError(new Error('No: ann'), 'a');
  expect({ code, message, found }).toEqual({
    code: 'expression-invalid',
    message: 'the engine refuses it',
    found: 'No: ann',
  });
});
