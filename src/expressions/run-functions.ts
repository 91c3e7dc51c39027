/** The functions for what is known of a run: its duration, and the people who took part in it. */

import * as data from '@actions/expressions/data/index';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { distinctBy } from '../text/distinct.ts';
import { longDuration } from '../text/format.ts';
import type { Value } from './values.ts';

/** `duration` and `mentions`. */
export const runFunctions: readonly FunctionDefinition[] = [
  {
    name: 'duration',
    minArgs: 1,
    maxArgs: 1,
    call(seconds) {
      // Null stays null, so that `missing-values` decides what becomes of it.
      if (seconds === undefined || seconds.kind === data.Kind.Null) return new data.Null();
      const number = seconds.number();
      if (Number.isFinite(number) && number >= 0) return new data.StringData(longDuration(number));
      throw new Error('duration(seconds): the argument must be a number of seconds, 0 or more');
    },
  },
  {
    name: 'mentions',
    minArgs: 1,
    maxArgs: 1,
    call(logins) {
      const written = loginsIn(logins).map((login) => login.replace(/^@?/, '@'));
      const list = new data.Array();
      // A login is the same in any case.
      for (const mention of distinctBy(written, (it) => it.toLowerCase())) {
        list.add(new data.StringData(mention));
      }
      return list;
    },
  },
];

/** The logins in a list, in the lists inside it, or the only one. */
function loginsIn(value: Value): readonly string[] {
  if (value.kind === data.Kind.Array) return value.values().flatMap(loginsIn);
  if (value.kind === data.Kind.Dictionary) {
    throw new Error('mentions(logins): a login must be text. Use a filter such as `….*.login`');
  }
  const login = value.coerceString().trim();
  return login === '' ? [] : [login];
}
