/** Makes the errors of expressions. */

import { Fault } from '../diagnostics.ts';

/**
 * @param found the value that is wrong; it is not shown where it may be a recipient.
 * @returns the error of an expression.
 */
export function invalid(message: string, hint?: string, found?: string): Fault {
  return new Fault(message, { code: 'expression-invalid', hint, found });
}
